"""Mojibake: text that was decoded wrongly somewhere before it came here."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode

_NON_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
# What a run of mojibake has at least: two bytes of UTF-8 as Windows-1252 shows them.
_DAMAGED = re.compile("\ufffd|[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# A letter and what may close a word or a quotation after it can be UTF-8 by chance, too:
# «\xa0voilà\xa0», „Spaß“, “CAFÉ”, JOSÉ’S, AMANHÃ…
_CLOSED_WORD = re.compile(
    r"(?:[ß-ÿ]|(?<![a-zß-ÿ])[Ä-Þ]|(?<=[A-ZÀ-Þ])Ã)(?:’S\b|[\xa0«»“”‘’…–—™®]+(?![\w\x80-\U0010ffff]))"
)


def mojibake_note(text: str, what: str = "text") -> Note | None:
    """Return a note when `text` shows that it was decoded wrongly somewhere: `Ã©`, `Ø§`, U+FFFD."""
    if text.isascii() or _DAMAGED.search(text) is None:
        return None
    if "\ufffd" in text or any(map(_is_mojibake, _NON_ASCII.findall(_CLOSED_WORD.sub(" ", text)))):
        return Note(
            NoteCode.TEXT_MOJIBAKE,
            f"The {what} {quote(text)} was damaged by a wrong encoding before it came here.",
        )
    return None


def _is_mojibake(run: str) -> bool:
    """Whether the characters, as bytes of Windows-1252, are UTF-8: hardly a language writes so."""
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
