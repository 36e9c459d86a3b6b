"""Words that people write in cells and headers about phone numbers, by kind and language.

The kinds are `whatsapp`, `mobile`, `phone`, `fax` and `pager`; `home` and `work`; `number` (a word
for any number, without effect next to one of those); `none` (there is no number); `extension`; and
`or` (between two numbers).

Languages have the tags of BCP 47; `und` has the words that all languages write. Sources: the labels
in exports of Google Contacts, Outlook, Android and iOS in these languages; Unicode CLDR for the
tags and for "and" and "or" (listPatterns); ITU-T E.123 for letterheads; public sheets of contacts.
Case, accents and the Arabic article make no difference (`word_key`), so each word is listed once. A
phrase has a space between its words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from wa_link.phone import words_around, words_of_labels

# Combining accents of Latin, Greek and Cyrillic; vowel points of Hebrew and Arabic; the tatweel.
_MARKS = re.compile("[\u0300-\u036f\u05b0-\u05c7\u064b-\u065f\u0670\u0640]")
# Persian and Urdu keyboards have their own yeh and kaf; there are many apostrophes.
_ALIKE = str.maketrans(
    "\u06cc\u0649\u06a9\u0629\u2019\u05f3\u00b4`", "\u064a\u064a\u0643\u0647''''"
)
_WORD_SIGN = re.compile(r"[A-Za-z#]|[^\x00-\x7f]")
_ARABIC_ARTICLE = "\u0627\u0644"


def word_key(text: str) -> str:
    """Return a word or phrase in the form in which two of them are compared.

    Case, accents, full-width forms, invisible marks, the Arabic article and a dot at the end make
    no difference.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _MARKS.sub("", "".join(c for c in plain if unicodedata.category(c) != "Cf"))
    words = unicodedata.normalize("NFC", plain.translate(_ALIKE)).split()
    return " ".join(_strip_article(word.rstrip(".") or word) for word in words)


def _strip_article(word: str) -> str:
    return word.removeprefix(_ARABIC_ARTICLE) if len(word) > 3 else word


def parse_words(text: str) -> dict[str, tuple[str, ...]]:
    """Return the words by language: a line begins with a tag and a colon, commas separate words."""
    _, *fields = re.split(r"^\s*([a-z]{2,3}(?:-\w+)?):\s", text, flags=re.MULTILINE)
    return {
        tag: tuple(" ".join(word.split()) for word in words.split(",") if word.strip())
        for tag, words in zip(fields[::2], fields[1::2], strict=True)
    }


def has_words(text: str) -> bool:
    """Return whether a text has letters, or signs beyond ASCII that may be words."""
    return _WORD_SIGN.search(text) is not None


WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    kind: parse_words(text)
    for kind, text in {**words_of_labels.TEXTS, **words_around.TEXTS}.items()
}
"""Kind -> language -> words and phrases, as people write them."""


@cache
def word_keys(kind: str) -> frozenset[str]:
    """Return the keys of all words and phrases of a kind, in every language."""
    return frozenset(word_key(word) for words in WORDS[kind].values() for word in words)
