"""Check the clickable links of a PDF: a user's own design must not link to a wrong chat."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.quoting import quote
from wa_link.errors import OptionError
from wa_link.qr.lengths import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Page

    from wa_link.qr.readback import PlacedCode

_MM_PER_POINT = MM_PER_INCH / 72
_TO_WHATSAPP = re.compile(r"wa\.me|whatsapp", re.IGNORECASE)

_Box: TypeAlias = "tuple[float, float, float, float]"


def check_links(drawing: bytes, pages: Sequence[Sequence[PlacedCode]], design: str) -> None:
    """Check the clickable links of a PDF that was drawn with a user's own design.

    Each card has a QR code that contains a link. A clickable link that covers a code, or opens
    WhatsApp, must be the link in the code of the same card. All other links are allowed, such as a
    link to the website of a shop.

    Args:
        drawing: bytes of the PDF.
        pages: for each page, its QR codes with their places.
        design: name of the design, for the message.

    Raises:
        OptionError: a link that covers a code, or a link to WhatsApp, differs from the link in the
            code of the same card.
    """
    import pikepdf  # noqa: PLC0415  (an extra; 50 ms)

    with pikepdf.open(BytesIO(drawing)) as document:
        for number, (page, codes) in enumerate(zip(document.pages, pages, strict=True), start=1):
            for uri, box in _find_links(page):
                if not _is_allowed(uri, box, codes):
                    raise OptionError(
                        f"On page {number}, the design {quote(design, 200)} links to "
                        f"{quote(uri, 100)}, which is not the link in the QR code of that card: "
                        "use card.link in the design."
                    )


def _find_links(page: Page) -> Iterator[tuple[str, _Box]]:
    """Yield the URL and the box of each clickable link of a page.

    A box is left, top, width and height in mm, from the top left corner of the page.
    """
    left, _, _, top = map(float, page.mediabox)
    for annotation in page.get("/Annots", ()):
        action = annotation.get("/A")
        if action is not None and "/URI" in action:
            x, y, right, upper = map(float, annotation.Rect)
            box = (x - left, top - upper, right - x, upper - y)
            across, down, width, height = (length * _MM_PER_POINT for length in box)
            yield str(action["/URI"]), (across, down, width, height)


def _is_allowed(uri: str, box: _Box, codes: Sequence[PlacedCode]) -> bool:
    """Return whether a clickable link is allowed at its place on the page.

    A link that overlaps a code must be the link in that code. A link that opens WhatsApp must
    overlap a card, and be the link of that card. All other links are allowed.

    Args:
        uri: URL of the link.
        box: left, top, width and height of the clickable area in mm.
        codes: codes of the page.
    """
    if any(_overlaps(box, code.box) and uri != code.data for code in codes):
        return False
    if not _TO_WHATSAPP.search(uri):
        return True
    return any(uri == code.data and _overlaps(box, code.card) for code in codes)


def _overlaps(one: _Box, other: _Box) -> bool:
    """Return whether two boxes overlap; boxes that only touch at an edge do not overlap."""
    tolerance = 0.1  # mm; both boxes are rounded
    return all(
        one[axis] + tolerance < other[axis] + other[axis + 2]
        and other[axis] + tolerance < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )
