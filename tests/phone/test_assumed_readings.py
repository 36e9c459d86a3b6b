"""Tests that each number with a second valid reading has a note, and that only such rows change."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import phonenumbers
import pytest
from phonenumbers import PhoneMetadata

from tests.bench.plan_numbers import DIGITS, REGIONS, valid_digits
from tests.long import size
from wa_link import chat_link, explain, link_rows, parse_phone, parse_phones
from wa_link.batch.outcome import Accepted
from wa_link.errors import NoteCode, PhoneError
from wa_link.phone import Assume, PhoneNumber
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.errors import Note

NATIONAL, INTERNATIONAL = Assume.NATIONAL, Assume.INTERNATIONAL
ASSUMED = {NoteCode.NATIONAL_ASSUMED, NoteCode.PLUS_ASSUMED}
FORMS = ("{}", "{0:.3} {1}", "({0:.2}) {1}", "00{}", "tel:{}", "{}.0", "{} ext. 12")
CELLS_OF_REGION = 50 * size("WA_TEST_MATRIX")
LEAST_SHARE = 0.005


def draw_digits(region: str, draw: random.Random) -> str:
    """Return digits as long as a number of the region, half of them after a calling code."""
    metadata = PhoneMetadata.metadata_for_region(region)
    assert metadata is not None
    assert metadata.general_desc is not None
    length = draw.choice(metadata.general_desc.possible_length)
    start = draw.choice("123456789")
    if draw.random() < 0.5:
        start = str(draw.choice(list(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)))
    return (start + "".join(draw.choices(DIGITS, k=length)))[:length]


def drawn_cells() -> Iterator[tuple[str, str]]:
    draw = random.Random(19)  # noqa: S311  (examples)
    for region in REGIONS:
        for _ in range(CELLS_OF_REGION):
            yield draw_digits(region, draw), region


def read(cell: str, region: str, assume: Assume | None) -> PhoneNumber | None:
    try:
        return parse_phone(cell, region, assume=assume)
    except PhoneError:
        return None


def has_note(notes: Sequence[Note]) -> bool:
    return any(note.code in ASSUMED for note in notes)


def test_two_readings_by_phonenumbers_give_a_note() -> None:
    """phonenumbers alone reads the digits as dialled in the region, and after a plus."""
    doubtful = 0
    for digits, region in drawn_cells():
        own, other = valid_digits(digits, region), valid_digits(f"+{digits}", None)
        if own is None or other is None or own == other:
            continue
        doubtful += 1
        for assume in (None, *Assume):
            phone = read(digits, region, assume)
            assert phone is None or has_note(phone.notes), (digits, region, assume)
        assert read(digits, region, NATIONAL) is not None
    assert doubtful > LEAST_SHARE * CELLS_OF_REGION * len(REGIONS)


def test_assume_gives_no_other_number_without_a_note() -> None:
    """The cost of `--assume` counts only rows with these notes, so other rows keep their number."""
    draw = random.Random(7)  # noqa: S311  (examples)
    kept = 0
    for digits, region in drawn_cells():
        cell = draw.choice(FORMS).format(digits, digits[draw.randrange(2, 4) :])
        phone = read(cell, region, None)
        if phone is None or has_note(phone.notes):
            continue
        for assume in Assume:
            other = read(cell, region, assume)
            kept += other is not None
            assert other is None or other.digits == phone.digits, (cell, region, assume)
    assert kept > LEAST_SHARE * CELLS_OF_REGION * len(REGIONS)


DOUBTFUL = "4915123456789"  # +49 491 5123456789 as dialled in Germany
IN_GERMANY, MOBILE = "494915123456789", "4915123456789"


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(cell, id=name)
        for name, cell in {
            "digits": DOUBTFUL,
            "groups": "4915 1234 56789",
            "brackets": "(4915) 123456789",
            "after a word": f"Mobile: {DOUBTFUL}",
            "an address": f"tel:{DOUBTFUL}",
            "another script": "٤٩١٥١٢٣٤٥٦٧٨٩",
            "a decimal": f"{DOUBTFUL}.0",
            "scientific": "4.915123456789E+12",
            "an extension": f"{DOUBTFUL} ext. 5",
            "the first of two": f"{DOUBTFUL} / 0151 23456788",
        }.items()
    ],
)
@pytest.mark.parametrize(
    ("assume", "digits", "code"),
    [
        pytest.param(NATIONAL, IN_GERMANY, NoteCode.NATIONAL_ASSUMED, id="national"),
        pytest.param(INTERNATIONAL, MOBILE, NoteCode.PLUS_ASSUMED, id="international"),
    ],
)
def test_every_way_to_read_gives_the_note(
    cell: str, assume: Assume, digits: str, code: NoteCode
) -> None:
    first = parse_phones(cell, "DE", assume=assume)[0]
    assert isinstance(first, PhoneNumber)
    explanation = explain(cell, "DE", assume=assume)
    assert explanation.phone is not None
    link = chat_link(cell, region="DE", assume=assume)
    assert link.phone is not None
    sheet = Sheet.from_rows(["phone"], [[cell]])
    (row,) = link_rows(sheet, region="DE", assume=assume)
    assert isinstance(row, Accepted)
    phone = parse_phone(cell, "DE", assume=assume)
    assert {phone.digits, first.digits, explanation.phone.digits, link.phone.digits} == {digits}
    for notes in (phone.notes, first.notes, explanation.notes, link.notes, row.notes):
        assert [note.code for note in notes if note.code in ASSUMED] == [code]


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        pytest.param("501234567", "SA", id="not valid after a plus"),
        pytest.param("0501234567", "SA", id="after a trunk prefix"),
        pytest.param("+49 151 23456789", "DE", id="after a plus"),
        pytest.param("1 415 555 2671", "US", id="the same number after a plus"),
        pytest.param("415 555 2671", "US", id="too short after a plus"),
        pytest.param("8 (495) 123 45 67", "RU", id="a bracket inside the calling code"),
    ],
)
def test_a_number_with_one_reading_has_no_note(cell: str, region: str) -> None:
    assert parse_phone(cell, region, assume=NATIONAL).notes == ()


def test_two_numbers_after_a_plus_give_a_note_too() -> None:
    phone = parse_phone("39346 (0) 849911", "DE", assume=NATIONAL)
    assert [note.code for note in phone.notes] == [NoteCode.NATIONAL_ASSUMED]


def test_national_names_the_number_that_needs_a_plus() -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone("966501234567", "SA", assume=NATIONAL)
    assert caught.value.message == (
        '"966501234567" is not a national number, but begins with the calling code 966: write '
        "+966 50 123 4567 if that is the right number."
    )
