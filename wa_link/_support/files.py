"""Atomic saving: a file is saved completely or not at all. All files are saved by this module.

A file is written under a hidden temporary name, which ends with `.part`, in the folder of its
target. When the file is complete, it is renamed to its target. There are no locks: if two runs
write the same file at the same time, the target is the complete file of the run that ends later.
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

from wa_link._support.device_names import is_device_name
from wa_link._support.quoting import quote
from wa_link._support.signals import defer_signals
from wa_link._support.streams import NamedFile, name_errors, open_device
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPORARY_NAME = re.compile(r"(\..+\.)?wa-link-[0-9a-f]{16}\.part", re.DOTALL)
# Characters of the target's name in a temporary name; file names can have at most 255 bytes.
_NAME_LENGTH = 50
_STALE_SECONDS = 24 * 60 * 60
# On Windows, a virus scanner can have a new file open for a moment.
_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
_ACCESS_DENIED, _SHARING_VIOLATION = 5, 32  # error codes of Windows
_unfinished: set[Path] = set()  # temporary files and folders of this process


@contextmanager
def atomic_writer(
    path: str | os.PathLike[str], *, sync: bool = True, follow: bool = True
) -> Iterator[BinaryIO]:
    """Open a binary file that is renamed to `path` at the end of the block, when it is complete.

    If the block raises an exception, the incomplete file is removed, and an existing file at `path`
    stays unchanged. The new file gets the permissions of the file that it replaces and, if the
    system allows it, the same owner and group.

    Args:
        path: path of the file.
        sync: whether to write the file to the disk before it is renamed, so that it is complete
            even after a power failure. That takes some milliseconds per file; for many files, use
            `sync=False` and then call `sync_all` once. With `sync`, temporary files in the folder
            that are older than a day are removed, too.
        follow: whether to write to the target of a symbolic link, and into a pipe or a device such
            as `/dev/stdout`. Use True for a path that the user gave. If False, the new file
            replaces the link, pipe or device.

    Raises:
        OptionError: the folder of the file does not exist (only with `follow`), or `path` is a
            folder or, on Windows, the name of a device.
        OSError: the file can't be written. The message names `path`, not the temporary file.
    """
    target, given = Path(path), str(path)
    _refuse_device_name(target, given)
    old = _stat_replaced(target, follow=follow)
    if follow and (device := open_device(target, old)):
        with device:
            yield device
        return
    if old is not None and not old.st_mode & stat.S_IWUSR:
        raise PermissionError(
            errno.EACCES, "The file is read-only: make it writable, or name another file", given
        )
    if follow:
        target = target.resolve() if target.is_symlink() else target
        require_folder(target, given)
        if old is not None:
            _require_closed(target, given)
    if sync:
        remove_stale(target.parent)
    with _remove_at_end(target.with_name(f".{target.name[:_NAME_LENGTH]}.{_new_name()}")) as part:
        with _open_new(part, old, given) as file:
            yield file
            with name_errors(given):
                file.flush()
                if sync:
                    os.fsync(file.fileno())
        with name_errors(given):
            if old is not None:
                _copy_owner_and_mode(old, part)
            _replace(part, target)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a temporary folder that only its owner can open, and remove it after the block.

    Raises:
        OSError: the folder can't be made.
    """
    import tempfile  # noqa: PLC0415  (5 ms, for workbooks and cards alone)

    with defer_signals():  # gettempdir writes a file to test the folder
        parent = Path(tempfile.gettempdir())
    remove_stale(parent)
    with _remove_at_end(parent / _new_name()) as folder:
        folder.mkdir(0o700)
        yield folder


def remove_stale(folder: Path) -> None:
    """Remove temporary files and folders of wa-link in `folder` that are older than a day.

    They were left by runs that were killed. If the folder can't be read, do nothing.
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
    """Remove all temporary files and folders that this process still has, before it ends.

    A `with` block removes its own file. But if a signal comes after the file was created and before
    the block begins, the file remains.
    """
    for path in [*_unfinished]:
        _remove(path)


def sync_all() -> None:
    """Wait until all files that were written with `sync=False` are on the disk.

    One call is enough for many files. On Windows, do nothing: the system writes them later.
    """
    with suppress(AttributeError):
        os.sync()


def _new_name() -> str:
    """Return a new random name for a temporary file or folder, such as `wa-link-0f….part`."""
    return f"wa-link-{os.urandom(8).hex()}.part"


@contextmanager
def _remove_at_end(path: Path) -> Iterator[Path]:
    """Remove the file or folder at `path` after the block, if it was not renamed in the block."""
    _unfinished.add(path)
    try:
        yield path
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    """Remove a temporary file, or a temporary folder with its files; ignore errors."""
    with suppress(OSError):
        if path.is_dir():
            from shutil import rmtree  # noqa: PLC0415  (5 ms, for workbooks and cards alone)

            rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    _unfinished.discard(path)


def require_folder(target: Path, given: str) -> None:
    """Raise OptionError unless the folder in which a file will be written exists.

    Args:
        target: path of the file.
        given: the path that the user gave, for the message.
    """
    if not target.parent.is_dir():
        folder = quote(str(target.parent.resolve()), 200)
        raise OptionError(
            f"{quote(given, 200)} can't be written: the folder {folder} does not exist. Create "
            "the folder first."
        )


def _open_new(part: Path, old: os.stat_result | None, given: str) -> BinaryIO:
    """Create the temporary file `part`, which will replace a file with the status `old`.

    The new file has the permissions of the file that it replaces. If it replaces no file (`old` is
    None), it has the usual permissions of new files (the umask). The module `tempfile` is not used,
    because only the owner can read a file that it creates.

    Args:
        part: path of the temporary file.
        old: status of the file that will be replaced; None if there is no such file.
        given: the path that the user gave, for error messages.
    """
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with name_errors(given):
        return io.BufferedWriter(NamedFile(os.open(part, flags, mode), given))


def _refuse_device_name(target: Path, given: str) -> None:
    """On Windows, raise OptionError for a name such as `nul.csv`: all rows would be lost.

    `NUL` itself is allowed, as `/dev/null` is on other systems.
    """
    if os.name == "nt" and is_device_name(target.name) and target.name.upper() != "NUL":
        raise OptionError(
            f"{quote(given, 200)} can't be a file name, because Windows has a device with this "
            "name: choose another name."
        )


def _require_closed(target: Path, given: str) -> None:
    """On Windows, fail before a long run, not after it, if another program has the file open.

    Raises:
        PermissionError: another program, such as Excel, has the file open, or the user may not
            change the file.
    """
    if os.name == "nt":
        try:
            os.close(os.open(target, os.O_WRONLY))
        except PermissionError as error:
            raise _explain_denial(error, given) from None


def _replace(part: Path, target: Path) -> None:
    """Rename a complete file to its final name; on Windows, try again for a second.

    Raises:
        PermissionError: on Windows, another program has the target open, or the user may not
            change it.
        OSError: the file can't be renamed.
    """
    for seconds in (*_RETRY_SECONDS, 0):
        try:
            part.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in (_ACCESS_DENIED, _SHARING_VIOLATION):
                raise
            if not seconds:
                raise _explain_denial(error, str(target)) from None
            time.sleep(seconds)
        else:
            return


def _explain_denial(error: PermissionError, given: str) -> PermissionError:
    """Return an error of Windows with the way out.

    A file that a program has open gives one of two codes; the other one can also mean that the user
    has no permission. `os.open` gives no code.
    """
    if getattr(error, "winerror", None) == _SHARING_VIOLATION:
        reason = "Another program has this file open, such as Excel: close it there"
    else:
        reason = (
            "Windows does not let wa-link write this file: close it in other programs, such as "
            "Excel, or check its permissions"
        )
    return PermissionError(errno.EACCES, f"{reason}, and run the command again", given)


def _copy_owner_and_mode(old: os.stat_result, part: Path) -> None:
    """Give `part` the owner, the group and the permissions of the file that it will replace."""
    for owner, group in ((old.st_uid, -1), (-1, old.st_gid)):
        with suppress(OSError, AttributeError):  # only root can change owners; not on Windows
            os.chown(part, owner, group)
    part.chmod(stat.S_IMODE(old.st_mode))  # the umask has removed some permissions


def _stat_replaced(path: Path, *, follow: bool) -> os.stat_result | None:
    """Return the status of the file that a new file will replace.

    Return None if there is no such file. With `follow=False`, also return None for a symbolic link,
    a pipe and a device: the new file does not get their permissions.
    """
    try:
        found = path.stat(follow_symlinks=follow)
    except (FileNotFoundError, NotADirectoryError):
        return None
    is_kept = follow or stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return found if is_kept else None
