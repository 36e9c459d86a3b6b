"""Languages: as a person names them (BCP 47), and as the script of a text suggests."""

from __future__ import annotations

import re
import unicodedata

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

# A language, perhaps a script, perhaps a region (RFC 5646, section 2.1).
_TAG = re.compile(
    r"(?P<lang>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?",
    re.ASCII | re.IGNORECASE,
)

# The first word of a letter's name in Unicode -> the language that is likeliest.
_LANGUAGES = {
    "ARABIC": "ar",
    "BENGALI": "bn",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "LATIN": "en",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}
# Letters that Arabic does not have: Urdu's own, then those that Persian has, too.
_URDU, _PERSIAN = frozenset("ٹڈڑںےہھ"), frozenset("پچژگکی")


def language_option(text: str) -> str:
    """Return a language tag as BCP 47 writes it: `pt-BR` for `pt_br`.

    Raises:
        OptionError: it is not a language tag.
    """
    found = _TAG.fullmatch(text.strip())
    if found is None:
        raise OptionError(
            f"{quote(text)} is not a language: write its code, as in {option('lang', 'ar')} or "
            f"{option('lang', 'pt-BR')}."
        )
    script, region = found["script"], found["region"]
    tags = (found["lang"].lower(), script and script.title(), region and region.upper())
    return "-".join(filter(None, tags))


def language_of(text: str) -> str:
    """Return the likeliest language of the first letter's script, such as `ar`; else `en`."""
    for char in text:
        if not char.isalpha():
            continue
        found = _LANGUAGES.get(unicodedata.name(char, "").partition(" ")[0], "en")
        if found == "ar":
            return _written_in_arabic(text)
        if found == "zh" and any("\u3040" <= each <= "\u30ff" for each in text):
            return "ja"
        return found
    return "en"


def _written_in_arabic(text: str) -> str:
    """Return the language of a text in Arabic letters, by those that only some languages have."""
    if not _URDU.isdisjoint(text):
        return "ur"
    return "ar" if _PERSIAN.isdisjoint(text) else "fa"
