"""Columns and worksheets of the sheet on a command line that is not complete yet."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import click

# The header row is in the first rows of a text. A workbook can be read only as a whole.
_MOST_TEXT_BYTES = 1 << 17
_MOST_WORKBOOK_BYTES = 2_000_000
_WORKBOOK_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def list_columns(context: click.Context) -> list[str]:
    """Return the names of the columns of the sheet on the command line; [] if there is no sheet.

    Columns whose names can't be typed, for example because they contain a line break, are left out.
    """
    file = _open_beginning(context.params.get("contacts"))
    if file is None:
        return []
    from wa_link.cli.reading_options import DELIMITER_NAMES  # noqa: PLC0415  (only for a sheet)
    from wa_link.sheets.input_formats import read_sheet  # noqa: PLC0415  (only for a sheet)
    from wa_link.sheets.own_columns import LINK_COLUMN  # noqa: PLC0415  (only for a sheet)

    given = context.params
    delimiter = given.get("delimiter")
    sheet = read_sheet(
        file,
        "",
        header=not given.get("no_header"),
        header_row=given.get("header_row"),
        delimiter=DELIMITER_NAMES.get(delimiter or "", delimiter),
        encoding=given.get("encoding"),
        worksheet=given.get("worksheet"),
    )
    with closing(sheet):
        names = [*sheet.columns, *(each for each in sheet.dropped_columns if each == LINK_COLUMN)]
    return [name for name in dict.fromkeys(names) if name.strip() and name.isprintable()]


def list_worksheets(context: click.Context) -> list[str]:
    """Return the names of the visible worksheets of the workbook on the command line, or []."""
    file = _open_beginning(context.params.get("contacts"))
    if file is None or not file.read(4).startswith(_WORKBOOK_BEGINNINGS):
        return []
    from wa_link.sheets.workbook import read_workbook  # noqa: PLC0415  (only for a workbook)

    file.seek(0)
    return [name for name in read_workbook.list_worksheets(file, "") if name.isprintable()]


def _open_beginning(path: object) -> BinaryIO | None:
    """Return a workbook, or the first lines of a text, as a file in memory.

    Return None for standard input, a pipe or a large workbook, and if there is no such file. Python
    replaces `~` and `$HOME` in the path here, because the shell has not done it yet.
    """
    if not isinstance(path, str) or path == "-":
        return None
    path = os.path.expandvars(os.path.expanduser(path))  # noqa: PTH111  (pathlib knows no variables)
    information = os.stat(path)  # noqa: PTH116  (as above)
    if not stat.S_ISREG(information.st_mode):  # opening a named pipe would wait
        return None
    with open(path, "rb") as file:  # noqa: PTH123  (as above)
        start = file.read(_MOST_TEXT_BYTES)
        if start.startswith(_WORKBOOK_BEGINNINGS):
            is_small = information.st_size <= _MOST_WORKBOOK_BYTES
            return BytesIO(start + file.read()) if is_small else None
    is_whole = len(start) < _MOST_TEXT_BYTES
    return BytesIO(start if is_whole else start[: start.rfind(b"\n") + 1])
