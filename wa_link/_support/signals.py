"""Signals that end a run, such as Ctrl+C: raise the first as an exception, and ignore later ones.

The exception lets `with` blocks remove incomplete files. Later signals are ignored because they
would interrupt that clean-up. Only the command line installs the signal handlers: a program that
uses wa-link as a library keeps its own.
"""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sys import UnraisableHookArgs
    from types import FrameType

ENDING_SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
]
"""The numbers of the signals that end a run. Windows has SIGBREAK (Ctrl+Break), but no SIGHUP."""

_NAP_SECONDS = 0.1


class Terminated(BaseException):
    """Exception for SIGTERM, SIGHUP and SIGBREAK; its argument is the number of the signal.

    For SIGINT (Ctrl+C), KeyboardInterrupt is raised.
    """


class _State:
    """The state of the signal handling in this process.

    Attributes:
        received: number of the first signal that was received; None if there was none.
        deferrals: number of active `defer_signals` blocks; above 0, no exception is raised.
        is_swallowed: whether Python ignored the exception of that signal in a destructor.
        report: function that is called if the exception of a signal is delayed; None if there is
            none.
    """

    def __init__(self) -> None:
        self.received: int | None = None
        self.deferrals = 0
        self.is_swallowed = False
        self.report: Callable[[], object] | None = None


_state = _State()


def install_handlers() -> None:
    """Install handlers that raise an exception for each signal in ENDING_SIGNALS.

    A signal that was ignored when the program started, as SIGHUP with `nohup`, stays ignored.
    """
    sys.unraisablehook = _note_swallowed
    for number in ENDING_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _raise_first)


def raise_received() -> None:
    """Raise the exception of the received signal again, because Python may have swallowed it.

    Python ignores exceptions in destructors (`__del__`). If no signal was received, do nothing.

    Raises:
        KeyboardInterrupt: SIGINT was received.
        Terminated: another signal that ends a run was received.
    """
    if _state.received is not None:
        raise _exception(_state.received)


def find_interruption(error: BaseException) -> BaseException | None:
    """Return the exception of the signal that caused `error`; None if no signal was received.

    If `error` is KeyboardInterrupt or Terminated, return `error`. After a signal, any other error
    counts as an interruption, too, because some libraries catch the exception of the signal and
    raise their own error.
    """
    if isinstance(error, KeyboardInterrupt | Terminated):
        return error
    return None if _state.received is None else _exception(_state.received)


def exit_code() -> int:
    """Return the exit code for the received signal: SIGINT 130, SIGTERM 143, SIGHUP 129.

    On Windows, SIGBREAK gives 149.
    """
    return 128 + (_state.received or 0)


def ignore_further() -> None:
    """Ignore all signals from now on, because the run has ended."""
    _state.deferrals += 1


@contextmanager
def defer_signals() -> Iterator[None]:
    """Delay the exceptions of signals until the end of the `with` block, which should be short."""
    _state.deferrals += 1
    try:
        yield
    finally:
        _state.deferrals -= 1
        if not _state.deferrals:
            raise_received()


@contextmanager
def report_delays(report: Callable[[], object]) -> Iterator[None]:
    """Call a function if a signal in the `with` block is delayed by `defer_signals`.

    Args:
        report: the function; it must be fit for a signal handler, such as `os.write`.
    """
    _state.report = report
    try:
        yield
    finally:
        _state.report = None


def sleep(seconds: float) -> None:
    """Wait; a signal that ends the run ends the wait, also in a `defer_signals` block.

    Raises:
        KeyboardInterrupt: SIGINT was received.
        Terminated: another signal that ends a run was received.
    """
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        raise_received()
        time.sleep(min(left, _NAP_SECONDS))
    raise_received()


@contextmanager
def block_signals() -> Iterator[None]:
    """Block signals while the `with` block starts a process; do nothing on Windows.

    Otherwise, a signal could interrupt the start, and the new process would never be ended. The new
    process starts with these signals blocked.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _raise_first(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  (signal's signature)
    """Handle a signal: raise its exception, unless an earlier signal was raised already."""
    if _state.received is None or _state.is_swallowed:
        _state.received, _state.is_swallowed = number, False
        if not _state.deferrals:
            raise _exception(number)
        if _state.report:
            _state.report()


def _note_swallowed(unraisable: UnraisableHookArgs) -> None:
    """Record that a destructor swallowed the exception of a signal; report other errors as usual.

    `raise_received` raises the exception again, and the next signal is not ignored.
    """
    if isinstance(unraisable.exc_value, KeyboardInterrupt | Terminated):
        _state.is_swallowed = True
    else:
        sys.__unraisablehook__(unraisable)


def _exception(number: int) -> BaseException:
    """Return the exception for a signal: KeyboardInterrupt for SIGINT, else Terminated."""
    return KeyboardInterrupt() if number == signal.SIGINT else Terminated(number)
