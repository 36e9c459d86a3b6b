"""The pictures of print in `examples/`: `python -m tests.printing.pictures` draws them again."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image

from tests.oracles.paper import MM_PER_INCH
from wa_link.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
_NUMBER = ("--number", "+966 50 123 4567")
_SHOP = ("shop.csv", *_NUMBER, "--title", "{title}", "--caption", "{caption}")
_GROUND = "#c9c9c9"
_MARGIN = 14  # px around each part of a picture
_COLOURS = 96


class Picture(NamedTuple):
    """Return a picture of pages side by side.

    Attributes:
        arguments: of `wa-link labels`, in the folder of examples.
        dpi: of the picture.
        boxes: parts of pages: the page, and left, top, right and bottom in mm.
    """

    arguments: tuple[str, ...]
    dpi: int
    boxes: tuple[tuple[int, float, float, float, float], ...]


PICTURES = {
    "poster.png": Picture(
        (*_SHOP, "--stock", "poster-a4"), 58, ((0, 0, 0, 210, 297), (1, 0, 0, 210, 297))
    ),
    "table-tent.png": Picture(
        (*_SHOP, "--stock", "table-tent-a4", "--accent", "#b4472e"),
        58, ((0, 0, 0, 210, 297), (1, 0, 0, 210, 297)),
    ),
    "card.png": Picture(
        (*_SHOP, "--stock", "business-card", "--accent", "#1d3557", "--style", "rounded"),
        130, ((0, 20, 11, 105, 66), (0, 105, 11, 190, 66)),
    ),
    "labels.png": Picture(
        ("listings.csv", *_NUMBER, "--text-file", "advert.txt", "--title", "{title}",
         "--caption", "{price}", "--stock", "L7160", "--copies", "3", "--outline"),
        100, ((0, 0, 0, 210, 172),),
    ),
}  # fmt: skip


def draw(name: str) -> Image.Image:
    """Return a picture, drawn by the command."""
    picture = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "pages.pdf")
        sheet, *others = picture.arguments
        paths = [str(EXAMPLES / each) if each.endswith(".txt") else each for each in others]
        code = main(("labels", str(EXAMPLES / sheet), *paths, "--quiet", "-o", str(file)))
        if code:
            raise SystemExit(code)
        with pypdfium2.PdfDocument(file.read_bytes()) as document:
            return _side_by_side([_part(document, picture.dpi, *box) for box in picture.boxes])


def _part(document: pypdfium2.PdfDocument, dpi: int, page: int, *box: float) -> Image.Image:
    """Return a part of a page, drawn four times as large for smooth edges."""
    large: Image.Image = document[page].render(scale=4 * dpi / 72).to_pil().convert("RGB")
    left, top, right, bottom = (round(at / MM_PER_INCH * dpi * 4) for at in box)
    size = ((right - left) // 4, (bottom - top) // 4)
    return large.crop((left, top, right, bottom)).resize(size, Image.Resampling.BOX)


def _side_by_side(parts: list[Image.Image]) -> Image.Image:
    width = sum(part.width + _MARGIN for part in parts) + _MARGIN
    height = max(part.height for part in parts) + 2 * _MARGIN
    picture = Image.new("RGB", (width, height), _GROUND)
    left = _MARGIN
    for part in parts:
        picture.paste(part, (left, _MARGIN))
        left += part.width + _MARGIN
    return picture


def save(name: str) -> None:
    """Save a picture among the examples, with few colours, which makes a small file."""
    few = draw(name).quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(EXAMPLES / name, optimize=True)


if __name__ == "__main__":
    for each in sys.argv[1:] or PICTURES:
        save(each)
