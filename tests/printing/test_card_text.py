"""Tests of cleaning texts for cards: accents are composed, and control characters removed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import Reason, TextError
from wa_link.printing.cards.card_text import MAX_TEXT_LENGTH, clean_text, prepare_for_print

KEPT_FORMATS = set(
    "\u200b\u200c\u200d\u2060\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Flat  3", "Flat 3"), (" a \n b ", "a\nb"), ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("a\tb\x0bc\u3000d\u2003e", "a b c d e"), ("a\u00a0b\u202fc", "a\u00a0b\u202fc"),
        ("e\u0301", "é"), ("a\x00b\x1b[0m", "ab[0m"), ("a\u202eb\u2066c\u2069", "abc"),
        ("\ufeffa\u00adb\u061c", "ab"), ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200bb", "a\u200bb"), ("\u06dd١", "\u06dd١"), ("\u200b \n\u200d", ""),
        ("\u00a0", ""), ("", ""), ("\n\na\n\n", "a"), ("a\n\nb", "a\n\nb"),
        ("a\u200b \u200bb", "a\u200b \u200bb"), ("\U000e0041a", "a"),
    ],
    ids=ascii,
)  # fmt: skip
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text, "title") == clean


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_a_clean_text_has_no_controls_and_stays_as_it_is(text: str) -> None:
    clean = clean_text(text, "caption")
    assert clean_text(clean, "caption") == clean == unicodedata.normalize("NFC", clean)
    assert clean == clean.strip(" \n\u200b")
    for char in set(clean) - KEPT_FORMATS - {"\n"}:
        assert unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp")
    assert "  " not in clean


@given(st.text(st.characters(categories=["L", "N", "M", "S", "P"]), max_size=100))
def test_visible_characters_are_kept(text: str) -> None:
    assert clean_text(text, "title") == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text", ["a" * (MAX_TEXT_LENGTH + 1), " " * (MAX_TEXT_LENGTH + 1), "\u0958" * 251]
)
def test_long_texts_are_refused(text: str) -> None:
    with pytest.raises(
        TextError, match=r"The caption has \d+ characters, and the limit is 500"
    ) as error:
        clean_text(text, "caption")
    assert error.value.reason is Reason.CAPTION_TOO_LONG


def test_the_longest_text_is_kept() -> None:
    assert clean_text("a" * MAX_TEXT_LENGTH, "caption") == "a" * MAX_TEXT_LENGTH


def test_half_a_character_is_refused() -> None:
    with pytest.raises(TextError, match="Character 2 of the title") as error:
        clean_text("a\ud800", "title")
    assert error.value.reason is Reason.TEXT_NOT_ENCODABLE


def test_prices_are_printed_in_one_piece() -> None:
    assert prepare_for_print("120 SAR", is_rtl=False) == "120\u00a0SAR"
    assert prepare_for_print("120 SAR", is_rtl=True) == "\u2066\u2066120\u00a0SAR\u2069\u2069"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@the_very_long.name", "@the_|very_|long.|name"),
        ("at maria_lopez.shop", "at maria_|lopez.|shop"),
        ("@maria.l_1", "@maria.l_1"), ("www.example.com", "www.|example.|com"),
        ("12345678.12345", "12345678.12345"), ("Wardrobes...", "Wardrobes..."),
        ("wardrobes_", "wardrobes_"), ("+44.7911.123456", "+44.7911.123456"),
        ("_wardrobes._", "_|wardrobes._"), ("Schrank z.B. Eiche", "Schrank z.B. Eiche"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_rtl", [False, True])
def test_long_names_are_broken_after_their_signs(text: str, shown: str, *, is_rtl: bool) -> None:
    prepared = prepare_for_print(text, is_rtl=is_rtl)
    for isolate in "\u2066\u2069":
        prepared = prepared.replace(isolate, "")
    assert prepared.replace("\u200b", "|").replace("\u00a0", " ") == shown
