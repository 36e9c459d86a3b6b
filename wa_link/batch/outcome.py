"""Outcomes of rows: an accepted row with its link, or a rejected row with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, overload

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError

if TYPE_CHECKING:
    from wa_link.errors import Reason, RecordError
    from wa_link.links.chat_link import ChatLink
    from wa_link.links.chat_link_forms import Via
    from wa_link.phone import PhoneNumber
    from wa_link.phone.two_readings import TwoReadings
    from wa_link.printing.cards.cards import CardTexts
    from wa_link.sheets.rows import Extra, Row


@dataclass(slots=True)
class Accepted:
    """An accepted row, with its link.

    Attributes:
        row: the row of the sheet, unchanged.
        phone: the phone number; None if the link has no number, such as a link to a username.
        text: the prefilled text of the link; empty if there is none.
        url: the link, such as `https://wa.me/966501234567`.
        via: the form of the link, such as `wa.me` or `app`.
        notes: repairs of the phone number, and warnings about the row.
        code: file name of the QR code; empty if no codes are made.
        texts: texts on the card or label of the row; None if there is neither card nor label.
        copies: number of labels to print for the row; 1 if no labels are printed.
        username: the username in the link; empty if there is none.
        page_url: the link, if it opens a catalogue, a product or a call of `phone`, and was kept
            from the phone cell; else empty.
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
    username: Final[str] = ""
    page_url: Final[str] = ""

    @property
    def link(self) -> ChatLink:
        """Return the link as a ChatLink, which can also make a QR code."""
        from wa_link.links.chat_link import ChatLink  # noqa: PLC0415  (loads phonenumbers)

        return ChatLink(self.phone, self.text, self.via, self.username, self.page_url)

    @property
    def status(self) -> str:
        """Return the value of `wa_status`: `repaired` if a note is a repair, else `accepted`."""
        if any(note.code.is_repair for note in self.notes):
            return "repaired"
        return "accepted"

    @property
    def output(self) -> tuple[str, ...]:
        """Return the values of the columns `wa_link` to `wa_note` for this row."""
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
    """A rejected row, which gets no link, with the reason.

    Attributes:
        row: the row of the sheet, unchanged.
        reason: the reason as a code for scripts, such as `too_short`; or the code of a note that
            the option `reject_notes` names.
        message: sentences for people that say why, and what to do.
        readings: the two readings of the number, if the option `assume` would choose one of them.
    """

    row: Final[Row]
    reason: Final[Reason | NoteCode]
    message: Final[str]
    readings: Final[TwoReadings | None] = None

    @classmethod
    def of(cls, row: Row, error: RecordError) -> Rejected:
        """Return the outcome of a row for which `error` was raised."""
        readings = error.readings if isinstance(error, PhoneError) else None
        return cls(row, error.reason, error.message, readings)

    @property
    def status(self) -> str:
        """Return `rejected`, the value of the column `wa_status`."""
        return "rejected"

    @property
    def output(self) -> tuple[str, ...]:
        """Return the values of the columns `wa_link` to `wa_note` for this row."""
        return ("", "", self.status, self.reason, self.message)

    @property
    def reject_output(self) -> tuple[str, ...]:
        """Return the values of the columns that the rejects file adds: line, reason and message."""
        return (str(self.row.line), self.reason, self.message)


Outcome: TypeAlias = Accepted | Rejected
"""The result of linking one row."""

# A message names at most this number of keys.
_MOST_KEYS = 10


@overload
def note_left_out(outcome: Rejected) -> Rejected: ...
@overload
def note_left_out(outcome: Outcome) -> Outcome: ...
def note_left_out(outcome: Outcome) -> Outcome:
    """Add a warning to the outcome of a row if its JSON object has keys without an output column.

    Example: `{"phone": "0501234567", "city": "Riyadh"}`, if the sheet has no column `city` and the
    output is CSV. An outcome without such keys is returned unchanged.
    """
    if not outcome.row.extra:
        return outcome
    if isinstance(outcome, Rejected) and outcome.reason is NoteCode.KEY_LEFT_OUT:
        return outcome  # its message says so already
    message = _left_out_message(outcome.row.extra)
    if isinstance(outcome, Rejected):
        return replace(outcome, message=f"{outcome.message} {message}")
    return replace(outcome, notes=(*outcome.notes, Note(NoteCode.KEY_LEFT_OUT, message)))


def reject_left_out(row: Row) -> Rejected:
    """Return the outcome of a row that is rejected, because the output has no column for a key."""
    return Rejected(row, NoteCode.KEY_LEFT_OUT, _left_out_message(row.extra))


def _left_out_message(extra: Extra) -> str:
    """Return a sentence that names the JSON keys that are left out of the output."""
    names = ", ".join(quote(key, 30) for key, _ in extra[:_MOST_KEYS])
    if len(extra) == 1:
        return f"The key {names} has no column and is left out: write .jsonl to keep it."
    if len(extra) > _MOST_KEYS:
        names += f" and {len(extra) - _MOST_KEYS:,} more"
    return f"The keys {names} have no column and are left out: write .jsonl to keep them."
