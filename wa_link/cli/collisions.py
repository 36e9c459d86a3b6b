"""Options of a command line that name one file twice."""

from __future__ import annotations

from pathlib import Path

import click

from wa_link._support.quoting import quote
from wa_link._support.same_file import is_one_source


def refuse_reading_twice(contacts: str, text_file: str | None) -> None:
    """Fail if the sheet and the text are one file or pipe: each would get a part of it."""
    if text_file is not None and is_one_source(contacts, text_file):
        name = "standard input" if contacts == "-" else quote(contacts, 200)
        raise click.UsageError(
            f"CONTACTS and --text-file can't both be {name}: put the text into a file of its own."
        )


def refuse_as_code(path: str | None, folder: str, file_format: str) -> None:
    """Fail if an output could have the name of a code in the folder of codes."""
    if path is None or Path(path).suffix.lower() != f".{file_format}":
        return
    if Path(path).parent.resolve() == Path(folder).resolve():
        raise click.UsageError(
            f"{quote(path, 200)} could be the name of a code: name another file."
        )
