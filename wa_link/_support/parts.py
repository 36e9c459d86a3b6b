"""What a run holds under a lock while it writes, so that what a killed run left is known.

Those are unfinished files and temporary folders; and folders that one run at a time draws into, and
names that it gives.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link._support.signals import defer_signals

try:
    import fcntl
except ImportError:  # Windows has no such locks: there, what a killed run leaves stays
    fcntl = None  # type: ignore[assignment]  # as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Never another's file, should it have the same name; and no text, whose lines Windows changes.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NAME = re.compile(r"\..+\.wa-link-[0-9a-f]{12}\.part", re.DOTALL)
_NAME_LENGTH = 50
_FOLDER_NAME = re.compile(r"wa-link-[0-9a-f]{12}\.part")
_TRIES = 100  # where others remove it before it can be held
_unfinished: set[Path] = set()  # of this process

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
    for _ in range(_TRIES):
        part = target.with_name(f"{_prefix(target.name)}{os.urandom(6).hex()}.part")
        descriptor = _open_held(part, _NEW, mode)
        if descriptor is not None:
            return part, descriptor
    raise _removed(target)


def _open_held(part: Path, flags: int, mode: int = 0o666) -> int | None:
    """The descriptor of a regular file, opened and held; None where it is none, or was removed.

    Raises:
        OSError: it cannot be opened.
    """
    with _begun(part):
        descriptor = os.open(part, flags, mode)
    if stat.S_ISREG(os.fstat(descriptor).st_mode) and _hold(part, descriptor):
        return descriptor
    os.close(descriptor)
    _unfinished.discard(part)
    return None


def finish_part(part: Path, target: Path) -> None:
    """Give a part its name.

    Raises:
        OSError: it cannot be renamed.
    """
    part.replace(target)
    _unfinished.discard(part)


def drop_part(part: Path) -> None:
    """Remove a part, or a temporary folder."""
    if part.is_dir():
        from shutil import rmtree  # noqa: PLC0415  (5 ms, which workbooks alone need)

        rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
    _unfinished.discard(part)


def drop_parts() -> None:
    """Remove all that this process has begun and not finished, for it ends.

    What is interrupted removes its own; but an interruption may come before it can, or after.
    """
    for part in [*_unfinished]:
        with suppress(OSError):
            drop_part(part)


def sweep(folder: Path, name: str | None = None) -> None:
    """Remove the unfinished files in a folder that nobody holds: those of killed runs.

    Args:
        folder: its path; one that does not exist, or may not be read, is left alone.
        name: of the file whose unfinished ones are meant; None for all.
    """
    for part in _entries(folder, _NAME):
        if name is None or part.name.startswith(_prefix(name)):
            _remove_unless_held(part, os.O_RDONLY | os.O_NONBLOCK, stat.S_ISREG, Path.unlink)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for what need not stay, open to its owner alone; it is removed with the context.

    Those of killed runs are removed first.

    Raises:
        OSError: it cannot be made.
    """
    import tempfile  # noqa: PLC0415  (5 ms, which workbooks alone need)

    with defer_signals():  # it tries the folder with a file
        place = Path(tempfile.gettempdir())
    for each in _entries(place, _FOLDER_NAME):
        _remove_unless_held(each, os.O_RDONLY | os.O_DIRECTORY, stat.S_ISDIR, drop_part)
    folder, descriptor = _new_folder(place)
    try:
        yield folder
    finally:
        drop_part(folder)
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def held(folder: Path, waiting: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """A folder, made if there is none, that no other run holds until the context ends.

    Gives what checks that it has not been removed meanwhile: else it raises FileNotFoundError. A
    file that is missed for that is told so, too. Where the folder was made, and is still empty at
    the end, it is removed. On Windows, and on file systems without locks, nobody is waited for.

    Args:
        folder: its path.
        waiting: called before another run is waited for; it may raise instead.

    Raises:
        OSError: it cannot be made or opened.
    """
    is_new = not folder.exists()
    descriptor = _hold_alone(folder, waiting)
    try:
        yield partial(_check_still_there, folder, descriptor)
    except FileNotFoundError:
        _check_still_there(folder, descriptor)
        raise
    finally:
        if is_new:
            with suppress(OSError):  # codes are in it
                folder.rmdir()
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def in_turn(target: Path) -> Iterator[None]:
    """One run at a time, of those that write the same file: what belongs to it is of one run, too.

    It is held by a file beside `target`, which is there until the context ends. On Windows, and
    where no such file can be made or held, nobody is waited for.
    """
    part = target.with_name(f"{_prefix(target.name)}{0:012}.part")
    descriptor = _hold_turn(part) if fcntl is not None else None
    try:
        yield
    finally:
        if descriptor is not None:
            with suppress(OSError):  # another user's, in a folder where each removes their own
                drop_part(part)
            os.close(descriptor)


def _hold_turn(part: Path) -> int | None:
    """The descriptor of a file that is held; None where it cannot be."""
    # Another user's may be opened for reading alone.
    flags = os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    with suppress(OSError):
        for _ in range(_TRIES):  # whoever held it removes it
            descriptor = _open_held(part, flags)
            if descriptor is not None:
                return descriptor
    return None


def _check_still_there(folder: Path, descriptor: int | None) -> None:
    if descriptor is not None and not _is_at(folder, descriptor, follow=True):
        raise FileNotFoundError(errno.ENOENT, "It was removed meanwhile", str(folder))


def _hold_alone(folder: Path, waiting: Callable[[], object]) -> int | None:
    """The descriptor of a folder that nobody else holds; None on Windows."""
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            if folder.is_symlink():
                error.strerror = "It is a symbolic link that leads to no folder"
            raise
        if fcntl is None:
            return None
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            _wait_for(descriptor, waiting)
            if _is_at(folder, descriptor, follow=True):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # whoever held it has removed it, for it was empty


def _wait_for(descriptor: int, waiting: Callable[[], object]) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        return  # a file system without locks


def _new_folder(place: Path) -> tuple[Path, int | None]:
    """A new folder, and the descriptor that it is held by; none on Windows."""
    for _ in range(_TRIES):
        folder = place / f"wa-link-{os.urandom(6).hex()}.part"
        with _begun(folder):
            folder.mkdir(0o700)
        if fcntl is None:
            return folder, None
        with suppress(FileNotFoundError):  # another run took it for a killed one's
            descriptor = os.open(folder, os.O_RDONLY)
            if _hold(folder, descriptor):
                return folder, descriptor
            os.close(descriptor)
    raise _removed(place)


@contextmanager
def _begun(part: Path) -> Iterator[None]:
    """Remember what the block makes, before it is there."""
    _unfinished.add(part)
    try:
        yield
    except OSError:
        _unfinished.discard(part)
        raise


def _removed(place: Path) -> OSError:
    return OSError(errno.EBUSY, "Others remove what is begun there", str(place))


def _hold(path: Path, descriptor: int) -> bool:
    """Hold what is new; False if it is gone: whoever sweeps may have come in between."""
    if fcntl is None:
        return True
    with suppress(OSError):  # a file system without locks: then it is not removed either
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return _is_at(path, descriptor)


def _entries(folder: Path, name: re.Pattern[str]) -> list[Path]:
    """What is in a folder under such names; nothing where nothing can be held."""
    found: list[Path] = []
    if fcntl is not None:
        with suppress(OSError):
            found = [folder / each.name for each in os.scandir(folder) if name.fullmatch(each.name)]
    return found


def _remove_unless_held(
    path: Path, flags: int, is_kind: Callable[[int], bool], remove: Callable[[Path], object]
) -> None:
    with suppress(OSError):  # held, gone, or not ours to remove
        descriptor = os.open(path, flags | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if is_kind(os.fstat(descriptor).st_mode) and _is_at(path, descriptor):
                remove(path)
        finally:
            os.close(descriptor)


def _is_at(path: Path, descriptor: int, *, follow: bool = False) -> bool:
    """Whether what is open is still what has that name; a link is followed where that is told."""
    try:
        return os.path.samestat(path.stat(follow_symlinks=follow), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _prefix(name: str) -> str:
    return f".{name[:_NAME_LENGTH]}.wa-link-"
