"""Lines that are not UTF-8: what is said of them, so that a person can name their encoding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.sheets.encodings import likely_encodings

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITER = re.compile(r"[,;\t|]")
# Characters of a cell that are shown before the first that is not UTF-8.
_BEFORE = 20
# Lines that are judged, and characters of all of them.
_MOST_LINES, _MOST_CHARACTERS = 40, 4_000


def is_clean(text: str) -> bool:
    """Return whether a text was decoded without escaped surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def not_utf8(lines: Sequence[str]) -> str:
    """Return what is wrong with the first of some lines, and how other encodings read it.

    Args:
        lines: the first is not UTF-8; what is not has been decoded to escaped surrogates.
    """
    first = lines[0]
    fault = next(place for place, char in enumerate(first) if not is_clean(char))
    cut_off = ", or ends in the middle of a character" * _is_cut_off(first)
    raw = _octets(first)
    before = len(_octets(first[:fault]))
    cells: dict[str, str] = {}
    for encoding in likely_encodings(_sample(lines)):
        cells.setdefault(quote(_cell(raw, before, encoding)), encoding)
    options = {option("encoding", encoding): cell for cell, encoding in cells.items()}
    width = max(map(len, options), default=0)
    previews = "".join(f"\n  {name:<{width}} {cell}" for name, cell in options.items())
    return f"it is not UTF-8{cut_off}. Name the encoding that reads right:{previews}"


def _sample(lines: Sequence[str]) -> list[bytes]:
    """Return the octets of the first line and of some others that are not UTF-8."""
    sample, size = [_octets(lines[0])], len(lines[0])
    for line in lines[1:]:
        if is_clean(line):
            continue
        size += len(line)
        if size > _MOST_CHARACTERS or len(sample) >= _MOST_LINES:
            break
        sample.append(_octets(line))
    return sample


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _cell(raw: bytes, fault: int, encoding: str) -> str:
    """Return the cell with an octet of a line: a message quotes no more."""
    text = raw.decode(encoding)
    place = len(raw[:fault].decode(encoding, "ignore"))
    before, after = _DELIMITER.split(text[:place])[-1], _DELIMITER.split(text[place:])[0]
    return (before[-_BEFORE:] + after).rstrip("\r\n")


def _is_cut_off(line: str) -> bool:
    """Return whether the UTF-8 of a line ends too early, and has no other fault."""
    try:
        _octets(line).decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False
