"""Whole files or none: everything that saves a file saves it here."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wa_link.errors import OptionError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

# The streams of this process, by the names that systems give them.
_STREAM = re.compile(r"/dev/(stdout|stderr)|(?:/dev|/proc/self)/fd/(\d+)")
_STREAMS = {"stdout": 1, "stderr": 2}


@contextmanager
def atomic_writer(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A binary file that bears the name `path` only once it is whole.

    It is written beside its place, under a hidden name that ends in `.part`, and renamed when
    the block ends; when the block raises, it is removed and what stood at `path` stays. A
    symbolic link is followed. What is no regular file (a pipe, `/dev/stdout`) is written as it is.

    Raises:
        OptionError: the folder does not exist, or `path` is a folder.
        OSError: it cannot be written.
    """
    given = Path(path)
    if stream := _STREAM.fullmatch(str(given)):
        # Opened by its name, a file that a shell appends to would be cut short.
        with os.fdopen(os.dup(_STREAMS.get(stream[1]) or int(stream[2])), "wb") as file:
            yield file
        return
    if given.exists() and not (given.is_file() or given.is_dir()):
        with given.open("wb") as device:
            yield device
        return
    target = given.resolve()
    if target.is_dir():
        raise OptionError(f"{shown(str(path), 200)} is a folder: name a file in it.")
    if not target.parent.is_dir():
        raise OptionError(
            f"{shown(str(path), 200)} cannot be written: the folder "
            f"{shown(str(target.parent), 200)} does not exist."
        )
    mode = _mode_for(target)
    try:
        descriptor, part = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".part"
        )
    except OSError as error:  # of a name that nobody gave
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(mode)
        Path(part).replace(target)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _mode_for(target: Path) -> int:
    """The permissions of the file that is replaced, or those a new file would get."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
        if not mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "It may not be replaced", str(target))
        return mode  # noqa: TRY300  (the other way out is a new file)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
