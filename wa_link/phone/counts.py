"""Counts before or after a phone number: the 2 in `2. 0170 1234567` and in `0170 1234567 (2)`.

A cell with a count is refused, because the count could also be a part of the phone number. An area
code in brackets, as in `(01) 290 4047`, looks like a count, too. Such a number is accepted if the
region has the area code 01 and writes it in brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_link._support.quoting import quote
from wa_link.errors import NoteCode, PhoneError, Reason
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.digits import LONGEST, extract_digits, find_brackets
from wa_link.phone.extension import strip_extension
from wa_link.phone.figures import DASHES
from wa_link.phone.national_form import (
    find_area_code,
    has_bracketed_area_code,
    has_national_digits,
    is_mobile_or_landline,
)
from wa_link.phone.reading import Source, parse_in_region, parse_international

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading
    from wa_link.phone.several import ReadNumber

_COUNTED = re.compile(
    r"(?P<mark>[(\[]?\s*\d{1,2}\s*(?:[.)\]:]|\s[-–—]|[-–—,/~](?=\s)))\s*(?P<number>[^.:].*\d.*)"
    r"|(?P<counted>.*\d.*?)\s*[(\[]\s*(?P<count>\d{1,4}(?:[.,]\d{1,2})?)\s*[)\]]\s*",
    re.DOTALL,
)
# `1) 96172-3459` has a count, even if the rest is valid only with an area code before it.
_LIST_MARK = re.compile(r"(\d{1,2})\s*(?P<sign>[.)\]]|[-–—,/~])(?P<space>\s*)")
_DOTTED = re.compile(r"\d+\s*\.")
# The 2 in `0170 1234567 (2)` is a count. Four digits or more, as in `415 555 (2671)`, are not.
_SHORT_COUNT = re.compile(r"\d{1,3}|\d+[.,]\d+")
_DOUBTFUL: Final = "doubtful"
_UNREADABLE = frozenset((Reason.TOO_SHORT, Reason.TOO_LONG, Reason.INVALID))


def refuse_count(text: str, region: str | None, read: ReadNumber) -> None:
    """Raise PhoneError if a text may be a phone number with a count, such as `2. 0170 1234567`.

    Args:
        text: the text of one number in a cell.
        region: two capital letters, or None.
        read: function that reads the text of one number.
    """
    # A longer text is refused later, and the pattern would take quadratic time on it.
    match = _COUNTED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return
    rest = (match["number"] or match["counted"]).lstrip(f" {DASHES}")  # `(03)-7783 1364`
    whole_digits = _read_digits(text, read)
    if whole_digits is None:
        if _is_certain_alone(rest, region, read) and _reason(text, read) in _UNREADABLE:
            raise count_error(text)
        return
    rest_digits = _read_digits(rest, read)
    if rest_digits is None and _is_figure_of_digits(rest, region, read):
        rest_digits = _DOUBTFUL
    is_same = whole_digits in (rest_digits, _DOUBTFUL)
    if is_same or _is_after_own_code(match, region, whole_digits):
        return
    if region and match["number"]:
        has_count = (
            _is_list_mark(text, region)
            if rest_digits is None
            else not _is_one_number(text, rest, region, whole_digits)
        )
    else:
        count = match["count"] or ""
        has_count = rest_digits is not None or _SHORT_COUNT.fullmatch(count) is not None
    if has_count:
        raise count_error(text)


def refuse_leading_count(number: WrittenNumber, region: str, chosen: Reading) -> None:
    """Raise PhoneError if the first group may be a count, as the 2 in `2 0170 1234567`.

    The first group is taken for a count only if the next group begins with 0.

    Args:
        number: the number as it was written, including the possible count.
        region: two capital letters.
        chosen: the phone number that all digits together give, including those of the count.
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
    """Return the error for a text that may have a count, such as the 2 in `2. 0170 1234567`."""
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(text)} may be one phone number, or a phone number with a count, such as 2. or "
        "(2): delete the count, or write the phone number with its +.",
    )


def _read_digits(text: str, read: ReadNumber) -> str | None:
    """Return the digits of a number; `_DOUBTFUL` if it is ambiguous; None if it is not valid."""
    outcome = read(text)
    if isinstance(outcome, PhoneError):
        return _DOUBTFUL if outcome.reason is Reason.AMBIGUOUS else None
    return outcome.digits


def _reason(text: str, read: ReadNumber) -> Reason | None:
    outcome = read(text)
    return outcome.reason if isinstance(outcome, PhoneError) else None


def _is_figure_of_digits(text: str, region: str | None, read: ReadNumber) -> bool:
    """Return True if a text looks like a date or another figure, but its digits are a valid number.

    `24.12.80` looks like a date, and 241280 is a number in New Caledonia.
    """
    if _reason(text, read) is not Reason.NOT_A_NUMBER:
        return False
    digits = re.sub(r"\D", "", text)
    own = parse_in_region(digits, region) if region else parse_international(digits)
    return own.line is not None or parse_international(digits).line is not None


def _is_certain_alone(text: str, region: str | None, read: ReadNumber) -> bool:
    """Return True if a text is a valid number as it is written, without an assumed plus.

    If a region is given, a text without a plus must be a number of this region.
    """
    number = read(text)
    if isinstance(number, PhoneError):
        return False
    if "+" in text:
        return True
    own_code = dialing_region(region).plan.calling_code if region else number.calling_code
    is_assumed = any(note.code is NoteCode.PLUS_ASSUMED for note in number.notes)
    return number.calling_code == own_code and not is_assumed


def _is_after_own_code(match: re.Match[str], region: str | None, whole_digits: str) -> bool:
    """Return whether the first digits are the region's calling code: `(49) 151 23456789` in DE."""
    if region is None or not match["mark"]:
        return False
    code = re.sub(r"\D", "", match["mark"])
    return code == dialing_region(region).plan.code and whole_digits == re.sub(r"\D", "", match[0])


def _is_list_mark(text: str, region: str) -> bool:
    """Return True if a text begins with a count such as `1)` or `1.`, and not with an area code."""
    match = _LIST_MARK.match(text)
    if match is None:
        return False
    try:
        number = _extract_digits(text)
    except PhoneError:
        return False
    own = parse_in_region(number.digits, region)
    if match["sign"] in ")]" or own.line is None or not own.national_groups:
        return True
    first_groups = {own.national_groups[0]}
    # `53.4008-9847` has no space after its dot; `30 - 123456` is unlikely to be item 30 of a list.
    if not match["space"] or (match["sign"] != "." and len(match[1]) > 1):
        first_groups.add(find_area_code(own))
    return match[1] not in first_groups


def _is_one_number(text: str, rest: str, region: str, whole_digits: str) -> bool:
    """Return True if a text is one number, and its first group is an area code: `(01) 290 4047`.

    The area code must be written as usual in the region. A trunk prefix in brackets is accepted,
    too, such as `(06)` in HU.

    Args:
        text: the text of a number, with its first group.
        rest: the same text without its first group.
        region: two capital letters.
        whole_digits: calling code and national number of `text`, as digits.
    """
    try:
        number, remainder = _extract_digits(text), _extract_digits(rest)
    except PhoneError:
        return False
    own = parse_in_region(number.digits, region)
    if number.has_plus or own.source is not Source.REGION or own.digits != whole_digits:
        return False
    alone = parse_in_region(remainder.digits, region)
    if alone.line and alone.digits == whole_digits:
        return True  # the first group is a trunk prefix: (06) in HU
    if remainder.has_plus or has_national_digits(remainder.digits, alone):
        return False
    if not (brackets := find_brackets(number.text)):
        return _DOTTED.match(text) is not None and number.groups == own.national_groups
    start, end = brackets[0]
    has_zero = number.digits[:end].startswith("0")
    return (
        start == 0
        and has_bracketed_area_code(number, own)
        and not remainder.digits.startswith("0")
        and (has_zero or not is_mobile_or_landline(alone))
    )


def _extract_digits(text: str) -> WrittenNumber:
    return extract_digits(strip_extension(text)[0])
