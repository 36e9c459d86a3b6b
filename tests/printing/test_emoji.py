"""Tests of emoji that no font has: they are left out, and all other text is printed."""

from __future__ import annotations

import pytest

from wa_link.printing.cards.emoji import remove_emoji, remove_missing_emoji, remove_missing_joiners


def none(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("🏠", ""), ("🏠🔑", ""), ("a🏠b", "ab"), ("Flat 🏠 3", "Flat  3"), ("☎", ""), ("⭐⌚", ""),
        ("👍🏽", ""), ("☝🏿x", "x"), ("❤️", ""), ("☎︎ 5", " 5"), ("‼️", ""), ("ℹ️", ""),
        ("👨‍👩‍👧‍👦", ""), ("👩🏽‍⚕️x", "x"), ("❤️‍🔥", ""), ("🏳️‍🌈", ""), ("🏴‍☠️", ""),
        ("🇦🇪", ""), ("🇬🇪🇮🇱x", "x"), ("🏴󠁧󠁢󠁷󠁬󠁳󠁿x", "x"), ("1️⃣", "1"), ("#⃣ *️⃣", "# *"), ("🀄", ""),
        ("🫠", ""), ("㊗️", ""), ("〰️", ""), ("↔️", ""), ("Ⓜ️", ""), ("▶️", ""), ("✓", ""),
    ],
    ids=ascii,
)  # fmt: skip
def test_emoji_are_left_out(text: str, left: str) -> None:
    assert remove_emoji(text, none) == left


@pytest.mark.parametrize(
    "text",
    ["€", "₾ ₪ ฿ ₹ ﷼", "№", "℃", "©®™", "½ ² °", "– — • … “”", "1#*", "می‌خواهم", "क्‍ष र्‌य",
     "Łódź", "Київ", "شقة", "דירה", "ที่", "ბინა", "日本語", "あア、", "한국어", "a⃣", "ｱｲ", "𠮷",
     "አ"],
)  # fmt: skip
def test_other_characters_stay(text: str) -> None:
    assert remove_emoji(text, none) == text


@pytest.mark.parametrize(
    ("text", "left"), [("↔ a", "↔ a"), ("→🏠", "→"), ("▶🏠●", "▶●"), ("👩🏽‍🔬→", "→")], ids=ascii
)
def test_emoji_that_a_font_has_stay(text: str, left: str) -> None:
    assert remove_emoji(text, "→↔▶●👩".__contains__) == left


def test_a_sequence_stays_or_goes_as_a_whole() -> None:
    assert remove_emoji("👩🏽‍🔬", "👩🏽\u200d🔬".__contains__) == "👩🏽‍🔬"
    assert remove_emoji("👩🏽‍🔬", "👩🏽".__contains__) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Flat 🏠 3", "Flat 3"), ("🏠 Flat 🔑", "Flat"), ("Flat 🏠\n🔑 3", "Flat\n3"),
        ("🏠\nFlat\n🔑", "Flat"), ("🏠", ""), ("👍🏽 🇦🇪\n❤️", ""), ("→ 3  4", "→ 3  4"),
        ("\nFlat", "\nFlat"),
    ],
    ids=ascii,
)  # fmt: skip
def test_lines_of_emoji_alone_go_with_them(text: str, left: str) -> None:
    assert remove_missing_emoji(text, set("🏠🔑👍🏽🇦🇪❤")) == left


@pytest.mark.parametrize(
    ("text", "left"), [("क्\u200dष", "क्ष"), ("a\ufe0fb", "ab"), ("a\u2060b", "a\u2060b")], ids=ascii
)
def test_joiners_that_are_missing_are_left_out(text: str, left: str) -> None:
    assert remove_missing_joiners(text, set("\u200d\ufe0fक")) == left
