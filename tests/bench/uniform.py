"""Random national numbers, drawn uniformly from the numbering plan of a region.

The pattern of a kind (`[6-9]\\d{8}|…`) is followed digit by digit. The weight of each digit is the
number of ways in which the pattern can continue after it, so that every number of the pattern and
length is equally likely. phonenumbers then confirms the region and the kind; numbers that it does
not confirm are drawn again.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberType

from wa_link.phone.patterns import derivative, matching_lengths, parse_pattern

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from wa_link.phone.patterns import Pattern

_State: TypeAlias = "frozenset[Pattern]"

DIGITS = "0123456789"
MOBILE, FIXED_LINE = PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE
_DESCRIPTIONS = {MOBILE: "mobile", FIXED_LINE: "fixed_line"}
_EITHER = PhoneNumberType.FIXED_LINE_OR_MOBILE
_MOST_TRIES = 50  # for one number; in every plan far more than 1 of 50 is confirmed


def draw_usual(region: str, kind: int, count: int, draw: random.Random) -> Iterator[PhoneNumber]:
    """Yield `count` random mobiles or landlines that are as long as the plan's example.

    Yield fewer if the plan has hardly any.
    """
    example = phonenumbers.example_number_for_type(region, kind)
    metadata = PhoneMetadata.metadata_for_region(region)
    if example is None or metadata is None:
        return
    description = getattr(metadata, _DESCRIPTIONS[kind])
    start = frozenset([parse_pattern(description.national_number_pattern)])
    length = len(phonenumbers.national_significant_number(example))
    code = example.country_code
    for _ in range(count):
        for _ in range(_MOST_TRIES):
            national = _draw_digits(start, length, draw)
            number = phonenumbers.parse(f"+{code}{national}")
            if (
                phonenumbers.national_significant_number(number) == national
                and phonenumbers.is_valid_number_for_region(number, region)
                and phonenumbers.number_type(number) in (kind, _EITHER)
            ):
                yield number
                break


def _draw_digits(state: _State, length: int, draw: random.Random) -> str:
    digits = ""
    for left in range(length, 0, -1):
        following = _follow(state)
        ways = [_count_ways(after_digit, left - 1) for after_digit in following]
        digit = draw.choices(range(10), ways)[0]
        digits += DIGITS[digit]
        state = following[digit]
    return digits


@cache
def _follow(state: _State) -> tuple[_State, ...]:
    return tuple(
        frozenset(rest for pattern in state for rest in derivative(pattern, digit))
        for digit in DIGITS
    )


@cache
def _count_ways(state: _State, left: int) -> int:
    """Count the strings of `left` digits that match."""
    if left == 0:
        return int(any(0 in matching_lengths(pattern) for pattern in state))
    if not any(left in matching_lengths(pattern) for pattern in state):
        return 0
    return sum(_count_ways(after_digit, left - 1) for after_digit in _follow(state))
