"""Fingerprints of codes: they say from which link, style and texts a file was drawn.

By them, a run that is repeated knows what it need not draw again, and which files are not its own.
A checksum of the rest of the file, the seal, follows: it shows that the file was damaged or edited.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from typing import TYPE_CHECKING

from wa_link._support.read_files import open_regular

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.printing.cards.cards import CardTexts

# Counted up when the same link and look are drawn in another way.
_DRAWING = 2
_FOUND = re.compile(rb"wa-link[\0 ](?P<mark>[0-9a-f]{32})-(?P<seal>[0-9a-f]{8})")
# The fingerprint of a file that ends with NULs, as a system that breaks down may leave it: it is
# ours, and like no other.
_CUT_OFF = "cut off"
# Where it is: PNG and SVG have it at their beginning, PDF at its end.
_BEGINNING, _END = 1_000, 4_000
_LARGEST = 1 << 28  # bytes of a code


def fingerprint(link: str, key: str, texts: CardTexts) -> str:
    """Return 32 hexadecimal digits for a link, the key of its look, and its texts."""
    words = json.dumps([*texts[:-1], dict(texts.row)], ensure_ascii=False)
    described = "\0".join((str(_DRAWING), link, key, words))
    return hashlib.sha256(described.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def unsealed(mark: str) -> str:
    """Return the fingerprint as it is drawn, with room for the seal."""
    return f"{mark}-{0:08}"


def mark_pdf(pdf: bytes, mark: str) -> bytes:
    """Return a PDF that has a fingerprint near its end, in a comment (ISO 32000-1, 7.2.3).

    It comes before the place of the cross-reference table, so that no offset changes.
    """
    before, last, after = pdf.rpartition(b"startxref")
    return b"".join((before, b"% wa-link ", mark.encode(), b"\n", last, after))


def sealed(drawing: bytes) -> bytes:
    """Return a drawing with its fingerprint sealed, where it has one.

    In a PNG, the checksum of the chunk follows and is replaced (ISO/IEC 15948, 5.3).
    """
    place = _place_of_seal(drawing)
    if place is None:
        return drawing
    is_png = drawing.startswith(b"\x89PNG")
    before, after = drawing[:place], drawing[place + 8 + 4 * is_png :]
    seal = b"%08x" % zlib.crc32(after, zlib.crc32(before))
    if is_png:
        seal += zlib.crc32(before[before.rfind(b"tEXt") :] + seal).to_bytes(4)
    return before + seal + after


def fingerprint_of(path: Path) -> str | None:
    """Return that of a file; empty for a file without one or a changed one; None for no file.

    A symbolic link has none, wherever it leads.

    Raises:
        OSError: the file can't be read.
    """
    try:
        file = open_regular(path, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if file is None:
        return ""
    with file:
        beginning = file.read(_BEGINNING)
        if not beginning:  # as a system that breaks down may leave it
            return None
        length = file.seek(0, 2)
        file.seek(max(0, length - _END))
        end = file.read()
        found = _FOUND.search(beginning) or _last(end)
        if not found or length > _LARGEST:
            return ""
        if end.endswith(b"\0"):
            return _CUT_OFF
        file.seek(0)
        content = file.read()
    return found["mark"].decode() if sealed(content) == content else ""


def _place_of_seal(content: bytes) -> int | None:
    if found := _FOUND.search(content, 0, _BEGINNING):
        return found.start("seal")
    start = max(0, len(content) - _END)
    found = _last(content[start:])
    return start + found.start("seal") if found else None


def _last(content: bytes) -> re.Match[bytes] | None:
    """Return the last fingerprint: a text before it may look like one."""
    found = None
    for found in _FOUND.finditer(content):  # noqa: B007  (the last is kept)
        pass
    return found
