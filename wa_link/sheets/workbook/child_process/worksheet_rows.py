"""Rows of a worksheet as texts, with the texts of special cells."""

from __future__ import annotations

from itertools import chain, repeat

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.cell_text import format_value
from wa_link.sheets.workbook.child_process.limits import (
    AS_CSV,
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROW_CHARACTERS,
    MAX_ROWS,
    SAVE_AGAIN,
)
from wa_link.sheets.workbook.child_process.number_formats import MAX_FORMAT, compare_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    from python_calamine import CalamineSheet

    from wa_link.sheets.workbook.child_process.special_cells import SpecialCells

    SheetRow: TypeAlias = tuple[list[str], int, dict[int, list[str]]]
    """Cells; number of their characters; and the value, the shown text and the format of cells with
    unusual number formats, by column. The text and the format are blank if they are not known."""


def read_rows(sheet: CalamineSheet, special: SpecialCells) -> Iterator[SheetRow | None]:
    """Yield all rows of a worksheet, and None for each blank row.

    Raises:
        CannotReadError: a cell is beyond the size of a worksheet, or there are too many cells or
            characters.
    """
    check_extent(sheet, special)
    height = sheet.end[0] + 1 if sheet.end else 0
    left = sheet.start[1] if sheet.start else 0
    width = max(sheet.end[1] + 1 if sheet.end else 0, special.width)
    # The library leaves out blank columns on the left, but not blank rows at the top.
    margin = [""] * left
    padding = [""] * (special.width - sheet.end[1] - 1 if sheet.end else 0)
    beyond = max(special.texts, default=-1) + 1 - height
    blank: list[Any] = []
    total = 0
    values_of_rows = chain(sheet.iter_rows() if height else (), repeat(blank, max(0, beyond)))
    for row, values in enumerate(values_of_rows):
        cells = [value if type(value) is str else format_value(value) for value in values]
        if margin or padding:
            cells = [*margin, *cells, *padding]
        formats = (
            _insert_special(cells, row, width, special, values, left) if special.has_any else {}
        )
        size = sum(map(len, cells))
        total += size
        if size > MAX_ROW_CHARACTERS:
            raise CannotReadError(
                f"has more than {MAX_ROW_CHARACTERS:,} characters in row {row + 1}."
            )
        if total > MAX_CHARACTERS:
            raise CannotReadError(
                f"has more than {MAX_CHARACTERS:,} characters of text in its cells. {AS_CSV}"
            )
        yield (cells, size, formats) if any(map(str.strip, cells)) else None


def check_extent(sheet: CalamineSheet, special: SpecialCells) -> None:
    """Check that no cell is too far out, and that cells are not too far apart.

    Raises:
        CannotReadError: a cell is too far out, or cells are too far apart.
    """
    if not (sheet.start and sheet.end):
        top, left, bottom, right = 0, 0, -1, -1
    else:
        (top, left), (bottom, right) = sheet.start, sheet.end
    bottom = max(bottom, max(special.texts, default=-1))
    right = max(right, special.width - 1)
    if bottom >= MAX_ROWS or right >= MAX_COLUMNS:
        raise CannotReadError(
            f"has a cell beyond row {MAX_ROWS:,} or column {MAX_COLUMNS:,}, the limits of a "
            f"worksheet. {SAVE_AGAIN}"
        )
    area = (bottom - top + 1) * (right - left + 1)
    if area > MAX_CELLS:
        raise CannotReadError(
            f"has cells so far apart that its sheet would have {area:,}, and {MAX_CELLS:,} are the "
            "most. Delete the cells far below or right of the contacts, or export them as CSV."
        )


def _insert_special(
    cells: list[str],
    row: int,
    width: int,
    special: SpecialCells,
    values: list[Any],
    left: int,
) -> dict[int, list[str]]:
    """Put special texts into the cells of a row; return the cells with unusual formats."""
    texts = special.texts.get(row)
    if texts:
        cells += [""] * (width - len(cells))
        for column, text in texts.items():
            cells[column] = text
    formats: dict[int, list[str]] = {}
    for column, code in special.formats.get(row, {}).items():
        index = column - left
        value = values[index] if 0 <= index < len(values) else ""
        if type(value) not in (str, int, float) or value == "" or column in (texts or ()):
            continue
        differs, shown = compare_format(code, float(value) if type(value) is int else value)
        if differs:
            formats[column] = [cells[column], shown, code[:MAX_FORMAT]]
    for column, text in special.shown_texts.get(row, {}).items():
        if column < len(cells) and cells[column]:
            formats[column] = [cells[column], text, ""]
    for column, (value, shown, code) in formats.items():
        # A file without formats must not show the bare value, because it could be another number.
        cells[column] = shown or f"{value} (number format {code or 'unknown'})"
    return formats
