"""Print, as tests see it: rasters by programs that are none of ours, and the readers of codes."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import cv2
import numpy as np
import zxingcpp
from PIL import Image

from tests.conftest import program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MM_PER_INCH = 25.4
_ONLY_QR = ("-Sdisable", "-Sqrcode.enable")


def printed(
    drawing: bytes, file_format: str, folder: Path, *, dpi: int = 600, page: int = 1
) -> Image.Image:
    """A drawing as a printer of so many dots has it: by poppler, librsvg, or a PNG's own pixels."""
    (file := folder / f"drawing.{file_format}").write_bytes(drawing)
    target = folder / "printed"
    if file_format == "png":
        picture: Image.Image = Image.open(file)
        scale = dpi / picture.info["dpi"][0]
        size = round(picture.width * scale), round(picture.height * scale)
        return on_paper(picture).resize(size, Image.Resampling.BOX)
    if file_format == "svg":
        command = [program("rsvg-convert", "librsvg2-bin"), "--dpi-x", f"{dpi}", "--dpi-y",
                   f"{dpi}", "-o", str(target), str(file)]  # fmt: skip
        subprocess.run(command, check=True)
        return on_paper(Image.open(target))
    only = ("-singlefile", "-f", f"{page}", "-l", f"{page}")
    command = [program("pdftoppm", "poppler-utils"), "-r", f"{dpi}", *only, str(file), str(target)]
    subprocess.run(command, check=True)
    return Image.open(target.with_suffix(".ppm")).convert("RGB")


def on_paper(picture: Image.Image) -> Image.Image:
    """A picture on white, which is what transparent parts are on paper."""
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def mm(pixels: float, dpi: int = 600) -> float:
    """A length in a raster, in mm."""
    return pixels / dpi * MM_PER_INCH


def inked(
    picture: Image.Image,
    box: Sequence[float] | None = None,
    dpi: int = 600,
    *,
    darker_than: int = 128,
) -> tuple[float, ...] | None:
    """Left, top, right and bottom, in mm, of what is dark in a box of a picture; None for blank."""
    sides = (*picture.size, *picture.size)
    crop = (0, 0, *picture.size)
    if box:  # what is beyond the picture is no part of it
        pixels = (round(length / MM_PER_INCH * dpi) for length in box)
        crop = tuple(map(min, pixels, sides))  # type: ignore[assignment]  # of four
    part = picture.crop(crop)
    found = part.convert("L").point(lambda value: 255 * (value < darker_than)).getbbox()
    if found is None:
        return None
    left, top, *_ = crop
    return tuple(mm(at + by, dpi) for at, by in zip(found, (left, top, left, top), strict=True))


def by_zxing(picture: Image.Image) -> list[str]:
    """What zxing reads in a picture."""
    codes = zxingcpp.read_barcodes(
        picture.convert("L"),
        formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]  # one is taken for several
    )
    return sorted(code.text for code in codes)


def by_zbar(picture: Image.Image, folder: Path) -> list[str]:
    """What zbar reads in a picture: links, which are in ASCII, for it guesses encodings."""
    picture.convert("L").save(file := folder / "zbar.pgm")
    command = [program("zbarimg", "zbar-tools"), "--quiet", "--raw", *_ONLY_QR, str(file)]
    read = subprocess.run(command, check=False, capture_output=True, text=True)
    return sorted(read.stdout.splitlines())


def by_opencv(picture: Image.Image) -> str:
    """What OpenCV reads in a picture; nothing where it fails."""
    try:
        return cv2.QRCodeDetector().detectAndDecode(np.asarray(picture.convert("L")))[0]
    except cv2.error:
        return ""
