"""Read-back of codes from their drawings; a code that can't be read is never saved."""

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
"""Pixels for a drawing without pixels: a module of 0.34 mm has as many at 300 dpi."""
# A drawing with more pixels is reduced to these, which is faster.
_FEWER_PIXELS = 3
_POINTS_PER_INCH = 72
_QUIET_ZONE = 4  # modules (ISO/IEC 18004, 9.1)
_PAGES_TOGETHER = 50  # the library keeps the pages of a PDF in memory until it is closed


def can_read(file_format: str) -> bool:
    """Return whether the libraries that read codes in that format are installed.

    An SVG is read as a PNG; the caller renders it.
    """
    needed = ("zxingcpp", "pypdfium2") if file_format == "pdf" else ("zxingcpp",)
    return all(map(find_spec, needed))


def render_drawing(drawing: bytes, file_format: str, modules: float) -> Image.Image:
    """Return a drawing in grey on white, with enough pixels to be read.

    Args:
        drawing: bytes of its file; an SVG must be a PNG by now.
        file_format: `png`, `svg` or `pdf`.
        modules: width in modules.
    """
    return _render_pdf(drawing, modules) if file_format == "pdf" else _open_png(drawing, modules)


def check_picture(picture: Image.Image, data: str) -> None:
    """Raise an error unless a picture has codes that are all read as `data`.

    Raises:
        SymbolError: `qr_unreadable`.
    """
    if set(read_codes(picture)) != {data}:
        raise unreadable_error()


def unreadable_error() -> SymbolError:
    """Return the error for a code that can't be read back."""
    return SymbolError(
        Reason.QR_UNREADABLE,
        "The code can't be read back, so it is not saved: use a smaller logo, a larger size or "
        "stronger colours.",
    )


class PlacedCode(NamedTuple):
    """A code at its place on a page.

    Attributes:
        box: left, top, width and height on the page in mm.
        data: text in the code.
        modules: width in modules, quiet zone included.
        card: left, top, width and height of its card in mm.
    """

    box: tuple[float, float, float, float]
    data: str
    modules: int
    card: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def check_pages(
    drawing: bytes, pages: Sequence[Sequence[PlacedCode]], *, only_these: bool = False
) -> Iterator[int]:
    """Check that each code of a PDF is at its place and is read as its data.

    Yields the number of codes of each page after it was checked.

    Args:
        drawing: bytes of the PDF.
        pages: codes of each page.
        only_these: also refuse pages with any other code.

    Raises:
        SymbolError: `qr_unreadable`, when the iterator reaches the page.
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
    """Yield the pages of a PDF at their resolutions in pixels per mm."""
    import pypdfium2  # noqa: PLC0415  (an extra)

    for start in range(0, len(resolutions), _PAGES_TOGETHER):
        with pypdfium2.PdfDocument(drawing) as document:
            following = enumerate(resolutions[start : start + _PAGES_TOGETHER], start)
            for number, per_mm in following:
                scale = per_mm * MM_PER_INCH / _POINTS_PER_INCH
                yield _flatten(document[number].render(scale=scale, grayscale=True).to_pil())


def _render_ahead(pictures: Iterator[Image.Image]) -> Iterator[Image.Image]:
    """Yield the pictures unchanged; a thread renders the next one without holding the GIL."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (10 ms, only for PDF)

    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(next, pictures, None)
        while (picture := following.result()) is not None:
            following = thread.submit(next, pictures, None)
            yield picture


def _check_page(page: Image.Image, number: int, codes: Sequence[PlacedCode], per_mm: float) -> None:
    """Raise an error unless each code is read at its place."""
    for place, code in enumerate(codes, start=1):
        left, top, width, height = (length * per_mm for length in code.box)
        picture = page.crop((int(left), int(top), int(left + width), int(top + height)))
        if read_codes(picture) != [code.data]:
            raise SymbolError(
                Reason.QR_UNREADABLE,
                f"Code {place} on page {number + 1} can't be read back, so nothing is written: "
                "use a larger label, a smaller logo or stronger colours.",
            )


def _check_no_other_codes(
    page: Image.Image, number: int, codes: Sequence[PlacedCode], per_mm: float
) -> None:
    """Raise an error if a page has other codes, turned or inverted ones too."""
    rest = page.copy()
    for code in codes:
        # The quiet zone stays, to show another code that reaches into it.
        zone = _QUIET_ZONE * code.box[2] / code.modules
        left, top, width, height = code.box
        corner = (int((left + zone) * per_mm), int((top + zone) * per_mm))
        other = (int((left + width - zone) * per_mm), int((top + height - zone) * per_mm))
        rest.paste(255, (*corner, *other))
    if others := read_codes(rest, in_any_direction=True):
        raise SymbolError(
            Reason.QR_UNREADABLE,
            f"Page {number + 1} has another code, of {quote(others[0], 100)}, so nothing is "
            "written: remove it from the design.",
        )


def read_codes(picture: Image.Image, *, in_any_direction: bool = False) -> list[str]:
    """Return the data of the QR codes in a picture; turned and inverted ones in any direction."""
    with defer_signals():  # C++ code can abort at an interrupt, or raise another error
        import zxingcpp  # noqa: PLC0415  (an extra)

        codes = zxingcpp.read_barcodes(
            picture,
            formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]  # a single format is accepted
            try_rotate=in_any_direction,
            try_invert=in_any_direction,
        )
    return [code.text for code in codes]


def _open_png(drawing: bytes, modules: float) -> Image.Image:
    from PIL import Image  # noqa: PLC0415  (only reading needs it)

    picture = _flatten(Image.open(io.BytesIO(drawing)))
    return picture.reduce(max(1, int(picture.width / (modules * _FEWER_PIXELS))))


def _render_pdf(drawing: bytes, modules: float) -> Image.Image:
    import pypdfium2  # noqa: PLC0415  (an extra)

    with pypdfium2.PdfDocument(drawing) as document:
        page = document[0]
        scale = modules * PIXELS_PER_MODULE / page.get_width()
        return _flatten(page.render(scale=scale, grayscale=True).to_pil())


def _flatten(picture: Image.Image) -> Image.Image:
    """Return the picture as it is printed, in grey on white."""
    from PIL import Image  # noqa: PLC0415  (see above)

    if "transparency" in picture.info or picture.mode in ("RGBA", "LA"):
        layer = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return picture.convert("L")
