from __future__ import annotations

import pytest

from tests.lettering import face_of
from wa_link.errors import NoteCode
from wa_link.lettering import faces, set_text
from wa_link.lettering.emoji import without_emoji

FIRAGO = faces()[0]


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
def test_what_is_no_emoji_stays(text: str) -> None:
    assert without_emoji(text, none) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [("↔️ a", "↔ a"), ("→🏠", "→"), ("▶️🏠●", "▶●"), ("©️", "©")],
    ids=ascii,
)
def test_what_a_font_has_stays(text: str, left: str) -> None:
    assert without_emoji(text, FIRAGO.has).replace("\ufe0f", "") == left


def test_a_sequence_that_a_font_has_stays_whole() -> None:
    assert without_emoji("👩🏽‍🔬", face_of("👩🏽🔬").has) == "👩🏽‍🔬"
    assert without_emoji("👩🏽‍🔬", face_of("👩🏽").has) == ""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Flat 🏠 3", ["Flat 3"]), ("🏠 Flat 🔑", ["Flat"]), ("Flat 🏠\n🔑 3", ["Flat", "3"]),
        ("🏠\nFlat\n🔑", ["Flat"]), ("🏠", []), ("👍🏽 🇦🇪\n❤️", []), ("e🏠\u0301", ["é"]),
    ],
    ids=ascii,
)  # fmt: skip
def test_captions_without_emoji(text: str, lines: list[str]) -> None:
    lettering = set_text(text, (FIRAGO,), width=50, height=50, size=4, least=2)
    assert ["".join(run.text for run in line.runs) for line in lettering.lines] == lines
    assert [note.code for note in lettering.notes] == [NoteCode.EMOJI_LEFT_OUT]


@pytest.mark.parametrize("text", ["Flat 3", "→ ©️", "a \x00 b", "e\x00\u0301", " a "], ids=ascii)
def test_nothing_is_noted_where_nothing_is_left_out(text: str) -> None:
    assert set_text(text, (FIRAGO,), width=50, height=50, size=4, least=2).notes == ()
