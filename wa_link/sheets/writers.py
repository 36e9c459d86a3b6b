"""Values -> files: one function for each format, one row in a dict.

A writer is a context: it writes what comes first, gives a function that writes one row, and writes
what comes last.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wa_link._support.quoting import escape_json
from wa_link.sheets.delimited import delimited
from wa_link.sheets.write_workbook import xlsx_writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.layout import Layout, Writer, WriteRow
    from wa_link.sheets.rows import Extra

# A spreadsheet calculates such cells, the Japanese one in full width, too (OWASP, "CSV injection";
# ASVS 5.0, 1.2.10). A phone number it leaves alone, but for one that is arithmetic: +44-7911-123456
# is, +44 7911-123456 and +1 (415) 555-2671 are not.
_SIGNS = "=+\\-@＝＋－＠"
_STARTS = rf"[{_SIGNS}\t\r\n\0]"
_PHONE = r"[0-9(](?:[0-9 ()]*|(?=[0-9 ()/-]*(?:\d \d|\d ?\(|\) ?\d))[0-9 ()/-]*)"
_FORMULA = re.compile(rf"{_STARTS}(?!(?<=\+){_PHONE}\Z)")
# Where it takes another delimiter, the lines of a cell and their parts are cells of their own, in
# quotes or not.
_FORMULA_WITHIN = re.compile(
    rf'(?:(?<=[,;|\t])(?={_STARTS})|(?<=[,;|\t\r\n])"?(?=[{_SIGNS}]))'
    rf"(?!\+{_PHONE}(?:[,;|\t\r\n]|\Z))"
)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet that opens delimited text would calculate the cell."""
    return _FORMULA.match(cell) is not None


def first_formula(cells: Sequence[str]) -> str:
    """The first of the cells that a spreadsheet would calculate, or nothing."""
    for cell in cells:
        # Letters begin most cells, and no formula.
        if (cell < "A" or cell > "\uff00") and _FORMULA.match(cell):
            return cell
    return ""


def without_formulas(cell: str) -> str:
    """The cell with an apostrophe before all that a spreadsheet would calculate."""
    cell = _FORMULA_WITHIN.sub(r"\g<0>'", cell)
    return f"'{cell}" if is_formula(cell) else cell


@contextmanager
def csv_writer(file: BinaryIO, columns: Sequence[str], layout: Layout) -> Iterator[WriteRow]:
    """Delimited text in UTF-8, lines ended by LF."""
    if layout.byte_order_mark:
        file.write(b"\xef\xbb\xbf")
    if layout.tells_delimiter:
        file.write(f"sep={layout.delimiter}\n".encode())

    def write(
        cells: Sequence[str],
        own: Sequence[str] = (),
        raw: str = "",
        extra: Extra = (),  # noqa: ARG001  (the header is written)
    ) -> None:
        if raw and own and layout.as_input:
            # Not in one text: there, an emoji makes each character of the link take four bytes.
            file.write(raw.encode())
            line = f"{layout.delimiter}{delimited(own, layout.delimiter)}"
        else:
            values = (*cells, *own)
            if layout.spreadsheet_safe:
                values = tuple(map(without_formulas, values))
            line = delimited(values, layout.delimiter)
        file.write(line.encode())

    if layout.header:
        write(columns)
    yield write


@contextmanager
def jsonl_writer(file: BinaryIO, columns: Sequence[str], layout: Layout) -> Iterator[WriteRow]:  # noqa: ARG001  (JSON has no layout)
    """JSON Lines: an object a row, a string a column; a name that repeats gets its number.

    Keys that a row has beside the columns come last.
    """
    names = _unique(columns)

    def write(
        cells: Sequence[str],
        own: Sequence[str] = (),
        raw: str = "",  # noqa: ARG001  (JSON has none)
        extra: Extra = (),
    ) -> None:
        record = dict(zip(names, (*cells, *own), strict=True))
        record.update(extra)
        file.write(escape_json(json.dumps(record, ensure_ascii=False)).encode())
        file.write(b"\n")

    yield write


WRITERS: dict[str, Writer] = {
    "csv": csv_writer,
    "tsv": csv_writer,
    "jsonl": jsonl_writer,
    "xlsx": xlsx_writer,
}
"""The formats of output, by their extension."""
KEEPS_EXTRA = frozenset(("jsonl",))
"""Those that have no header, and keep what a row has beside the columns."""


def _unique(columns: Sequence[str]) -> list[str]:
    """Names for JSON, in which a name may stand once: `phone`, `phone (3)` for column 3."""
    names: dict[str, None] = {}
    for number, column in enumerate(columns, start=1):
        name = column
        while name in names:
            name = f"{name} ({number})"
        names[name] = None
    return list(names)
