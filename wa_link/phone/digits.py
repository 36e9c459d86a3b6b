"""The characters of one number: its digits and its plus, or why it has none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.extension import strip_extension
from wa_link.phone.figures import DASHES
from wa_link.phone.spreadsheet import negative_error

if TYPE_CHECKING:
    from wa_link.errors import Note

# The punctuation that libphonenumber takes for part of a number, and the comma.
_PUNCTUATION = frozenset(f" {DASHES}.,/\uff0f()[]\uff08\uff09\uff3b\uff3d~\u2053\u223c\uff5e\uff0e")
# Groups of digits that cannot be dates, years, scores or identifiers (`figures.py`).
_GROUPED = re.compile(
    r"(?![0-]+\Z|(?:\d{4}|\d\d?)-\d\d?-|\d{1,3}-\d{1,3}(?: |\Z)|(?:\d\d?|\d{4})-(?:\d{4}|\d\d?)\Z"
    r"|(?:\d{4}|\d\d?)[ -]\d\d?[ -](?:\d{4}|\d\d?)\Z|\d{3}-\d\d-|[\d-]+-\d\Z"
    r"|(?:(?:1[89]|20)\d\d[ -])+(?:1[89]|20)\d\d\Z"
    r"|(?:1[89]|20)\d{6}[ -]\d{2,6}\Z"
    r"|\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}\Z)\d+(?:[ -]\d+)+"
)

LONGEST = 250
"""Characters that the writing of one number has at most, as libphonenumber has it."""


@dataclass(slots=True)
class WrittenNumber:
    """What would be dialled.

    Attributes:
        text: the number as it was written, for messages.
        digits: its digits.
        has_plus: whether there is a plus before them.
        groups: the digits as they were grouped, `("658", "291", "0506")`.
        notes: what was left out.
    """

    text: Final[str]
    digits: Final[str]
    has_plus: Final[bool]
    groups: Final[tuple[str, ...]]
    notes: Final[tuple[Note, ...]] = ()


def extract_simple(cell: str) -> WrittenNumber | None:
    """The digits and the plus of a cell that is a number and nothing else; None for any other.

    It is what all the steps from `clean` on would come to: there is nothing for them to do.
    """
    if len(cell) > LONGEST or not cell.isascii():
        return None
    plus = cell.startswith("+")
    number = cell[1:] if plus else cell
    if not number.strip("0"):  # it says that there is no number
        return None
    if number.isdecimal():
        return WrittenNumber(cell, number, plus, (number,))
    if _GROUPED.fullmatch(number) is None:
        return None
    groups = tuple(number.replace("-", " ").split())
    return WrittenNumber(cell, "".join(groups), plus, groups)


def extract_digits(text: str) -> WrittenNumber:
    """The digits and the plus of one number.

    Raises:
        PhoneError: `letters`, `unsupported_digits` or `not_a_number`.
    """
    if len(text) > LONGEST:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} is too long for a phone number: it has {len(text):,} characters.",
        )
    number, notes = strip_extension(text)
    for char in number:
        if not (char.isdecimal() or char == "+" or char in _PUNCTUATION):
            raise _character_error(number, char)
    plus = re.match(r"[\s(\[]*(\++)", number)
    rest = number[plus.end() :] if plus else number
    if "+" in rest:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} has a + in the middle: keep one number, and the + before it.",
        )
    groups = tuple(re.findall(r"\d+", rest))
    if not groups:
        raise PhoneError(Reason.NOT_A_NUMBER, f"{quote(text)} has no digits.")
    if number[0] in DASHES and not plus:
        raise negative_error(text, "begins")
    return WrittenNumber(number, "".join(groups), plus is not None, groups, notes)


def _character_error(number: str, char: str) -> PhoneError:
    category = unicodedata.category(char)
    if category.startswith("L"):
        return PhoneError(
            Reason.LETTERS, f"{quote(number)} has letters in it: keep the phone number alone."
        )
    if category.startswith("N") or char == "\u20e3":  # ⁵, ①, Ⅷ; the frame of a keycap emoji
        return PhoneError(
            Reason.UNSUPPORTED_DIGITS,
            f"{quote(number)} has signs that are not plain digits ({quote(char)}): type the "
            "digits.",
        )
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(number)} is not a phone number: {quote(char)} can't be part of one.",
    )
