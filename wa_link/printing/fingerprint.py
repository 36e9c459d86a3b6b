"""Fingerprint: what a code's file says of the link and the style that it was drawn of.

By it, a run that is repeated knows what it need not draw again, and what is not its own. Beside it
stands a seal, the checksum of all the rest: by it, what was damaged or edited since is told.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link.files import open_regular

if TYPE_CHECKING:
    from wa_link.qr.style import Style
    from wa_link.qr.tables import ErrorCorrection

# Counted up when the same link and style are drawn otherwise.
_DRAWING = 1
_FOUND = re.compile(rb"wa-link[\0 ](?P<mark>[0-9a-f]{32})-(?P<seal>[0-9a-f]{8})")
# What stands for the fingerprint of a file that ends with NULs, as a system that breaks down may
# leave it: it is ours, and like no other.
_CUT_OFF = "cut off"
# Where it is: PNG and SVG have it at their beginning, PDF at its end.
_BEGINNING, _END = 1_000, 4_000
_LARGEST = 1 << 28  # bytes of a code


def style_key(style: Style) -> str:
    """What is the same for all codes of a style: its sizes, its colours, its logo, its font."""
    font = hashlib.sha256(Path(style.font).read_bytes()).hexdigest() if style.font else ""
    return hashlib.sha256(f"{_DRAWING} {style!r} {font}".encode()).hexdigest()


def fingerprint(link: str, level: ErrorCorrection, key: str, caption: str) -> str:
    """32 hexadecimal digits for a link, its level, the key of its style, and its caption."""
    return hashlib.sha256("\0".join((link, level, key, caption)).encode()).hexdigest()[:32]


def unsealed(mark: str) -> str:
    """The fingerprint as it is drawn, with room for the seal."""
    return f"{mark}-{0:08}"


def sealed(drawing: bytes) -> bytes:
    """A drawing with its fingerprint sealed, where it has one.

    In a PNG the checksum of the chunk follows, and is made anew (ISO/IEC 15948, 5.3).
    """
    place = _place_of_seal(drawing)
    if place is None:
        return drawing
    is_png = drawing.startswith(b"\x89PNG")
    before, behind = drawing[:place], drawing[place + 8 + 4 * is_png :]
    sealing = b"%08x" % zlib.crc32(behind, zlib.crc32(before))
    if is_png:
        sealing += zlib.crc32(before[before.rfind(b"tEXt") :] + sealing).to_bytes(4)
    return before + sealing + behind


def fingerprint_of(path: Path) -> str | None:
    """That of a file; empty for what has none, or was changed; None where there is nothing.

    A link has none, wherever it leads.

    Raises:
        OSError: it cannot be read.
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
        found = _FOUND.search(beginning) or _FOUND.search(end)
        if not found or length > _LARGEST:
            return ""
        if end.endswith(b"\0"):
            return _CUT_OFF
        file.seek(0)
        content = file.read()
    return found["mark"].decode() if sealed(content) == content else ""


def _place_of_seal(content: bytes) -> int | None:
    found = _FOUND.search(content, 0, _BEGINNING)
    found = found or _FOUND.search(content, max(0, len(content) - _END))
    return found.start("seal") if found else None
