"""Languages of cards: parse a language tag (BCP 47), and guess a language from the script."""

from __future__ import annotations

import re
import unicodedata

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError

# A language with an optional script and an optional region (RFC 5646, section 2.1).
_TAG = re.compile(
    r"(?P<lang>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?",
    re.ASCII | re.IGNORECASE,
)

# The first word of a letter's Unicode name -> the most likely language.
_LANGUAGE_OF_SCRIPT = {
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
# Names that people write in place of the code of a language.
_CODES = {
    name: code
    for code, names in {
        "ar": "arabic عربي العربية", "de": "german deutsch", "en": "english",
        "es": "spanish español espanol castellano", "fa": "persian farsi", "fr": "french français",
        "hi": "hindi", "id": "indonesian", "it": "italian italiano", "ja": "japanese",
        "ko": "korean", "ms": "malay", "nl": "dutch nederlands", "pt": "portuguese português",
        "ru": "russian", "tr": "turkish türkçe", "ur": "urdu", "zh": "chinese",
    }.items()
    for name in names.split()
}  # fmt: skip
# Letters that Arabic does not have: those of Urdu only, then those of both Persian and Urdu.
_URDU, _PERSIAN = frozenset("ٹڈڑںےہھ"), frozenset("پچژگکی")


def parse_language(text: str) -> str:
    """Return a language tag in the form of BCP 47, such as `pt-BR` for `pt_br`.

    Raises:
        OptionError: the text is not a language tag.
    """
    found = _TAG.fullmatch(text.strip())
    if found is None:
        if code := _CODES.get(text.strip().casefold()):
            raise OptionError(
                f"{quote(text)} is not a language code: write {option('lang', code)}."
            )
        raise OptionError(
            f"{quote(text)} is not a language code: write {option('lang', 'ar')} or "
            f"{option('lang', 'pt-BR')}, for example."
        )
    script, region = found["script"], found["region"]
    tags = (found["lang"].lower(), script and script.title(), region and region.upper())
    return "-".join(filter(None, tags))


def guess_language(text: str) -> str:
    """Return the most likely language of a text, such as `ar`, from the script of its first letter.

    The result is `en` if the text has no letter, or if the script of that letter is unknown.
    """
    for char in text:
        if not char.isalpha():
            continue
        found = _LANGUAGE_OF_SCRIPT.get(unicodedata.name(char, "").partition(" ")[0], "en")
        if found == "ar":
            return _guess_arabic_language(text)
        if found == "zh" and any("\u3040" <= each <= "\u30ff" for each in text):
            return "ja"
        return found
    return "en"


def _guess_arabic_language(text: str) -> str:
    """Return the language of a text in Arabic script: `ur` (Urdu), `fa` (Persian) or `ar` (Arabic).

    Urdu and Persian have letters that Arabic does not have. Urdu has some that Persian lacks.
    """
    if not _URDU.isdisjoint(text):
        return "ur"
    return "ar" if _PERSIAN.isdisjoint(text) else "fa"
