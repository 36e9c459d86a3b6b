"""The option `reject_notes`: refuse a record that would get one of the named notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link._support.arguments import named_option, option, require_texts
from wa_link._support.quoting import quote
from wa_link._support.similar_names import did_you_mean_code
from wa_link.errors import NoteCode, OptionError, Reason, RecordError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from wa_link.errors import Note

NO_NOTES: Final[frozenset[NoteCode]] = frozenset()
"""The notes that are rejected by default."""
GROUPS: Final = {
    "repairs": frozenset(code for code in NoteCode if code.is_repair),
    "all": frozenset(NoteCode),
}
"""Names of several codes: `repairs` are all notes that change the number."""


def parse_note_codes(codes: Collection[str]) -> frozenset[NoteCode]:
    """Return the notes that a list of codes names, such as `["check_link", "repairs"]`.

    An item can also be several codes with commas between them. Letter case is ignored.

    Raises:
        TypeError: `codes` is not a collection of text.
        OptionError: an item is neither the code of a note nor `repairs` or `all`.
    """
    require_texts("reject_notes", codes)
    with named_option(option("reject_notes")):
        return NO_NOTES.union(*(_parse_code(code) for each in codes for code in each.split(",")))


def _parse_code(text: str) -> frozenset[NoteCode]:
    """Return the notes that one code names: one note, or the notes of a group."""
    code = text.strip().casefold()
    if code in GROUPS:
        return GROUPS[code]
    if code in {each.value for each in NoteCode}:
        return frozenset((NoteCode(code),))
    if code in {each.value for each in Reason}:
        raise OptionError(
            f"{quote(text)} is a reason, not a note: it always rejects. Leave it out."
        )
    way_out = did_you_mean_code(code, [*NoteCode, *GROUPS])
    raise OptionError(
        f"{quote(text)} is not the code of a note. "
        + (way_out or "Give a code such as check_link, or repairs, or all.")
    )


def find_refusal(notes: Iterable[Note], rejected: frozenset[NoteCode]) -> RecordError | None:
    """Return the error of the first note whose code is in `rejected`; None if there is none.

    The reason of the error is the code of the note. Its message is the message of the note, and how
    to get the input accepted.
    """
    for note in notes:
        if note.code in rejected:
            way_out = (
                f"{option('reject_notes')} rejects that ({note.code}): correct the input, or allow "
                "this note."
            )
            return RecordError(note.code, f"{note.message} {way_out}")
    return None


def refuse_notes(notes: Iterable[Note], rejected: frozenset[NoteCode]) -> None:
    """Raise RecordError if the code of a note is in `rejected`; see `find_refusal`."""
    if rejected and (error := find_refusal(notes, rejected)):
        raise error
