"""Find mojibake: text that was decoded with the wrong encoding, such as `JosÃ©` for `José`."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode

_NON_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
# The first two bytes of a UTF-8 character, as Windows-1252 shows them.
_DAMAGED = re.compile("\ufffd|[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# A letter and a closing quote after it can look like UTF-8 by chance:
# «\xa0voilà\xa0», „Spaß“, “CAFÉ”, JOSÉ’S, AMANHÃ…
_CLOSED_WORD = re.compile(
    r"(?:[ß-ÿ]|(?<![a-zß-ÿ])[Ä-Þ]|(?<=[A-ZÀ-Þ])Ã)(?:’S\b|[\xa0«»“”‘’…–—™®]+(?![\w\x80-\U0010ffff]))"
)


def find_mojibake(text: str, what: str = "text") -> Note | None:
    """Return a warning if `text` was decoded with the wrong encoding, else None.

    Such a text contains U+FFFD, or characters such as `Ã©` in `JosÃ©`: UTF-8 that a program read as
    Windows-1252.

    Args:
        text: the text.
        what: name of the text in the message, such as `caption`.
    """
    if text.isascii() or _DAMAGED.search(text) is None:
        return None
    runs = _NON_ASCII.findall(_CLOSED_WORD.sub(" ", text))
    runs += [run.removesuffix("…") for run in runs]  # the end of a sentence, or of a character
    if "\ufffd" in text or any(map(_is_mojibake, runs)):
        return Note(
            NoteCode.TEXT_MOJIBAKE,
            f"The {what} {quote(text)} was damaged by a wrong encoding: type it again, or export "
            "it again as UTF-8.",
        )
    return None


def _is_mojibake(run: str) -> bool:
    """Return whether `run` becomes valid UTF-8 when it is encoded as Windows-1252."""
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
