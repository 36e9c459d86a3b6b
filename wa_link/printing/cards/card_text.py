"""Clean the texts of cards: compose accents, remove control characters, and limit the length."""

from __future__ import annotations

import re
import unicodedata

from wa_link.errors import Reason, TextError
from wa_link.links.prefilled_text import normalise
from wa_link.printing.cards.bidi import isolate_lines, isolate_numbers

MAX_TEXT_LENGTH = 500
"""Maximum number of characters in a title or a caption."""
# Spaces at which a line may break.
_BREAKING_SPACES = re.compile(r"[^\S\n\u00a0\u2007\u202f]+")
_SPACES_AT_ENDS = " \u200b"
# A space before a dash between words: a line can end with the dash, but must not begin with it.
_BEFORE_DASH = re.compile(r"(?<=\S) (?=[-–—·•|/] )")
# Parts of a long name, such as `maria_lopez.shop`: a line can end after `_` or `.`.
_LONG_WORD = re.compile(r"\S{11,}")
_WORD_PART = re.compile(r"(?:_|(?<=[^\W\d_])\.)(?=[^\W_])")
# Format characters that are kept: they join letters, allow line breaks, or are visible in Arabic
# and Syriac texts.
_KEPT_FORMAT_CHARS = (
    "\n\u200b\u200c\u200d\u2060\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
)


def clean_text(text: str, name: str, max_length: int = MAX_TEXT_LENGTH) -> str:
    """Return a text without control characters or needless spaces, in the Unicode form NFC.

    Several spaces become one, and lines lose the spaces at both ends. Format characters are removed
    too, except those that join letters or allow line breaks. Direction marks are removed, because
    only the letters should decide the direction (UAX #9). If nothing visible is left, the result is
    an empty text.

    Args:
        text: one or several lines.
        name: name of the text for messages, such as `caption`.
        max_length: maximum number of characters.

    Raises:
        TextError: `caption_too_long` if the text has more than `max_length` characters;
            `text_not_encodable` if the text contains half of a surrogate pair.
    """
    _check_length(text, name, max_length)
    lines = _BREAKING_SPACES.sub(" ", re.sub("[\u2028\u2029]", "\n", normalise(text, name)))
    kept = "".join(
        char
        for char in lines
        if char in _KEPT_FORMAT_CHARS or unicodedata.category(char) not in ("Cc", "Cf")
    )
    spaced = re.sub(f"[{_SPACES_AT_ENDS}]*\n[{_SPACES_AT_ENDS}]*", "\n", re.sub("  +", " ", kept))
    plain = unicodedata.normalize("NFC", spaced.strip(f"\n{_SPACES_AT_ENDS}"))
    _check_length(plain, name, max_length)  # NFC splits some characters
    is_blank = all(unicodedata.category(char) in ("Cc", "Cf", "Zs") for char in plain)
    return "" if is_blank else plain


def prepare_for_print(text: str, *, is_rtl: bool) -> str:
    """Prepare a text for Typst, so that its lines are broken only at suitable places.

    A phone number or a price is never broken, and no line begins with a dash. A long username is
    broken after `_` or `.`. Each line keeps its own direction; see `isolate_lines`.

    Args:
        text: a text that `clean_text` returned.
        is_rtl: whether the card is read from right to left.
    """
    parted = _LONG_WORD.sub(lambda word: _WORD_PART.sub("\\g<0>\u200b", word[0]), text)
    unbroken = isolate_numbers(_BEFORE_DASH.sub("\u00a0", parted), is_rtl=is_rtl)
    return isolate_lines(unbroken, is_rtl=is_rtl)


def _check_length(text: str, name: str, max_length: int) -> None:
    if len(text) > max_length:
        raise TextError(
            Reason.CAPTION_TOO_LONG,
            f"The {name} has {len(text):,} characters, and the limit is {max_length:,}: "
            "shorten it.",
        )
