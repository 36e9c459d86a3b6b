"""Atomic saving: a file is saved completely or not at all. All files are saved by this module.

A file is written next to its target, under a hidden name that ends in `.part`, and gets its own
name when it is whole. There are no locks: when two runs write the same file, the run that ends
later wins, and the file is whole and from one of the two.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wa_link._support.quoting import quote
from wa_link._support.signals import defer_signals
from wa_link._support.streams import NamedFile, name_errors, open_device
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPORARY_NAME = re.compile(r"(\..+\.)?wa-link-[0-9a-f]{16}\.part", re.DOTALL)
_NAME_LENGTH = 50  # characters of the target's name, so that all names are below 255 bytes
_STALE_SECONDS = 24 * 60 * 60
_unfinished: set[Path] = set()  # temporary files and folders of this process


@contextmanager
def atomic_writer(
    path: str | os.PathLike[str], *, sync: bool = True, follow: bool = True
) -> Iterator[BinaryIO]:
    """Open a binary file that gets the name `path` only when the block has ended.

    If the block raises, the unfinished file is removed, and an old file at `path` stays. The new
    file takes the permissions of the file that it replaces, and its owner and group where the
    system allows that.

    Args:
        path: the name of the file.
        sync: write the file to the disk before it gets its name, so that it is whole even after a
            power failure. That takes some milliseconds: for many files, call `sync_all` once
            instead. With `sync`, stale temporary files in the folder are removed, too.
        follow: follow a symbolic link, and write to a pipe or a device (`/dev/stdout`) as it is,
            as a person expects of a path that they gave. Otherwise the file takes their place.

    Raises:
        OptionError: the folder does not exist (with `follow`), or `path` is a folder.
        OSError: the file can't be written; the error has the name `path`.
    """
    target, given = Path(path), str(path)
    old = _stat_replaced(target, follow=follow)
    if follow and (device := open_device(target, old)):
        with device:
            yield device
        return
    if old is not None and not old.st_mode & stat.S_IWUSR:
        raise PermissionError(
            errno.EACCES, "It is read-only: make it writable, or name another file", given
        )
    if follow:
        target = target.resolve() if target.is_symlink() else target
        _require_folder(target, given)
    if sync:
        remove_stale(target.parent)
    with _temporary(target.with_name(f".{target.name[:_NAME_LENGTH]}.{_new_name()}")) as part:
        with _open_new(part, old, given) as file:
            yield file
            with name_errors(given):
                file.flush()
                if sync:
                    os.fsync(file.fileno())
        with name_errors(given):
            if old is not None:
                _copy_owner_and_mode(old, part)
            part.replace(target)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder for temporary files, open to its owner only, and remove it after the block.

    Raises:
        OSError: it can't be made.
    """
    import tempfile  # noqa: PLC0415  (5 ms, for workbooks and cards alone)

    with defer_signals():  # tempfile tries the folder with a file of its own
        place = Path(tempfile.gettempdir())
    remove_stale(place)
    with _temporary(place / _new_name()) as folder:
        folder.mkdir(0o700)
        yield folder


def remove_stale(folder: Path) -> None:
    """Remove the temporary files and folders in a folder that are older than a day.

    Killed runs have left them. A folder that can't be read is left alone.
    """
    oldest = time.time() - _STALE_SECONDS
    with suppress(OSError):
        for entry in os.scandir(folder):
            if not (found := _TEMPORARY_NAME.fullmatch(entry.name)):
                continue
            with suppress(OSError):  # another run has removed it
                is_ours = entry.is_file if found[1] else entry.is_dir
                is_old = entry.stat(follow_symlinks=False).st_mtime < oldest
                if is_old and is_ours(follow_symlinks=False):
                    _remove(Path(entry.path))


def remove_unfinished() -> None:
    """Remove all temporary files and folders of this process, before it ends.

    Blocks remove their own, but a signal may come just before a block begins.
    """
    for path in [*_unfinished]:
        _remove(path)


def sync_all() -> None:
    """Write to the disk what was written with `sync=False`: once for many files.

    Windows has no such call, and does it in its own time.
    """
    with suppress(AttributeError):
        os.sync()


def _new_name() -> str:
    return f"wa-link-{os.urandom(8).hex()}.part"


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """Remove a file or folder after the block, if it has not got another name by then."""
    _unfinished.add(path)
    try:
        yield path
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            from shutil import rmtree  # noqa: PLC0415  (5 ms, for workbooks and cards alone)

            rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    _unfinished.discard(path)


def _require_folder(target: Path, given: str) -> None:
    if not target.parent.is_dir():
        folder = quote(str(target.parent.resolve()), 200)
        raise OptionError(
            f"{quote(given, 200)} can't be written: the folder {folder} does not exist. Create it "
            "first."
        )


def _open_new(part: Path, old: os.stat_result | None, given: str) -> BinaryIO:
    """Create a file with the permissions of the one that it replaces, else those of the umask.

    `tempfile` would open it to its owner only, and the umask can't be read without changing it.
    """
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with name_errors(given):
        return io.BufferedWriter(NamedFile(os.open(part, flags, mode), given))


def _copy_owner_and_mode(old: os.stat_result, part: Path) -> None:
    for owner, group in ((old.st_uid, -1), (-1, old.st_gid)):
        with suppress(OSError, AttributeError):  # only root gives files away; not on Windows
            os.chown(part, owner, group)
    part.chmod(stat.S_IMODE(old.st_mode))  # the umask took some of it away


def _stat_replaced(path: Path, *, follow: bool) -> os.stat_result | None:
    """Return the state of the file that a new one replaces; None if nothing of it is kept."""
    try:
        found = path.stat(follow_symlinks=follow)
    except (FileNotFoundError, NotADirectoryError):
        return None
    is_kept = follow or stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return found if is_kept else None
