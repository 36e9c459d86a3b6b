"""Checks that no file of a command line is used for two purposes."""

from __future__ import annotations

from pathlib import Path

import click

from wa_link._support.quoting import quote
from wa_link._support.same_file import is_one_source


def refuse_reading_twice(contacts: str, text_file: str | None) -> None:
    """Fail if CONTACTS and `--text-file` name the same file, or both name standard input.

    Raises:
        UsageError: both name the same file or pipe.
    """
    if text_file is not None and is_one_source(contacts, text_file):
        name = "standard input" if contacts == "-" else quote(contacts, 200)
        raise click.UsageError(
            f"CONTACTS and --text-file can't both be {name}: save the text in another file."
        )


def refuse_as_code(path: str | None, folder: str, file_format: str) -> None:
    """Fail if an output file is in the folder of the codes, and has the extension of a code.

    Args:
        path: path of the output or of the rejects file; None if there is none.
        folder: the folder of `--qr-dir`.
        file_format: format of the codes, such as `png`.

    Raises:
        UsageError: a code could get the same name, and replace the output.
    """
    if path is None or Path(path).suffix.lower() != f".{file_format}":
        return
    if Path(path).parent.resolve() == Path(folder).resolve():
        raise click.UsageError(
            f"{quote(path, 200)} is in the folder of --qr-dir, and a code could have the same "
            "name: name a file in another folder."
        )
