"""Open input files and pipes, look at their first bytes, and notice changes while they are read."""

from __future__ import annotations

import io
import os
import select
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wa_link._support.quoting import escape, quote
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from _typeshed import WriteableBuffer


@contextmanager
def open_file(path: str | os.PathLike[str]) -> Iterator[tuple[BinaryIO, str]]:
    """Open a file in binary mode; yield the file and its name for messages. `-` is standard input.

    Raises:
        InputError: the file can't be opened. While the file is read, the same error is raised if
            the file can't be read to its end, or if another program changes it.
    """
    if str(path) == "-":
        yield _open_standard_input(), "stdin"
        return
    name = escape(str(path))
    try:
        raw = _UnchangedFile(Path(path), name)
    except OSError as error:
        raise InputError(f"{quote(str(path), 200)} can't be read: {error.strerror}.") from None
    with io.BufferedReader(raw) as file:
        yield file, name


def never() -> bool:
    """Return False: the answer of files that need not be waited for."""
    return False


def peekable(
    file: BinaryIO, size: int, is_enough: Callable[[bytes], bool] | None = None
) -> io.BufferedReader[Any]:
    """Return a buffered file whose `peek` returns at least `size` bytes.

    If the file is shorter, `peek` returns all its bytes. If `file` is a pipe, wait for these bytes.
    A file that this function returned before is returned unchanged.

    Args:
        file: a file opened in binary mode.
        size: number of bytes.
        is_enough: function that returns whether fewer first bytes are enough. It is called if the
            next bytes of a pipe have not come yet.
    """
    if isinstance(file, io.BufferedReader) and isinstance(file.raw, _StartAndRest):
        return file
    buffered = (
        file if isinstance(file, io.BufferedReader) else io.BufferedReader(_CallersFile(file))
    )
    pipe = _find_pipe(buffered)
    if pipe is None or is_enough is None:
        return read_ahead(buffered, size)[1]
    start, part = b"", b"."
    while part and len(start) < size:
        if start and not _is_ready(pipe) and is_enough(start):
            break
        part = buffered.read1(size - len(start))
        start += part
    return io.BufferedReader(_StartAndRest(start, buffered, is_over=not part))


def waiting_check(file: BinaryIO) -> Callable[[], bool]:
    """Return a function that returns whether the next read of a file would wait.

    Args:
        file: a file from `peekable`, whose buffer was emptied by `read1`.
    """
    raw = getattr(file, "raw", None)
    return raw.would_wait if isinstance(raw, _StartAndRest) else never


def read_ahead(file: io.BufferedReader[Any], size: int) -> tuple[bytes, io.BufferedReader[Any]]:
    """Return the next `size` bytes, and a file that begins with the same bytes.

    If the file has fewer bytes left, all of them are returned.
    """
    start = file.read(size)
    return start, io.BufferedReader(_StartAndRest(start, file, is_over=len(start) < size))


class _CallersFile(io.RawIOBase):
    """Wrapper of a caller's file: the file stays open when a BufferedReader around it is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        view = memoryview(buffer).cast("B")
        data = self._file.read(len(view))
        if data is None:  # a raw, non-blocking file without data at the moment
            return None
        view[: len(data)] = data
        return len(data)


class _StartAndRest(io.RawIOBase):
    """A stream of bytes that were already read from a file, followed by the rest of that file."""

    def __init__(self, start: bytes, rest: io.BufferedReader[Any], *, is_over: bool) -> None:
        self._start = start
        self._rest = rest
        self._is_over = is_over
        self._pipe = _find_pipe(rest)

    def readable(self) -> bool:
        return True

    def would_wait(self) -> bool:
        """Return whether the next read would wait, because no more bytes have come yet."""
        if self._start or self._is_over or self._pipe is None:
            return False
        return not _is_ready(self._pipe)

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        # Never read again after the end, because a terminal would wait for more input.
        if not self._start and not self._is_over:
            # As many bytes as the buffer of `_rest` can have, so that it is empty after this.
            self._start = self._rest.read1(max(len(view), io.DEFAULT_BUFFER_SIZE))
            self._is_over = not self._start
        part, self._start = self._start[: len(view)], self._start[len(view) :]
        view[: len(part)] = part
        return len(part)


def _find_pipe(file: BinaryIO) -> int | None:
    """Return the descriptor of a pipe or a terminal; None if `file` never waits for a program."""
    try:
        return None if is_regular(file) else file.fileno()
    except (OSError, ValueError, AttributeError):
        return None


def _is_ready(pipe: int) -> bool:
    """Return whether bytes of a pipe can be read at once, or its end.

    On Windows, where this is not known, return False.
    """
    try:
        return bool(select.select([pipe], [], [], 0)[0])
    except (OSError, ValueError):  # not a socket, on Windows; a large descriptor
        return False


def is_regular(file: BinaryIO) -> bool:
    """Return True if `file` is a regular file, and False if it is a pipe or a terminal."""
    try:
        return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def file_size(file: BinaryIO) -> int:
    """Return the size of a regular file in bytes; 0 for a pipe or terminal."""
    return os.fstat(file.fileno()).st_size if is_regular(file) else 0


def _open_standard_input() -> BinaryIO:
    """Return standard input as a binary file.

    If it is a regular file, and another program changes it while it is read, InputError is raised.
    """
    if is_regular(sys.stdin.buffer):
        return io.BufferedReader(_UnchangedFile(sys.stdin.fileno(), "stdin", closefd=False))
    return sys.stdin.buffer


class _UnchangedFile(io.FileIO):
    """A file that raises InputError if another program changes it while it is read.

    If a program saves the file in the meantime, its beginning and its rest come from two different
    versions. The row where they meet could contain a number that nobody wrote.
    """

    def __init__(self, file: Path | int, name: str, *, closefd: bool = True) -> None:
        super().__init__(file, "rb", closefd=closefd)
        self._name = name
        self._before = os.fstat(self.fileno())

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            count = super().readinto(self._limit(buffer))
        except OSError as error:
            raise InputError(f"{self._name} can't be read to its end: {error.strerror}.") from None
        if not count:
            self._check_unchanged()
        return count

    def _limit(self, buffer: WriteableBuffer) -> WriteableBuffer:
        """Shorten the buffer, so that reading stops where the file ended when it was opened.

        Without this limit, reading a log that grows would never end. There is a limit only if the
        size of the file is known: virtual files, such as those in /proc, report a size of 0.
        """
        size = self._before.st_size
        return memoryview(buffer)[: max(0, size - self.tell())] if size else buffer

    def _check_unchanged(self) -> None:
        before, now = self._before, os.fstat(self.fileno())
        if not stat.S_ISREG(now.st_mode):
            return
        if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise InputError(
                f"{self._name} was changed while it was read, from {before.st_size:,} bytes to "
                f"{now.st_size:,} bytes: run the command again when no program writes to this file."
            )
