"""Tests of the words about phone numbers, in the languages of WhatsApp users."""

from __future__ import annotations

import unicodedata

import pytest

from wa_link.phone.words import WORDS, word_key, word_keys

# Languages of the countries where WhatsApp is used most, and of their neighbours.
LANGUAGES = """
    en es pt fr de it nl pl cs sk hu ro bg sr hr sl uk ru kk tr el he ar fa ur hi bn ta te mr gu id
    ms tl vi th ja ko zh-Hans zh-Hant sv no da fi et lv lt sw am
""".split()


@pytest.mark.parametrize("kind", ["mobile", "phone", "none"])
def test_every_language_has_its_words(kind: str) -> None:
    assert [tag for tag in LANGUAGES if not WORDS[kind].get(tag)] == []
    assert set(WORDS[kind]) <= {"und", *LANGUAGES}


@pytest.mark.parametrize("kind", WORDS)
def test_words_are_listed_as_people_write_them(kind: str) -> None:
    for tag, words in WORDS[kind].items():
        assert tag in {"und", *LANGUAGES}
        assert len(words) == len(set(words)), (tag, words)
        for word in words:
            assert word == unicodedata.normalize("NFC", word) == " ".join(word.split()), word
            assert word_key(word), word


def test_no_word_is_of_two_kinds_of_lines() -> None:
    kinds = ["whatsapp", "mobile", "phone", "fax", "pager", "none"]
    for kind in kinds:
        for other in kinds:
            if kind < other:
                assert not word_keys(kind) & word_keys(other), (kind, other)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tél.", "tel"),
        ("TÉLÉPHONE  Portable", "telephone portable"),
        ("ｅｘｔｎ", "extn"),
        ("الجوال", "جوال"),
        ("ال", "ال"),
        ("Straße", "strasse"),
        ("İSTANBUL", "istanbul"),
        ("همراه\u200c", "همراه"),
        ("טל׳", "טל'"),
        ("ﾌｧｯｸｽ", "ファックス"),
        ("☎", "☎"),
        ("℡", "tel"),
        ("n.a.", "n.a"),
        ("...", "..."),
    ],
)
def test_words_that_differ_in_form_have_one_key(text: str, key: str) -> None:
    assert word_key(text) == word_key(key)
    if text != "ال":
        assert word_key(text) == key
