"""Marker that wa-link writes into each file of a QR code, to recognise its own files later.

When wa-link saves codes in a folder, it overwrites only empty files and files with the marker.
"""

from __future__ import annotations

MARKER = "wa-link"
PNG_KEYWORD = "Software"
"""Keyword of the text chunk of a PNG that contains the marker (ISO/IEC 15948, 11.3.4.2)."""
SVG_MARKER = f"<metadata>{MARKER}</metadata>"

# A PNG and an SVG contain the marker near their beginning, so that files that were cut off contain
# it too. A PDF contains it near its end.
HEAD_BYTES, TAIL_BYTES = 1_000, 100
_IN_PNG = f"tEXt{PNG_KEYWORD}\0{MARKER}".encode()
_IN_PDF = f"\n% {MARKER}\n".encode()


def mark_pdf(pdf: bytes) -> bytes:
    """Return a PDF with the marker in a comment near its end (ISO 32000-1, 7.2.3).

    The comment comes after all objects of the PDF, so the list of their offsets stays correct.
    """
    before, keyword, after = pdf.rpartition(b"startxref")
    return b"".join((before.rstrip(b"\n"), _IN_PDF, keyword, after))


def has_marker(head: bytes, tail: bytes) -> bool:
    """Return whether a file contains the marker, which shows that wa-link wrote the file.

    Args:
        head: the first HEAD_BYTES bytes of the file.
        tail: the last TAIL_BYTES bytes of the file.
    """
    return _IN_PNG in head or SVG_MARKER.encode() in head or _IN_PDF in tail
