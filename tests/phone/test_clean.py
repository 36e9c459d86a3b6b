from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.phone.clean import clean

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]
LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
SELECTORS = [chr(c) for c in [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]]


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        pytest.param("+44 (0) 7911-123456", "+44 (0) 7911-123456", id="plain text stays"),
        pytest.param("  05 01 ", "05 01", id="white space around"),
        pytest.param("\u00a005\u202f01\u3000", "05 01", id="spaces of every kind"),
        pytest.param("05\t01\t", "05\t01", id="tab"),
        pytest.param("'0501234567", "0501234567", id="apostrophe"),
        pytest.param("' 0501234567", "0501234567", id="apostrophe and space"),
        pytest.param("''05", "'05", id="one apostrophe only"),
        pytest.param('="0501234567"', "0501234567", id="wrapper"),
        pytest.param('="\u200e0501234567 "', "0501234567", id="wrapper around invisible marks"),
        pytest.param('="\'05"', "05", id="wrapper around apostrophe"),
        pytest.param('="05\r\n06"', "05\n06", id="wrapper around two lines"),
        pytest.param('="05', '="05', id="half a wrapper stays"),
        pytest.param("\uff0b966", "+966", id="full-width plus"),
        pytest.param("1\ufe0f\u20e3", "1\u20e3", id="keycap emoji keeps its frame"),
        pytest.param("\u2075\u2460\u2167\u00bd", "\u2075\u2460\u2167\u00bd", id="never NFKC"),
        pytest.param("", "", id="empty"),
        pytest.param("\u200e\ufeff\u00ad", "", id="nothing but invisible marks"),
        pytest.param("05\r\n06", "05\n06", id="CRLF is one line break"),
    ],
)
def test_cells_are_cleaned(cell: str, cleaned: str) -> None:
    assert clean(cell) == cleaned


@pytest.mark.parametrize("char", LINE_BREAKS, ids=lambda char: f"U+{ord(char):04X}")
def test_every_line_break_becomes_lf(char: str) -> None:
    assert clean(f"1{char}2") == "1\n2"


def test_every_decimal_digit_of_unicode_becomes_ascii() -> None:
    digits = [char for char in EVERY_CHARACTER if unicodedata.category(char) == "Nd"]
    assert len(digits) > 600
    assert all(clean(char) == str(int(char)) for char in digits)


def test_every_other_number_sign_is_kept() -> None:
    signs = [char for char in EVERY_CHARACTER if unicodedata.category(char) in ("Nl", "No")]
    assert len(signs) > 1000
    assert all(clean(f"a{char}") == f"a{char}" for char in signs)


def test_every_control_character_becomes_a_tab() -> None:
    controls = [
        char
        for char in EVERY_CHARACTER
        if unicodedata.category(char) == "Cc" and char not in f"\n{LINE_BREAKS}"
    ]
    assert {"\t", "\x00", "\x1b", "\x7f", "\x9b"} <= set(controls)
    assert {clean(f"1{char}2{char}") for char in controls} == {"1\t2"}


def test_every_invisible_character_is_deleted() -> None:
    invisible = [char for char in EVERY_CHARACTER if unicodedata.category(char) == "Cf"]
    assert {"\u200e", "\u202e", "\u2069", "\ufeff", "\u00ad"} <= set(invisible)
    assert clean(f"1{''.join([*invisible, *SELECTORS])}2") == "12"


def test_every_space_becomes_a_space() -> None:
    spaces = [char for char in EVERY_CHARACTER if unicodedata.category(char) == "Zs"]
    assert clean(f"1{'1'.join(spaces)}1") == f"1{'1'.join(' ' * len(spaces))}1"


@given(st.text())
def test_clean_cells_have_only_visible_text_and_ascii_digits(cell: str) -> None:
    cleaned = clean(cell)
    assert not any(
        unicodedata.category(char) in ("Cc", "Cf") for char in re.sub(r"[\n\t]", "", cleaned)
    )
    assert re.findall(r"\d", cleaned) == re.findall("[0-9]", cleaned)
    assert cleaned == cleaned.strip()


@given(st.text("0123456789+-() abc\u0661\u06f2\u200e\n"))
def test_digits_keep_their_value_and_order(cell: str) -> None:
    values = [unicodedata.decimal(char) for char in cell if char.isdecimal()]
    assert [int(char) for char in clean(cell) if char.isdecimal()] == values
