"""Detect UTF-8, UTF-16 and UTF-32 by a byte-order mark or by NUL bytes.

Other encodings, such as Windows-1252, can't be detected with certainty, so they are not guessed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final

from wa_link._support.arguments import option
from wa_link.errors import InputError

DETECTION_BYTES: Final = 1_000
"""Number of bytes at the beginning of a file by which its format and encoding are detected."""
# UTF-32 is before UTF-16, because the mark of UTF-32-LE begins with the mark of UTF-16-LE.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# This number of NUL bytes, if all are at even places or all at odd places, is not by chance.
_MANY_NULS = 16
# In UTF-16, six digits without NUL bytes would be rare characters such as U+3434.
_NUMBER = re.compile(rb"\d{6}")
# Bytes of ASCII text. As high bytes in UTF-16, they are in characters of East Asia and India.
_TEXT_BYTES = frozenset(b"\t\n\r") | frozenset(range(0x20, 0x7F))


def find_byte_order_mark(start: bytes) -> bytes | None:
    """Return the byte-order mark at the beginning of a file; None if the file has none."""
    return next((mark for mark in _MARKS if start.startswith(mark)), None)


def is_certain(start: bytes) -> bool:
    """Return whether the first bytes of a file show its encoding, whatever bytes follow.

    They do if they begin with a byte-order mark; or if they are UTF-8 without a NUL byte, and have
    a line end or six digits. In UTF-16 and UTF-32, each of these characters has a NUL byte.
    """
    if find_byte_order_mark(start):
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)  # the last character can be cut
    except UnicodeDecodeError:
        return False
    whole = start[: len(start) // 2 * 2]  # the NUL byte of the last character may follow
    return b"\0" not in start and (b"\n" in whole or bool(_NUMBER.search(whole)))


def detect_encoding(start: bytes, name: str) -> str:
    """Return the encoding of a text: UTF-16 or UTF-32 if its bytes show it, else UTF-8.

    UTF-16 without a byte-order mark is recognised by NUL bytes, because each ASCII character has
    one: `A` is `41 00` in UTF-16-LE. The other characters are usually letters of one script, so
    most of them should have the same high byte: `04` for Cyrillic.

    Args:
        start: the first DETECTION_BYTES bytes of the file, or the whole file if it is shorter.
        name: name of the file, for the message.

    Raises:
        InputError: the text may be UTF-16, but it may also be UTF-8 that contains NUL characters.
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
                f"{name} may be UTF-16, or UTF-8 with NUL characters: try "
                f"{option('encoding', encoding)}, then {option('encoding', 'utf-8')}."
            )
    return "utf-8"


def _is_utf16(highs: bytes, lows: bytes) -> bool:
    """Return True if a text is certainly UTF-16, and False if it may be another encoding.

    UTF-16 has two bytes for most characters. For example, `A` has the high byte `00` and the low
    byte `41`. The high byte comes first in UTF-16-BE, and second in UTF-16-LE.

    Args:
        highs: the high bytes of all characters; some of them are NUL.
        lows: the low bytes of all characters.
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
        return False  # a sheet in UTF-16 has more ASCII: delimiters, digits, line ends
    breaks = sum(high in b"\r\n" and low in b"\r\n" for high, low in others)
    if breaks * 4 > len(others):  # in UTF-16, these pairs would be rare characters such as U+0D0A
        return False
    if has_one_script:
        return True
    pairs = sum(high in _TEXT_BYTES and low in _TEXT_BYTES for high, low in others)
    return highs.startswith(b"\0\0") and (nuls * 4 >= len(highs) or pairs * 2 <= len(others))
