"""Emoji that no font has are left out, and nothing else."""

from __future__ import annotations

import pytest

from wa_link.printing.emoji import without_emoji


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
    assert without_emoji(text, none) == left


@pytest.mark.parametrize(
    "text",
    ["€", "₾ ₪ ฿ ₹ ﷼", "№", "℃", "©®™", "½ ² °", "– — • … “”", "1#*", "می‌خواهم", "क्‍ष र्‌य",
     "Łódź", "Київ", "شقة", "דירה", "ที่", "ბინა", "日本語", "あア、", "한국어", "a⃣", "ｱｲ", "𠮷",
     "አ"],
)  # fmt: skip
def test_other_characters_stay(text: str) -> None:
    assert without_emoji(text, none) == text


@pytest.mark.parametrize(
    ("text", "left"), [("↔ a", "↔ a"), ("→🏠", "→"), ("▶🏠●", "▶●"), ("👩🏽‍🔬→", "→")], ids=ascii
)
def test_emoji_that_a_font_has_stay(text: str, left: str) -> None:
    assert without_emoji(text, "→↔▶●👩".__contains__) == left


def test_a_sequence_stays_or_goes_as_a_whole() -> None:
    assert without_emoji("👩🏽‍🔬", "👩🏽\u200d🔬".__contains__) == "👩🏽‍🔬"
    assert without_emoji("👩🏽‍🔬", "👩🏽".__contains__) == ""
