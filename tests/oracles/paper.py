"""Prints for tests: rasters made by other programs, and other readers of codes."""

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
    """Return a print of a drawing, by poppler or librsvg; a PNG prints its own pixels."""
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
    """Return a picture on a white background."""
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def mm(pixels: float, dpi: int = 600) -> float:
    """Return a length of a raster in mm."""
    return pixels / dpi * MM_PER_INCH


def inked(
    picture: Image.Image,
    box: Sequence[float] | None = None,
    dpi: int = 600,
    *,
    darker_than: int = 128,
) -> tuple[float, ...] | None:
    """Return left, top, right and bottom of the dark part of a box in mm; None for a blank box."""
    sides = (*picture.size, *picture.size)
    crop = (0, 0, *picture.size)
    if box:  # parts outside of the picture are cut off
        pixels = (round(length / MM_PER_INCH * dpi) for length in box)
        crop = tuple(map(min, pixels, sides))  # type: ignore[assignment]  # of four
    part = picture.crop(crop)
    found = part.convert("L").point(lambda value: 255 * (value < darker_than)).getbbox()
    if found is None:
        return None
    left, top, *_ = crop
    return tuple(mm(at + by, dpi) for at, by in zip(found, (left, top, left, top), strict=True))


def by_zxing(picture: Image.Image) -> list[str]:
    """Return the data of the codes that zxing reads in a picture, sorted."""
    codes = zxingcpp.read_barcodes(
        picture.convert("L"),
        formats=zxingcpp.BarcodeFormat.QRCode,  # type: ignore[arg-type]  # a single format is accepted
    )
    return sorted(code.text for code in codes)


def by_zbar(picture: Image.Image, folder: Path) -> list[str]:
    """Return the data that zbar reads, sorted; use it for ASCII, because it guesses encodings."""
    picture.convert("L").save(file := folder / "zbar.pgm")
    command = [program("zbarimg", "zbar-tools"), "--quiet", "--raw", *_ONLY_QR, str(file)]
    read = subprocess.run(command, check=False, capture_output=True, text=True)
    return sorted(read.stdout.splitlines())


def by_opencv(picture: Image.Image) -> str:
    """Return the data that OpenCV reads in a picture; empty if it fails."""
    try:
        return cv2.QRCodeDetector().detectAndDecode(np.asarray(picture.convert("L")))[0]
    except cv2.error:
        return ""
