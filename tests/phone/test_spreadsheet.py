from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import NoteCode, PhoneError, Reason
from wa_link.phone.spreadsheet import undo_spreadsheet

DROPPED = NoteCode.DECIMAL_DROPPED
RESTORED = NoteCode.SCIENTIFIC_RESTORED


@pytest.mark.parametrize(
    ("text", "number", "codes"),
    [
        ("966501234567", "966501234567", []),
        ("+966 50 123 4567", "+966 50 123 4567", []),
        ("0221/4512345", "0221/4512345", []),
        ("01.23.45.67.00", "01.23.45.67.00", []),  # a French number, not a quantity
        ("966501234567.0", "966501234567", [DROPPED]),
        ("966501234567,0", "966501234567", [DROPPED]),
        ("+966501234567.00", "+966501234567", [DROPPED]),
        ("966501234567.0000", "966501234567", [DROPPED]),
        ("0501234567.0", "0501234567", [DROPPED]),
        ("301234.000", "301234.000", []),  # a thousands group as well as a fraction
        ("1234567.000", "1234567", [DROPPED]),
        ("966,501,234,567", "966501234567", []),
        ("966,501,234,567.00", "966501234567", [DROPPED]),
        ("966.501.234.567,00", "966501234567", [DROPPED]),
        ("966 501 234 567,00", "966501234567", [DROPPED]),
        ("+966 501 234 567.0", "+966501234567", [DROPPED]),
        ("966 501 234 567", "966 501 234 567", []),
        ("612 34 567.00", "612 34 567.00", []),
        ("9.66501234567E+11", "966501234567", [RESTORED]),
        ("9,66501234567e11", "966501234567", [RESTORED]),
        ("+9.66501234567E+11", "+966501234567", [RESTORED]),
        ("9.665012345670E+11", "966501234567", [RESTORED]),
        ("96650123456.7E+1", "966501234567", [RESTORED]),
        ("0.966501234567E+12", "966501234567", [RESTORED]),  # its zero is not a trunk prefix
        ("0.00966501234567E+14", "966501234567", [RESTORED]),
        ("1.23456789012345E+14", "123456789012345", [RESTORED]),
        ("050123456E1", "050123456E1", []),  # no spreadsheet writes a zero in front
    ],
)
def test_damage_by_spreadsheets_is_undone(text: str, number: str, codes: list[NoteCode]) -> None:
    undone, notes = undo_spreadsheet(text)
    assert (undone, [note.code for note in notes]) == (number, codes)


@pytest.mark.parametrize(
    ("text", "reason", "message"),
    [
        (
            "9.66501E+11",
            Reason.LOSSY_SCIENTIFIC,
            (
                '"9.66501E+11" is a rounded number: a spreadsheet lost its last 6 digits. '
                "Format the column as text in the source and export again."
            ),
        ),
        (
            "9.6650123456E+11",
            Reason.LOSSY_SCIENTIFIC,
            (
                '"9.6650123456E+11" is a rounded number: a spreadsheet lost its last 1 digit. '
                "Format the column as text in the source and export again."
            ),
        ),
        (
            "9,66501e11",
            Reason.LOSSY_SCIENTIFIC,
            (
                '"9,66501e11" is a rounded number: a spreadsheet lost its last 6 digits. '
                "Format the column as text in the source and export again."
            ),
        ),
        (
            "1.234567890123456E+15",  # 16 digits: more than a double keeps
            Reason.LOSSY_SCIENTIFIC,
            (
                '"1.234567890123456E+15" is a rounded number: a spreadsheet lost its last 1 digit. '
                "Format the column as text in the source and export again."
            ),
        ),
        (
            "9.665012345675E+11",
            Reason.NOT_A_NUMBER,
            '"9.665012345675E+11" is a number with decimals: write a phone number with its +.',
        ),
        *(
            (
                text,
                Reason.NOT_A_NUMBER,
                f'"{text}" is a number with decimals: write a phone number with its +.',
            )
            for text in (
                "9.66501234567E-11",
                "966501234567.5",
                "966501234567.01",
                "+628123456789.5",
                "50123456,7",
                "20.30",
                "5.01234567",
                "0.501234567",
                "1,4155552671",
                "4,930,123,456.75",
                "4.930.123.456,75",
                "4 930 123 456.7",
            )
        ),
    ],
)
def test_numbers_with_lost_digits_are_refused(text: str, reason: Reason, message: str) -> None:
    with pytest.raises(PhoneError) as caught:
        undo_spreadsheet(text)
    assert (caught.value.reason, caught.value.message) == (reason, message)


def test_notes_describe_the_change() -> None:
    assert [str(undo_spreadsheet(text)[1][0]) for text in ("9665.0", "9.665E+3")] == [
        'The decimals of "9665.0" were dropped.',
        'A spreadsheet changed the number to "9.665E+3"; no digits were lost.',
    ]


NUMBERS = st.integers(1_000_000, 999_999_999_999_999)


@given(NUMBERS, st.integers(0, 14))
def test_scientific_notation_gives_the_number_or_is_refused(number: int, decimals: int) -> None:
    text = f"{number:.{decimals}E}"
    if decimals < len(str(number)) - 1:
        with pytest.raises(PhoneError):
            undo_spreadsheet(text)
    else:
        assert undo_spreadsheet(text)[0] == str(number)


@given(
    NUMBERS,
    st.sampled_from(["{:d}.0", "{:d},0", "{:d}.00", "{:.1f}", "{:,d}", "{:,.1f}", "{:,.2f}"]),
)
def test_other_forms_of_a_quantity_give_the_number(number: int, form: str) -> None:
    assert undo_spreadsheet(form.format(number))[0] == str(number)


@given(NUMBERS, st.sampled_from(" ."))
def test_thousands_of_other_locales_give_the_number(number: int, mark: str) -> None:
    text = f"{number:,d}".replace(",", mark) + ",00"
    assert undo_spreadsheet(text)[0] == str(number)
