"""Tests of numbers in national format, whose digits are also valid after a plus."""

from __future__ import annotations

import random
import re

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat

from tests.bench.clashes import LEAST, measure_clashes
from tests.bench.home import FORMS, Home, measure_home, sum_homes
from tests.bench.plan_numbers import REGIONS
from tests.bench.uniform import FIXED_LINE, MOBILE, draw_usual
from wa_link.errors import NoteCode, PhoneError, Reason
from wa_link.phone import Assume, parse_phone
from wa_link.phone.clashes import AREA_CLASHES, CLASHES

HOME = [NoteCode.NATIONAL_ASSUMED]

WRITTEN_AT_HOME = [
    # in the table CLASHES; the reading after a + is a mobile
    ("bare, a pair of the table", "13523333233", "CN", "8613523333233"),
    ("bare, a pair of the table", "18604571234", "CN", "8618604571234"),
    ("bare, a pair of the table", "6582499229", "JM", "16582499229"),
    ("bare, a pair of the table", "84964519374", "RU", "74964519374"),
    ("bare, a pair of the table", "84951234567", "RU", "74951234567"),
    ("bare, an area code that clashes as a whole", "51997444033", "BR", "5551997444033"),
    ("bare, an area code that clashes as a whole", "66981963288", "BR", "5566981963288"),
    ("bare, an area code that clashes as a whole", "79974945186", "BR", "5579974945186"),
    ("bare, an area code that clashes as a whole", "84980703807", "BR", "5584980703807"),
    # the reading after a + is not a mobile
    ("bare, a landline abroad", "6065143526", "CO", "576065143526"),
    ("bare, a landline abroad", "4738000203", "GD", "14738000203"),
    ("bare, a landline abroad", "6499495997", "TC", "16499495997"),
    ("bare, a landline abroad", "6644103001", "MS", "16644103001"),
    ("bare, a landline abroad", "49896008", "PF", "68949896008"),
    ("bare, a landline abroad", "6835224", "SB", "6776835224"),
    ("bare, a landline abroad", "98352210", "MC", "37798352210"),
    ("bare, a landline abroad", "490357369", "CZ", "420490357369"),
    ("bare, a landline abroad", "98448871", "CW", "59998448871"),
    ("bare, a landline abroad", "982196391", "ES", "34982196391"),
    ("bare, a landline abroad", "4359449", "GM", "2204359449"),
    ("bare, a landline abroad", "358394612", "GQ", "240358394612"),
    ("bare, a landline abroad", "40311334", "ML", "22340311334"),
    ("bare, a landline abroad", "35275920", "MR", "22235275920"),
    ("bare, a landline abroad", "27082558", "CR", "50627082558"),
    ("bare, a landline abroad", "6907258495", "GR", "306907258495"),
    ("bare, a landline abroad", "4316421", "SC", "2484316421"),
    ("bare, a landline abroad", "64867564", "SG", "6564867564"),
    ("bare, a landline abroad", "35247580", "SZ", "26835247580"),
    ("bare, a landline abroad", "352454359", "TJ", "992352454359"),
    ("bare, a landline abroad", "3524771", "BT", "9753524771"),
    ("bare, a landline abroad", "4930537", "BW", "2674930537"),
    ("bare, a landline abroad", "4313331", "EE", "3724313331"),
    ("bare, a landline abroad", "67669186", "LV", "37167669186"),
    ("bare, a landline abroad", "24769888", "MZ", "25824769888"),
    ("bare, a landline abroad", "252194564", "PL", "48252194564"),
    ("bare, a landline abroad", "27829130", "SV", "50327829130"),
    ("bare, a landline abroad", "4357833", "TL", "6704357833"),
    ("bare, a number to be repaired abroad", "2523393356", "CI", "2252523393356"),
    # grouped as in the national format, or as in no format
    ("grouped as at home", "(51) 99744-4033", "BR", "5551997444033"),
    ("grouped as at home", "(66) 98119-3288", "BR", "5566981193288"),
    ("grouped as at home", "(79) 99497-5186", "BR", "5579994975186"),
    ("grouped as at home", "(64) 90015-1747", "BR", "5564900151747"),
    ("grouped as at home", "135 2333 3233", "CN", "8613523333233"),
    ("grouped as at home", "(220) 511-9951", "US", "12205119951"),
    ("grouped as at home", "690 7352", "PW", "6806907352"),
    ("grouped as at home", "(658) 291-0506", "JM", "16582910506"),
    ("grouped as at home", "8 (495) 123 45 67", "RU", "74951234567"),
    ("grouped as at home, without the 8", "(495) 123-45-67", "RU", "74951234567"),
    ("grouped as at home, without the 8", "495 123 45 67", "RU", "74951234567"),
    ("grouped as at home, without the 8", "495 123-45-67", "RU", "74951234567"),
    ("grouped otherwise", "(51) 9 9744-4033", "BR", "5551997444033"),
    ("grouped otherwise", "51 9 9744 4033", "BR", "5551997444033"),
    ("grouped otherwise", "51 997444033", "BR", "5551997444033"),
    ("grouped otherwise", "135-2333-3233", "CN", "8613523333233"),
    ("grouped otherwise", "1352 333 3233", "CN", "8613523333233"),
    ("grouped otherwise", "606 5143526", "CO", "576065143526"),
    ("grouped otherwise", "(606) 514 3526", "CO", "576065143526"),
    ("grouped otherwise", "649.949.5997", "TC", "16499495997"),
    ("grouped otherwise", "664-410-3001", "MS", "16644103001"),
    ("grouped otherwise", "658 2910506", "JM", "16582910506"),
    ("grouped otherwise", "8-495-1234567", "RU", "74951234567"),
    ("grouped otherwise", "2477 1947", "OM", "96824771947"),
    ("grouped otherwise", "49 44 24.26", "PF", "68949442426"),
]


@pytest.mark.parametrize(
    ("cell", "region", "digits"),
    [row[1:] for row in WRITTEN_AT_HOME],
    ids=[f"{kind} {region} {cell}" for kind, cell, region, _ in WRITTEN_AT_HOME],
)
def test_a_number_written_as_at_home_is_national(cell: str, region: str, digits: str) -> None:
    number = parse_phone(cell, region)
    assert number.digits == digits
    # 8 (495) has only one reading, because a bracket can't split the calling code 84.
    assert [note.code for note in number.notes] == (HOME if not cell.startswith("8 (") else [])


NOT_AS_AT_HOME = [
    ("(i) voicemail", "34731864730", "IT"),
    ("(i) a mobile of another length", "355673370885", "IT"),
    ("(i) a company's number", "967 716 085 535", "CZ"),
    ("(i) a landline of another length", "228 930 973 11", "DE"),
    ("(i) a landline of another length", "46207469", "CO"),
    ("(i) a landline of another length", "27176833122", "LU"),
    ("(i) a landline of another length", "4319251", "PL"),
    ("(i) repaired", "51 8423 4567", "BR"),
    ("(i) repaired", "1 55 1234 5678", "MX"),
    ("(ii) a number of a neighbour in the same plan", "6582910506", "US"),
    ("(ii) a number of a neighbour in the same plan", "6644103001", "CA"),
    ("(iii) grouped as abroad alone", "1 352-333-3233", "CN"),
    ("(iii) grouped as abroad alone", "65 8291 0506", "JM"),
    ("(iii) grouped as abroad alone", "84 951 234 567", "RU"),
    ("(iii) grouped as abroad alone", "51 997 444 033", "BR"),
    ("(iii) grouped as abroad alone", "64 9 949 5997", "TC"),
    ("(iii) grouped as abroad alone", "247 71947", "OM"),
    ("(iii) grouped as abroad alone", "49 89 6008", "PF"),
    ("(iv) the calling code apart", "1-3523333233", "CN"),
    ("(iv) the calling code apart", "1-6599633721", "CN"),
    ("(iv) the calling code apart", "65 82910506", "JM"),
    ("(iv) the calling code apart", "84 9512 34567", "RU"),
    ("(iv) the calling code apart", "60 65143526", "CO"),
    ("(v) a bracket around the calling code", "(1) 3523333233", "CN"),
    ("(v) a bracket around the calling code", "(65) 82910506", "JM"),
    ("(v) a bracket elsewhere", "13 (52333) 3233", "CN"),
    ("(v) a bracket that is not closed", "(51 9 9744-4033", "BR"),
    ("(v) a bracket around more", "(1352) 333 3233", "CN"),
    ("(v) two brackets", "(51) 9 (9744) 4033", "BR"),
    ("(vi) a mobile abroad, a pair that is not in the table", "4540776933", "BR"),
    ("(vi) a mobile abroad, a pair that is not in the table", "2463883779", "GR"),
    ("(vi) a mobile abroad, a pair that is not in the table", "2205119951", "US"),
    ("(vi) a mobile abroad, a pair that is not in the table", "6593783406", "MX"),
    ("without the trunk prefix that home writes", "278184678", "ZA"),
    ("without the trunk prefix that home writes", "966501234567", "DE"),
    ("without the trunk prefix, grouped otherwise", "4951234567", "RU"),
    ("without the trunk prefix, grouped otherwise", "495 1234567", "RU"),
    ("without the trunk prefix, grouped as abroad", "49 5123 4567", "RU"),
    ("an area code in brackets before a foreign mobile", "(491) 757600061", "DE"),
]


@pytest.mark.parametrize(
    ("cell", "region"),
    [row[1:] for row in NOT_AS_AT_HOME],
    ids=[f"{kind} {region} {cell}" for kind, cell, region in NOT_AS_AT_HOME],
)
def test_a_number_in_another_form_stays_ambiguous(cell: str, region: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert caught.value.reason is Reason.AMBIGUOUS


def test_the_note_names_the_other_reading() -> None:
    notes = parse_phone("13523333233", "CN").notes
    assert [note.message for note in notes] == [
        (
            "The digits were read as they are dialled in CN: +86 135 2333 3233. After a +, they "
            "would be +1 352-333-3233."
        )
    ]


@pytest.mark.parametrize(
    ("assume", "digits", "notes"),
    [
        (Assume.NATIONAL, "8613523333233", HOME),
        (Assume.INTERNATIONAL, "13523333233", [NoteCode.PLUS_ASSUMED]),
    ],
)
def test_assume_decides_before_home(assume: Assume, digits: str, notes: list[NoteCode]) -> None:
    number = parse_phone("13523333233", "CN", assume=assume)
    assert number.digits == digits
    assert [note.code for note in number.notes] == notes


def test_a_plus_decides_before_home() -> None:
    assert parse_phone("+13523333233", "CN").digits == "13523333233"


# The measurement of `tests.bench.matrix`


@pytest.fixture(scope="module")
def home() -> Home:
    return sum_homes(measure_home(region, 6, seed=1) for region in REGIONS)


def test_the_slice_is_wide(home: Home) -> None:
    assert home.cells > 245 * 11 * len(FORMS)


@pytest.mark.parametrize(
    ("form", "floor"),
    [("bare", 0.997), ("grouped", 0.999), ("dashes", 0.999), ("dots", 0.97), ("brackets", 0.985)],
)
def test_numbers_written_as_at_home_are_linked(home: Home, form: str, floor: float) -> None:
    assert home.share(form) >= floor


def test_no_number_written_as_at_home_goes_to_a_stranger(home: Home) -> None:
    assert home.strangers == []


def test_a_stranger_is_not_a_right_link() -> None:
    home = Home()
    home.total["CN", "plain digits"] = 3
    home.right["CN", "plain digits"] = 2
    assert 0.66 < home.share("plain digits") == home.share("plain digits", "CN") < 0.67
    assert "| CN | 66.66 % |" in home.table()


@pytest.mark.parametrize("region", ["CN", "BR", "DE", "IT", "US", "GB", "CI"])
@pytest.mark.parametrize("kind", [MOBILE, FIXED_LINE])
def test_numbers_are_drawn_over_the_whole_plan(region: str, kind: int) -> None:
    numbers = list(draw_usual(region, kind, 200, random.Random(1)))  # noqa: S311  (examples)
    nationals = [phonenumbers.national_significant_number(number) for number in numbers]
    assert len(set(nationals)) == 200
    assert len({national[:4] for national in nationals}) > 30
    # The numbers are independent of each other, so all last digits are equally frequent.
    assert all(4 <= sum(it[-1] == digit for it in nationals) <= 45 for digit in "0123456789")
    assert all(phonenumbers.is_valid_number_for_region(number, region) for number in numbers)


# The table of clashes

SAMPLE = 400
NOISE = 0.1  # four standard deviations, for half of 400 numbers


@pytest.mark.parametrize(
    "region", sorted({*(region for region, _ in CLASHES), "CA", "CW", "IT", "BR", "DE", "SA"})
)
def test_the_table_of_clashes_agrees_with_the_plans(region: str) -> None:
    shares = measure_clashes(region, SAMPLE, seed=7).shares
    codes = {*shares, *(code for home, code in CLASHES if home == region)}
    for code in codes:
        share = shares.get(code, 0)
        noise = min(NOISE, 4 * (max(share, LEAST) / 2 / SAMPLE) ** 0.5)
        recorded = CLASHES.get((region, code))
        if recorded is None:
            assert share < LEAST + noise, code
        else:
            assert abs(share - recorded / 100) < noise, code


def test_the_table_of_area_codes_agrees_with_the_plans() -> None:
    recorded = {area: code for (region, area), code in AREA_CLASHES.items() if region == "BR"}
    assert len(recorded) == len(AREA_CLASHES) == 4
    # Only a large sample is certain: Brazil has 67 area codes, and the limit is 1 %.
    assert measure_clashes("BR", 5_000, seed=7).areas == recorded
    assert measure_clashes("US", SAMPLE, seed=7).areas == {}


def test_the_tables_of_clashes_are_sorted_and_above_their_bound() -> None:
    assert list(CLASHES) == sorted(CLASHES)
    assert list(AREA_CLASHES) == sorted(AREA_CLASHES)
    assert min(CLASHES.values()) >= 100 * LEAST


def test_clashes_are_found_in_national_numbers() -> None:
    draw = random.Random(3)  # noqa: S311  (examples)
    for number in draw_usual("TC", MOBILE, 5, draw):
        written = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        digits = re.sub(r"\D", "", written)
        assert phonenumbers.parse(f"+{digits}").country_code == 64
