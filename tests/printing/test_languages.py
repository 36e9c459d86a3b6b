from __future__ import annotations

import re
import unicodedata

import pytest

from wa_link.errors import OptionError
from wa_link.printing.cards.bidi import is_rtl_text
from wa_link.printing.cards.calls_to_action import (
    CALLS_TO_ACTION,
    CALLS_TO_ACTION_BY_KIND,
    choose_call_to_action,
    find_call_to_action,
    join_phrases,
)
from wa_link.printing.cards.card_templates import CardTemplates
from wa_link.printing.cards.cards import CardTexts, make_card
from wa_link.printing.cards.languages import guess_language, parse_language

# The usual spelling of WhatsApp in each script; other languages use Latin letters.
WHATSAPP = {"ar": "واتساب", "fa": "واتساپ", "ur": "واٹس ایپ"}
REQUIRED = "en ar es pt fr de it tr ru hi id ur fa he zh".split()


def card_of(title: str, **texts: str) -> tuple[str, str, bool]:
    card = make_card("https://wa.me/abc", "", 29, CardTexts(title, **texts))  # type: ignore[arg-type]  # options by name
    return card.lang, card.call_to_action, card.is_rtl


@pytest.mark.parametrize(
    ("title", "caption", "call", "lang", "is_rtl"),
    [("450", "طاولة", "auto", "ar", True), ("450 !", "שולחן", "auto", "he", True),
     ("450", "Table", "auto", "en", False), ("طاولة", "Table", "auto", "ar", True),
     ("Table", "طاولة", "auto", "en", False), ("", "طاولة", "none", "ar", True),
     ("450", "", "امسح", "ar", True), ("450", "5", "none", "en", False)],
)  # fmt: skip
def test_the_first_letter_decides_language_and_direction(
    title: str, caption: str, call: str, lang: str, *, is_rtl: bool
) -> None:
    card = make_card("https://wa.me/1", "", 29, CardTexts(title, caption, call))
    assert (card.lang, card.is_rtl) == (lang, is_rtl)


@pytest.mark.parametrize("lang", CALLS_TO_ACTION)
def test_calls_are_short_and_name_whatsapp(lang: str) -> None:
    call = CALLS_TO_ACTION[lang]
    assert WHATSAPP.get(lang, "WhatsApp") in call
    assert len(call) <= 42
    assert call == unicodedata.normalize("NFC", call).strip()
    assert not re.search(r"[.!]$|  ", call)
    assert is_rtl_text(call) is (lang in ("ar", "fa", "he", "ur"))
    assert parse_language(lang) == lang


def test_no_language_of_many_sellers_is_missing() -> None:
    assert set(REQUIRED) <= set(CALLS_TO_ACTION)
    assert len(set(CALLS_TO_ACTION.values())) == len(CALLS_TO_ACTION)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Oak table", "en"), ("طاولة", "ar"), ("میز لکڑی کی ہے", "ur"), ("چراغ", "fa"),
        ("ספה", "he"), ("Стол", "ru"), ("橡木", "zh"), ("日本のテーブル", "ja"), ("オーク", "ja"),
        ("탁자", "ko"), ("ओक", "hi"), ("โต๊ะ", "th"), ("বাংলা", "bn"), ("Τραπέζι", "el"),
        ("3 שולחנות", "he"), ("€120", "en"), ("", "en"), ("តុ", "km"), ("મેજ", "gu"),
    ],
)  # fmt: skip
def test_a_script_suggests_a_language(text: str, lang: str) -> None:
    assert guess_language(text) == lang


@pytest.mark.parametrize(
    ("lang", "call"),
    [
        ("pt-BR", "Escaneie"), ("pt", "Escaneie"), ("pt-PT", "Digitalize"), ("zh-CN", "扫码"),
        ("zh-TW", "掃碼"), ("zh-HK", "掃碼"), ("zh-Hant-HK", "掃碼"), ("zh-Hans-SG", "扫码"),
        ("nb", "Skann "), ("nn-NO", "Skann "), ("iw", "סרקו"), ("tl", "I-scan"), ("en-GB", "Scan "),
        ("ar-EG", "امسح"), ("km", "Scan to chat"),
    ],
)  # fmt: skip
def test_the_call_is_in_the_language_or_in_english(lang: str, call: str) -> None:
    assert choose_call_to_action(lang).startswith(call)
    assert (find_call_to_action(lang) is None) is (lang == "km")


@pytest.mark.parametrize(
    ("typed", "lang"),
    [
        ("ar", "ar"), ("AR", "ar"), ("pt_br", "pt-BR"), (" zh-hant-tw ", "zh-Hant-TW"),
        ("es-419", "es-419"), ("FIL", "fil"),
    ],
)  # fmt: skip
def test_a_language_tag_gets_the_form_of_bcp_47(typed: str, lang: str) -> None:
    assert parse_language(typed) == lang


@pytest.mark.parametrize(
    "typed", ["", "arabic", "a", "pt-", "pt-BRA", "en US", "ar\n", "x-y", "١٢"]
)
def test_a_text_that_is_not_a_language_code_is_refused(typed: str) -> None:
    if typed == "ar\n":
        assert parse_language(typed) == "ar"
        return
    with pytest.raises(OptionError, match='is not a language code: write lang="ar"'):
        parse_language(typed)


@pytest.mark.parametrize("call", ["auto", "AUTO", " auto "])
def test_an_unknown_language_has_no_call(call: str) -> None:
    with pytest.raises(OptionError, match=r'in the language "ka"\. .*: af, ar,'):
        CardTemplates.from_styling({"lang": "ka", "call_to_action": call})
    for own in ("დაასკანირეთ", "none"):
        assert CardTemplates.from_styling({"lang": "ka", "call_to_action": own}).lang == "ka"


KINDS = {
    "https://wa.me/447911123456": "Scan to chat on WhatsApp",
    "https://wa.me/message/ABCDEF234567G1": "Scan to chat on WhatsApp",
    "https://chat.whatsapp.com/ABCdef123456": "Scan to join our group on WhatsApp",
    "https://whatsapp.com/channel/ABCdef123456": "Scan to follow us on WhatsApp",
    "https://wa.me/c/447911123456": "Scan to see it on WhatsApp",
    "https://wa.me/p/1234567/447911123456": "Scan to see it on WhatsApp",
    "https://wa.me/call/447911123456": "Scan to call us on WhatsApp",
    "https://call.whatsapp.com/voice/ABCdef123456": "Scan to call us on WhatsApp",
    "https://call.whatsapp.com/video/ABCdef123456": "Scan to call us on WhatsApp",
    "https://wa.me/?text=Hi": "Scan to share on WhatsApp",
    "https://api.whatsapp.com/send?text=Hi": "Scan to share on WhatsApp",
    "whatsapp://send?text=Hi": "Scan to share on WhatsApp",
    "https://web.whatsapp.com/send?phone=447911123456": "Scan to chat on WhatsApp",
}


@pytest.mark.parametrize("link", KINDS)
def test_the_call_says_what_the_link_opens(link: str) -> None:
    assert make_card(link, "", 29, CardTexts("Table")).call_to_action == KINDS[link]
    unknown = CardTexts("Table", lang="ka")
    assert make_card(link, "", 29, unknown).call_to_action == KINDS[link]
    own = CardTexts("Table", call_to_action="Join")
    assert make_card(link, "", 29, own).call_to_action == "Join"


@pytest.mark.parametrize("kind", CALLS_TO_ACTION_BY_KIND)
def test_other_calls_are_short_and_name_whatsapp(kind: str) -> None:
    calls = CALLS_TO_ACTION_BY_KIND[kind]
    assert set("ar de en es fr hi id pt".split()) <= calls.keys() <= CALLS_TO_ACTION.keys()
    assert len(set(calls.values())) == len(calls)
    for lang, call in calls.items():
        assert WHATSAPP.get(lang, "WhatsApp") in call
        assert len(call) <= 56
        assert call == unicodedata.normalize("NFC", call).strip()
        assert call != CALLS_TO_ACTION[lang]
        assert is_rtl_text(call) is (lang == "ar")
        assert find_call_to_action(lang, kind) == choose_call_to_action(lang, kind) == call


def test_the_language_of_a_card() -> None:
    assert card_of("Стол") == ("ru", CALLS_TO_ACTION["ru"], False)
    assert card_of("Mesa", lang="es") == ("es", CALLS_TO_ACTION["es"], False)
    assert card_of("طاولة", lang="en") == ("en", CALLS_TO_ACTION["en"], True)
    assert card_of("", lang="ar") == ("ar", CALLS_TO_ACTION["ar"], True)
    assert card_of("", caption="ספה") == ("he", CALLS_TO_ACTION["he"], True)
    assert card_of("Mesa", call_to_action="none")[1] == ""


@pytest.mark.parametrize(
    ("call", "phrases"),
    [(CALLS_TO_ACTION["ja"], "スキャンして WhatsAppで チャット"),
     (CALLS_TO_ACTION["zh"], "扫码在 WhatsApp 上聊天"),
     (CALLS_TO_ACTION["zh-Hant"], "掃碼在 WhatsApp 上聊天"),
     (CALLS_TO_ACTION["ko"], CALLS_TO_ACTION["ko"])],
    ids=["ja", "zh", "zh-Hant", "ko"],
)  # fmt: skip
def test_phrases_of_built_in_calls_are_not_broken(call: str, phrases: str) -> None:
    joined = join_phrases(call)
    assert joined.replace("\u2060", "") == call
    cjk = "[\u3040-\u30ff\u4e00-\u9fff]"
    breaks = re.sub(rf"(?<={cjk})(?!\u2060)(?=\w)|(?<=[a-z])(?={cjk})", " ", joined)
    assert breaks.replace("\u2060", "") == phrases
    assert join_phrases(f"{call}!") == f"{call}!"
