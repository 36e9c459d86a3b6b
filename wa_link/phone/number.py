"""PhoneNumber: the result of reading a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wa_link.phone.plans import plan_for_code

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.phone.plans import LineType


@dataclass(slots=True, unsafe_hash=True)
class PhoneNumber:
    """Valid phone number. Two of the same digits are equal, however they were written.

    Attributes:
        calling_code: `966`, 1 to 3 digits.
        national_number: the digits after the calling code, without trunk prefix. A string, because
            it begins with zeros in some plans (Italy, Ivory Coast).
        region: two letters, `SA`; `001` for numbers without a region (`+800`).
        line_type: kind of line, according to the numbering plan.
        notes: what was changed to read it.

    Treat it as frozen: type checkers enforce it. Python's `frozen` would make it four times as slow
    to create, and every row of a sheet creates one.
    """

    calling_code: Final[int]
    national_number: Final[str]
    region: Final[str]
    line_type: Final[LineType]
    notes: Final[tuple[Note, ...]] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.e164

    @property
    def digits(self) -> str:
        """Return E.164 without its plus, as in links: `966501234567`."""
        return f"{self.calling_code}{self.national_number}"

    @property
    def e164(self) -> str:
        """Return E.164 (ITU-T): `+966501234567`."""
        return f"+{self.digits}"

    @property
    def international(self) -> str:
        """Return the number in groups, for people and for spreadsheets: `+966 50 123 4567`."""
        plan = plan_for_code(self.calling_code)
        return plan.international(self.national_number) if plan else self.e164
