"""What a row comes to: a link, or a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from wa_link.contacts.sheet import Row
    from wa_link.errors import Reason
    from wa_link.link import ChatLink

OUTPUT_COLUMNS = ("wa_link", "wa_phone", "wa_status", "wa_reason", "wa_note")
"""What is put behind a row's own columns; `wa_qr` follows where codes are drawn."""
REJECTS_COLUMNS = ("wa_line", "wa_reason", "wa_note")
"""What is put behind the columns of a rejected row that goes to a file of its own."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that has its link.

    Attributes:
        row: as it was read.
        link: to its number, with its text; its notes tell what was changed on the way.
        code: the file name of its QR code, where codes are drawn.
    """

    row: Row
    link: ChatLink
    code: str = ""

    @property
    def status(self) -> str:
        """`repaired` when the input was changed on the way, else `accepted`."""
        return "repaired" if any(note.code.repairs for note in self.link.notes) else "accepted"

    @property
    def output(self) -> tuple[str, ...]:
        """The values of OUTPUT_COLUMNS."""
        return (
            self.link.url,
            self.link.phone.international if self.link.phone else "",
            self.status,
            " ".join(note.code for note in self.link.notes),
            " ".join(note.message for note in self.link.notes),
        )


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that has no link, and why."""

    row: Row
    reason: Reason
    message: str

    @property
    def status(self) -> str:
        """`rejected`."""
        return "rejected"

    @property
    def output(self) -> tuple[str, ...]:
        """The values of OUTPUT_COLUMNS."""
        return ("", "", self.status, self.reason, self.message)

    @property
    def reject_output(self) -> tuple[str, ...]:
        """The values of REJECTS_COLUMNS."""
        return (str(self.row.line), self.reason, self.message)


Outcome: TypeAlias = Accepted | Rejected
