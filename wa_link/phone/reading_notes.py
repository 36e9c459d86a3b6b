"""Notes on how digits without a plus were read: after a prefix, after a plus, or as national."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode
from wa_link.phone.reading import can_dial_without_plus

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading


def add_prefix_note(chosen: Reading, number: WrittenNumber) -> Reading:
    """Return the reading of a number after an international (IDD) prefix, with a note on it."""
    note = Note(
        NoteCode.INTERNATIONAL_PREFIX,
        f"{quote(number.text)} begins with an international prefix, so it was read as "
        f"{chosen.international}.",
    )
    return chosen.with_note(note)


def add_plus_note(chosen: Reading, region: str | None) -> Reading:
    """Return the reading of digits before which a plus was assumed, with a note on it."""
    if region and can_dial_without_plus(region, chosen.calling_code):
        return chosen  # people there dial such numbers without a plus, so no plus is assumed
    note = Note(
        NoteCode.PLUS_ASSUMED,
        f"A + was assumed before the digits, so they were read as {chosen.international}.",
    )
    return chosen.with_note(note)


def add_national_note(own: Reading, other: Reading, region: str) -> Reading:
    """Return a national reading with a note that names the other number, the digits after a plus.

    Args:
        own: the reading of the digits as they are dialled in `region`.
        other: the reading of the digits after a plus, which is another valid number.
        region: two capital letters.
    """
    note = Note(
        NoteCode.NATIONAL_ASSUMED,
        f"The digits were read as they are dialled in {region}: {own.international}. After a +, "
        f"they would be {other.international}.",
    )
    return own.with_note(note)
