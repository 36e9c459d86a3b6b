"""Read codes back from their drawings, so that a code that can't be read is never saved."""

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
"""Pixels for each module when a PDF is rendered; at 300 dpi, this is a module of 0.34 mm."""
# A PNG with more pixels for each module is reduced to 3, because a small picture is read faster.
_REDUCED_PIXELS_PER_MODULE = 3
_POINTS_PER_INCH = 72
_QUIET_ZONE = 4  # modules (ISO/IEC 18004, 9.1)
# The library keeps all rendered pages of a PDF in memory until the PDF is closed.
_PAGES_PER_OPENING = 50


def can_read(file_format: str) -> bool:
    """Return whether the libraries that read codes from files of this format are installed.

    An SVG needs the same libraries as a PNG, because the caller renders an SVG as PNG first.
    """
    needed = ("zxingcpp", "pypdfium2") if file_format == "pdf" else ("zxingcpp",)
    return all(map(find_spec, needed))


def render_drawing(drawing: bytes, file_format: str, modules: float) -> Image.Image:
    """Render a drawing as a picture in shades of grey, with enough pixels to read its code.

    Args:
        drawing: the content of the file. If the format is `svg`, this is a PNG of the SVG.
        file_format: `png`, `svg` or `pdf`.
        modules: the width of the drawing, in modules of the code.
    """
    return _render_pdf(drawing, modules) if file_format == "pdf" else _open_png(drawing, modules)


def check_picture(picture: Image.Image, data: str) -> None:
    """Check that a picture has a QR code, and that each code in the picture contains `data`.

    Raises:
        SymbolError: `qr_unreadable`, if no code is found, or if a code contains another text.
    """
    if set(read_codes(picture)) != {data}:
        raise unreadable_error()


def unreadable_error() -> SymbolError:
    """Return the error for a code that can't be read from its own drawing."""
    return SymbolError(
        Reason.QR_UNREADABLE,
        "The code can't be read back, so it is not saved: use a smaller logo, a larger size or "
        "stronger colours.",
    )


class PlacedCode(NamedTuple):
    """Place of a code on a page of a PDF, with the text that the code must contain.

    Attributes:
        box: left, top, width and height of the code with its quiet zone, in mm of the page.
        data: the text in the code.
        modules: the width of the code with its quiet zone, in modules.
        card: left, top, width and height of the card around the code, in mm of the page.
    """

    box: tuple[float, float, float, float]
    data: str
    modules: int
    card: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def check_pages(
    drawing: bytes, pages: Sequence[Sequence[PlacedCode]], *, only_these: bool = False
) -> Iterator[int]:
    """Check that each code of a PDF is at its place and contains the right text.

    After each page that passes the check, yield the number of codes on that page.

    Args:
        drawing: the content of the PDF.
        pages: for each page, the codes that must be on the page.
        only_these: whether to refuse a page that contains other codes too.

    Raises:
        SymbolError: `qr_unreadable`, when the iterator reaches a page that fails the check.
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
    """Render the pages of a PDF, each with its own resolution (pixels per mm); yield pictures."""
    import pypdfium2  # noqa: PLC0415  (an extra)

    for start in range(0, len(resolutions), _PAGES_PER_OPENING):
        with pypdfium2.PdfDocument(drawing) as document:
            following = enumerate(resolutions[start : start + _PAGES_PER_OPENING], start)
            for number, per_mm in following:
                scale = per_mm * MM_PER_INCH / _POINTS_PER_INCH
                yield flatten(document[number].render(scale=scale, grayscale=True).to_pil())


def _render_ahead(pictures: Iterator[Image.Image]) -> Iterator[Image.Image]:
    """Yield the pictures unchanged, while a thread already renders the next picture."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (takes 10 ms, and only PDFs need it)

    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(next, pictures, None)
        while (picture := following.result()) is not None:
            following = thread.submit(next, pictures, None)
            yield picture


def _check_page(page: Image.Image, number: int, codes: Sequence[PlacedCode], per_mm: float) -> None:
    """Check that each code can be read at its place, and contains the right text."""
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
    """Raise an error if a page contains a code that is not in `codes`, even a rotated one."""
    rest = page.copy()
    for code in codes:
        # Hide each known code, but not its quiet zone, because another code could reach into that.
        zone = _QUIET_ZONE * code.box[2] / code.modules
        left, top, width, height = code.box
        corner = (int((left + zone) * per_mm), int((top + zone) * per_mm))
        other = (int((left + width - zone) * per_mm), int((top + height - zone) * per_mm))
        rest.paste(255, (*corner, *other))
    if others := read_codes(rest, in_any_direction=True):
        raise SymbolError(
            Reason.QR_UNREADABLE,
            f"Page {number + 1} has another QR code, with the text {quote(others[0], 100)}, so "
            "nothing is written: remove this code from the design.",
        )


def read_codes(picture: Image.Image, *, in_any_direction: bool = False) -> list[str]:
    """Return the texts of the QR codes in a picture; an empty list if there are none.

    Args:
        picture: the picture.
        in_any_direction: whether to find rotated codes and light-on-dark codes too.
    """
    with defer_signals():  # at an interrupt, the C++ code can abort or raise a wrong error
        import zxingcpp  # noqa: PLC0415  (an extra)

        codes = zxingcpp.read_barcodes(
            picture,
            formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]  # one format is accepted too
            try_rotate=in_any_direction,
            try_invert=in_any_direction,
        )
    return [code.text for code in codes]


def _open_png(drawing: bytes, modules: float) -> Image.Image:
    """Return a PNG as a picture in shades of grey, reduced in size if it has many pixels."""
    from PIL import Image  # noqa: PLC0415  (imported only to read a code)

    picture = flatten(Image.open(io.BytesIO(drawing)))
    return picture.reduce(max(1, int(picture.width / (modules * _REDUCED_PIXELS_PER_MODULE))))


def _render_pdf(drawing: bytes, modules: float) -> Image.Image:
    """Render the first page of a PDF in shades of grey, with 4 pixels for each module."""
    import pypdfium2  # noqa: PLC0415  (an extra)

    with pypdfium2.PdfDocument(drawing) as document:
        page = document[0]
        scale = modules * PIXELS_PER_MODULE / page.get_width()
        return flatten(page.render(scale=scale, grayscale=True).to_pil())


def flatten(picture: Image.Image) -> Image.Image:
    """Return the picture in shades of grey, with white for transparent areas, as on paper."""
    from PIL import Image  # noqa: PLC0415  (imported only to read a code)

    if "transparency" in picture.info or picture.mode in ("RGBA", "LA"):
        layer = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return picture.convert("L")
