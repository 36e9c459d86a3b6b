"""Texts of cells, made fit to be printed: composed, without controls, of a bounded length."""

from __future__ import annotations

import re
import unicodedata

from wa_link.errors import Reason, TextError
from wa_link.links.message import normalise
from wa_link.printing.cards.bidi import isolate_numbers

MAX_TEXT_LENGTH = 500
"""Characters of a title or of a caption, at most."""
# Spaces at which lines may end, so not those that are made for the opposite.
_SPACES = re.compile(r"[^\S\n\u00a0\u2007\u202f]+")
_BETWEEN = " \u200b"
# A space before a dash between words: a line may end after the dash, and not begin with it.
_BEFORE_DASH = re.compile(r"(?<=\S) (?=[-–—·•|/] )")
# Format characters that change how letters are joined or where lines end, and signs of Arabic
# and Syriac that are seen; others are removed.
_KEPT = (
    "\n\u200b\u200c\u200d\u2060\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
)


def clean_text(text: str, what: str, most: int = MAX_TEXT_LENGTH) -> str:
    """Return the text in NFC, with spaces of one kind, without controls and blank ends.

    Controls and format characters are removed, but for line breaks and joiners: what they do to
    directions is decided from the letters alone (UAX #9).

    Args:
        text: of one or several lines.
        what: it is, for messages: `caption`.
        most: characters.

    Raises:
        TextError: `caption_too_long`, above `most` characters; `text_not_encodable`, for half of a
            surrogate pair.
    """
    _check_length(text, what, most)
    lines = _SPACES.sub(" ", re.sub("[\u2028\u2029]", "\n", normalise(text, what)))
    kept = "".join(
        char for char in lines if char in _KEPT or unicodedata.category(char) not in ("Cc", "Cf")
    )
    spaced = re.sub(f"[{_BETWEEN}]*\n[{_BETWEEN}]*", "\n", re.sub("  +", " ", kept))
    plain = unicodedata.normalize("NFC", spaced.strip(f"\n{_BETWEEN}"))
    _check_length(plain, what, most)  # some characters become several as they are composed
    is_blank = all(unicodedata.category(char) in ("Cc", "Cf", "Zs") for char in plain)
    return "" if is_blank else plain


def prepare_for_print(text: str, *, is_rtl: bool) -> str:
    """Return a clean text as it is printed: numbers in one piece, and no dash at a line's start."""
    return isolate_numbers(_BEFORE_DASH.sub("\u00a0", text), is_rtl=is_rtl)


def _check_length(text: str, what: str, most: int) -> None:
    if len(text) > most:
        raise TextError(
            Reason.CAPTION_TOO_LONG,
            f"The {what} has {len(text):,} characters: {most:,} are the most.",
        )
