"""PNG for print: as few bits a pixel as it needs, with its resolution and the marker."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from wa_link.qr.render.marker import MARKER, PNG_KEYWORD

if TYPE_CHECKING:
    from PIL import Image

_METRES_PER_INCH = 0.0254
# A higher level takes twice as long, and saves a tenth.
_COMPRESSION = 2


def finish_png(png: bytes, *, per_mm: float | None = None) -> bytes:
    """Return a PNG in black and white, in grey or in colour; the same bytes for the same PNG.

    Args:
        png: the PNG from Typst.
        per_mm: pixels in a millimetre on paper; None for a PNG without a size on paper.
    """
    from PIL import Image, PngImagePlugin  # noqa: PLC0415  (50 ms, where cards are drawn)

    with Image.open(BytesIO(png)) as opened:
        picture = _reduce_mode(opened.convert("RGBA"))
    texts = PngImagePlugin.PngInfo()
    texts.add_text(PNG_KEYWORD, MARKER)
    options = {}
    if per_mm is not None:
        options["dpi"] = (per_mm * 1000 * _METRES_PER_INCH,) * 2
    file = BytesIO()
    picture.save(file, "PNG", pnginfo=texts, compress_level=_COMPRESSION, **options)
    return file.getvalue()


def _reduce_mode(picture: Image.Image) -> Image.Image:
    """Return the same picture in the mode with the fewest bits a pixel."""
    from PIL import Image, ImageChops  # noqa: PLC0415  (as above)

    red, green, blue, alpha = picture.split()
    is_grey = not any(ImageChops.difference(red, each).getbbox() for each in (green, blue))
    if alpha.getextrema() != (255, 255):
        return Image.merge("LA", (red, alpha)) if is_grey else picture
    if not is_grey:
        return picture.convert("RGB")
    has_two_colours = sum(count > 0 for count in red.histogram()[1:255]) == 0
    return red.convert("1", dither=Image.Dither.NONE) if has_two_colours else red
