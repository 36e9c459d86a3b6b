"""Check a PDF of labels before it is saved: scan its QR codes and read its clickable links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import OptionError, SymbolError
from wa_link.printing.labels.pdf_links import check_links
from wa_link.qr.readback import check_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.printing.cards.designs import Design
    from wa_link.qr.readback import PlacedCode


def check_labels(
    pdf: bytes, pages: Sequence[Sequence[PlacedCode]], design: Design
) -> Iterator[int]:
    """Scan the QR codes of a PDF page by page, and yield the number of codes of each page.

    Args:
        pdf: bytes of the PDF.
        pages: the expected codes of each page.
        design: design of the labels.

    Raises:
        SymbolError: a code can't be scanned, or contains a wrong link (`qr_unreadable`).
        OptionError: a user's own design draws a QR code that is not expected, covers a code, or
            links to a wrong address.
    """
    if not design.is_own:
        yield from check_pages(pdf, pages)
        return
    check_links(pdf, pages, design.name)
    try:
        yield from check_pages(pdf, pages, only_these=True)
    except SymbolError as error:
        raise OptionError(
            f"The design {quote(design.name, 200)} can't be used: {error.message} Draw each code "
            "with code(card, side), and draw nothing over it."
        ) from None
