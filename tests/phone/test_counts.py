"""Tests of counts before and after a number, and of area codes that look like counts."""

from __future__ import annotations

import pytest

from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone

COUNTED = [
    ("after", "0170 1234567 (2)", "DE"),
    ("before", "2. 0170 1234567", "DE"),
    ("before", "3) 0170 1234567", "DE"),
    ("before", "(2) 0170 1234567", "DE"),
    ("before", "2 - 0170 1234567", "DE"),
    ("before, as home groups", "01) 290 4047", "IE"),
    ("before, as home groups", "01 - 290 4047", "IE"),
    ("before a number without its zero", "27. 495191191", "GE"),
    ("before a number without its zero", "37 - 252164173", "AZ"),
    ("before a number without its zero", "27) 495191191", "GE"),
    ("before a number without its zero", "[27] 495191191", "GE"),
    ("after a number without its zero", "495153487 (52)", "GE"),
    ("after a number without its zero", "495153487 [52]", "GE"),
    ("a bracket before a whole number of home", "(38) 77060062", "LU"),
    ("a bracket before a whole number of home", "(6) 2842441", "SO"),
    ("a bracket before a whole number of home", "(73) 28535", "SB"),
    ("a bracket with a zero before a whole number", "(07) 39 89 70 26", "MC"),
    ("a bracket without a zero before any number", "(30) 23125000", "DE"),
    ("a bracket that is not the area code", "(02) 211234567", "DE"),
    ("a dot, grouped otherwise", "30. 23125000", "DE"),
    ("a bracket before a zero", "(06) 0413 6588", "IT"),
    ("a bracket before a zero", "(25) 04 8 52205", "CI"),
    ("a dot before a whole number of home", "77.45.79.60", "LU"),
    ("a dot before a whole number of home", "07.39.89.70.26", "MC"),
    ("before digits that need it to be a number", "10.375.740", "AX"),
    ("a list mark before a local number", "1) 96172-3459", "BR"),
    ("a list mark before a local number", "1. 96172-3459", "BR"),
    ("a list mark before a local number", "1) 4113721", "AT"),
    ("a list mark before a local number", "8) 123456789", "ID"),
    ("a list mark before a local number", "1) 98765 4321", "IN"),
    ("a list mark before a local number", "1) 12345678", "SA"),
    ("a list mark before a local number", "1] 96172-3459", "BR"),
    ("a list mark before a local number", "1 - 96172-3459", "BR"),
    ("a list mark before a local number", "1- 96172-3459", "BR"),
    ("a list mark before a local number", "1– 96172-3459", "BR"),
    ("a list mark before a local number", "1 - 4113721", "AT"),
    ("a list mark before a part of a number", "13. 523333233", "CN"),
    ("before a trunk zero", "2- 0170 1234567", "DE"),
    ("before a trunk zero", "2, 0170 1234567", "DE"),
    ("before a trunk zero", "2/0170 1234567", "DE"),
    ("before a trunk zero", "2 0170 1234567", "DE"),
    ("before a trunk zero", "3– 0151 23487956", "DE"),
    ("before a trunk zero, abroad", "2- 0470 12 34 56", "BE"),
    ("after a minus", "80920199- (2)", "LU"),
    ("after too few digits", "888 (12)", "VU"),
    ("a decimal after", "836501 (67.1)", "JP"),
    ("before, too long with it", "2) 07911 123456", "GB"),
    ("before, too long with it", "1. 07911 123456", "GB"),
    ("after, too long with it", "07911 123456 (2)", "GB"),
]


@pytest.mark.parametrize(
    ("cell", "region"),
    [row[1:] for row in COUNTED],
    ids=[f"{kind} {region} {cell}" for kind, cell, region in COUNTED],
)
def test_a_possible_count_is_refused(cell: str, region: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert caught.value.reason is Reason.AMBIGUOUS
    assert caught.value.message == (
        f'"{cell}" may be one phone number, or a phone number with a count, such as 2. or (2): '
        "delete the count, or write the phone number with its +."
    )


AREA_CODES = [
    ("bracket with its zero", "(01) 290 4047", "IE", "35312904047"),
    ("bracket with its zero", "(02) 17453780", "FI", "358217453780"),
    ("bracket with its zero", "(07) 7121827", "CU", "5377121827"),
    ("bracket with its zero", "(07) 9580 8744", "JO", "962795808744"),
    ("bracket with its zero", "(09) 847 5995", "MM", "9598475995"),
    ("bracket with its zero", "(02) 5872 4501", "TW", "886258724501"),
    ("bracket with its zero", "(01) 424445521", "AT", "431424445521"),
    ("bracket with its zero", "(04) 866 6531", "NZ", "6448666531"),
    ("bracket with its zero", "(02) 808 13 88", "SI", "38628081388"),
    ("bracket with its zero", "(02) 34201751", "EG", "20234201751"),
    ("bracket with its zero", "(01) 8018 902", "HR", "38518018902"),
    ("bracket with its zero", "(030) 23125000", "DE", "493023125000"),
    ("bracket that a zero is a part of", "(01) 95 56 5276", "CI", "2250195565276"),
    ("a dash as home's groups", "11 - 98765-4321", "BR", "5511987654321"),
    ("a dash as home's groups", "030 - 1234567", "DE", "49301234567"),
    ("a dash as home's groups", "02 - 511 11 11", "BE", "3225111111"),
    ("a dash after a trunk prefix", "1 - 415 555 2671", "US", "14155552671"),
    ("bracket and dash", "(03)-7783 1364", "MY", "60377831364"),
    ("bracket without a zero", "(51) 9 9744-4033", "BR", "5551997444033"),
    ("bracket without a zero", "(21) 4003-8560", "BR", "552140038560"),
    ("bracket without a zero", "(11) 96123-4567", "BR", "5511961234567"),
    ("bracket without a zero", "(49) 44 24 26", "PF", "68949442426"),
    ("bracket without a zero", "(6) 88 30 73 99", "CM", "237688307399"),
    ("bracket with a trunk prefix alone", "(06) 50 869 4003", "HU", "36508694003"),
    ("full-width bracket", "（01）290 4047", "IE", "35312904047"),
    ("dots as home's groups", "02.17453780", "FI", "358217453780"),
    ("dots as home's groups", "01.95.56.5276", "CI", "2250195565276"),
    ("dots as home's groups", "03.9249.7688", "MY", "60392497688"),
    ("dots as home's groups", "02.808.13.88", "SI", "38628081388"),
    ("dots as home's groups", "61.80.00.26", "SM", "37861800026"),
    ("dots as home's groups", "53.4008.9847", "BR", "555340089847"),
    ("dots as home's groups", "44.22.76.93", "DK", "4544227693"),
    ("dots as home's groups", "01.23.45.67.89", "FR", "33123456789"),
    ("nothing but a bracket around a calling code", "(44) 7911 123456", "GB", "447911123456"),
    ("home's own calling code", "(49) 151 23456789", "DE", "4915123456789"),
    ("home's own calling code", "49.30.123434", "DE", "4930123434"),
    ("home's own calling code", "43.664.113721", "AT", "43664113721"),
    ("a zero that begins home's second group", "65 01 20 37", "ML", "22365012037"),
    ("a zero that begins home's second group", "06 0413 6588", "IT", "390604136588"),
    ("a zero that begins home's second group", "06 01 23 45 67", "FR", "33601234567"),
    ("a dot without a space", "53.4008-9847", "BR", "555340089847"),
]


@pytest.mark.parametrize(
    ("cell", "region", "digits"),
    [row[1:] for row in AREA_CODES],
    ids=[f"{kind} {region} {cell}" for kind, cell, region, _ in AREA_CODES],
)
def test_an_area_code_is_not_a_count(cell: str, region: str, digits: str) -> None:
    assert parse_phone(cell, region).digits == digits


def test_a_plus_shows_where_the_number_begins() -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone("(01) +353 1 290 4047", "IE")
    assert caught.value.reason is not Reason.TOO_LONG


def test_numbers_of_other_countries_do_not_make_a_count() -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone("1) 447911123456", "SG")
    assert "count" not in caught.value.message


def test_without_a_region_a_count_is_refused() -> None:
    with pytest.raises(PhoneError):
        parse_phone("2. 0170 1234567", None)
