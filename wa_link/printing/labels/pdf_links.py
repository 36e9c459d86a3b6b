"""Links of a PDF: a person's own design may not link to somebody else."""

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

    from wa_link.qr.readback import Code

_MM_PER_POINT = MM_PER_INCH / 72
_TO_WHATSAPP = re.compile(r"wa\.me|whatsapp", re.IGNORECASE)

_Box: TypeAlias = "tuple[float, float, float, float]"


def check_links(drawing: bytes, pages: Sequence[Sequence[Code]], design: str) -> None:
    """Fail where a link over a code, or one to WhatsApp anywhere, is not that of its card.

    Other addresses may be linked beside codes: those of a shop, say.

    Args:
        drawing: the bytes of the PDF.
        pages: of each page, all of its codes.
        design: its name, for the message.

    Raises:
        OptionError: there is such a link.
    """
    import pikepdf  # noqa: PLC0415  (an extra; 50 ms)

    with pikepdf.open(BytesIO(drawing)) as document:
        for number, (page, codes) in enumerate(zip(document.pages, pages, strict=True), start=1):
            for uri, box in _links_of(page):
                if not _is_allowed(uri, box, codes):
                    raise OptionError(
                        f"The design {quote(design, 200)} links to {quote(uri, 100)} on page "
                        f"{number}, which is not the link of that card: use card.link."
                    )


def _links_of(page: Page) -> Iterator[tuple[str, _Box]]:
    """Yield the addresses that a page links to, and from where, in mm from its top left."""
    left, _, _, top = map(float, page.mediabox)
    for annotation in page.get("/Annots", ()):
        action = annotation.get("/A")
        if action is not None and "/URI" in action:
            x, y, right, upper = map(float, annotation.Rect)
            box = (x - left, top - upper, right - x, upper - y)
            across, down, width, height = (length * _MM_PER_POINT for length in box)
            yield str(action["/URI"]), (across, down, width, height)


def _is_allowed(uri: str, box: _Box, codes: Sequence[Code]) -> bool:
    if any(_overlap(box, code.box) and uri != code.data for code in codes):
        return False
    if not _TO_WHATSAPP.search(uri):
        return True
    return any(uri == code.data and _overlap(box, code.card) for code in codes)


def _overlap(one: _Box, other: _Box) -> bool:
    """Return whether two boxes share more than an edge."""
    slack = 0.1  # mm: places are rounded
    return all(
        one[axis] + slack < other[axis] + other[axis + 2]
        and other[axis] + slack < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )
