"""Refuse outputs that would overwrite an input, or each other."""

from __future__ import annotations

from pathlib import Path

import click

from wa_link._support.quoting import quote
from wa_link._support.streams import is_stream
from wa_link.errors import OptionError


def refuse_overwriting(path: str | None, **sources: str | os.PathLike[str] | None) -> None:
    """Raise an error if an output would overwrite an input.

    Args:
        path: the output; None or `-` overwrites nothing.
        **sources: the inputs, by the names of their options; `-` is standard input.

    Raises:
        OptionError: they are the same file.
    """
    for name, source in sources.items():
        if path is not None and source is not None and _overwrites(path, source):
            raise OptionError(
                f"{quote(path, 200)} is {name.replace('_', ' ')} and would be overwritten: "
                "name another file."
            )


def refuse_same(path: str, other: str) -> None:
    """Raise an error if two outputs are the same file or pipe, and would be mixed."""
    if os.path.realpath(path) == os.path.realpath(other) or _are_same(_stat(path), _stat(other)):
        raise click.UsageError("--output and --rejects name the same file: give each its own.")


def refuse_in_place(output: str, source: str, why: str) -> None:
    """Raise an error if the output would replace the sheet.

    Args:
        output: the path of the output.
        source: the path of the sheet; `-` is standard input.
        why: the harm that it does, to complete a sentence about the sheet.

    Raises:
        OptionError: they are the same file.
    """
    if _overwrites(output, source):
        raise OptionError(f"{quote(output, 200)} is the sheet itself, {why}: name another file.")


def refuse_reading_twice(contacts: str, text_file: str | None) -> None:
    """Raise an error if the sheet and the text are the same pipe: each would get a part of it."""
    if text_file is None:
        return
    if contacts == text_file or _are_same(_stat_of_source(contacts), _stat_of_source(text_file)):
        name = "standard input" if contacts == "-" else quote(contacts, 200)
        raise click.UsageError(
            f"CONTACTS and --text-file cannot both be {name}: put the text into a file of its own."
        )


def refuse_feeding_itself(file: BinaryIO, path: str) -> None:
    """Raise an error if output is appended to the sheet (`>> sheet.csv`): the run would never end.

    Args:
        file: the open sheet.
        path: the output.

    Raises:
        OptionError: they are the same file.
    """
    if (path == "-" or is_stream(path)) and _are_same(_stat(path), _stat(file)):
        raise OptionError("The output would be appended to the sheet itself: name another file.")


def refuse_as_code(path: str | None, folder: str, file_format: str) -> None:
    """Raise an error if an output could have the name of a code in the folder of codes."""
    if path is None or Path(path).suffix.lower() != f".{file_format}":
        return
    if Path(path).parent.resolve() == Path(folder).resolve():
        raise click.UsageError(
            f"{quote(path, 200)} could be the name of a code: name another file."
        )


def _overwrites(output: str, source: str | os.PathLike[str]) -> bool:
    """Return whether an output overwrites an input; `-` overwrites nothing."""
    return output != "-" and _are_same(_stat(output), _stat_of_source(source))


def _are_same(place: os.stat_result | None, other: os.stat_result | None) -> bool:
    """Return whether two are the same file or pipe; devices such as /dev/null do no harm."""
    if place is None or other is None or stat.S_ISCHR(place.st_mode):
        return False
    return os.path.samestat(place, other)


def _stat(place: str | BinaryIO) -> os.stat_result | None:
    """Return the state of a path or an open file; `-` is standard output, None a missing file."""
    with suppress(OSError, ValueError):
        if isinstance(place, str) and place != "-":
            return Path(place).stat()
        return os.fstat((sys.stdout if isinstance(place, str) else place).fileno())
    return None


def _stat_of_source(source: str | os.PathLike[str]) -> os.stat_result | None:
    return _stat(sys.stdin.buffer) if source == "-" else _stat(os.fspath(source))
