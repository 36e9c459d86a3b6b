from __future__ import annotations

import random

import pytest

from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone import country_rules, parse_phone
from wa_link.phone.reading import parse_international

MX = "The {} before the ten digits was dropped: Mexico has not used it since 2019."
BR = "A 9 was added after the area code: Brazil's mobiles have had nine digits since 2016."
BJ = "01 was added before the number: Benin's numbers have had ten digits since 2024."
CI = "{} was added before the number: Ivory Coast's numbers have had ten digits since 2021."
AR = "The 15 was dropped: the 9 after 54 already says that it is a mobile."


@pytest.mark.parametrize(
    ("digits", "result", "code", "message"),
    [
        ("5215512345678", "525512345678", NoteCode.MX_1_DROPPED, MX.format("1")),
        ("52015512345678", "525512345678", NoteCode.MX_1_DROPPED, MX.format("01")),
        ("520445512345678", "525512345678", NoteCode.MX_1_DROPPED, MX.format("044")),
        ("520455512345678", "525512345678", NoteCode.MX_1_DROPPED, MX.format("045")),
        ("555187654321", "5551987654321", NoteCode.BR_9_ADDED, BR),
        ("555161234567", "5551961234567", NoteCode.BR_9_ADDED, BR),
        ("22997123456", "2290197123456", NoteCode.BJ_01_ADDED, BJ),
        ("22545123456", "2250545123456", NoteCode.CI_PREFIX_ADDED, CI.format("05")),
        ("549111523456789", "5491123456789", NoteCode.AR_15_DROPPED, AR),
        ("549351155123456", "5493515123456", NoteCode.AR_15_DROPPED, AR),
        ("549290115412345", "5492901412345", NoteCode.AR_15_DROPPED, AR),
    ],
)
def test_old_numbers_are_migrated(digits: str, result: str, code: NoteCode, message: str) -> None:
    repaired = country_rules.migrate(parse_international(digits))
    assert repaired is not None
    assert (repaired.digits, repaired.problem) == (result, None)
    assert repaired.notes == (Note(code, message),)


@pytest.mark.parametrize(
    ("second", "prefix"), [*zip("0123456789", "01 01 01 01 05 05 05 07 07 07".split(), strict=True)]
)
@pytest.mark.parametrize("first", "04567")
def test_operators_of_ivory_coast_get_their_prefix(first: str, second: str, prefix: str) -> None:
    old = f"{first}{second}123456"
    repaired = country_rules.migrate(parse_international(f"225{old}"))
    assert repaired is not None
    assert repaired.digits == f"225{prefix}{old}"
    assert repaired.notes[0].message == CI.format(prefix)


@pytest.mark.parametrize(
    "digits",
    [
        "5225512345678",  # another digit before the ten
        "521551234567",  # nine digits after the 1
        "52155123456789",
        "5211234567890",  # ten digits that are not a number
        "5551287654321",
        "555087654321",  # no area code 50
        "2299712345",
        "229971234567",
        "22520212223",  # landlines of Ivory Coast were renumbered otherwise
        "22530212223",
        "2254512345",
        "54935115412345",  # too few digits after the 15
        "549111423456789",  # 14 is not 15
        "999123456789",
        "966911234567",
        "447",
    ],
)
def test_numbers_without_a_rule_stay_invalid(digits: str) -> None:
    reading = parse_international(digits)
    assert reading.problem is not None
    assert country_rules.migrate(reading) is None


@pytest.mark.parametrize(
    ("calling_code", "starts", "rest"),
    [
        (52, ["1", "01", "044", "045", "2", ""], [10, 9, 11]),
        (54, ["91115", "935115", "9290115", "9", ""], [8, 7, 6, 10]),
        (55, ["119", "518", "617", "116", "11", "50"], [7, 8, 9]),
        (225, ["0", "4", "5", "2", "3", "07"], [7, 6, 8]),
        (229, ["9", "6", "2", "01"], [7, 6, 8]),
    ],
)
def test_a_migrated_number_is_valid_and_ends_as_the_old_one(
    calling_code: int, starts: list[str], rest: list[int]
) -> None:
    draw = random.Random(calling_code)  # noqa: S311  (examples, not secrets)
    repairs = 0
    for _ in range(1_000):
        size = draw.choice(rest)
        digits = f"{calling_code}{draw.choice(starts)}{draw.randrange(10**size):0{size}}"
        reading = parse_international(digits)
        if reading.problem is None:
            assert parse_phone(f"+{digits}").digits == reading.digits
        elif repaired := country_rules.migrate(reading):
            repairs += 1
            assert repaired.problem is None
            assert repaired.calling_code == calling_code
            assert repaired.digits[-6:] == digits[-6:]
            assert parse_phone(f"+{digits}").digits == repaired.digits
    assert repairs > 50


@pytest.mark.parametrize(
    ("digits", "cautioned"),
    [
        ("541145678901", True),
        ("5491145678901", False),
        ("5411456789", False),  # not valid
        ("551132654321", False),
        ("4930123456", False),
    ],
)
def test_landlines_of_argentina_get_an_advisory(digits: str, cautioned: bool) -> None:  # noqa: FBT001
    note = country_rules.advisory(parse_international(digits))
    if cautioned:
        assert note is not None
        assert note.code is NoteCode.AR_MAYBE_MOBILE
        assert note.message == (
            "The number is a landline in Argentina. If it is a mobile, write a 9 after the 54: "
            "WhatsApp needs it."
        )
    else:
        assert note is None


@pytest.mark.parametrize(
    ("digits", "outdated"),
    [
        ("22520212223", True),
        ("22530212223", True),
        ("22545123456", False),
        ("2252021222", False),
        ("225202122234", False),
        ("2252720212223", False),  # the new number of an old landline
        ("22920212223", False),
        ("4420212223", False),
    ],
)
def test_old_landlines_of_ivory_coast_are_refused(digits: str, outdated: bool) -> None:  # noqa: FBT001
    refusal = country_rules.outdated_error(parse_international(digits), f"+{digits}")
    if outdated:
        assert isinstance(refusal, PhoneError)
        assert refusal.reason is Reason.INVALID
        assert refusal.message == (
            f'"+{digits}" is an old landline number of Ivory Coast. In 2021 it was replaced by a '
            "number of ten digits that can't be computed from the old one: ask for the new number."
        )
    else:
        assert refusal is None
