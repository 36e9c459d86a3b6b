"""Mojibake: text that another program decoded with the wrong encoding."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode

_NON_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
# Mojibake contains at least two bytes of UTF-8, as Windows-1252 shows them.
_DAMAGED = re.compile("\ufffd|[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# A letter and a closing mark after it can be UTF-8 by chance:
# «\xa0voilà\xa0», „Spaß“, “CAFÉ”, JOSÉ’S, AMANHÃ…
_CLOSED_WORD = re.compile(
    r"(?:[ß-ÿ]|(?<![a-zß-ÿ])[Ä-Þ]|(?<=[A-ZÀ-Þ])Ã)(?:’S\b|[\xa0«»“”‘’…–—™®]+(?![\w\x80-\U0010ffff]))"
)


def find_mojibake(text: str, what: str = "text") -> Note | None:
    """Return a note if `text` was decoded with the wrong encoding: `Ã©`, `Ø§`, U+FFFD.

    Args:
        text: any text.
        what: the role of the text, for the note: `caption`.
    """
    if text.isascii() or _DAMAGED.search(text) is None:
        return None
    if "\ufffd" in text or any(map(_is_mojibake, _NON_ASCII.findall(_CLOSED_WORD.sub(" ", text)))):
        return Note(
            NoteCode.TEXT_MOJIBAKE,
            f"The {what} {quote(text)} was damaged by a wrong encoding before it came here.",
        )
    return None


def _is_mojibake(run: str) -> bool:
    """Return whether the bytes of the characters in Windows-1252 are valid UTF-8."""
    try:
        # Windows-1252 leaves five bytes undefined; programs pass them on as C1 controls.
        octets = b"".join(
            bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode("cp1252")
            for char in run
        )
        octets.decode()
    except UnicodeError:
        return False
    return True
