"""Counts before or after a number: `2. 0170 1234567`, `0170 1234567 (2)`.

An area code in brackets, `(01) 290 4047`, and a first group with a dot look alike. They are told
from counts by the national format of the region.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.errors import PhoneError, Reason
from wa_link.phone.brackets import find_brackets
from wa_link.phone.dialling import LONGEST, dialled
from wa_link.phone.home import has_home_digits, is_bracketed_at_home, is_personal
from wa_link.phone.reading import Source, in_region
from wa_link.wording import shown

if TYPE_CHECKING:
    from wa_link.phone.dialling import Dialled
    from wa_link.phone.reading import Reading
    from wa_link.phone.several import Reader

_COUNTED = re.compile(
    r"[(\[]?\s*\d{1,2}\s*(?:[.)\]:]|\s[-–—])\s*(?P<number>[^.:].*\d.*)"
    r"|(?P<counted>.*\d.*?)\s*[(\[]\s*\d{1,4}\s*[)\]]\s*",
    re.DOTALL,
)
_DOTTED = re.compile(r"\d+\s*\.")
_AMBIGUOUS = "ambiguous"


def refuse_if_counted(text: str, region: str | None, read: Reader) -> None:
    """Raise PhoneError if the text may be a count and a number.

    `read` reads one number and raises PhoneError.
    """
    # A longer text is refused by itself, and would take quadratic time here.
    match = _COUNTED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return
    rest = match["number"] or match["counted"]
    rest_digits, whole_digits = _read_digits(rest, read), _read_digits(text, read)
    if not rest_digits or not whole_digits or whole_digits in (rest_digits, _AMBIGUOUS):
        return
    if region and match["number"] and _is_one_number(text, rest, region, whole_digits):
        return
    raise PhoneError(
        Reason.AMBIGUOUS,
        f"{shown(text)} may be one number, or a number with a count: "
        "delete the count, or write the number with its +.",
    )


def _read_digits(text: str, read: Reader) -> str | None:
    """Return the number's digits, `_AMBIGUOUS`, or None for what is not a number."""
    try:
        return read(text).digits
    except PhoneError as error:
        return _AMBIGUOUS if error.reason is Reason.AMBIGUOUS else None


def _is_one_number(text: str, rest: str, region: str, whole_digits: str) -> bool:
    """Return whether the first group is written as the region writes an area code."""
    try:
        number, remainder = dialled(text), dialled(rest)
    except PhoneError:
        return False
    own = in_region(number.digits, region)
    if number.plus or own.source is not Source.REGION or own.digits != whole_digits:
        return False
    alone = in_region(remainder.digits, region)
    if alone.line and alone.digits == whole_digits:
        return True  # the first group is a trunk prefix: (06) in HU
    if remainder.plus or has_home_digits(remainder.digits, alone):
        return False
    brackets = find_brackets(number.text)
    if brackets:
        return _holds_area_code(number, brackets[0], remainder, own, alone)
    return _DOTTED.match(text) is not None and number.groups == own.national_groups


def _holds_area_code(
    number: Dialled, bracket: tuple[int, int], remainder: Dialled, own: Reading, alone: Reading
) -> bool:
    start, end = bracket
    if start != 0 or not is_bracketed_at_home(number, own):
        return False
    has_zero = number.digits[:end].startswith("0")
    return not remainder.digits.startswith("0") and (has_zero or not is_personal(alone))
