"""The language of a text, as far as its script tells it."""

from __future__ import annotations

import unicodedata

# The first word of a letter's name in Unicode -> the language that is likeliest.
_LANGUAGES = {
    "ARABIC": "ar",
    "BENGALI": "bn",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "LATIN": "en",
    "MYANMAR": "my",
    "TAMIL": "ta",
    "THAI": "th",
}
# Letters that Arabic does not have: Urdu's own, then those that Persian has, too.
_URDU, _PERSIAN = frozenset("ٹڈڑںےہھ"), frozenset("پچژگکی")
# Languages whose letters reach farther up and down than Latin's.
_TALL = frozenset(("ar", "bn", "fa", "hi", "km", "lo", "my", "ta", "th", "ur"))


def language_of(text: str) -> str:
    """Return the likeliest language of the first letter's script, such as `ar`; else `en`."""
    for char in text:
        if not char.isalpha():
            continue
        found = _LANGUAGES.get(unicodedata.name(char, "").partition(" ")[0], "en")
        if found == "ar":
            return "ur" if not _URDU.isdisjoint(text) else "fa" if not _PERSIAN.isdisjoint(text) else "ar"
        if found == "zh" and any("\u3040" <= each <= "\u30ff" for each in text):
            return "ja"
        return found
    return "en"


def is_tall(lang: str) -> bool:
    """Return whether lines of that language need room for high and low marks."""
    return lang in _TALL
