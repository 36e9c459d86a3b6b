from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from wa_link.errors import Note, NoteCode
from wa_link.phone import LineType, PhoneNumber, parse_phone

NUMBER = PhoneNumber(966, "501234567", "SA", LineType.MOBILE)
NOTE = Note(NoteCode.PLUS_ASSUMED, "A + was assumed.")


def test_a_number_is_written_in_each_form() -> None:
    assert (NUMBER.digits, NUMBER.e164, str(NUMBER), NUMBER.international) == (
        "966501234567",
        "+966501234567",
        "+966501234567",
        "+966 50 123 4567",
    )


@pytest.mark.parametrize(
    ("number", "international"),
    [
        (PhoneNumber(39, "0612345678", "IT", LineType.FIXED_LINE), "+39 06 1234 5678"),
        (PhoneNumber(225, "0707123456", "CI", LineType.MOBILE), "+225 07 07 12 3456"),
        (PhoneNumber(81, "00785319584", "JP", LineType.TOLL_FREE), "+81 00785319584"),
        (PhoneNumber(800, "12345678", "001", LineType.TOLL_FREE), "+800 1234 5678"),
        (PhoneNumber(1, "4155552671", "US", LineType.FIXED_LINE), "+1 415-555-2671"),
    ],
)
def test_international_form_has_groups(number: PhoneNumber, international: str) -> None:
    assert number.international == international


def test_equal_numbers_are_equal_however_they_were_written() -> None:
    noted = dataclasses.replace(NUMBER, notes=(NOTE,))
    assert noted == NUMBER
    assert len({noted, NUMBER}) == 1
    assert noted.notes == (NOTE,)
    assert dataclasses.replace(NUMBER, national_number="501234568") != NUMBER


if TYPE_CHECKING:  # mypy finds the comment unused where an attribute can be set
    NUMBER.region = "DE"  # type: ignore[misc]


def test_line_types_that_can_be_mobile() -> None:
    assert {line_type for line_type in LineType if line_type.can_be_mobile} == {
        LineType.MOBILE,
        LineType.FIXED_LINE_OR_MOBILE,
    }


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_examples_of_every_region_agree_with_phonenumbers(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    number = parse_phone(phonenumbers.format_number(example, PhoneNumberFormat.E164))
    assert number.calling_code == example.country_code
    assert number.national_number == phonenumbers.national_significant_number(example)
    assert number.region == phonenumbers.region_code_for_number(example)
    assert number.line_type.name == PhoneNumberType.to_string(phonenumbers.number_type(example))
    assert number.international == phonenumbers.format_number(
        example, PhoneNumberFormat.INTERNATIONAL
    )
