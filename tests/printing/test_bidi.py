"""Tests of text direction: phone numbers and prices are never reordered or broken."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.printing.cards.bidi import is_rtl_text, isolate_numbers
from wa_link.printing.cards.card_text import prepare_for_print

ARABIC, HEBREW = "السعر {} الآن", "המחיר {} היום"


def shown(text: str) -> str:
    return text.replace("\u2066", "[").replace("\u2069", "]").replace("\u00a0", "~")


PHONES = {
    "+44 7911 123456": "+44~7911~123456",
    "050 123 4567": "050~123~4567",
    "+971501234567": "+971501234567",
    "050-123-4567": "050-123-4567",
    "(050) 123.4567": "(050)~123.4567",
    "+1 (212) 555-0100": "+1~(212)~555-0100",
    "٠٥٠ ١٢٣ ٤٥٦٧": "٠٥٠~١٢٣~٤٥٦٧",
}
PRICES = {
    "SAR 48,500": "SAR~48,500",
    "120 SAR": "120~SAR",
    "EUR 1,234.00": "EUR~1,234.00",
    "1 234,50 €": "1~234,50~€",
    "$80": "$80",
    "€120": "€120",
    "US$ 5": "US$~5",
    "R$ 10": "R$~10",
    "AED50": "AED50",
    "50AED": "50AED",
    "80-120 SAR": "80-120~SAR",
    "SAR 80 – 120": "SAR~80~–~120",
    "Rs. 500": "Rs.~500",
    "500 Kč": "500~Kč",
    "1'200 CHF": "1'200~CHF",
    "٤٨٬٥٠٠ SAR": "٤٨٬٥٠٠~SAR",
    "$100 USD": "$100~USD",
}
OTHERS = [
    "3", "2019 45000", "1 000 b", "+44", "120", "+ 12", "a-1234567", "0.75", "(12)", "0 5",
    "BMW 320", "SARAH 50", "xSAR 50", "120 ₪", "50 ﷼", "EUR", "$", "a $ b", "50 sar", "A4 120",
]  # fmt: skip


@pytest.mark.parametrize("around", [ARABIC, HEBREW, "{} שלום", "شقة\n{}"])
@pytest.mark.parametrize("number", [*PHONES, *PRICES])
def test_numbers_in_rtl_text_are_isolated(number: str, around: str) -> None:
    seen = around.format(f"[{(PHONES | PRICES)[number]}]")
    assert shown(isolate_numbers(around.format(number))) == seen


@pytest.mark.parametrize("number", [*PHONES, *PRICES])
def test_numbers_in_ltr_text_are_not_broken(number: str) -> None:
    # Numbers in Arabic digits get isolate characters here too, because they run from right to left.
    plain = shown(isolate_numbers(f"Call {number}.")).replace("[", "").replace("]", "")
    assert plain == f"Call {(PHONES | PRICES)[number]}."


@pytest.mark.parametrize("number", [*PHONES, *PRICES])
def test_numbers_alone_on_an_rtl_card_are_isolated(number: str) -> None:
    assert shown(isolate_numbers(number, is_rtl=True)) == f"[{(PHONES | PRICES)[number]}]"


@pytest.mark.parametrize("around", [ARABIC, HEBREW, "{} b"])
@pytest.mark.parametrize("text", OTHERS)
def test_other_texts_are_left_alone(text: str, around: str) -> None:
    assert isolate_numbers(around.format(text)) == around.format(text)


@given(st.text("$€SAR 0123456789٣.,-+()aאب\n\u00a0", max_size=40), st.booleans())
def test_nothing_but_spaces_is_changed(text: str, is_rtl: bool) -> None:  # noqa: FBT001
    found = isolate_numbers(text, is_rtl=is_rtl)
    assert found.count("\u2066") == found.count("\u2069")
    assert not re.search("\u2066[^\u2069]*[\u2066\n ]", found)
    assert re.sub("[\u2066\u2069]", "", found).replace("\u00a0", " ") == text.replace("\u00a0", " ")
    if not is_rtl and not {*map(unicodedata.bidirectional, text)} & {"R", "AL", "AN"}:
        assert "\u2066" not in found


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("", False), ("flat", False), ("שלום", True), ("شقة", True), ("50 שלום a", True),
        ("(+50%) flat שלום", False), ("flat שלום", False), ("٥٠", False), ("٥٠ شقة", True),
        ("\u200fflat", True), ("\u061cflat", True), ("\u200eשלום", False), ("\u064b flat", False),
        ("\u2068Marina\u2069 شقة", True), ("\u2067שלום\u2069 flat", False),
        ("\u2068a\u2067b\u2069c\u2069 שלום", True), ("\u2069שלום", True), ("\u2066שלום", False),
    ],
    ids=ascii,
)  # fmt: skip
def test_the_first_letter_outside_of_isolates_decides(text: str, is_rtl: bool) -> None:  # noqa: FBT001
    assert is_rtl_text(text) is is_rtl


@pytest.mark.parametrize(
    ("text", "is_rtl", "seen"),
    [
        ("@maria", True, "[@maria]"), ("@maria", False, "@maria"),
        ("From £5 - £9.", True, "[From [£5]~- [£9].]"),
        ("SAR 900 (new)", True, "[[SAR~900] (new)]"),
        ("Call +966 50 123 4567", True, "[Call [+966~50~123~4567]]"),
        ("50% (3)!", True, "50% (3)!"), ("50% (3)!", False, "50% (3)!"),
        ("+966 50 123 4567", True, "[+966~50~123~4567]"), ("Only ٥٠!", True, "[Only ٥٠!]"),
        ("شقة.", True, "شقة."), ("شقة.", False, "{شقة.]"),
        ("SAR 9!", True, "[[SAR~9]!]"), ("iPhone 15 جديد.", True, "iPhone 15 جديد."),
        ("iPhone 15 جديد.", False, "iPhone 15 جديد."), ("@maria\nשולחן.", True, "[@maria]\nשולחן."),
        ("@maria\nשולחן.", False, "@maria\n{שולחן.]"), ("", True, ""),
    ],
)  # fmt: skip
def test_each_line_keeps_its_own_direction(text: str, is_rtl: bool, seen: str) -> None:  # noqa: FBT001
    prepared = prepare_for_print(text, is_rtl=is_rtl)
    assert shown(prepared).replace("\u2067", "{") == seen
