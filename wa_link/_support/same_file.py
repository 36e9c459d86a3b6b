"""Refuse a run whose output would overwrite its input, or whose two outputs are one file.

These checks run before anything is written. They also recognise one file under two paths, such as a
file and a symbolic link to it.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link._support.streams import is_stream
from wa_link.errors import OptionError

if TYPE_CHECKING:
    PathOrFile: TypeAlias = "str | PathLike[str] | BinaryIO"
    """A path, or a file opened for bytes. The path `-` is standard input or standard output."""


def refuse_overwriting(target: PathOrFile | None, **sources: PathOrFile | None) -> None:
    """Fail if the output would overwrite a file that the run reads.

    Args:
        target: path or file of the output. With None or `-` (standard output), nothing is checked.
        **sources: paths or files that the run reads; the path `-` is standard input. The name of
            each argument is used in the message: "the sheet" for `the_sheet="a.csv"`.

    Raises:
        OptionError: the output would overwrite one of these files.
    """
    for name, source in sources.items():
        if target is not None and source is not None and _replaces(target, source):
            raise OptionError(
                f"{_name(target)} is {name.replace('_', ' ')} and would be overwritten: "
                "name another file."
            )


def refuse_same(target: PathOrFile, rejects: PathOrFile) -> None:
    """Fail if the output and the file for rejected rows are the same file or pipe.

    A symbolic link to a file counts as the same file.

    Raises:
        OptionError: the output and the rejects file are the same.
    """
    is_same_path = (
        isinstance(target, (str, PathLike))
        and isinstance(rejects, (str, PathLike))
        and _fold_path(target) == _fold_path(rejects)
    )
    if is_same_path or target is rejects or _is_same(_stat(target), _stat(rejects)):
        raise OptionError(
            f"{option('target')} and {option('rejects')} name the same file: give two different "
            "files."
        )


def refuse_in_place(target: PathOrFile, source: PathOrFile, why: str) -> None:
    """Fail if the output would replace the sheet that the run reads.

    Call this function only for runs that would lose data by replacing the sheet.

    Args:
        target: path or file of the output.
        source: path or file of the sheet; `-` is standard input.
        why: reason in the message, such as `its other worksheets would be lost`.

    Raises:
        OptionError: the output would replace the sheet.
    """
    if _replaces(target, source):
        raise OptionError(f"{_name(target)} is the sheet itself, and {why}: name another file.")


def refuse_appending_to_itself(file: BinaryIO, target: PathOrFile) -> None:
    """Fail if the output would be appended to the sheet itself, as with `>> a.csv`.

    Such a run would read each row that it writes, and would never end.

    Args:
        file: the file that the sheet is read from.
        target: path or file of the output.

    Raises:
        OptionError: the output would be appended to the sheet.
    """
    is_path = isinstance(target, (str, PathLike))
    if is_path and str(target) != "-" and not is_stream(str(target)):
        return
    if _is_same(_stat(target), _stat(file)):
        raise OptionError(
            "The output would be appended to the sheet itself, and the run would never end: name "
            "another file."
        )


def _fold_path(path: str | PathLike[str]) -> str:
    """Return the real path of a file; two names of one new file give the same path.

    On Windows and macOS, `links.csv` and `Links.CSV` are usually one file.
    """
    real = os.path.realpath(path)
    if sys.platform not in ("win32", "darwin"):
        return real
    return unicodedata.normalize("NFC", real.upper().casefold())


def is_one_source(source: PathOrFile, other: PathOrFile) -> bool:
    """Return True if two inputs are the same file or pipe; the path `-` is standard input."""
    return source == other or _is_same(_stat_source(source), _stat_source(other))


def _replaces(target: PathOrFile, source: PathOrFile) -> bool:
    """Return True if writing to `target` would replace `source`; False for standard output."""
    return target != "-" and _is_same(_stat(target), _stat_source(source))


def _is_same(status: os.stat_result | None, other: os.stat_result | None) -> bool:
    """Return True if both results of `os.stat` are about the same file or pipe.

    Return False if one of them is None, and for character devices, because using /dev/null twice
    does no harm. On Windows, also return False for pipes: all of them have the number 0.
    """
    if status is None or other is None or stat.S_ISCHR(status.st_mode) or not status.st_ino:
        return False
    return os.path.samestat(status, other)


def _stat(file: PathOrFile) -> os.stat_result | None:
    """Return `os.stat` of an output, or None if that fails; the path `-` is standard output."""
    with suppress(OSError, ValueError, AttributeError):
        if not isinstance(file, (str, PathLike)):
            return os.fstat(file.fileno())
        return os.fstat(sys.stdout.fileno()) if file == "-" else Path(file).stat()
    return None


def _stat_source(source: PathOrFile) -> os.stat_result | None:
    """Return `os.stat` of an input, or None if that fails; the path `-` is standard input."""
    return _stat(sys.stdin.buffer if source == "-" else source)


def _name(file: PathOrFile) -> str:
    """Return the name of an output for messages: its quoted path, or "target" for an open file."""
    return quote(str(file) if isinstance(file, (str, PathLike)) else "target", 200)
