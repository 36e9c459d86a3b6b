"""Outcomes of rows: a link, or a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, overload

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode
from wa_link.links.chat_link import ChatLink

if TYPE_CHECKING:
    from wa_link.errors import Reason, RecordError
    from wa_link.links.via import Via
    from wa_link.phone import PhoneNumber
    from wa_link.printing.cards.cards import CardTexts
    from wa_link.sheets.rows import Extra, Row


@dataclass(slots=True)
class Accepted:
    """A row that has its link.

    Attributes:
        row: the row, unchanged.
        phone: its number; None for a link without a number, such as a group's.
        text: the prefilled text.
        url: the link.
        via: the form of the link.
        notes: repairs of the input, and warnings.
        code: file name of its QR code, if codes are drawn; else empty.
        texts: texts on its card, if cards are drawn; else None.
        copies: number of its labels, if labels are printed.
    """

    row: Final[Row]
    phone: Final[PhoneNumber | None]
    text: Final[str]
    url: Final[str]
    via: Final[Via]
    notes: Final[tuple[Note, ...]] = ()
    code: Final[str] = ""
    texts: Final[CardTexts | None] = None
    copies: Final[int] = 1

    @property
    def link(self) -> ChatLink:
        """Return the link as an object."""
        return ChatLink(self.phone, self.text, self.via)

    @property
    def status(self) -> str:
        """Return `repaired` if a note is a repair, else `accepted`."""
        if any(note.code.is_repair for note in self.notes):
            return "repaired"
        return "accepted"

    @property
    def output(self) -> tuple[str, ...]:
        """Return the values of OUTPUT_COLUMNS."""
        number = self.phone.international if self.phone else ""
        if not self.notes:
            return (self.url, number, "accepted", "", "")
        return (
            self.url,
            number,
            self.status,
            " ".join(dict.fromkeys(note.code for note in self.notes)),
            " ".join(note.message for note in self.notes),
        )


@dataclass(slots=True)
class Rejected:
    """A row without a link.

    Attributes:
        row: the row, unchanged.
        reason: code of the reason, for scripts.
        message: a sentence for a person: why, and what to do.
    """

    row: Final[Row]
    reason: Final[Reason]
    message: Final[str]

    @classmethod
    def of(cls, row: Row, error: RecordError) -> Rejected:
        """Return the outcome of a row that raised `error`."""
        return cls(row, error.reason, error.message)

    @property
    def status(self) -> str:
        """Return `rejected`."""
        return "rejected"

    @property
    def output(self) -> tuple[str, ...]:
        """Return the values of OUTPUT_COLUMNS."""
        return ("", "", self.status, self.reason, self.message)

    @property
    def reject_output(self) -> tuple[str, ...]:
        """Return the values of REJECTS_COLUMNS."""
        return (str(self.row.line), self.reason, self.message)


Outcome: TypeAlias = Accepted | Rejected

# Keys that a note names.
_MOST_KEYS = 10


@overload
def note_left_out(outcome: Rejected) -> Rejected: ...
@overload
def note_left_out(outcome: Outcome) -> Outcome: ...
def note_left_out(outcome: Outcome) -> Outcome:
    """Return the outcome with a note on keys of JSON Lines that have no column in the output."""
    if not outcome.row.extra:
        return outcome
    message = _left_out(outcome.row.extra)
    if isinstance(outcome, Rejected):
        return replace(outcome, message=f"{outcome.message} {message}")
    return replace(outcome, notes=(*outcome.notes, Note(NoteCode.KEY_LEFT_OUT, message)))


def _left_out(extra: Extra) -> str:
    names = ", ".join(quote(key, 30) for key, _ in extra[:_MOST_KEYS])
    if len(extra) == 1:
        return f"The key {names} has no column and is left out: write JSON Lines to keep it."
    if len(extra) > _MOST_KEYS:
        names += f" and {len(extra) - _MOST_KEYS:,} more"
    return f"The keys {names} have no column and are left out: write JSON Lines to keep them."
