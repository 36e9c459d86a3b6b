from __future__ import annotations

import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from tests.bench.matrix import REGIONS
from tests.bench.uniform import FIXED_LINE, MOBILE, draw_usual
from wa_link.phone.dialing_region import format_national
from wa_link.phone.digits import count_digits_before_bracket, find_brackets


@pytest.mark.parametrize("region", REGIONS)
def test_a_national_format_is_that_of_phonenumbers(region: str) -> None:
    draw = random.Random(region)  # noqa: S311  (examples)
    numbers = [
        *(phonenumbers.example_number_for_type(region, kind) for kind in PhoneNumberType.values()),
        *draw_usual(region, MOBILE, 10, draw),
        *draw_usual(region, FIXED_LINE, 10, draw),
    ]
    for number in filter(None, numbers):
        national = phonenumbers.national_significant_number(number)
        written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        assert format_national(number.country_code or 0, national) == written


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("+8 (495) 123-45-67", [(1, 4)]),
        ("(01) 290 4047", [(0, 2)]),
        ("[01]（290）4047", [(0, 2), (2, 5)]),
        ("290 4047", []),
        ("() 290", [(0, 0)]),
        ("(01 290", None),
        ("01) 290", None),
        ("((01) 290", None),
        ("(01)) 290", None),
    ],
)
def test_brackets_are_positions_among_the_digits(
    text: str, spans: list[tuple[int, int]] | None
) -> None:
    assert find_brackets(text) == spans


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("+8 (495) 123-45-67", 1),
        ("+(8) 495 123-45-67", 1),
        ("+84 (95) 123", 2),
        ("+(84) 95 123", 2),
        ("+8495123", None),
        ("8", None),
    ],
)
def test_digits_before_a_bracket_are_counted(text: str, count: int | None) -> None:
    assert count_digits_before_bracket(text) == count
