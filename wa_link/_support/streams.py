"""Open outputs that are not regular files: `/dev/stdout`, pipes and devices."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import ReadableBuffer as Buffer

# Paths that name an open stream of this process.
_STREAM = re.compile(r"/dev/(stdout|stderr)|(?:/dev|/proc/self)/fd/(\d+)")
_STREAMS = {"stdout": 1, "stderr": 2}


def is_stream(path: str) -> bool:
    """Return whether a path names an open stream of this process, such as `/dev/stdout`."""
    return _STREAM.fullmatch(path) is not None


def open_device(target: Path, old: os.stat_result | None) -> BinaryIO | None:
    """Open an output that is a stream of this process, a pipe or a device.

    Args:
        target: path of the output.
        old: status of the file at that path; None if nothing exists there.

    Returns:
        The open output; None if the path is a regular file, or if nothing exists there.

    Raises:
        OptionError: the path is a folder.
    """
    if stream := _STREAM.fullmatch(str(target)):
        return _copy_stream(_STREAMS.get(stream[1]) or int(stream[2]), str(target))
    if old is None or stat.S_ISREG(old.st_mode):
        return None
    if stat.S_ISDIR(old.st_mode):
        raise OptionError(f"{quote(str(target), 200)} is a folder: name a file in it.")
    descriptor = os.open(target, os.O_WRONLY | os.O_TRUNC)
    return io.BufferedWriter(NamedFile(descriptor, str(target)))


def _copy_stream(descriptor: int, given: str) -> BinaryIO:
    """Open a copy of an open stream, such as standard output.

    Do not open the path `/dev/stdout` itself: in `wa-link … >> file`, that would empty the file.

    Args:
        descriptor: file descriptor of the stream, such as 1.
        given: the path that the user gave, for error messages.
    """
    with name_errors(given):
        copy = os.dup(descriptor)
        with suppress(AttributeError):  # Windows has it since Python 3.12
            os.set_blocking(copy, True)  # a non-blocking pipe loses rows when it is full
    return io.BufferedWriter(NamedFile(copy, given))


class NamedFile(io.FileIO):
    """A file whose errors, such as "No space left on device", name the path that the user gave."""

    def __init__(self, descriptor: int, given: str) -> None:
        super().__init__(descriptor, "wb")
        self._given = given

    def write(self, data: Buffer, /) -> int:
        with name_errors(self._given):
            return super().write(data)


class WindowsPipe(io.FileIO):
    """Standard output in a pipe. Windows reports a closed pipe as an invalid argument."""

    def write(self, data: Buffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise BrokenPipeError from None


@contextmanager
def name_errors(given: str) -> Iterator[None]:
    """Change each OSError raised in the `with` block, so that it names the path `given`."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, given) from None
