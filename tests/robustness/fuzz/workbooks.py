"""An oracle of workbooks: openpyxl."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import openpyxl

from tests.robustness.fuzz.invariants import hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.sheets.rows import Row


def check_cells(data: bytes, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Check that each row has the texts that openpyxl finds; skip files that it can't read."""
    table = _table(data)
    if table is None:
        return
    held = {row.line: row.cells for row in rows}
    first = min(table, default=0)
    held.setdefault(first, tuple(columns))
    for line, texts in table.items():
        lost = [text for text in texts if text not in held.get(line, ())]
        hold(not lost, "a workbook's texts are in its rows", line, lost, held)


def _table(data: bytes) -> dict[int, list[str]] | None:
    """Return the texts of each row of the first worksheet, by its number."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        if sheet.max_row > 1_000 or sheet.max_column > 100:
            return None
        return {
            line: texts
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
            if (texts := [cell for cell in cells if isinstance(cell, str) and cell.strip()])
        }
    except Exception:  # noqa: BLE001  (any error of a broken file)
        return None
