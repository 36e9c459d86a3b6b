"""Where what is written would take the place of what is read, or of other output: refused."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import click

from wa_link._support.quoting import quote
from wa_link._support.streams import is_stream
from wa_link.errors import OptionError


def refuse_overwriting(path: str | None, **sources: str | os.PathLike[str] | None) -> None:
    """Fail where what is written would take the place of what is read.

    Args:
        path: of the file that is written; None or `-` for none.
        **sources: paths of what is read, by the names of their options; `-` is standard input.
    """
    for name, source in sources.items():
        if path is not None and source is not None and _replaces(path, source):
            raise OptionError(
                f"{quote(path, 200)} is {name.replace('_', ' ')}, and would be overwritten: "
                "name another file."
            )


def refuse_same(path: str, other: str) -> None:
    """Fail where two outputs would be mixed: one file, or one pipe, under whatever names."""
    if os.path.realpath(path) == os.path.realpath(other) or _is_one(_stat(path), _stat(other)):
        raise click.UsageError("--output and --rejects name the same file: give each its own.")


def refuse_in_place(output: str, source: str, why: str) -> None:
    """Fail where the output takes the place of the sheet.

    Args:
        output: its path.
        source: the path of the sheet; `-` is standard input.
        why: that is no good, to go on with a sentence.

    Raises:
        OptionError: it is so.
    """
    if _replaces(output, source):
        raise OptionError(f"{quote(output, 200)} is the sheet itself, {why}: name another file.")


def refuse_reading_twice(contacts: str, text_file: str | None) -> None:
    """Fail where the sheet and the text are one file or pipe, of which each would get a part."""
    if text_file is None:
        return
    if contacts == text_file or _is_one(_stat_of_source(contacts), _stat_of_source(text_file)):
        name = "standard input" if contacts == "-" else quote(contacts, 200)
        raise click.UsageError(
            f"CONTACTS and --text-file cannot both be {name}: put the text into a file of its own."
        )


def refuse_feeding_itself(file: BinaryIO, path: str) -> None:
    """Fail where a sheet is read from the file that standard output is added to: `>> sheet.csv`.

    Args:
        file: that the sheet is read from.
        path: of the output.

    Raises:
        OptionError: it is so.
    """
    if (path == "-" or is_stream(path)) and _is_one(_stat(path), _stat(file)):
        raise OptionError(
            "What is made of the sheet would be added to the sheet itself: name another file."
        )


def refuse_as_code(path: str | None, folder: str, file_format: str) -> None:
    """Fail where output may have the name of a code of that format in a folder."""
    if path is None or Path(path).suffix.lower() != f".{file_format}":
        return
    if Path(path).parent.resolve() == Path(folder).resolve():
        raise click.UsageError(f"{quote(path, 200)} may be a code: name another file.")


def _replaces(output: str, source: str | os.PathLike[str]) -> bool:
    """Whether what is written to a path takes the place of what is read; `-` takes none."""
    return output != "-" and _is_one(_stat(output), _stat_of_source(source))


def _is_one(place: os.stat_result | None, other: os.stat_result | None) -> bool:
    """Whether they are one file, or one pipe; of devices, as /dev/null, there is no harm."""
    if place is None or other is None or stat.S_ISCHR(place.st_mode):
        return False
    return os.path.samestat(place, other)


def _stat(place: str | BinaryIO) -> os.stat_result | None:
    """What a path or a file is; `-` is standard output; None for what is not there, or no file."""
    with suppress(OSError, ValueError):
        if isinstance(place, str) and place != "-":
            return Path(place).stat()
        return os.fstat((sys.stdout if isinstance(place, str) else place).fileno())
    return None


def _stat_of_source(source: str | os.PathLike[str]) -> os.stat_result | None:
    return _stat(sys.stdin.buffer) if source == "-" else _stat(os.fspath(source))
