"""PhoneNumber: one number that can be dialled from anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import phonenumbers

if TYPE_CHECKING:
    from wa_link.errors import Note


class LineType(StrEnum):
    """The kind of line, as the numbering plan tells it."""

    MOBILE = "mobile"
    FIXED_LINE = "fixed_line"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile"
    TOLL_FREE = "toll_free"
    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    VOIP = "voip"
    PERSONAL_NUMBER = "personal_number"
    PAGER = "pager"
    UAN = "uan"
    VOICEMAIL = "voicemail"
    UNKNOWN = "unknown"

    @property
    def may_be_mobile(self) -> bool:
        """Whether the plan says mobile, or cannot tell mobile from fixed (as in the US)."""
        return self in (LineType.MOBILE, LineType.FIXED_LINE_OR_MOBILE)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A valid phone number. Equal numbers are equal, however they were written.

    Attributes:
        calling_code: `966`, 1 to 3 digits.
        national_number: the digits after the calling code, trunk prefix removed; a string, for in
            some plans (Italy, Ivory Coast) it begins with zeros that belong to it.
        region: two letters, `SA`; `001` for numbers of no region (`+800`).
        line_type: what kind of line the plan says it is.
        notes: what was changed while it was read.
    """

    calling_code: int
    national_number: str
    region: str
    line_type: LineType
    notes: tuple[Note, ...] = field(default=(), compare=False)

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
        zeros = len(self.national_number) - len(self.national_number.lstrip("0"))
        number = phonenumbers.PhoneNumber(
            country_code=self.calling_code,
            national_number=int(self.national_number),
            italian_leading_zero=zeros > 0,
            number_of_leading_zeros=zeros or None,
        )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
