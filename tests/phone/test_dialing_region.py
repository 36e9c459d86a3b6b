from __future__ import annotations

import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from tests.bench.plan_numbers import REGIONS
from tests.bench.uniform import FIXED_LINE, MOBILE, draw_usual
from wa_link.phone.dialing_region import format_national


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
