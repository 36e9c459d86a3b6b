"""Marker in the files of codes: wa-link drew such a file, and may replace it."""

from __future__ import annotations

MARKER = "wa-link"
PNG_KEYWORD = "Software"
"""Keyword of the text in a PNG that contains the marker (ISO/IEC 15948, 11.3.4.2)."""
SVG_MARKER = f"<metadata>{MARKER}</metadata>"

# A PNG and an SVG have the marker at their beginning, so that files that were cut short have it
# too; a PDF has it at its end.
HEAD_BYTES, TAIL_BYTES = 1_000, 100
_IN_PNG = f"tEXt{PNG_KEYWORD}\0{MARKER}".encode()
_IN_PDF = f"\n% {MARKER}\n".encode()


def mark_pdf(pdf: bytes) -> bytes:
    """Return a PDF with the marker in a comment near its end (ISO 32000-1, 7.2.3).

    The comment comes after all objects, so that their offsets in the file stay right.
    """
    before, keyword, after = pdf.rpartition(b"startxref")
    return b"".join((before.rstrip(b"\n"), _IN_PDF, keyword, after))


def has_marker(head: bytes, tail: bytes) -> bool:
    """Return whether a file has the marker.

    Args:
        head: the first HEAD_BYTES of the file.
        tail: its last TAIL_BYTES.
    """
    return _IN_PNG in head or SVG_MARKER.encode() in head or _IN_PDF in tail
