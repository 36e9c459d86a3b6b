"""Where a sheet comes from: a file, which must not change while it is read, or a pipe."""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wa_link._support.quoting import escape, quote
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from _typeshed import WriteableBuffer


@contextmanager
def open_file(path: str | os.PathLike[str]) -> Iterator[tuple[BinaryIO, str]]:
    """A file opened for bytes, and its name for messages; `-` is standard input.

    Raises:
        InputError: it cannot be opened; or, from what reads it, it cannot be read to its end, or
            changed before it was.
    """
    if str(path) == "-":
        yield _standard_input(), "stdin"
        return
    name = escape(str(path))
    try:
        raw = _Steady(Path(path), name)
    except OSError as error:
        raise InputError(f"{quote(str(path), 200)} cannot be read: {error.strerror}.") from None
    with io.BufferedReader(raw) as file:
        yield file, name


def begun(file: BinaryIO, size: int) -> io.BufferedReader[Any]:
    """The file, whose `peek` shows `size` bytes at least; of a pipe, it waits for them.

    One that has been begun shows what it showed then.
    """
    if isinstance(file, io.BufferedReader) and isinstance(file.raw, _Whole):
        return file
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file)  # type: ignore[type-var]  # a BinaryIO reads as a raw stream does
    start = buffered.read(size)
    return io.BufferedReader(_Whole(start, buffered, is_over=len(start) < size))


def look_ahead(file: io.BufferedReader[Any], size: int) -> tuple[bytes, io.BufferedReader[Any]]:
    """Return the next bytes of a file, `size` if there are so many, and the file with them."""
    start = file.read(size)
    return start, io.BufferedReader(_Whole(start, file, is_over=len(start) < size))


class _Whole(io.RawIOBase):
    """What has been read of a file, and then the rest of it."""

    def __init__(self, start: bytes, rest: io.BufferedReader[Any], *, is_over: bool) -> None:
        self._start = start
        self._rest = rest
        self._is_over = is_over

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        if not self._start:
            # Not again after its end: a terminal would be asked for more.
            count = 0 if self._is_over else self._rest.readinto1(view)
            self._is_over = not count
            return count
        part, self._start = self._start[: len(view)], self._start[len(view) :]
        view[: len(part)] = part
        return len(part)


def is_regular(file: BinaryIO) -> bool:
    """Whether it is a file, and no pipe or terminal."""
    try:
        return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def file_size(file: BinaryIO) -> int:
    """Return the bytes of a regular file; 0 for a pipe or terminal."""
    return os.fstat(file.fileno()).st_size if is_regular(file) else 0


def _standard_input() -> BinaryIO:
    """Standard input; where a file stands there, it must not change either."""
    if is_regular(sys.stdin.buffer):
        return io.BufferedReader(_Steady(sys.stdin.fileno(), "stdin", closefd=False))
    return sys.stdin.buffer


class _Steady(io.FileIO):
    """A file, of which what is read is what it was when it was opened.

    Where somebody saves it meanwhile, what has been read and what comes then are of two sheets,
    and the row in between is of none: a number that nobody wrote could come of it.
    """

    def __init__(self, file: Path | int, name: str, *, closefd: bool = True) -> None:
        super().__init__(file, "rb", closefd=closefd)
        self._called = name
        self._before = os.fstat(self.fileno())

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            count = super().readinto(self._limited(buffer))
        except OSError as error:
            raise InputError(f"{self._called} cannot be read on: {error.strerror}.") from None
        if not count:
            self._check()
        return count

    def _limited(self, buffer: WriteableBuffer) -> WriteableBuffer:
        """No more than there was: what somebody adds to all the time would have no end.

        Files that the system makes up, as those under /proc, have no size.
        """
        size = self._before.st_size
        return memoryview(buffer)[: max(0, size - self.tell())] if size else buffer

    def _check(self) -> None:
        before, now = self._before, os.fstat(self.fileno())
        if not stat.S_ISREG(now.st_mode):
            return
        if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise InputError(
                f"{self._called} was changed while it was read, from {before.st_size:,} bytes to "
                f"{now.st_size:,}: run it again when nobody writes to it."
            )
