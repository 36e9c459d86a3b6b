"""Checks whether a number is written in the national format of its region.

Digits without a plus can be valid both as a national number and after a `+`. If they are written
in the national format, they are read as a national number: `13523333233` in China is a mobile,
although +1 352-333-3233 is a number in Florida. The conditions were chosen by counting,
in all regions, how many numbers were read wrongly (`python -m tests.bench.matrix`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wa_link.phone.clashes import AREA_CLASHES, CLASHES
from wa_link.phone.dialing_region import dialing_region, format_national
from wa_link.phone.digits import find_brackets
from wa_link.phone.plans import LineType
from wa_link.phone.reading import Source, has_usual_length, parse_in_region

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading

_PERSONAL = (LineType.MOBILE, LineType.FIXED_LINE, LineType.FIXED_LINE_OR_MOBILE)
_BRACKETED = re.compile(r"\(\d+(?:[ .-]\d+){2,}\)")
_FEWEST_GROUPS = 3  # with fewer, `2012/1974` may be years
# Only short dashes: a long dash is written between the two ends of a range.
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def is_written_as_national(
    number: WrittenNumber, own: Reading, other: Reading, region: str
) -> bool:
    """Return whether digits that have two valid readings are written like a national number.

    `13523333233` in China is written like a Chinese mobile, although +1 352-333-3233 is a number in
    Florida.

    Args:
        number: digits without a plus or a leading zero.
        own: the reading of the digits as a number of `region`: the mobile in China.
        other: the reading of the digits with a plus before them: the number in Florida.
        region: the region of the number, two capital letters.
    """
    if _is_without_trunk_8(number, own, other, region):
        return True
    is_grouped_abroad = is_grouped(number, other.international_groups)
    return (
        own.region == region
        and other.calling_code != own.calling_code
        and has_usual_length(own)
        and has_national_digits(number.digits, own)
        and not (is_grouped_abroad and not is_grouped(number, own.national_groups))
        and (number.groups[0] != str(other.calling_code) or number.groups[0] == find_area_code(own))
        and _has_no_wrong_bracket(number, own)
        and (len(number.groups) > 1 or _can_ignore_other(own, other, region))
    )


def _is_without_trunk_8(number: WrittenNumber, own: Reading, other: Reading, region: str) -> bool:
    """Return whether a number is in national format, but without its trunk prefix 8.

    Russia and its neighbours write both `8 (495) 123-45-67` and `(495) 123-45-67`. In regions with
    the trunk prefix 0, return False: there, a spreadsheet may have removed the 0 of the number.
    """
    return (
        dialing_region(region).trunk_prefix == "8"
        and own.region == region
        and own.source is Source.REGION
        and not own.notes
        and other.calling_code != own.calling_code
        and has_usual_length(own)
        and is_mobile_or_landline(own)
        and number.digits == own.national_number
        and ("8", *number.groups) == own.national_groups
        and number.groups != other.international_groups
        and _has_no_wrong_bracket(number, own)
    )


def _can_ignore_other(own: Reading, other: Reading, region: str) -> bool:
    """Return whether `other`, the number that the digits are after a plus, can be ignored.

    It can be ignored in two cases:

    - It can't be a mobile, or does not have the usual length. People forget the + mostly when they
      write mobile numbers.
    - Many numbers of the region are, after a plus, valid numbers of the same other country. For
      example, numbers of Porto Alegre look like mobiles of Peru. If `other` were not ignored, all
      these numbers would be refused.
    """
    if not (other.can_be_mobile and has_usual_length(other)):
        return True
    code = other.calling_code
    return (region, code) in CLASHES or AREA_CLASHES.get((region, find_area_code(own))) == code


def is_mobile_or_landline(reading: Reading) -> bool:
    """Return whether the number is a valid mobile or landline number."""
    return reading.line is not None and reading.line.line_type in _PERSONAL


def has_national_digits(digits: str, own: Reading) -> bool:
    """Return whether the digits are those of a mobile or landline number in national format.

    `0501234567` are the digits of `050 123 4567` in SA; `501234567` lacks the 0.
    """
    return (
        is_mobile_or_landline(own)
        and own.source is Source.REGION  # not repaired, and not after an IDD prefix
        and digits == "".join(own.national_groups)
    )


def find_area_code(own: Reading) -> str:
    """Return the first group of the national format, without trunk prefix: `30` of `030 123456`."""
    groups = own.national_groups
    trunk = _trunk_size(own)
    for group in groups:
        if len(group) > trunk:
            return group[trunk:]
        trunk -= len(group)
    return ""


def _trunk_size(own: Reading) -> int:
    digits = "".join(own.national_groups)
    is_prefixed = digits.endswith(own.national_number)
    return len(digits) - len(own.national_number) if is_prefixed else 0


def has_bracketed_area_code(number: WrittenNumber, own: Reading) -> bool:
    """Return whether a number has one pair of brackets, around the area code.

    Examples: `(51) 1234567`, `(051) 1234567` and `8 (495) 123-45-67`.
    """
    spans = find_brackets(number.text)
    if spans is None or len(spans) != 1:
        return False
    start, end = spans[0]
    area = find_area_code(own)
    trunk = "".join(own.national_groups)[: _trunk_size(own)]
    before, inside = number.digits[:start], number.digits[start:end]
    return (before in ("", trunk) and inside in (area, f"0{area}")) or (
        not before and inside == f"{trunk}{area}"
    )


def _has_no_wrong_bracket(number: WrittenNumber, own: Reading) -> bool:
    return find_brackets(number.text) == [] or has_bracketed_area_code(number, own)


def is_grouped(number: WrittenNumber, groups: tuple[str, ...]) -> bool:
    """Return whether a number has several groups of digits, and they are the same as `groups`."""
    return len(number.groups) > 1 and number.groups == groups


@lru_cache(maxsize=4096)
def is_national_format(text: str, region: str | None) -> bool:
    """Return whether a text is a number of the region in national format, or almost.

    The text can differ from the format in these ways:

    - dots or dashes instead of spaces: `70.12.34.56` in Burkina Faso;
    - spaces instead of dots and dashes: `24 12 80` in New Caledonia;
    - a dot instead of the only dash: `6895.8171` in Panama;
    - the first group in brackets, or before a slash: `(65) 01-20-37` in Mali;
    - without the brackets of the format: `601.2348918` in Colombia;
    - the whole number in brackets.
    """
    if _BRACKETED.fullmatch(text):
        text = text[1:-1]
    elif text.count(" - ") > 1:  # a single ` - ` separates the ends of a range
        text = text.replace(" - ", "-")
    digits = re.sub(r"\D", "", text)
    if region is None or not digits:
        return False
    own = parse_in_region(digits, region)
    if own.line is None or own.source is not Source.REGION:
        return False
    written = format_national(own.calling_code, own.national_number)
    return text.translate(_HYPHENS) in _common_forms(written)


def _common_forms(written: str) -> set[str]:
    """Return a number in national format, and the same number with other separators.

    `70 12 34 56` gives itself and `70.12.34.56`, `70-12-34-56`, `(70) 12 34 56` and more.
    """
    forms = {written, *(written.replace(" ", sign) for sign in ".-")}
    forms.update(written.replace(sign, " ") for sign in ".-")
    if re.fullmatch(r"\d+-\d+", written):
        forms.add(written.replace("-", "."))
    groups = re.findall(r"\d+", written)
    if "(" in written:
        forms.update(sign.join(groups) for sign in " .-")
    elif len(groups) >= _FEWEST_GROUPS:
        first, rest = groups[0], groups[1:]
        starts = [f"({first}) ", f"({first})"]
        if len(rest) >= _FEWEST_GROUPS:  # `25/12 2023` in HT may be a date
            starts += [f"{first}/", f"{first} / "]
        forms.update(f"{start}{sign.join(rest)}" for start in starts for sign in " .-")
    return forms
