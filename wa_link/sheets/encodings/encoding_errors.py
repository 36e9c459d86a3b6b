"""Messages about lines that are not UTF-8, from which a user can name the encoding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.sheets.encodings.likely_encodings import likely_encodings

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITER = re.compile(r"[,;\t|]")
# How many characters of a cell are shown before the first one that is not UTF-8.
_SHOWN_BEFORE = 20
# How many lines, and how many characters of all of them, the encodings are rated by.
_MAX_LINES, _MAX_CHARACTERS = 40, 4_000


def is_clean(text: str) -> bool:
    """Return whether a text was decoded without escaped surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def describe_not_utf8(lines: Sequence[str]) -> str:
    """Describe the error in the first line, and show how other encodings read it.

    Args:
        lines: lines decoded as UTF-8 with `surrogateescape`; the first line contains bytes that are
            not UTF-8.
    """
    first = lines[0]
    error = next(place for place, char in enumerate(first) if not is_clean(char))
    cut_off = ", or ends in the middle of a character" * _is_cut_off(first)
    raw = _to_bytes(first)
    before = len(_to_bytes(first[:error]))
    cells: dict[str, str] = {}
    for encoding in likely_encodings(_sample(lines)):
        cells.setdefault(quote(_decode_cell(raw, before, encoding)), encoding)
    options = {option("encoding", encoding): cell for cell, encoding in cells.items()}
    width = max(map(len, options), default=0)
    previews = "".join(f"\n  {name:<{width}} {cell}" for name, cell in options.items())
    return f"it is not UTF-8{cut_off}. Name the encoding that shows the right text:{previews}"


def _sample(lines: Sequence[str]) -> list[bytes]:
    """Return the bytes of the first line and of some others that are not UTF-8."""
    sample, size = [_to_bytes(lines[0])], len(lines[0])
    for line in lines[1:]:
        if is_clean(line):
            continue
        size += len(line)
        if size > _MAX_CHARACTERS or len(sample) >= _MAX_LINES:
            break
        sample.append(_to_bytes(line))
    return sample


def _to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _decode_cell(raw: bytes, error: int, encoding: str) -> str:
    """Decode the cell around a byte of a line, because a message quotes no more than a cell."""
    text = raw.decode(encoding)
    place = len(raw[:error].decode(encoding, "ignore"))
    before, after = _DELIMITER.split(text[:place])[-1], _DELIMITER.split(text[place:])[0]
    return (before[-_SHOWN_BEFORE:] + after).rstrip("\r\n")


def _is_cut_off(line: str) -> bool:
    """Return whether a line ends in the middle of a character, and has no other error."""
    try:
        _to_bytes(line).decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False
