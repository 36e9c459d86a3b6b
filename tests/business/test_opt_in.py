"""Which cells of an opt-in column say yes, and which words are too close to a no."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.business.sending.opt_in import WORDS_FOR_YES, OptIns, is_blank
from wa_link.phone.blanks import says_none
from wa_link.phone.words import parse_words
from wa_link.sheets.headers import words_for_people, words_for_phones, words_for_places

# Words for no, also as people write them in Latin letters, written down without the table of yes.
NO = parse_words(
    """
    und: no, n, false, 0, -, ✗, ✘, ❌, ×, n/a, none, null
    am: አይ, የለም, አይደለም, ay
    ar: لا, كلا, la, kalla
    bg: не, ne
    bn: না, নাই, নেই, na, nai
    cs: ne
    da: nej
    de: nein, nö, nee, nai
    el: όχι, οχι, ochi, oxi
    en: no, nope, nay, never
    es: no, nunca, nada
    et: ei
    fa: نه, خیر, na, kheir
    fi: ei
    fr: non
    gu: ના, નહીં, na, nahi
    he: לא, lo
    hi: नहीं, ना, मत, nahin, nahi, na, nai
    hr: ne
    hu: nem
    id: tidak, tak, bukan, gak, nggak, enggak, tdk
    it: no
    ja: いいえ, いや, ない, 否, 不可, ×, iie, iya, nai
    kk: жоқ
    ko: 아니요, 아니오, 아뇨, 아니, ani, aniyo
    lt: ne
    lv: nē, ne
    mr: नाही, नको, nahi, nako
    ms: tidak, tak, bukan
    nl: nee
    no: nei
    pl: nie
    pt: não, nao
    ro: nu
    ru: нет, net, nyet
    sk: nie
    sl: ne
    sr: не, ne
    sv: nej
    sw: hapana, la, si
    ta: இல்லை, வேண்டாம், illai
    te: కాదు, లేదు, వద్దు
    th: ไม่, ไม่ใช่, เปล่า, mai
    tl: hindi, huwag, wala
    tr: hayır, hayir, yok
    uk: ні, ni
    ur: نہیں, nahi
    vi: không, khong, ko, chưa
    zh: 否, 不, 不是, 没有, 沒有, 无, 無, bu, bushi
    """
)
READ_WITH_COLUMN = {"tak", "si"}
SAME_LANGUAGE = {"zh-Hans": "zh", "zh-Hant": "zh", "nb": "no", "und": "en"}


def says_yes(cell: str, *others: str, region: str = "GB") -> bool:
    return not OptIns("newsletter", [cell, *others]).find_refusal(cell, region)


@pytest.mark.parametrize(
    ("language", "word"),
    [(language, word) for language, words in WORDS_FOR_YES.items() for word in words],
)
def test_a_word_for_yes_is_an_opt_in_in_all_its_forms(language: str, word: str) -> None:
    assert language
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        typed = unicodedata.normalize(form, word)
        for cell in (typed, typed.upper(), typed.title(), f" {typed}\t", f"\u200e{typed}\u00a0"):
            assert says_yes(cell), cell


def test_each_language_of_the_headers_has_its_words_for_yes() -> None:
    tables = (words_for_phones, words_for_people, words_for_places)
    languages = {
        SAME_LANGUAGE.get(language, language)
        for table in tables
        for text in table.TEXTS.values()
        for language in parse_words(text)
    }
    assert languages == WORDS_FOR_YES.keys() - {"und"}
    assert languages == NO.keys() - {"und"}


@pytest.mark.parametrize("word", sorted({*chain(*NO.values())} - READ_WITH_COLUMN))
def test_a_word_for_no_is_not_an_opt_in(word: str) -> None:
    for cell in (word, word.upper(), word.title(), f" {word} "):
        assert not says_yes(cell)


def test_a_word_for_yes_is_not_a_word_for_a_missing_value() -> None:
    assert not [word for words in WORDS_FOR_YES.values() for word in words if says_none(word)]


@pytest.mark.parametrize(
    "cell",
    [
        "", " ", "\u00a0", "\u200b", "yes!", "yes please", "yes?", "yess", "not yes", "yes/no", "j",
        "o", "s", "t", "on", "ok", "maybe", "asked", "2", "01", "1.0", "11", "xx", "yes no", "+",
        "2024-01-05", "unsubscribed", "subscribed", "nai", "ne", "iya", "jo", "s1", "ｙｅｓ ｎｏ",
        "=TRUE()", "✓?", "☐", "□", "❌", "✗", "○",
    ],
)  # fmt: skip
def test_all_else_is_not_an_opt_in(cell: str) -> None:
    assert not says_yes(cell)


@pytest.mark.parametrize(
    "cell", ["ＹＥＳ", "１", "ﾊｲ", "✔\ufe0f", "TRUE", "ΝΑΙ", "ﻧﻌﻢ", "\ufeffyes", "y\u00ades"]
)
def test_other_widths_and_invisible_characters_do_not_matter(cell: str) -> None:
    assert says_yes(cell)


@pytest.mark.parametrize(
    ("cell", "others", "region", "is_yes"),
    [
        pytest.param("x", ["", "-"], "GB", True, id="crosses that are ticks"),
        pytest.param("x", ["later", "asked"], "GB", True, id="crosses and remarks"),
        pytest.param("x", ["", "no"], "GB", False, id="crosses and a no"),
        pytest.param("x", ["Yes"], "GB", False, id="crosses and a yes"),
        pytest.param("X", ["Nein"], "DE", False, id="crosses and a German no"),
        pytest.param("x", ["NÃO"], "BR", False, id="crosses and a Portuguese no"),
        pytest.param("yes", ["x"], "GB", True, id="a yes next to crosses"),
        pytest.param("1", ["0", "", "1.0"], "GB", True, id="ones and zeros"),
        pytest.param("1", ["yes", "no"], "GB", True, id="ones and words"),
        pytest.param("1", ["2"], "GB", False, id="codes"),
        pytest.param("１", ["0", "３"], "GB", False, id="codes in wide digits"),
        pytest.param("1", ["-1"], "GB", False, id="a negative code"),
        pytest.param("1", ["2.5"], "GB", False, id="counts"),
        pytest.param("1", ["٢"], "SA", False, id="codes in Arabic digits"),
        pytest.param("yes", ["2"], "GB", True, id="a yes next to a code"),
        pytest.param("X", ["✓"], "GB", False, id="ticks and crosses"),
        pytest.param("x", ["✔️"], "GB", False, id="an emoji of a tick"),
        pytest.param("Ｘ", ["○"], "JP", False, id="circles and crosses"),
        pytest.param("X", ["O"], "KR", False, id="the letters O and X"),
        pytest.param("x", ["ㅇ"], "KR", False, id="a Korean circle"),
        pytest.param("✓", ["x"], "GB", True, id="a tick next to crosses"),
        pytest.param("tak", ["nie", ""], "PL", True, id="Polish"),
        pytest.param("TAK", ["nie"], "DE", True, id="Polish, abroad"),
        pytest.param("tak", ["Ya"], "PL", False, id="Malay, by its yes"),
        pytest.param("tak", ["tidak"], "GB", False, id="Malay, by another no"),
        pytest.param("tak", [], "MY", False, id="a number of Malaysia"),
        pytest.param("tak", ["nie"], "ID", False, id="a number of Indonesia"),
        pytest.param("ya", ["tak"], "MY", True, id="yes in Malay"),
        pytest.param("так", ["ya"], "UA", True, id="Ukrainian"),
        pytest.param("si", ["no"], "IT", True, id="Italian without its accent"),
        pytest.param("si", ["Hapana"], "KE", False, id="Swahili"),
        pytest.param("sí", ["hapana"], "KE", True, id="only Spanish has the accent"),
    ],
)
def test_a_word_with_two_meanings_is_read_with_its_column(
    cell: str, others: list[str], region: str, *, is_yes: bool
) -> None:
    assert says_yes(cell, *others, region=region) is is_yes


@given(st.text(max_size=6), st.lists(st.text(max_size=3), max_size=3))
def test_the_rest_of_the_column_only_takes_away(cell: str, others: list[str]) -> None:
    assert says_yes(cell) >= says_yes(cell, *others)


@given(st.text())
def test_a_blank_cell_is_refused_as_blank(cell: str) -> None:
    refusal = OptIns("newsletter", [cell]).find_refusal(cell, "GB")
    assert is_blank(cell) == refusal.startswith("There is no opt-in")


@pytest.mark.parametrize(
    ("cell", "others", "message"),
    [
        (
            "",
            [],
            'There is no opt-in: column "news" is blank. Only if the person agreed, write yes.',
        ),
        ("no", [], '"no" in column "news" doesn\'t say yes. Only if the person agreed, write yes.'),
        (
            "X",
            ["✓"],
            (
                '"X" in column "news" can mean no, because the column also has "✓": if it means '
                "yes, write yes."
            ),
        ),
        (
            "\x1b[2J",
            [],
            '"\\x1b[2J" in column "news" doesn\'t say yes. Only if the person agreed, write yes.',
        ),
    ],
    ids=["blank", "another word", "a word with two meanings", "controls of a terminal"],
)
def test_the_message_says_why_and_what_to_do(cell: str, others: list[str], message: str) -> None:
    assert OptIns("news", [cell, *others]).find_refusal(cell, "GB") == message
