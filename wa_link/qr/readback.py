"""Read codes back from their drawings: a code that can't be read is never saved."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.quoting import quote
from wa_link._support.signals import defer_signals
from wa_link.errors import Reason, SymbolError
from wa_link.qr.lengths import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

PIXELS_PER_MODULE = 4
"""Pixels for a drawing that has none: a printer of 300 dpi has as many at 0.34 mm."""
# Of a drawing that has more: it is looked at from farther away, which is faster.
_FEWER_PIXELS = 3
_POINTS_PER_INCH = 72
_QUIET_ZONE = 4  # modules (ISO/IEC 18004, 9.1)
_PAGES_TOGETHER = 50  # of a PDF: the library keeps what it has read of one until it is closed


def can_read(file_format: str) -> bool:
    """Return whether the libraries that read drawings in that format are installed."""
    needed = {"png": (), "svg": ("typst", "pymupdf_fonts", "pikepdf")}
    return all(map(find_spec, ("zxingcpp", *needed.get(file_format, ("pypdfium2",)))))


def render_drawing(drawing: bytes, file_format: str, modules: float) -> Image.Image:
    """Return a drawing in grey, on white, with enough pixels to be read.

    Args:
        drawing: the bytes of its file; an SVG as a PNG.
        file_format: `png`, `svg` or `pdf`.
        modules: how many it is wide.
    """
    return _render_pdf(drawing, modules) if file_format == "pdf" else _open_png(drawing, modules)


def check_picture(picture: Image.Image, data: str) -> None:
    """Fail unless a picture has codes, and all of them are read as `data`.

    Raises:
        SymbolError: `qr_unreadable`.
    """
    if set(read_codes(picture)) != {data}:
        raise unreadable_error()


def unreadable_error() -> SymbolError:
    """Return the error for a code that can't be read back."""
    return SymbolError(
        Reason.QR_UNREADABLE,
        "The code was drawn but could not be read back, so it is not saved: use a smaller logo, a "
        "larger size or stronger colours.",
    )


class PlacedCode(NamedTuple):
    """A code that a page should have.

    Attributes:
        box: left, top, width and height on the page, in mm.
        data: what it should hold.
        modules: how many it is wide, quiet zone included.
        card: left, top, width and height of its card.
    """

    box: tuple[float, float, float, float]
    data: str
    modules: int
    card: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def check_pages(
    drawing: bytes, pages: Sequence[Sequence[PlacedCode]], *, only_these: bool = False
) -> Iterator[int]:
    """Fail unless all codes of a PDF are where they should be, and are read as what they should.

    Gives how many there are on each page that has been read.

    Args:
        drawing: the bytes of the PDF.
        pages: of each page, all of its codes.
        only_these: also fail where a page has any other code.

    Raises:
        SymbolError: (as pages are taken) `qr_unreadable`.
    """
    resolutions = [
        max(code.modules * PIXELS_PER_MODULE / code.box[2] for code in codes) for codes in pages
    ]
    rendered = _render_ahead(_render_pages(drawing, resolutions))
    for number, (codes, per_mm, page) in enumerate(zip(pages, resolutions, rendered, strict=True)):
        _check_page(page, number, codes, per_mm)
        if only_these:
            _check_no_other_codes(page, number, codes, per_mm)
        yield len(codes)


def _render_pages(drawing: bytes, resolutions: Sequence[float]) -> Iterator[Image.Image]:
    """Yield the pages of a PDF, each with so many pixels per mm."""
    import pypdfium2  # noqa: PLC0415  (an extra)

    for start in range(0, len(resolutions), _PAGES_TOGETHER):
        with pypdfium2.PdfDocument(drawing) as document:
            following = enumerate(resolutions[start : start + _PAGES_TOGETHER], start)
            for number, per_mm in following:
                scale = per_mm * MM_PER_INCH / _POINTS_PER_INCH
                yield _flatten(document[number].render(scale=scale, grayscale=True).to_pil())


def _render_ahead(pictures: Iterator[Image.Image]) -> Iterator[Image.Image]:
    """Yield the same, while a thread makes the next: drawing does not hold Python's lock."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (10 ms, for PDF alone)

    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(next, pictures, None)
        while (picture := following.result()) is not None:
            following = thread.submit(next, pictures, None)
            yield picture


def _check_page(page: Image.Image, number: int, codes: Sequence[PlacedCode], per_mm: float) -> None:
    for place, code in enumerate(codes, start=1):
        left, top, width, height = (length * per_mm for length in code.box)
        picture = page.crop((int(left), int(top), int(left + width), int(top + height)))
        if read_codes(picture) != [code.data]:
            raise SymbolError(
                Reason.QR_UNREADABLE,
                f"Code {place} on page {number + 1} was drawn, and could not be read back: nothing "
                "is written.",
            )


def _check_no_other_codes(
    page: Image.Image, number: int, codes: Sequence[PlacedCode], per_mm: float
) -> None:
    """Fail where a page has a code apart from these, in any direction."""
    rest = page.copy()
    for code in codes:
        # The quiet zone stays: what reaches into it from outside is not to be hidden.
        zone = _QUIET_ZONE * code.box[2] / code.modules
        left, top, width, height = code.box
        corner = (int((left + zone) * per_mm), int((top + zone) * per_mm))
        other = (int((left + width - zone) * per_mm), int((top + height - zone) * per_mm))
        rest.paste(255, (*corner, *other))
    if others := read_codes(rest, in_any_direction=True):
        raise SymbolError(
            Reason.QR_UNREADABLE,
            f"Page {number + 1} has one more code, of {quote(others[0], 100)}: nothing is written.",
        )


def read_codes(picture: Image.Image, *, in_any_direction: bool = False) -> list[str]:
    """Return what the QR codes in a picture hold; also of turned and inverted ones, if asked."""
    with defer_signals():  # what is in C++ makes another error of an interrupt, or aborts
        import zxingcpp  # noqa: PLC0415  (an extra)

        codes = zxingcpp.read_barcodes(
            picture,
            formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]  # one is taken for several
            try_rotate=in_any_direction,
            try_invert=in_any_direction,
        )
    return [code.text for code in codes]


def _open_png(drawing: bytes, modules: float) -> Image.Image:
    from PIL import Image  # noqa: PLC0415  (loaded where a code is read)

    picture = _flatten(Image.open(io.BytesIO(drawing)))
    return picture.reduce(max(1, int(picture.width / (modules * _FEWER_PIXELS))))


def _render_pdf(drawing: bytes, modules: float) -> Image.Image:
    import pypdfium2  # noqa: PLC0415  (an extra)

    with pypdfium2.PdfDocument(drawing) as document:
        page = document[0]
        scale = modules * PIXELS_PER_MODULE / page.get_width()
        return _flatten(page.render(scale=scale, grayscale=True).to_pil())


def _flatten(picture: Image.Image) -> Image.Image:
    """The picture as it is printed: on white, in grey."""
    from PIL import Image  # noqa: PLC0415  (as above)

    if "transparency" in picture.info or picture.mode in ("RGBA", "LA"):
        layer = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return picture.convert("L")
