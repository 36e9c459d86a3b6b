"""The class PhoneNumber: a valid phone number that was read from a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wa_link.phone.plans import plan_for_code

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.phone.plans import LineType


@dataclass(slots=True, unsafe_hash=True)
class PhoneNumber:
    """Valid phone number: its digits, its region, and its line type, such as mobile.

    Two phone numbers are equal if they have the same digits, even if they were written differently.

    Attributes:
        calling_code: 1 to 3 digits, such as 966.
        national_number: the digits after the calling code, without trunk prefix. It is a string,
            because it can begin with zeros, as in Italy and Ivory Coast.
        region: two letters, such as `SA`; `001` for numbers that belong to no country (`+800`).
        line_type: type of the line, such as mobile, according to the numbering plan.
        notes: notes on what was changed to read the number, or on what to check.
        link: the WhatsApp link that contained the number, as it was written; empty if the number
            was not written in a link.

    Do not change the attributes: type checkers report it, but Python does not. A frozen dataclass
    would take four times as long to create, and each row of a sheet creates a PhoneNumber.
    """

    calling_code: Final[int]
    national_number: Final[str]
    region: Final[str]
    line_type: Final[LineType]
    notes: Final[tuple[Note, ...]] = field(default=(), compare=False)
    link: Final[str] = field(default="", compare=False)

    def __str__(self) -> str:
        return self.e164

    @property
    def digits(self) -> str:
        """Return the number in E.164 without the plus, as in wa.me links: `966501234567`."""
        return f"{self.calling_code}{self.national_number}"

    @property
    def e164(self) -> str:
        """Return the number in the format E.164 of ITU-T: `+966501234567`."""
        return f"+{self.digits}"

    @property
    def international(self) -> str:
        """Return the number in groups, for people and for spreadsheets: `+966 50 123 4567`."""
        plan = plan_for_code(self.calling_code)
        return plan.international(self.national_number) if plan else self.e164
