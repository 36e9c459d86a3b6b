"""Signals that end a run: each is raised as an exception, so that nothing is left half-written.

It is raised once, for whoever is impatient sends a second one while the run unwinds; and not within
libraries that would make an error of their own of it. Nothing here acts unless `listen` is called,
as the command line does: a library leaves its program's signals alone.
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

ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
"""The signals that end a run; Windows hangs nothing up."""


class Terminated(BaseException):
    """SIGTERM, SIGHUP: unwinds as an interrupt does; its argument is the number of the signal."""


class _State:
    """What has come, and whether it must wait."""

    def __init__(self) -> None:
        self.number: int | None = None
        self.waits = 0
        self.is_unheard = False


_state = _State()


def listen() -> None:
    """Have signals raised from now on, but for those that the process was started to ignore."""
    sys.unraisablehook = _miss
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, _come)


def check() -> None:
    """Raise what has come, should it have been raised where nobody hears it: in a destructor.

    Raises:
        KeyboardInterrupt: for SIGINT.
        Terminated: for the others.
    """
    if _state.number is not None:
        raise _exception(_state.number)


def cause_of(error: BaseException) -> BaseException | None:
    """The interruption that an error is, or comes of: some code makes another error of any."""
    if isinstance(error, KeyboardInterrupt | Terminated):
        return error
    return None if _state.number is None else _exception(_state.number)


def code() -> int:
    """The exit code of a run that was ended by what has come: 130, 143, 129."""
    return 128 + (_state.number or 0)


def close() -> None:
    """What comes from now on is too late to be raised: the run is over."""
    _state.waits += 1


@contextmanager
def defer_signals() -> Iterator[None]:
    """What comes within the block, which should be short, is raised at its end."""
    _state.waits += 1
    try:
        yield
    finally:
        _state.waits -= 1
        if not _state.waits:
            check()


def _come(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  (signal's signature)
    if _state.number is None or _state.is_unheard:
        _state.number, _state.is_unheard = number, False
        if not _state.waits:
            raise _exception(number)


def _miss(unraisable: UnraisableHookArgs) -> None:
    """Python would tell the person; here, `check` or the next signal raises it once more."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt | Terminated):
        _state.is_unheard = True
    else:
        sys.__unraisablehook__(unraisable)


def _exception(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else Terminated(number)
