"""Unfinished files: whoever writes one holds it under a lock, so that a killed run's are known."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows has no such locks: there, what a killed run leaves stays
    fcntl = None  # type: ignore[assignment]  # as above

if TYPE_CHECKING:
    from pathlib import Path

# Never another's file, should it have the same name; and no text, whose lines Windows changes.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NAME = re.compile(r"\..+\.[0-9a-f]{12}\.part", re.DOTALL)
_NAME_LENGTH = 50

CAN_HOLD = fcntl is not None
"""Whether unfinished files are held here."""


def new_part(target: Path, mode: int) -> tuple[Path, int]:
    """A new file beside `target`, under a hidden name, held until its descriptor is closed.

    Args:
        target: where it will go.
        mode: its permissions, of which the umask takes some away.

    Raises:
        OSError: it cannot be made.
    """
    while True:
        part = target.with_name(f"{_prefix(target.name)}{os.urandom(6).hex()}.part")
        descriptor = os.open(part, _NEW, mode)
        if fcntl is None:
            return part, descriptor
        with suppress(OSError):  # a file system without locks: then it is not removed either
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Whoever looks for what was left behind may have come first, in the moment between.
        if _is_at(part, descriptor):
            return part, descriptor
        os.close(descriptor)


def sweep(folder: Path, name: str | None = None) -> None:
    """Remove the unfinished files in a folder that nobody holds: those of killed runs.

    Args:
        folder: its path; one that does not exist, or may not be read, is left alone.
        name: of the file whose unfinished ones are meant; None for all.
    """
    if fcntl is None:
        return
    with suppress(OSError):
        names = [entry.name for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
        for each in names:
            if name is None or each.startswith(_prefix(name)):
                _remove_unless_held(folder / each)


def _remove_unless_held(part: Path) -> None:
    with suppress(OSError):  # held, gone, or not ours to remove
        descriptor = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if stat.S_ISREG(os.fstat(descriptor).st_mode) and _is_at(part, descriptor):
                part.unlink()
        finally:
            os.close(descriptor)


def _is_at(part: Path, descriptor: int) -> bool:
    """Whether the file that is open is still the one of that name."""
    try:
        return os.path.samestat(part.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _prefix(name: str) -> str:
    return f".{name[:_NAME_LENGTH]}."
