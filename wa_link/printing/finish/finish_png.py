"""PNG as printers want it: no more bits than it needs, with its resolution and our fingerprint."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_METRES_PER_INCH = 0.0254
# A higher level takes twice as long, to save a tenth.
_COMPRESSION = 2


def finish_png(png: bytes, *, per_mm: float | None = None, mark: str = "") -> bytes:
    """Return a PNG in black and white, grey or colours, as it needs; the same bytes for the same.

    Args:
        png: as Typst draws it.
        per_mm: pixels in a millimetre on paper; None where its size is left open.
        mark: a fingerprint; empty for none.
    """
    from PIL import Image, PngImagePlugin  # noqa: PLC0415  (50 ms, where cards are drawn)

    with Image.open(BytesIO(png)) as opened:
        picture = _reduce_mode(opened.convert("RGBA"))
    texts = PngImagePlugin.PngInfo()
    if mark:
        texts.add_text("wa-link", mark)
    options = {}
    if per_mm is not None:
        options["dpi"] = (per_mm * 1000 * _METRES_PER_INCH,) * 2
    file = BytesIO()
    picture.save(file, "PNG", pnginfo=texts, compress_level=_COMPRESSION, **options)
    return file.getvalue()


def _reduce_mode(picture: Image.Image) -> Image.Image:
    """Return the same picture in the mode that takes the least room."""
    from PIL import Image, ImageChops  # noqa: PLC0415  (as above)

    red, green, blue, alpha = picture.split()
    is_grey = not any(ImageChops.difference(red, each).getbbox() for each in (green, blue))
    if alpha.getextrema() != (255, 255):
        return Image.merge("LA", (red, alpha)) if is_grey else picture
    if not is_grey:
        return picture.convert("RGB")
    is_two = sum(count > 0 for count in red.histogram()[1:255]) == 0
    return red.convert("1", dither=Image.Dither.NONE) if is_two else red
