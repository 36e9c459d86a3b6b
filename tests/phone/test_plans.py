from __future__ import annotations

import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from wa_link.phone.plans import Line, plan_for_code, plan_for_digits

CALLING_CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
KINDS = sorted(PhoneNumberType.values())
EACH = 90  # similar numbers for each example, made in three ways


def examples(calling_code: int) -> list[str]:
    """Return phonenumbers' examples of every line type and region, without calling code."""
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[calling_code]
    found = [
        phonenumbers.example_number_for_non_geo_entity(calling_code),
        *(
            phonenumbers.example_number_for_type(region, kind)
            for region in regions
            for kind in KINDS
        ),
    ]
    return [phonenumbers.national_significant_number(number) for number in found if number]


def near(national: str, draw: random.Random) -> list[str]:
    """Return numbers like this one: with other last digits, one digit changed, other lengths."""
    keep, at = draw.randrange(len(national)), draw.randrange(len(national))
    digits = "".join(draw.choices("0123456789", k=17))
    return [
        national[:keep] + digits[keep : len(national)],
        national[:at] + digits[0] + national[at + 1 :],
        (national + digits)[: draw.randrange(2, 18)],
    ]


@pytest.mark.long(daily=12)
@pytest.mark.parametrize("calling_code", CALLING_CODES)
def test_a_plan_agrees_with_phonenumbers(calling_code: int) -> None:
    draw = random.Random(calling_code)  # noqa: S311  (examples, no secrets)
    plan = plan_for_code(calling_code)
    assert plan is not None
    for example in examples(calling_code):
        for national in (each for _ in range(EACH) for each in near(example, draw)):
            if not national.strip("0"):  # phonenumbers writes it as it was given
                continue
            zeros = len(national) - len(national.lstrip("0"))
            number = phonenumbers.PhoneNumber(
                country_code=calling_code,
                national_number=int(national),
                italian_leading_zero=zeros > 0,
                number_of_leading_zeros=zeros or None,
            )
            kind = PhoneNumberType.to_string(phonenumbers.number_type(number)).lower()
            valid = phonenumbers.is_valid_number(number)
            region = phonenumbers.region_code_for_number(number)
            assert plan.line(national) == ((region, kind) if valid else None), national
            written = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
            assert plan.international(national) == written


@pytest.mark.parametrize("digits", ["", "0", "012", "999", "210"])
def test_digits_without_a_calling_code_have_no_plan(digits: str) -> None:
    assert plan_for_digits(digits) is None


def test_a_number_of_any_length_is_matched_fast() -> None:
    plan = plan_for_digits("966")
    assert plan is not None
    assert plan.line("5" * 100_000) is None
    assert plan.line("") is None
    assert isinstance(plan.line("501234567"), Line)
