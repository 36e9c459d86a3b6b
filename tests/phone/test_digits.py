from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import NoteCode, PhoneError, Reason
from wa_link.phone.digits import (
    count_digits_before_bracket,
    extract_digits,
    find_brackets,
)
from wa_link.phone.extension import strip_extension

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff0d"
PUNCTUATION = f" {DASHES}.,/\uff0f()[]\uff08\uff09\uff3b\uff3d~\u2053\u223c\uff5e\uff0e"


@pytest.mark.parametrize(
    ("text", "plus", "groups"),
    [
        ("0501234567", False, ("0501234567",)),
        ("+44 (0) 7911 123456", True, ("44", "0", "7911", "123456")),
        ("++44 7911", True, ("44", "7911")),
        ("(+44) 7911", True, ("44", "7911")),
        ("[ +44] 7911", True, ("44", "7911")),
        ("(658) 291-0506", False, ("658", "291", "0506")),
        ("(0)30.12/34", False, ("0", "30", "12", "34")),
    ],
)
def test_digits_plus_and_groups_are_extracted(
    text: str, groups: tuple[str, ...], *, plus: bool
) -> None:
    number = extract_digits(text)
    assert (number.text, number.digits, number.has_plus, number.groups) == (
        text,
        "".join(groups),
        plus,
        groups,
    )


@pytest.mark.parametrize("char", PUNCTUATION, ids=lambda char: f"U+{ord(char):04X}")
def test_punctuation_separates_groups(char: str) -> None:
    assert extract_digits(f"050{char}123").groups == ("050", "123")


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("+1 415 555 2671 ext. 12", "+1 415 555 2671", "12"),
        ("+1 415 555 2671ext.12", "+1 415 555 2671", "12"),
        ("+1 415 555 2671, EXT 12", "+1 415 555 2671", "12"),
        ("+1 415 555 2671 extension: 12", "+1 415 555 2671", "12"),
        ("+1 415 555 2671 extn 12", "+1 415 555 2671", "12"),
        ("+14155552671;ext=12", "+14155552671", "12"),
        ("+14155552671 ;ext=12", "+14155552671", "12"),
        ("+1 415 555 2671 x12", "+1 415 555 2671", "12"),
        ("+1 415 555 2671X 1234567", "+1 415 555 2671", "1234567"),
        ("+1 415 555 2671 #12#", "+1 415 555 2671", "12"),
        ("0501234567 تحويلة 12", "0501234567", "12"),
    ],
)
def test_extensions_are_dropped_with_a_note(text: str, number: str, extension: str) -> None:
    stripped, notes = strip_extension(text)
    assert stripped == number
    assert [(note.code, note.message) for note in notes] == [
        (
            NoteCode.EXTENSION_DROPPED,
            f"The extension {extension} was dropped: WhatsApp has no extensions.",
        )
    ]


MINUS = (
    " begins with a minus: a spreadsheet may have calculated this value. "
    "Format the column as text in the source and export again."
)
CANT = ", which can't be part of a phone number: keep only the phone number."
MIDDLE = " has a + in the middle: keep only one number, and begin it with +."


@pytest.mark.parametrize(
    ("text", "reason", "message"),
    [
        ("1-800-FLOWERS", Reason.LETTERS, " has letters: keep only the phone number."),
        (
            "+44O7911l23456",
            Reason.LETTERS,
            ' has letters among its digits ("O", "l"): type digits in their place.',
        ),
        (
            "+4479111234S6",
            Reason.LETTERS,
            ' has letters among its digits ("S"): type digits in their place.',
        ),
        ("O5O", Reason.LETTERS, " has letters: keep only the phone number."),
        ("call me 0501234567", Reason.LETTERS, " has letters: keep only the phone number."),
        ("0501234567 fax 12", Reason.LETTERS, " has letters: keep only the phone number."),
        ("0501234567 text 12", Reason.LETTERS, " has letters: keep only the phone number."),
        (
            "0501234567 x12345678",
            Reason.LETTERS,
            " has letters: keep only the phone number.",
        ),
        ("ext 12", Reason.LETTERS, " has letters: keep only the phone number."),
        ("اتصل 12", Reason.LETTERS, " has letters: keep only the phone number."),
        (
            "05\u20751234567",
            Reason.UNSUPPORTED_DIGITS,
            ' has "\u2075", which is not a plain digit: type digits from 0 to 9.',
        ),
        (
            "\u2460234567",
            Reason.UNSUPPORTED_DIGITS,
            ' has "\u2460", which is not a plain digit: type digits from 0 to 9.',
        ),
        (
            "\u2167234567",
            Reason.UNSUPPORTED_DIGITS,
            ' has "\u2167", which is not a plain digit: type digits from 0 to 9.',
        ),
        (
            "1\u20e32\u20e3",
            Reason.UNSUPPORTED_DIGITS,
            ' has "\u20e3", which is not a plain digit: type digits from 0 to 9.',
        ),
        ("*67 0501", Reason.NOT_A_NUMBER, f' has "*"{CANT}'),
        ("050?123", Reason.NOT_A_NUMBER, f' has "?"{CANT}'),
        ("# 12", Reason.NOT_A_NUMBER, f' has "#"{CANT}'),
        ("+", Reason.NOT_A_NUMBER, " has no digits: write a number."),
        ("()", Reason.NOT_A_NUMBER, " has no digits: write a number."),
        ("", Reason.NOT_A_NUMBER, " has no digits: write a number."),
        ("+44 7911 +44 7912", Reason.NOT_A_NUMBER, MIDDLE),
        ("44+7911", Reason.NOT_A_NUMBER, MIDDLE),
        ("-+44", Reason.NOT_A_NUMBER, MIDDLE),
        ("-447911123456", Reason.NOT_A_NUMBER, MINUS),
        ("\u2212447911123456", Reason.NOT_A_NUMBER, MINUS),
    ],
)
def test_other_characters_are_refused(text: str, reason: Reason, message: str) -> None:
    with pytest.raises(PhoneError) as caught:
        extract_digits(text)
    assert (caught.value.reason, caught.value.message) == (reason, f'"{text}"{message}')


@given(st.lists(st.sampled_from(f"0123456789{PUNCTUATION}"), min_size=1).map("".join))
def test_digits_keep_the_order_of_the_text(text: str) -> None:
    digits = "".join(char for char in text if char.isdigit())
    if not digits or text[0] in DASHES:
        with pytest.raises(PhoneError):
            extract_digits(text)
    else:
        number = extract_digits(text)
        assert (number.digits, number.has_plus) == (digits, False)
        assert "".join(number.groups) == digits


@pytest.mark.parametrize("part", ["1 ", " ,", "1x", "x ", "1 , ", "ext ", "#", "(", "+"])
def test_a_hostile_cell_is_refused_fast(part: str) -> None:
    # A pattern that backtracks would take minutes here.
    begun = time.process_time()
    with pytest.raises(PhoneError):
        extract_digits(f"1{part * 20_000}?")
    assert time.process_time() - begun < 20


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
