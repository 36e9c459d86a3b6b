"""Find the links of PDFs: their link annotations, their texts, and the QR codes on their pages."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from itertools import pairwise

from wa_link._support.child_work import CannotReadError, limit_memory
from wa_link.check.child_process.entries import MAX_CHARACTERS, make_entries, too_long_error
from wa_link.check.child_process.messages import damaged_error
from wa_link.check.child_process.pdf_actions import find_bookmark_links, find_page_links
from wa_link.check.child_process.pictures import find_codes, make_code_entries
from wa_link.qr.readback import flatten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from PIL import Image

    from wa_link.check.child_process.entries import Entry

MAX_PAGES = 10_000
"""Limit of the pages of a PDF."""
MAX_PAGE_PIXELS = 20_000_000
"""Limit of the pixels of a rendered page. An A4 page at 300 dpi has 8.7 million."""
_DPI, _POINTS_PER_INCH = 300, 72
_BASE_MEMORY, _MEMORY_PER_BYTE, _MAX_MEMORY = 1 << 30, 8, 1 << 32
# The library keeps all rendered pages of a PDF in memory until the PDF is closed.
_PAGES_PER_OPENING = 50
_SAVE_AGAIN = "Open it in a PDF viewer and print it to a new PDF."
_PROTECTED = "is protected by a password. Save it without a password."
# Characters that are more frequent in the second half of a link than in other words.
_LINK_CHARACTERS = re.compile(r"[\d%&=?/#_]")
# Characters with which PDFium marks a hyphen at the end of a line.
_HYPHENS = str.maketrans("", "", "\x02\ufffe")


class PdfDocument:
    """A PDF.

    Attributes:
        seconds: limit of the time to read one page, in seconds.
    """

    seconds = 60

    def __init__(self, data: bytes) -> None:
        """Limit the memory of this process; `data` is the content of the PDF."""
        limit_memory(min(_BASE_MEMORY + _MEMORY_PER_BYTE * len(data), _MAX_MEMORY))
        self._data = data

    def read_entries(self) -> Iterator[Entry | None]:
        """Yield the entries of all links, page by page, and None after each page.

        Raises:
            CannotReadError: the PDF is damaged, encrypted, or has too many pages.
        """
        import pikepdf  # noqa: PLC0415  (50 ms, only for PDFs)

        with _convert_errors(), pikepdf.open(io.BytesIO(self._data)) as document:
            yield from make_entries("bookmarks", find_bookmark_links(document), "")
            count = len(document.pages)
            if count > MAX_PAGES:
                raise CannotReadError(
                    f"has {count:,} pages, and the limit is {MAX_PAGES:,}. Divide it."
                )
            for number, page in enumerate(self._render_pages(count), start=1):
                place = f"page {number}"
                targets = find_page_links(document.pages[number - 1])
                yield from make_entries(place, targets, _read_text(page, place))
                if _may_show_code(page):
                    yield from make_code_entries(f"{place}, QR code", find_codes(_render(page)))
                yield None

    def _render_pages(self, count: int) -> Iterator[Any]:
        """Yield the pages of the PDF as objects of pypdfium2."""
        import pypdfium2  # noqa: PLC0415  (only for PDFs)

        for start in range(0, count, _PAGES_PER_OPENING):
            with pypdfium2.PdfDocument(self._data) as document:
                for index in range(start, min(start + _PAGES_PER_OPENING, count)):
                    yield document[index]


@contextmanager
def _convert_errors() -> Iterator[None]:
    """Convert the errors of the libraries for PDFs into a CannotReadError.

    Raises:
        CannotReadError: the PDF is damaged or encrypted.
    """
    import pikepdf  # noqa: PLC0415  (as above)
    import pypdfium2  # noqa: PLC0415  (as above)

    try:
        yield
    except pikepdf.PasswordError:
        raise CannotReadError(_PROTECTED) from None
    except (
        pikepdf.PdfError,
        pypdfium2.PdfiumError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        OverflowError,
        RuntimeError,
        RecursionError,
        NotImplementedError,
    ) as error:
        raise damaged_error(error, _SAVE_AGAIN) from None


def _read_text(page: Any, place: str) -> str:  # noqa: ANN401  (a page of pypdfium2, which has no types)
    """Return the text of a page without the links whose end is not certain.

    A PDF does not say whether a link continues on the next line. If a line ends with a link, and
    the next line begins like the rest of a link, the last word of the line is left out.

    Raises:
        CannotReadError: the page has too many characters.
    """
    text_page = page.get_textpage()
    if text_page.count_chars() > MAX_CHARACTERS:
        raise too_long_error(place)
    text = text_page.get_text_range().translate(_HYPHENS)
    lines = text.splitlines()
    for number, (line, following) in enumerate(pairwise(lines)):
        words, first = line.rsplit(None, 1), following.split(None, 1)[:1]
        if words and "/" in words[-1] and first and _LINK_CHARACTERS.search(first[0]):
            lines[number] = line[: line.rindex(words[-1])]
    return "\n".join(lines)


def _may_show_code(page: Any) -> bool:  # noqa: ANN401  (as above)
    """Return False for a page that has only text: rendering it would take most of the time."""
    from pypdfium2 import raw  # noqa: PLC0415  (as above)

    return any(item.type != raw.FPDF_PAGEOBJ_TEXT for item in page.get_objects(max_depth=1))


def _render(page: Any) -> Image.Image:  # noqa: ANN401  (as above)
    """Render a page in shades of grey at 300 dpi; at less if it would have too many pixels."""
    width, height = page.get_size()
    area = max(width * height, 1.0)
    scale = min(_DPI / _POINTS_PER_INCH, (MAX_PAGE_PIXELS / area) ** 0.5)
    return flatten(page.render(scale=scale, grayscale=True).to_pil())
