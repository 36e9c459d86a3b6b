"""Numbers written as their region writes them at home.

Bare digits can be valid both as a national number and after a `+`. If they are written exactly as
the region writes its own numbers, they are national: `13523333233` in CN is a mobile, though
+1 352-333-3233 is a number in Florida. The conditions were chosen by measuring all regions
(`python -m tests.bench.matrix`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.phone.brackets import find_brackets
from wa_link.phone.clashes import AREA_CLASHES, CLASHES
from wa_link.phone.plans import LineType, dialing_region
from wa_link.phone.reading import Source, has_usual_length

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading

_PERSONAL = (LineType.MOBILE, LineType.FIXED_LINE, LineType.FIXED_LINE_OR_MOBILE)


def is_written_at_home(number: WrittenNumber, own: Reading, other: Reading, region: str) -> bool:
    """Return whether the writing shows that the national reading is meant.

    Args:
        number: digits without a plus or a leading zero.
        own: the valid reading of the digits as dialled in `region`.
        other: the valid reading of the same digits after a plus.
        region: the region that the number is read in.
    """
    if is_without_trunk_8(number, own, other, region):
        return True
    return (
        own.region == region
        and other.calling_code != own.calling_code
        and has_usual_length(own)
        and has_home_digits(number.digits, own)
        and not (
            is_grouped(number, other.international_groups) and not is_grouped_at_home(number, own)
        )
        and (number.groups[0] != str(other.calling_code) or number.groups[0] == area_code(own))
        and (is_bracketed_at_home(number, own) or not _has_brackets(number))
        and (len(number.groups) > 1 or _is_rarely_abroad(own, other, region))
    )


def is_without_trunk_8(number: WrittenNumber, own: Reading, other: Reading, region: str) -> bool:
    """Return whether a number is grouped or bracketed as at home, without the 8: `(495) 123-45-67`.

    Russia and its neighbours write numbers with the 8 and without it. Where home's trunk prefix is
    a 0, such digits may have lost it in a spreadsheet, and stay doubtful.
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
        and (is_bracketed_at_home(number, own) or not _has_brackets(number))
    )


def _is_rarely_abroad(own: Reading, other: Reading, region: str) -> bool:
    """Return whether bare digits are hardly ever the other number.

    A mobile that lost its + is the usual slip, and makes them ambiguous. But where many of the
    region's own numbers look like that calling code, or all of Porto Alegre's like mobiles of
    Peru, they would always be refused.
    """
    if not (other.can_be_mobile and has_usual_length(other)):
        return True
    code = other.calling_code
    return (region, code) in CLASHES or AREA_CLASHES.get((region, area_code(own))) == code


def is_personal(reading: Reading) -> bool:
    """Return whether it is a valid mobile or landline."""
    return reading.line is not None and reading.line.line_type in _PERSONAL


def has_home_digits(digits: str, own: Reading) -> bool:
    """Return whether a mobile or landline has just these digits in its national format."""
    return (
        is_personal(own)
        and own.source is Source.REGION  # not repaired, nor after a prefix
        and digits == "".join(own.national_groups)
    )


def area_code(own: Reading) -> str:
    """Return the first group of the national format, without a trunk prefix."""
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
    """Return whether the one bracket holds just the area code: `(51)`, `(051)`, `8 (495)`."""
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


def _has_brackets(number: WrittenNumber) -> bool:
    return find_brackets(number.text) != []


def is_grouped(number: WrittenNumber, groups: tuple[str, ...]) -> bool:
    """Return whether somebody grouped the digits, and in this way."""
    return len(number.groups) > 1 and number.groups == groups


def is_grouped_at_home(number: WrittenNumber, own: Reading) -> bool:
    """Return whether the digits are grouped as the region groups them."""
    return is_grouped(number, own.national_groups)
