"""Files that are both read and written, or written twice: refused before anything is lost."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link._support.streams import is_stream
from wa_link.errors import OptionError

if TYPE_CHECKING:
    Place: TypeAlias = "str | PathLike[str] | BinaryIO"
    """A path, or a file opened for bytes."""


def refuse_overwriting(target: Place | None, **sources: Place | None) -> None:
    """Fail if the output would replace a file that is read.

    Args:
        target: path or file of the output; None or `-` for none.
        **sources: paths or files that are read, by their names in the message: `the_sheet`. The
            path `-` is standard input.

    Raises:
        OptionError: the output would replace such a file.
    """
    for name, source in sources.items():
        if target is not None and source is not None and _replaces(target, source):
            raise OptionError(
                f"{_name(target)} is {name.replace('_', ' ')} and would be overwritten: "
                "name another file."
            )


def refuse_same(target: Place, rejects: Place) -> None:
    """Fail if both outputs are one file, or one pipe, under whatever names.

    Raises:
        OptionError: both outputs are the same file or pipe.
    """
    is_same_path = (
        isinstance(target, (str, PathLike))
        and isinstance(rejects, (str, PathLike))
        and os.path.realpath(target) == os.path.realpath(rejects)
    )
    if is_same_path or target is rejects or _is_one(_stat(target), _stat(rejects)):
        raise OptionError(
            f"{option('target')} and {option('rejects')} name the same file: give each its own."
        )


def refuse_in_place(target: Place, source: Place, why: str) -> None:
    """Fail if the output would replace the sheet.

    Args:
        target: path or file of the output.
        source: path or file of the sheet; `-` is standard input.
        why: what would be lost, as the rest of a sentence.

    Raises:
        OptionError: the output would replace the sheet.
    """
    if _replaces(target, source):
        raise OptionError(f"{_name(target)} is the sheet itself, {why}: name another file.")


def refuse_feeding_itself(file: BinaryIO, target: Place) -> None:
    """Fail if a sheet is read from the file that a stream is appended to: `>> sheet.csv`.

    Args:
        file: the file that the sheet is read from.
        target: path or file of the output.

    Raises:
        OptionError: the sheet is read from that file.
    """
    is_path = isinstance(target, (str, PathLike))
    if is_path and str(target) != "-" and not is_stream(str(target)):
        return
    if _is_one(_stat(target), _stat(file)):
        raise OptionError("The output would be appended to the sheet itself: name another file.")


def is_one_source(source: Place, other: Place) -> bool:
    """Return whether two paths or files that are read are the same file or pipe."""
    return source == other or _is_one(_stat_source(source), _stat_source(other))


def _replaces(target: Place, source: Place) -> bool:
    return target != "-" and _is_one(_stat(target), _stat_source(source))


def _is_one(place: os.stat_result | None, other: os.stat_result | None) -> bool:
    """Return whether both are one file or pipe; devices such as /dev/null may be shared."""
    if place is None or other is None or stat.S_ISCHR(place.st_mode):
        return False
    return os.path.samestat(place, other)


def _stat(place: Place) -> os.stat_result | None:
    """Return the file's status; None if there is none. `-` is standard output."""
    with suppress(OSError, ValueError, AttributeError):
        if not isinstance(place, (str, PathLike)):
            return os.fstat(place.fileno())
        return os.fstat(sys.stdout.fileno()) if place == "-" else Path(place).stat()
    return None


def _stat_source(source: Place) -> os.stat_result | None:
    return _stat(sys.stdin.buffer if source == "-" else source)


def _name(place: Place) -> str:
    return quote(str(place) if isinstance(place, (str, PathLike)) else "target", 200)
