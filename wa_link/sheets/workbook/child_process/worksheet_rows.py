"""Conversion of the cells of a worksheet to texts, including errors such as `#REF!`."""

from __future__ import annotations

from itertools import chain, repeat

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.cell_text import format_value
from wa_link.sheets.workbook.child_process.number_formats import MAX_FORMAT, compare_format
from wa_link.sheets.workbook.child_process.unpacking_limits import (
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROW_CHARACTERS,
    MAX_ROWS,
    SAVE_AS_CSV,
    SAVE_AS_XLSX,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    from python_calamine import CalamineSheet

    from wa_link.sheets.workbook.child_process.special_cells import SpecialCells

    SheetRow: TypeAlias = tuple[list[str], int, dict[int, list[str]]]
    """A row: the texts of its cells; the number of their characters; and the cells whose number
    format shows more than their value, by column index. Each such cell is a list of the value, the
    text that the cell shows, and the number format, such as `["501234567", "+966 501234567",
    '"+966 "0']`. The text is blank if it is not certain, and the format if it is not known."""


def read_rows(sheet: CalamineSheet, special: SpecialCells) -> Iterator[SheetRow | None]:
    """Yield all rows of a worksheet as texts, and None for each blank row.

    Args:
        sheet: the worksheet, as python-calamine reads it.
        special: the cells that python-calamine does not read, such as errors.

    Raises:
        CannotReadError: a cell is beyond the limits of an Excel worksheet, or the sheet has too
            many cells or characters.
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
                f"has more than {MAX_ROW_CHARACTERS:,} characters in row {row + 1:,}. Shorten the "
                "texts in that row."
            )
        if total > MAX_CHARACTERS:
            raise CannotReadError(
                f"has more than {MAX_CHARACTERS:,} characters in its cells. {SAVE_AS_CSV}"
            )
        yield (cells, size, formats) if any(map(str.strip, cells)) else None


def check_extent(sheet: CalamineSheet, special: SpecialCells) -> None:
    """Raise an error if a cell is beyond the limits of a worksheet, or the sheet is too large.

    Raises:
        CannotReadError: a cell is beyond the last row or column that Excel allows, or the rectangle
            from the first filled cell to the last one has more than `MAX_CELLS` cells.
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
            f"worksheet. {SAVE_AS_XLSX}"
        )
    area = (bottom - top + 1) * (right - left + 1)
    if area > MAX_CELLS:
        raise CannotReadError(
            f"has cells so far apart that its sheet has {area:,} cells; the limit is "
            f"{MAX_CELLS:,}. Delete the cells far below and far to the right of your contacts, or "
            "save the sheet as .csv."
        )


def _insert_special(
    cells: list[str],
    row: int,
    width: int,
    special: SpecialCells,
    values: list[Any],
    left: int,
) -> dict[int, list[str]]:
    """Write into `cells` the texts of one row that python-calamine does not read.

    Such a text is an error, such as `#REF!`; a formula that has no value; or the text that a cell
    shows because of its number format, such as `+966 501234567`.

    Args:
        cells: the texts of all cells of the row; this list is changed.
        row: index of the row, from 0.
        width: number of columns of the worksheet.
        special: the texts and number formats of the worksheet that python-calamine does not read.
        values: the values that python-calamine read in the row, without the first `left` columns.
        left: number of blank columns on the left of the sheet, which python-calamine leaves out.

    Returns:
        A dict of the cells whose number format shows more than their value. Its keys are column
        indices. Its values are lists of three texts: the value, the text that the cell shows, and
        the number format.
    """
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
        # A CSV file has no number formats: there, the value alone could be read as another number.
        cells[column] = shown or f"{value} (number format {code or 'unknown'})"
    return formats
