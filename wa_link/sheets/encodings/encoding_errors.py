"""Message about text that is not UTF-8: it shows the text in several encodings to choose from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.sheets.encodings.likely_encodings import likely_encodings

if TYPE_CHECKING:
    from collections.abc import Sequence

_DELIMITER = re.compile(r"[,;\t|]")
# Number of characters that are shown of a cell before its first byte that is not UTF-8.
_SHOWN_BEFORE = 20
# Limits of the lines, and of their characters in all, by which encodings are rated.
_MAX_LINES, _MAX_CHARACTERS = 40, 4_000


def is_decoded(text: str) -> bool:
    """Return False if a text contains bytes that could not be decoded, else True.

    `surrogateescape` keeps such bytes as surrogates.
    """
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def describe_not_utf8(lines: Sequence[str]) -> str:
    """Return a message that shows, in several encodings, the first cell that is not UTF-8.

    Args:
        lines: lines decoded as UTF-8 with `surrogateescape`; the first line contains bytes that are
            not UTF-8.
    """
    first = lines[0]
    error = next(place for place, char in enumerate(first) if not is_decoded(char))
    cut_off = ", or ends in the middle of a character" * _is_cut_off(first)
    raw = _to_bytes(first)
    before = len(_to_bytes(first[:error]))
    cells: dict[str, str] = {}
    for encoding in likely_encodings(_sample(lines)):
        cells.setdefault(quote(_decode_cell(raw, before, encoding)), encoding)
    options = {option("encoding", encoding): cell for cell, encoding in cells.items()}
    width = max(map(len, options), default=0)
    previews = "".join(f"\n  {name:<{width}} {cell}" for name, cell in options.items())
    return f"it is not UTF-8{cut_off}. Give the option that shows the right text:{previews}"


def _sample(lines: Sequence[str]) -> list[bytes]:
    """Return some lines that are not UTF-8, as bytes; the first of `lines` is always included."""
    sample, size = [_to_bytes(lines[0])], len(lines[0])
    for line in lines[1:]:
        if is_decoded(line):
            continue
        size += len(line)
        if size > _MAX_CHARACTERS or len(sample) >= _MAX_LINES:
            break
        sample.append(_to_bytes(line))
    return sample


def _to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _decode_cell(raw: bytes, error: int, encoding: str) -> str:
    """Decode a line, and return the cell that contains the byte at index `error` of the line."""
    text = raw.decode(encoding)
    place = len(raw[:error].decode(encoding, "ignore"))
    before, after = _DELIMITER.split(text[:place])[-1], _DELIMITER.split(text[place:])[0]
    return (before[-_SHOWN_BEFORE:] + after).rstrip("\r\n")


def _is_cut_off(line: str) -> bool:
    """Return True if the only error of a line is that it ends in the middle of a character."""
    try:
        _to_bytes(line).decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False
