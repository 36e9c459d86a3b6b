"""Finish a PNG: reduce its bits per pixel, and add its resolution and `Software: wa-link`."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from wa_link.qr.render.marker import MARKER, PNG_KEYWORD

if TYPE_CHECKING:
    from PIL import Image

_METRES_PER_INCH = 0.0254
# A higher level takes twice as long, and makes files only a tenth smaller.
_COMPRESSION = 2


def finish_png(png: bytes, *, per_mm: float | None = None) -> bytes:
    """Return a PNG with the same picture, stored in black and white or in grey if possible.

    The same input gives the same bytes.

    Args:
        png: a PNG that Typst made.
        per_mm: pixels per millimetre on paper; None if the size on paper is not defined.
    """
    from PIL import Image, PngImagePlugin  # noqa: PLC0415  (takes 50 ms)

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
    """Convert a picture, without loss, to the Pillow mode that needs the fewest bits per pixel."""
    from PIL import Image, ImageChops  # noqa: PLC0415  (as above)

    red, green, blue, alpha = picture.split()
    is_grey = not any(ImageChops.difference(red, each).getbbox() for each in (green, blue))
    if alpha.getextrema() != (255, 255):
        return Image.merge("LA", (red, alpha)) if is_grey else picture
    if not is_grey:
        return picture.convert("RGB")
    has_two_colours = sum(count > 0 for count in red.histogram()[1:255]) == 0
    return red.convert("1", dither=Image.Dither.NONE) if has_two_colours else red
