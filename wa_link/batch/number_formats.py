"""Cells of workbooks whose number format shows other digits than the cell contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import escape, quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason

if TYPE_CHECKING:
    from wa_link.sheets.rows import Row, ShownCell


def format_notes(row: Row, index: int) -> tuple[Note, ...]:
    """Return a note if a cell of a workbook shows digits that differ from its value.

    A number format can do that: the value is `501234567`, and the cell shows `0501234567`. If the
    cell shows its value, return an empty tuple.

    Args:
        row: the row.
        index: index of the cell.

    Raises:
        PhoneError: it is not certain which digits the cell shows.
    """
    cell = formats.get(index) if (formats := row.details.formats) else None
    if cell is None:
        return ()
    if not cell.text:
        raise _unknown_format_error(cell)
    message = (
        f"The cell contains {quote(cell.value)}, which its number format shows as "
        f"{quote(cell.text)}."
    )
    return (Note(NoteCode.NUMBER_FORMAT, message),)


def _unknown_format_error(cell: ShownCell) -> PhoneError:
    """Return the error for a cell whose number format shows digits that wa-link can't work out."""
    form = f", {escape(cell.code[:60])}," if cell.code else ""
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"The cell contains {quote(cell.value)}, but its number format{form} shows other digits: "
        "write the number as text, with + and the calling code.",
    )
