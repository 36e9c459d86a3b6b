"""Signals that end a run: each is raised as an exception, so that nothing is left half-written.

The first signal is raised, and later ones are ignored, so that they don't interrupt the clean-up.
Only the command line installs the handler: a library leaves the signals of its program alone.
"""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sys import UnraisableHookArgs
    from types import FrameType

ENDING_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
"""The signals that end a run; Windows has no SIGHUP."""


class Terminated(BaseException):
    """SIGTERM or SIGHUP has come; the argument is its number. SIGINT is a KeyboardInterrupt."""


class _State:
    """The signal that was received, and whether it may be raised."""

    def __init__(self) -> None:
        self.received: int | None = None
        self.deferrals = 0
        self.is_swallowed = False


_state = _State()


def install_handlers() -> None:
    """Raise signals from now on, except those that were ignored at the start (`nohup`)."""
    sys.unraisablehook = _note_swallowed
    for number in ENDING_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _raise_first)


def raise_received() -> None:
    """Raise the signal that was received, in case Python swallowed it in a destructor.

    Raises:
        KeyboardInterrupt: for SIGINT.
        Terminated: for the others.
    """
    if _state.received is not None:
        raise _exception(_state.received)


def find_interruption(error: BaseException) -> BaseException | None:
    """Return the interruption that caused an error: some libraries turn it into their own error."""
    if isinstance(error, KeyboardInterrupt | Terminated):
        return error
    return None if _state.received is None else _exception(_state.received)


def exit_code() -> int:
    """Return the exit code for the signal that was received: 130, 143 or 129."""
    return 128 + (_state.received or 0)


def ignore_further() -> None:
    """Ignore signals from now on: the run is over."""
    _state.deferrals += 1


@contextmanager
def defer_signals() -> Iterator[None]:
    """Delay signals that come during the block until its end; the block should be short."""
    _state.deferrals += 1
    try:
        yield
    finally:
        _state.deferrals -= 1
        if not _state.deferrals:
            raise_received()


@contextmanager
def block_signals() -> Iterator[None]:
    """Hold signals back while a process is started; it starts with them blocked.

    An interruption in between would leave a process that nobody ends.
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
    if _state.received is None or _state.is_swallowed:
        _state.received, _state.is_swallowed = number, False
        if not _state.deferrals:
            raise _exception(number)


def _note_swallowed(unraisable: UnraisableHookArgs) -> None:
    """Note that a destructor swallowed a signal: `raise_received` or the next one raises it."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt | Terminated):
        _state.is_swallowed = True
    else:
        sys.__unraisablehook__(unraisable)


def _exception(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else Terminated(number)
