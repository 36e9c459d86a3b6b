"""Digits, plus and brackets of one written phone number, such as `+44 (0) 7911 123456`.

A text with a character that can't be part of a phone number is refused here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.figures import DASHES
from wa_link.phone.spreadsheet import negative_error

# The punctuation that libphonenumber allows in a number, and the comma.
_PUNCTUATION = frozenset(f" {DASHES}.,/\uff0f()[]\uff08\uff09\uff3b\uff3d~\u2053\u223c\uff5e\uff0e")
# Groups of digits that are not dates, years, scores or identifiers (`figures.py`).
_GROUPED = re.compile(
    r"(?![0-]+\Z|(?:\d{4}|\d\d?)-\d\d?-|\d{1,3}-\d{1,3}(?: |\Z)|(?:\d\d?|\d{4})-(?:\d{4}|\d\d?)\Z"
    r"|(?:\d{4}|\d\d?)[ -]\d\d?[ -](?:\d{4}|\d\d?)\Z|\d{3}-\d\d-|[\d-]+-\d\Z"
    r"|(?:(?:1[89]|20)\d\d[ -])+(?:1[89]|20)\d\d\Z"
    r"|(?:1[89]|20)\d{6}[ -]\d{2,6}\Z"
    r"|\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}\Z)\d+(?:[ -]\d+)+"
)
# Digits after a plus are never a date, a quantity or a count.
_AFTER_PLUS = re.compile(r"\(?\+[\d ()-]*\d")
_GROUP = re.compile(r"\d+")
_LIKE_DIGITS = frozenset("OoQDIlSsBZ")  # letters that are typed in place of digits
_FEWEST_DIGITS = 6
_BRACKET_OR_DIGIT = re.compile(r"[()\[\]\uff08\uff09\uff3b\uff3d]|\d")
_BRACKET = re.compile(r"[()\[\]\uff08\uff09\uff3b\uff3d]")
_OPENING = "([\uff08\uff3b"
_CLOSING = ")]\uff09\uff3d"

LONGEST = 250
"""Maximum number of characters of one written phone number, as in libphonenumber."""


@dataclass(slots=True)
class WrittenNumber:
    """Digits of one number, and how they were written.

    Attributes:
        text: the number as it was written, for messages.
        digits: its ASCII digits, at least one.
        has_plus: whether a plus was written before the digits.
        groups: the digits as they were grouped: `("658", "291", "0506")`.
    """

    text: Final[str]
    digits: Final[str]
    has_plus: Final[bool]
    groups: Final[tuple[str, ...]]


def extract_simple(cell: str) -> WrittenNumber | None:
    """Return the digits of a cell that is only one number, such as `+44 7911 123456`.

    Return None for any other cell. This function saves time: for such a simple cell, the slower
    steps from `clean` to `extract_digits` would return the same digits.
    """
    if len(cell) > LONGEST or not cell.isascii():
        return None
    has_plus = "+" in cell
    if cell.isdecimal():
        groups: tuple[str, ...] = (cell,)
    elif (_AFTER_PLUS if has_plus else _GROUPED).fullmatch(cell):
        groups = tuple(_GROUP.findall(cell))
    else:
        return None
    digits = "".join(groups)
    # A cell with only zeros says that there is no number.
    return WrittenNumber(cell, digits, has_plus, groups) if digits.strip("0") else None


def extract_digits(text: str) -> WrittenNumber:
    """Return the digits of one number, written in any common way: `+44 (0) 7911-123456`.

    Raises:
        PhoneError: with the reason `letters`, `unsupported_digits` or `not_a_number`.
    """
    if len(text) > LONGEST:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} has {len(text):,} characters, too many for a phone number: "
            "keep only the phone number.",
        )
    for char in text:
        if not (char.isdecimal() or char == "+" or char in _PUNCTUATION):
            raise _character_error(text, char)
    plus = re.match(r"[\s(\[]*(\++)", text)
    rest = text[plus.end() :] if plus else text
    if "+" in rest:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} has a + in the middle: keep only one number, and begin it with +.",
        )
    groups = tuple(_GROUP.findall(rest))
    if not groups:
        raise PhoneError(Reason.NOT_A_NUMBER, f"{quote(text)} has no digits: write a number.")
    if text[0] in DASHES and not plus:
        raise negative_error(text, "begins")
    return WrittenNumber(text, "".join(groups), plus is not None, groups)


def find_brackets(text: str) -> list[tuple[int, int]] | None:
    """Return the positions of brackets, counted in digits: `[(1, 4)]` for `+8 (495) 123`.

    In this example, one digit comes before the opening bracket, and four digits come before the
    closing bracket. Return an empty list if the text has no brackets. Return None if a bracket is
    missing, or if brackets are nested.
    """
    if _BRACKET.search(text) is None:
        return []
    spans = []
    digits, opened = 0, None
    for match in _BRACKET_OR_DIGIT.finditer(text):
        sign = match[0]
        if sign in _OPENING:
            if opened is not None:
                return None
            opened = digits
        elif sign in _CLOSING:
            if opened is None:
                return None
            spans.append((opened, digits))
            opened = None
        else:
            digits += 1
    return None if opened is not None else spans


def count_digits_before_bracket(text: str) -> int | None:
    """Return how many digits are before the first bracket that comes after a digit.

    The result for `+8 (495) 123` is 1. Return None if no bracket comes after a digit.
    """
    if _BRACKET.search(text) is None:
        return None
    digits = 0
    for match in _BRACKET_OR_DIGIT.finditer(text):
        if match[0].isdecimal():
            digits += 1
        elif digits:
            return digits
    return None


def _find_mistyped_digits(text: str) -> list[str]:
    """Return the letters in quotes, if all of them look like digits and each is alone: `O`, `l`."""
    letters = re.findall(r"[^\W\d_]+", text)
    has_digits = sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS
    is_typo = has_digits and _LIKE_DIGITS.issuperset(letters)
    return [quote(each) for each in dict.fromkeys(letters)] if is_typo else []


def _character_error(text: str, char: str) -> PhoneError:
    """Return the error for a character that can't be part of a number."""
    category = unicodedata.category(char)
    if category.startswith("L") and (letters := _find_mistyped_digits(text)):
        return PhoneError(
            Reason.LETTERS,
            f"{quote(text)} has letters among its digits ({', '.join(letters)}): type digits in "
            "their place.",
        )
    if category.startswith("L"):
        return PhoneError(Reason.LETTERS, f"{quote(text)} has letters: keep only the phone number.")
    if category.startswith("N") or char == "\u20e3":  # ⁵, ①, Ⅷ; the frame of a keycap emoji
        return PhoneError(
            Reason.UNSUPPORTED_DIGITS,
            f"{quote(text)} has {quote(char)}, which is not a plain digit: "
            "type digits from 0 to 9.",
        )
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} has {quote(char)}, which can't be part of a phone number: keep only the "
        "phone number.",
    )
