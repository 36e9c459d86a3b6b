"""Check the links of a PDF: a user's own design must link to the right chat alone."""

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
    """Check that each link over a code, and each link to WhatsApp, is the link of its card.

    Elsewhere on a card, a design may link to other addresses, such as that of a shop.

    Args:
        drawing: the PDF.
        pages: for each page, all of its codes.
        design: name of the design for the message.

    Raises:
        OptionError: a link goes to another address.
    """
    import pikepdf  # noqa: PLC0415  (an extra; 50 ms)

    with pikepdf.open(BytesIO(drawing)) as document:
        for number, (page, codes) in enumerate(zip(document.pages, pages, strict=True), start=1):
            for uri, box in _find_links(page):
                if not _is_allowed(uri, box, codes):
                    raise OptionError(
                        f"The design {quote(design, 200)} links to {quote(uri, 100)} on page "
                        f"{number}, which is not the link of that card: use card.link."
                    )


def _find_links(page: Page) -> Iterator[tuple[str, _Box]]:
    """Yield the address and the box of each link of a page, in mm from its top left corner."""
    left, _, _, top = map(float, page.mediabox)
    for annotation in page.get("/Annots", ()):
        action = annotation.get("/A")
        if action is not None and "/URI" in action:
            x, y, right, upper = map(float, annotation.Rect)
            box = (x - left, top - upper, right - x, upper - y)
            across, down, width, height = (length * _MM_PER_POINT for length in box)
            yield str(action["/URI"]), (across, down, width, height)


def _is_allowed(uri: str, box: _Box, codes: Sequence[PlacedCode]) -> bool:
    if any(_overlaps(box, code.box) and uri != code.data for code in codes):
        return False
    if not _TO_WHATSAPP.search(uri):
        return True
    return any(uri == code.data and _overlaps(box, code.card) for code in codes)


def _overlaps(one: _Box, other: _Box) -> bool:
    """Return whether two boxes share more than an edge."""
    slack = 0.1  # mm; both boxes are rounded
    return all(
        one[axis] + slack < other[axis] + other[axis + 2]
        and other[axis] + slack < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )
