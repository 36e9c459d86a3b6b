"""Numbers written as their region writes them.

Bare digits may be valid both as a national number and after a `+`. If they are written exactly as
the region writes its own numbers, they are national: `13523333233` in CN is a mobile, though
+1 352-333-3233 is a number in Florida. The conditions were chosen by measuring all regions
(`python -m tests.bench.matrix`).
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
# Longer dashes separate the ends of a range.
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def is_written_at_home(number: WrittenNumber, own: Reading, other: Reading, region: str) -> bool:
    """Return whether the writing shows that the national reading is meant.

    Args:
        number: digits without a plus or a leading zero.
        own: the valid reading of the digits as dialled in `region`.
        other: the valid reading of the same digits after a plus.
        region: the region of the number, two capital letters.
    """
    if _is_without_trunk_8(number, own, other, region):
        return True
    is_grouped_abroad = is_grouped(number, other.international_groups)
    return (
        own.region == region
        and other.calling_code != own.calling_code
        and has_usual_length(own)
        and has_home_digits(number.digits, own)
        and not (is_grouped_abroad and not is_grouped(number, own.national_groups))
        and (number.groups[0] != str(other.calling_code) or number.groups[0] == area_code(own))
        and _has_no_other_bracket(number, own)
        and (len(number.groups) > 1 or _is_rarely_abroad(own, other, region))
    )


def _is_without_trunk_8(number: WrittenNumber, own: Reading, other: Reading, region: str) -> bool:
    """Return whether a number is grouped as in its region, without the 8: `(495) 123-45-67`.

    Russia and its neighbours write numbers with the 8 or without it. If the trunk prefix is a 0, a
    spreadsheet may have removed it, and such digits stay doubtful.
    """
    return (
        dialing_region(region).trunk_prefix == "8"
        and own.region == region
        and own.source is Source.REGION
        and not own.notes
        and other.calling_code != own.calling_code
        and has_usual_length(own)
        and is_personal(own)
        and number.digits == own.national_number
        and ("8", *number.groups) == own.national_groups
        and number.groups != other.international_groups
        and _has_no_other_bracket(number, own)
    )


def _is_rarely_abroad(own: Reading, other: Reading, region: str) -> bool:
    """Return whether digits without a plus almost never mean the number after a plus.

    People often forget the + of a mobile, so such digits are ambiguous. But if many numbers of the
    region look like that calling code, or all of Porto Alegre's look like mobiles of Peru, they
    would always be refused.
    """
    if not (other.can_be_mobile and has_usual_length(other)):
        return True
    code = other.calling_code
    return (region, code) in CLASHES or AREA_CLASHES.get((region, area_code(own))) == code


def is_personal(reading: Reading) -> bool:
    """Return whether the number is a valid mobile or landline number."""
    return reading.line is not None and reading.line.line_type in _PERSONAL


def has_home_digits(digits: str, own: Reading) -> bool:
    """Return whether the national format of a mobile or landline has exactly these digits."""
    return (
        is_personal(own)
        and own.source is Source.REGION  # neither repaired nor after a prefix
        and digits == "".join(own.national_groups)
    )


def area_code(own: Reading) -> str:
    """Return the first group of the national format, without trunk prefix."""
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


def is_bracketed_at_home(number: WrittenNumber, own: Reading) -> bool:
    """Return whether there is one bracket, around the area code: `(51)`, `(051)`, `8 (495)`."""
    spans = find_brackets(number.text)
    if spans is None or len(spans) != 1:
        return False
    start, end = spans[0]
    area = area_code(own)
    trunk = "".join(own.national_groups)[: _trunk_size(own)]
    before, inside = number.digits[:start], number.digits[start:end]
    return (before in ("", trunk) and inside in (area, f"0{area}")) or (
        not before and inside == f"{trunk}{area}"
    )


def _has_no_other_bracket(number: WrittenNumber, own: Reading) -> bool:
    return find_brackets(number.text) == [] or is_bracketed_at_home(number, own)


def is_grouped(number: WrittenNumber, groups: tuple[str, ...]) -> bool:
    """Return whether the digits are written in groups, and in these."""
    return len(number.groups) > 1 and number.groups == groups


@lru_cache(maxsize=4096)
def is_national_format(text: str, region: str | None) -> bool:
    """Return whether a text is a number of the region, written exactly as the region writes it.

    Dots or dashes may be written for the spaces of the format (`70.12.34.56` in BF), spaces for its
    dots or dashes (`24 12 80` in NC), and a dot for its only dash (`6895.8171` in PA). Its first
    group may be in brackets or have a slash (`(65) 01-20-37` in ML), or lack the brackets of the
    format (`601.2348918` in CO); and all of it may be in brackets.
    """
    if _BRACKETED.fullmatch(text):
        text = text[1:-1]
    elif text.count(" - ") > 1:  # one separates the ends of a range
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
    """Return a number in national format as people write it, with other signs between groups."""
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
