"""Whole files or none: everything that saves a file saves it here."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wa_link._support.parts import CAN_HOLD, drop_part, finish_part, new_part, sweep
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer as Buffer

# The streams of this process, by the names that systems give them.
_STREAM = re.compile(r"/dev/(stdout|stderr)|(?:/dev|/proc/self)/fd/(\d+)")
_STREAMS = {"stdout": 1, "stderr": 2}


def is_stream(path: str) -> bool:
    """Whether a path names a stream of this process, as `/dev/stdout` does."""
    return _STREAM.fullmatch(path) is not None


@contextmanager
def atomic_writer(
    path: str | os.PathLike[str], *, sync: bool = True, through: bool = True
) -> Iterator[BinaryIO]:
    """A binary file that bears the name `path` only once it is whole.

    It is written beside its place, under a hidden name that ends in `.part`, and renamed when
    the block ends; when the block raises, it is removed and what stood at `path` stays. It takes
    the permissions of a file that it replaces, and its owner and group where the system lets it.
    With `sync`, what a killed run left of the same file is removed, too.

    Args:
        path: where it goes.
        sync: whether it is on the disk before it gets its name, so that it is whole even after the
            system breaks down. That takes the disk some milliseconds: for many files, call
            `sync_all` once instead.
        through: whether a symbolic link is followed, and what is no regular file (a pipe,
            `/dev/stdout`) written as it is, as a person expects of a path that they gave; if not,
            the file takes their place.

    Raises:
        OptionError: the folder does not exist (where `through`), or `path` is a folder.
        OSError: it cannot be written.
    """
    target = Path(path)
    old = _replaced(target, follow=through)
    if through and (device := _device(target, old)):
        with device:
            yield device
        return
    if old is not None and not old.st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "It may not be replaced", str(path))
    if through and target.is_symlink():
        target = target.resolve()
    if sync:
        sweep(target.parent, target.name)
    part, descriptor = _new_file(target, old, str(path), through=through)
    try:
        with io.BufferedWriter(_Named(descriptor, str(path))) as file:
            yield file
            _finish(file, part, old, sync=sync)
            if CAN_HOLD:  # so it is held until it has its name
                _rename(part, target, str(path))
        if not CAN_HOLD:
            _rename(part, target, str(path))
    except BaseException:
        drop_part(part)
        raise


class _Named(io.FileIO):
    """A file that is written, whose errors tell its name: that it is full, above all."""

    def __init__(self, descriptor: int, path: str) -> None:
        super().__init__(descriptor, "wb")
        self._path = path

    def write(self, data: Buffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = self._path
            raise


def _finish(file: BinaryIO, part: Path, old: os.stat_result | None, *, sync: bool) -> None:
    file.flush()
    if sync:
        os.fsync(file.fileno())
    if old is not None:
        for owner, group in ((old.st_uid, -1), (-1, old.st_gid)) if hasattr(os, "chown") else ():
            with suppress(OSError):  # only root gives files away
                os.chown(part, owner, group)
        part.chmod(stat.S_IMODE(old.st_mode))  # also what the umask took away


def _rename(part: Path, target: Path, given: str) -> None:
    try:
        finish_part(part, target)
    except OSError as error:  # not of a name that nobody gave
        raise OSError(error.errno, error.strerror, given) from None


def open_regular(path: str | os.PathLike[str], *, follow: bool = True) -> BinaryIO | None:
    """A file opened for bytes; None for what is no regular file: it would be waited for.

    Args:
        path: of the file.
        follow: a symbolic link; if not, it is no regular file.

    Raises:
        OSError: it cannot be opened.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    except OSError as error:
        if error.errno == errno.ELOOP and not follow:
            return None
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    return None


def read_whole(path: str | os.PathLike[str], what: str, most: int) -> bytes:
    """The bytes of a small file that an option names.

    Args:
        path: of the file.
        what: it should be, with its article, for messages.
        most: bytes that it may have.

    Raises:
        OptionError: it is no regular file, larger, or cannot be read.
    """
    name = quote(str(path), 200)
    try:
        with open_regular(path) or nullcontext() as file:
            content = file.read(most + 1) if file else None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise OptionError(f"{name} cannot be read: {why}.") from None
    if content is None:
        raise OptionError(f"{name} is not a file: give {what}.")
    if len(content) > most:
        raise OptionError(f"{name} is larger than {what}: {most // 1_000_000} MB are the most.")
    return content


def sync_all() -> None:
    """Put on the disk what was written with `sync=False`: once for many files takes little of each.

    Windows has no such call; there, the system does it in its own time.
    """
    if hasattr(os, "sync"):
        os.sync()


def _device(target: Path, old: os.stat_result | None) -> BinaryIO | None:
    """What is written as it is, opened: a stream of this process, a pipe; None for a file."""
    if stream := _STREAM.fullmatch(str(target)):
        return _copy(_STREAMS.get(stream[1]) or int(stream[2]), str(target))
    if old is None or stat.S_ISREG(old.st_mode):
        return None
    if stat.S_ISDIR(old.st_mode):
        raise OptionError(f"{quote(str(target), 200)} is a folder: name a file in it.")
    return io.BufferedWriter(_Named(os.open(target, os.O_WRONLY | os.O_TRUNC), str(target)))


def _copy(descriptor: int, path: str) -> BinaryIO:
    """A stream of this process: opened by its name, a file that is appended to would be cut short.

    One that does not wait is made to: rows would be lost.
    """
    try:
        copy = os.dup(descriptor)
        if hasattr(os, "set_blocking"):
            os.set_blocking(copy, True)
    except OSError as error:
        error.filename = path
        raise
    return io.BufferedWriter(_Named(copy, path))


def _replaced(path: Path, *, follow: bool) -> os.stat_result | None:
    """What stands at `path`; None where a file can take its place.

    That is where nothing stands, and where a link or a pipe does that is not to be followed.
    """
    try:
        found = path.stat(follow_symlinks=follow)
    except (FileNotFoundError, NotADirectoryError):
        return None
    is_kept = follow or stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return found if is_kept else None


def _new_file(
    target: Path, old: os.stat_result | None, given: str, *, through: bool
) -> tuple[Path, int]:
    """A new file beside `target`, open to nobody whom `target` is not open to; its descriptor.

    Of a path that a person gave, a folder that does not exist is an error of theirs.
    """
    try:
        return new_part(target, 0o666 if old is None else stat.S_IMODE(old.st_mode))
    except OSError as error:
        if not through or target.parent.is_dir():  # not of a name that nobody gave
            raise OSError(error.errno, error.strerror, given) from None
        raise OptionError(
            f"{quote(given, 200)} cannot be written: the folder "
            f"{quote(str(target.parent.resolve()), 200)} does not exist."
        ) from None
