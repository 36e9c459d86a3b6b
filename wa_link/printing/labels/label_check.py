"""Read the codes and links of a PDF of labels back, before it is saved."""

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
    """Read all codes back, page by page, and yield the number of codes of each page.

    Args:
        pdf: the file.
        pages: for each page, all of its codes.
        design: design of the labels.

    Raises:
        SymbolError: `qr_unreadable`: a code can't be read.
        OptionError: a user's own design draws another code, or links to another address.
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
            "with code(card, side), and nothing over it."
        ) from None
