"""PhoneNumber: one number that can be dialled from anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wa_link.phone.plans import plan_for_code

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.phone.plans import LineType


@dataclass(slots=True, unsafe_hash=True)
class PhoneNumber:
    """A valid phone number. Equal numbers are equal, however they were written.

    Attributes:
        calling_code: `966`, 1 to 3 digits.
        national_number: the digits after the calling code, trunk prefix removed; a string, for in
            some plans (Italy, Ivory Coast) it begins with zeros that belong to it.
        region: two letters, `SA`; `001` for numbers of no region (`+800`).
        line_type: what kind of line the plan says it is.
        notes: what was changed while it was read.

    It is not to be changed: type checkers see to it. Python's own `frozen` would make it four times
    as dear to make, as it would all values that every row of a sheet has.
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
        """E.164 without its plus, as links want it: `966501234567`."""
        return f"{self.calling_code}{self.national_number}"

    @property
    def e164(self) -> str:
        """`+966501234567` (ITU-T E.164)."""
        return f"+{self.digits}"

    @property
    def international(self) -> str:
        """`+966 50 123 4567`: for people, and for cells that a spreadsheet must not reformat."""
        plan = plan_for_code(self.calling_code)
        return plan.international(self.national_number) if plan else self.e164
