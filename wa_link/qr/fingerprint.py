"""Fingerprint: what a code's file says of the link and the style that it was drawn of.

By it, a run that is repeated knows what it need not draw again, and what is not its own.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from wa_link.files import open_regular
from wa_link.lettering import faces

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.qr.style import Style
    from wa_link.qr.tables import ErrorCorrection

# Counted up when the same link and style are drawn otherwise.
_DRAWING = 1
_FOUND = re.compile(rb"wa-link[\0 ]([0-9a-f]{32})")
# Of a whole PNG, SVG and PDF; and what stands for the fingerprint of one that is not whole, as a
# system that breaks down may leave it: it is ours, and like no other.
_ENDS = (b"IEND\xaeB`\x82", b"</svg>\n", b"%%EOF\n")
_CUT_OFF = "cut off"
# Where it is: PNG and SVG have it at their beginning, PDF at its end.
_BEGINNING, _END = 1_000, 4_000


def style_key(style: Style) -> str:
    """What is the same for all codes of a style: its sizes, its colours, its logo, its font."""
    font = hashlib.sha256(faces(style.font)[0].data).hexdigest() if style.font else ""
    return hashlib.sha256(f"{_DRAWING} {style!r} {font}".encode()).hexdigest()


def fingerprint(link: str, level: ErrorCorrection, key: str, caption: str) -> str:
    """32 hexadecimal digits for a link, its level, the key of its style, and its caption."""
    return hashlib.sha256("\0".join((link, level, key, caption)).encode()).hexdigest()[:32]


def fingerprint_of(path: Path) -> str | None:
    """That of a file; empty for what has none, and None where there is nothing.

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
        begin = file.read(_BEGINNING)
        length = file.seek(0, 2)
        file.seek(max(0, length - _END))
        end = file.read()
    found = _FOUND.search(begin) or _FOUND.search(end)
    if found and not end.endswith(_ENDS):
        return _CUT_OFF
    return found[1].decode() if found else ""
