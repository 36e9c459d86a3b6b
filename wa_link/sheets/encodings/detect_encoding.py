"""Detection of Unicode encodings, by a byte-order mark or by NULs; no other encoding is guessed."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import Final

from wa_link._support.arguments import option
from wa_link.errors import InputError

DETECTION_BYTES: Final = 1_000
"""How many bytes of a file show its format and its encoding."""
# UTF-32 comes before UTF-16, because its little-endian mark begins with UTF-16's.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# So many NULs, all in every other place, are not there by chance.
_MANY_NULS = 16
# Bytes of ASCII texts. As high bytes of UTF-16, they are blocks of East Asia and India.
_TEXT_BYTES = frozenset(b"\t\n\r") | frozenset(range(0x20, 0x7F))


def find_byte_order_mark(start: bytes) -> bytes | None:
    """Return the byte-order mark at the beginning of a text, None if there is none."""
    return next((mark for mark in _MARKS if start.startswith(mark)), None)


def detect_encoding(start: bytes, name: str) -> str:
    """Detect the Unicode encoding of a text; UTF-8 if nothing shows another one.

    UTF-16 without a mark would pass as UTF-8. There, ASCII has a NUL in every other place, between
    the high bytes of the characters of one other script.

    Args:
        start: the first DETECTION_BYTES bytes of the file, or all of a shorter one.
        name: name of the file, for the message.

    Raises:
        InputError: the text may be UTF-16, or UTF-8 with NULs in it.
    """
    if mark := find_byte_order_mark(start):
        return _MARKS[mark]
    start = start[:DETECTION_BYTES]
    for encoding, high, low in (("utf-32-le", 2, 0), ("utf-32-be", 0, 3)):
        highs = start[high::4] + start[high + 1 :: 4]
        if len(start) >= 8 and all(start[low::4]) and not any(highs):
            return encoding
    even, odd = start[::2], start[1::2]
    for encoding, highs, lows in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        nuls = highs.count(0)
        if nuls < 2 or lows.count(0) * 20 > nuls:
            continue
        if _is_utf16(highs, lows):
            return encoding
        if nuls >= _MANY_NULS and nuls * 10 >= len(highs):
            raise InputError(
                f"{name} may be UTF-16 without a byte-order mark, or have NULs in its cells: name "
                f"its encoding, {option('encoding', encoding)} or {option('encoding', 'utf-8')}."
            )
    return "utf-8"


def _is_utf16(highs: bytes, lows: bytes) -> bool:
    """Return whether a text is certainly UTF-16.

    Args:
        highs: bytes in every other place; these include NULs.
        lows: the other bytes.
    """
    nuls = highs.count(0)
    others = [(high, low) for high, low in zip(highs, lows, strict=False) if high]
    if not others:
        return True
    [(block, count)] = Counter(high for high, _ in others).most_common(1)
    has_one_script = (nuls + count) * 10 >= len(highs) * 9
    if has_one_script and block not in _TEXT_BYTES:
        return True
    if nuls * 10 < len(highs):
        return False  # a table has more ASCII: delimiters, digits, line ends
    breaks = sum(high in b"\r\n" and low in b"\r\n" for high, low in others)
    if breaks * 4 > len(others):  # two of them as one character are rare
        return False
    if has_one_script:
        return True
    pairs = sum(high in _TEXT_BYTES and low in _TEXT_BYTES for high, low in others)
    return highs.startswith(b"\0\0") and (nuls * 4 >= len(highs) or pairs * 2 <= len(others))
