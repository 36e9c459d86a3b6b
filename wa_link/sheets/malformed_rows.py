"""Rows that an earlier run rejected as malformed, and whether a person has corrected them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN_QUOTE: Final = "A cell's opening quote"
"""Beginning of the message for a row with an unclosed quote."""
TOO_MANY_CELLS: Final = "The row has"
"""Beginning of the message for a row with more cells than the sheet has columns."""
# A row of digits alone can't have these problems, so its note shows that it was corrected.
_MALFORMED_NOTES: Final = (OPEN_QUOTE, TOO_MANY_CELLS)
_STILL_MALFORMED = "The row was malformed, and still is: put each value into its column."
_MAX_NOTE_CHARACTERS = 500
_DIGITS = re.compile(r"\+?\d+")


def find_earlier_problem(raw: str, rest: Sequence[str], note: str) -> str:
    """Return why an earlier run rejected a row as malformed, or "" if a person has corrected it.

    The first cell of such a row is the raw text of the whole row, and a wrong number could be read
    from this text.

    Args:
        raw: the first cell of the row.
        rest: its other cells, without those of columns that wa-link adds.
        note: its cell in the column `wa_note`; "" if there is none.
    """
    if any(rest) or (_DIGITS.fullmatch(raw) and note.startswith(_MALFORMED_NOTES)):
        return ""
    # A person can have changed the note, and it is shown on a terminal.
    is_ours = note.isprintable() and 0 < len(note) <= _MAX_NOTE_CHARACTERS
    return note if is_ours else _STILL_MALFORMED
