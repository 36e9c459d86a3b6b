"""Counts before or after a number: `2. 0170 1234567`, `0170 1234567 (2)`.

An area code in brackets, `(01) 290 4047`, and a first group with a dot look alike. They are told
from counts by the national format of the region.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_link._support.quoting import quote
from wa_link.errors import NoteCode, PhoneError, Reason
from wa_link.phone.brackets import find_brackets
from wa_link.phone.digits import LONGEST, extract_digits
from wa_link.phone.figures import DASHES
from wa_link.phone.home import area_code, has_home_digits, is_bracketed_at_home, is_personal
from wa_link.phone.plans import dialing_region
from wa_link.phone.reading import Source, parse_in_region, parse_international

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading
    from wa_link.phone.several import Reader

_COUNTED = re.compile(
    r"(?P<mark>[(\[]?\s*\d{1,2}\s*(?:[.)\]:]|\s[-–—]|[-–—,/~](?=\s)))\s*(?P<number>[^.:].*\d.*)"
    r"|(?P<counted>.*\d.*?)\s*[(\[]\s*(?P<count>\d{1,4}(?:[.,]\d{1,2})?)\s*[)\]]\s*",
    re.DOTALL,
)
# `1) 96172-3459` counts, even where what follows is a number only with its area code.
_LIST_MARK = re.compile(r"(\d{1,2})\s*(?P<sign>[.)\]]|[-–—,/~])(?P<space>\s*)")
_DOTTED = re.compile(r"\d+\s*\.")
# `0170 1234567 (2)`: an end of four digits and more, as in `415 555 (2671)`, is no count.
_SHORT_COUNT = re.compile(r"\d{1,3}|\d+[.,]\d+")
_DOUBTED: Final = "doubted"
_UNREAD = frozenset((Reason.TOO_SHORT, Reason.TOO_LONG, Reason.INVALID))


def refuse_count(text: str, region: str | None, read: Reader) -> None:
    """Raise PhoneError if the text may be a count and a number.

    `read` reads one number and raises PhoneError.
    """
    # A longer text is refused by itself, and would take quadratic time here.
    match = _COUNTED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return
    rest = (match["number"] or match["counted"]).lstrip(f" {DASHES}")  # (03)-7783 1364
    whole_digits = _read_digits(text, read)
    if whole_digits is None:
        if _is_certain_alone(rest, region, read) and _reason(text, read) in _UNREAD:
            raise count_error(text)
        return
    rest_digits = _read_digits(rest, read)
    if rest_digits is None and _is_figure_of_digits(rest, region, read):
        rest_digits = _DOUBTED
    if whole_digits in (rest_digits, _DOUBTED) or _is_after_own_code(match, region, whole_digits):
        return
    if region and match["number"]:
        if rest_digits is None and not _is_list_mark(text, region):
            return
        if rest_digits is not None and _is_one_number(text, rest, region, whole_digits):
            return
    elif rest_digits is None and not (match["count"] and _SHORT_COUNT.fullmatch(match["count"])):
        return
    raise count_error(text)


def refuse_leading_count(number: WrittenNumber, region: str, chosen: Reading) -> None:
    """Raise PhoneError if the first digits are a count, and a trunk zero follows: `2 0170 1234567`.

    `chosen` is the reading of all the digits.
    """
    first, *others = number.groups
    if len(first) > 2 or not others or not others[0].startswith("0"):
        return
    rest = parse_in_region(number.digits[len(first) :], region)
    if rest.line is None or rest.source is not Source.REGION or rest.digits == chosen.digits:
        return
    if number.groups not in (chosen.national_groups, chosen.international_groups):
        raise count_error(number.text)


def count_error(text: str) -> PhoneError:
    """Return the error for a number that may have a count."""
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(text)} may be one number, or a number with a count: "
        "delete the count, or write the number with its +.",
    )


def _read_digits(text: str, read: Reader) -> str | None:
    """Return the number's digits, `_DOUBTED`, or None for what is not valid."""
    try:
        return read(text).digits
    except PhoneError as error:
        return _DOUBTED if error.reason is Reason.AMBIGUOUS else None


def _is_figure_of_digits(text: str, region: str | None, read: Reader) -> bool:
    """Return whether a text is refused as a figure, though its digits are a number."""
    if _reason(text, read) is not Reason.NOT_A_NUMBER:
        return False
    digits = re.sub(r"\D", "", text)
    own = parse_in_region(digits, region) if region else parse_international(digits)
    return own.line is not None or parse_international(digits).line is not None


def _reason(text: str, read: Reader) -> Reason | None:
    try:
        read(text)
    except PhoneError as error:
        return error.reason
    return None


def _is_certain_alone(text: str, region: str | None, read: Reader) -> bool:
    """Return whether a text is a valid number as it is: nothing is assumed to read it."""
    try:
        number = read(text)
    except PhoneError:
        return False
    is_foreign = (
        region is not None and number.calling_code != dialing_region(region).plan.calling_code
    )
    return "+" in text or not (
        is_foreign or any(note.code is NoteCode.PLUS_ASSUMED for note in number.notes)
    )


def _is_after_own_code(match: re.Match[str], region: str | None, whole_digits: str) -> bool:
    """Return whether the first digits are the region's calling code: `(49) 151 23456789` in DE."""
    if region is None or not match["mark"]:
        return False
    code = re.sub(r"\D", "", match["mark"])
    return code == dialing_region(region).plan.code and whole_digits == re.sub(r"\D", "", match[0])


def _is_list_mark(text: str, region: str) -> bool:
    """Return whether a number begins with `1)` or `1.`, and home does not group it so."""
    match = _LIST_MARK.match(text)
    if match is None:
        return False
    try:
        number = extract_digits(text)
    except PhoneError:
        return False
    own = parse_in_region(number.digits, region)
    if match["sign"] in ")]" or own.line is None or not own.national_groups:
        return True
    first_groups = {own.national_groups[0]}
    # `53.4008-9847` has no space after its dot, and `30 - 123456` is hardly the thirtieth number.
    if not match["space"] or (match["sign"] != "." and len(match[1]) > 1):
        first_groups.add(area_code(own))
    return match[1] not in first_groups


def _is_one_number(text: str, rest: str, region: str, whole_digits: str) -> bool:
    """Return whether the first group is written as the region writes an area code."""
    try:
        number, remainder = extract_digits(text), extract_digits(rest)
    except PhoneError:
        return False
    own = parse_in_region(number.digits, region)
    if number.has_plus or own.source is not Source.REGION or own.digits != whole_digits:
        return False
    alone = parse_in_region(remainder.digits, region)
    if alone.line and alone.digits == whole_digits:
        return True  # the first group is a trunk prefix: (06) in HU
    if remainder.has_plus or has_home_digits(remainder.digits, alone):
        return False
    brackets = find_brackets(number.text)
    if brackets:
        return _holds_area_code(number, brackets[0], remainder, own, alone)
    return _DOTTED.match(text) is not None and number.groups == own.national_groups


def _holds_area_code(
    number: WrittenNumber,
    bracket: tuple[int, int],
    remainder: WrittenNumber,
    own: Reading,
    alone: Reading,
) -> bool:
    start, end = bracket
    if start != 0 or not is_bracketed_at_home(number, own):
        return False
    has_zero = number.digits[:end].startswith("0")
    return not remainder.digits.startswith("0") and (has_zero or not is_personal(alone))
