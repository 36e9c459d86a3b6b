"""Words that people write next to phone numbers, in cells and in headers, by kind and language.

The kinds are `whatsapp`, `mobile`, `phone`, `fax`, `pager`, `home`, `work`, `number` (`No.`),
`none` (the number is missing), `extension`, and `or` (a word between two numbers, such as `and`).

Languages have the tags of BCP 47; `und` has words that are used in all languages. Most words were
taken from exports of Google Contacts, Outlook, Android and iOS in these languages. Others are from
Unicode CLDR (the conjunctions of its listPatterns), ITU-T E.123 and public sheets of contacts.
`word_key` ignores case, accents and the Arabic article, so each word is listed only once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from wa_link.phone import words_around, words_for_number_kinds

# Combining accents of Latin, Greek and Cyrillic; vowel points of Hebrew and Arabic; the tatweel.
_MARKS = re.compile("[\u0300-\u036f\u05b0-\u05c7\u064b-\u065f\u0670\u0640]")
# Persian and Urdu keyboards type another yeh and kaf than Arabic ones; there are many apostrophes.
_ALIKE = str.maketrans(
    "\u06cc\u0649\u06a9\u0629\u2019\u05f3\u00b4`", "\u064a\u064a\u0643\u0647''''"
)
_WORD_SIGN = re.compile(r"[A-Za-z#]|[^\x00-\x7f]")
_ARABIC_ARTICLE = "\u0627\u0644"


def word_key(text: str) -> str:
    """Return a word or phrase in the form in which words are compared: `telefono` for `Teléfono.`.

    The form is in lower case, without accents, invisible marks, the Arabic article and dots at the
    end of words. Full-width letters become ASCII.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _MARKS.sub("", "".join(c for c in plain if unicodedata.category(c) != "Cf"))
    words = unicodedata.normalize("NFC", plain.translate(_ALIKE)).split()
    return " ".join(_strip_article(word.rstrip(".") or word) for word in words)


def _strip_article(word: str) -> str:
    return word.removeprefix(_ARABIC_ARTICLE) if len(word) > 3 else word


def parse_words(text: str) -> dict[str, tuple[str, ...]]:
    """Parse a table of words: `de: Handy, Mobil` becomes `{"de": ("Handy", "Mobil")}`.

    A line begins with the tag of its language and a colon. A line without a tag continues the line
    before it.
    """
    _, *fields = re.split(r"^\s*([a-z]{2,3}(?:-\w+)?):\s", text, flags=re.MULTILINE)
    return {
        tag: tuple(" ".join(word.split()) for word in words.split(",") if word.strip())
        for tag, words in zip(fields[::2], fields[1::2], strict=True)
    }


def has_words(text: str) -> bool:
    """Return whether a text can contain words, such as `mobile`, `#` or `№`.

    It can if it has at least one letter, one `#`, or one character outside ASCII.
    """
    return _WORD_SIGN.search(text) is not None


WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    kind: parse_words(text)
    for kind, text in {**words_for_number_kinds.TEXTS, **words_around.TEXTS}.items()
}
"""Words and phrases as people write them, by kind and language: `WORDS["mobile"]["de"]`."""


@cache
def word_keys(kind: str) -> frozenset[str]:
    """Return the words and phrases of a kind in all languages, in the form that `word_key` returns.

    An example is `word_keys("fax")`.
    """
    return frozenset(word_key(word) for words in WORDS[kind].values() for word in words)
