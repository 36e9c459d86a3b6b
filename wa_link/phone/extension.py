"""Extensions after a number (`ext. 12`), and codes to dial after the answer (`,,123#`, `p123`)."""

from __future__ import annotations

import re

from wa_link.errors import Note, NoteCode
from wa_link.phone.figures import DASHES
from wa_link.phone.words import has_words, word_key, word_keys

# ITU-T E.123 and 3GPP TS 31.102 for pauses: `,` and `p` pause, `;` and `w` wait; `#` ends a code.
# A single `,` or `;` can also separate two numbers, so it is a pause only before a code with `#`.
_PAUSED = re.compile(
    r"(?<=[\d)])(?:\s?(?:(?:,{2,5}|[pw])\s?[\d*]{1,7}(?![\d*])#?|[,;]{1,5}\s?[\d*]{1,15}#)){1,6}"
    r"(?=\s*(?:\Z|[;|\n\t&]|:::))",
    re.IGNORECASE,
)
_PAUSE_SIGN = re.compile("[pPwW#]|,,")
_CODE = re.compile(r";ext=([\d*#,;pw ]{1,80})\Z", re.IGNORECASE)
# Parsed from the end, because a pattern of the whole text takes cubic time on a hostile cell.
_END = re.compile(r"(\d{1,7})#?\s?[)\]\uff09]?\Z")
_WORD = re.compile(r"[^\d+,;/()\[\]\uff08\uff09#]*\Z|#\s*\Z")
_CLOSED = re.compile(r"[)\]\uff09]")
_AROUND = " \t\n.:\uff1a-\u2013\u2014"


def fold_pauses(text: str) -> str:
    """Return a text with its pause codes written as extensions: `,,123#` becomes `;ext=123#`.

    Otherwise, the commas and semicolons of pause codes would be read as separators of two numbers.
    """
    if _PAUSE_SIGN.search(text) is None:
        return text
    return _PAUSED.sub(lambda match: f";ext={_one_code(match[0])}", text)


def strip_extension(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return a number without its extension, and a tuple with a note on the extension.

    If there is no extension, return the text unchanged and an empty tuple.
    """
    found = _split_extension(text) if has_words(text) else None
    if found is None:
        return text, ()
    number, extension = found
    note = Note(
        NoteCode.EXTENSION_DROPPED,
        f"The extension {extension} was dropped: WhatsApp has no extensions.",
    )
    return number, (note,)


def _one_code(pauses: str) -> str:
    """Return pause codes without the pause at their beginning: `,,123#` becomes `123#`.

    Each other pause becomes a comma: `,,123#p45` becomes `123#,45`.
    """
    return re.sub(r"[,;pw\s]+", ",", pauses.strip(), flags=re.IGNORECASE).strip(",")


def _split_extension(text: str) -> tuple[str, str] | None:
    """Return a number and its extension as a pair, or only None if the text has no extension."""
    if code := _CODE.search(text):
        number, extension = text[: code.start()], code[1].strip().rstrip("#")
    else:
        end = _END.search(text)
        if end is None:
            return None
        head = text[: end.start()].rstrip(_AROUND)
        word = _WORD.search(head)
        if word is None or not _is_extension_word(word[0]):
            return None
        number, extension = head[: word.start()], end[1]
    # The dash in `0501234567 - #12` is dropped; the one in `96123459- #3` stays, as a minus.
    number = re.sub(rf"\s[{DASHES}]\s?\Z", "", number.rstrip(" \n,;([\uff08"))
    number = number.lstrip(" \n,;" if _CLOSED.search(number) else " \n,;([\uff08")
    return (number, extension) if re.search(r"\d", number) else None


def _is_extension_word(word: str) -> bool:
    return word_key(word.strip(_AROUND)) in word_keys("extension")
