"""Draw labels, and find their letters and codes in the PDF with other programs."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.oracles.paper import MM_PER_INCH
from wa_link import chat_link
from wa_link.printing.label_stock import Stock, parse_stock
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.printing.stock_list import STOCKS
from wa_link.qr.render.colours import Colour, compute_contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL import Image

    from wa_link.qr.readback import PlacedCode

DPI = 300
POINTS_PER_MM = 72 / MM_PER_INCH
NUMBER = "+966 50 123 4567"
ENGLISH = ("Oak table", "Solid wood, €120")
ARABIC = ("طاولة بلوط", "خشب صلب · 450 ريال")


def link(text: str) -> str:
    return chat_link("+966501234567", text=f"Is “{text[:9]}” still available?").url


def stock(name: str) -> Stock:
    return STOCKS[name] if name in STOCKS else parse_stock("a4", "2x2", name, "5mm")


class Drawn(NamedTuple):
    """A PDF of labels, and the codes that it should contain."""

    drawing: bytes
    pages: list[list[PlacedCode]]
    stock: Stock

    def label(self, number: int) -> tuple[int, tuple[float, float, float, float]]:
        """Return the page of a label, and the left, top, right and bottom of the label in mm.

        Labels and pages are counted from 0.
        """
        page, place = divmod(number, self.stock.count)
        x, y = list(self.stock.positions)[place]
        return page, (x, y, x + self.stock.label[0], y + self.stock.label[1])

    def codes(self, number: int) -> list[tuple[float, float, float]]:
        """Return left, top and side of each code on a label, in mm from the label's corner."""
        page, (left, top, right, bottom) = self.label(number)
        boxes = [code.box for code in self.pages[page]]
        return [
            (x - left, y - top, side)
            for x, y, side, _ in boxes
            if left - 0.01 <= x <= right and top - 0.01 <= y <= bottom
        ]


def draw(name: str, texts: Iterable[tuple[str, str]], **options: object) -> Drawn:
    """Draw one label for each title and caption."""
    sheet = LabelSheet(stock(name), **options)  # type: ignore[arg-type]  # options by name
    with closing(sheet):
        for title, caption in texts:
            sheet.add(link(title), caption, NUMBER, title=title)
        return drawn_on(sheet)


def drawn_on(sheet: LabelSheet) -> Drawn:
    return Drawn(sheet.output(), sheet._pages.codes, sheet.stock)  # noqa: SLF001  (their places)


class Char(NamedTuple):
    """A character in a PDF: its size in pt, its box in mm, and its colour."""

    text: str
    size: float
    box: tuple[float, float, float, float]
    colour: Colour


def chars(drawing: bytes, page: int = 0) -> list[Char]:
    """Return the characters that pdfium finds on a page, without spaces."""
    from ctypes import byref, c_uint  # noqa: PLC0415  (only this function needs it)

    found = []
    with pypdfium2.PdfDocument(drawing) as document:
        height = document[page].get_height()
        text = document[page].get_textpage()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if not char.strip() or not char.isprintable():
                continue
            left, bottom, right, top = text.get_charbox(index)
            box = (left, height - top, right, height - bottom)
            rgba = [c_uint() for _ in range(4)]
            raw.FPDFText_GetFillColor(text, index, *map(byref, rgba))
            found.append(
                Char(
                    char,
                    raw.FPDFText_GetFontSize(text, index),
                    tuple(at / POINTS_PER_MM for at in box),
                    Colour(*(part.value for part in rgba[:3])),
                )
            )
    return found


def sizes(found: Sequence[Char], *words: str) -> list[float]:
    """Return the size of the first letter of each word, which is searched in `found`."""
    text = "".join(char.text for char in found)
    return [found[text.index(word)].size for word in words]


def words(drawing: bytes, page: int = 0) -> str:
    with pypdfium2.PdfDocument(drawing) as document:
        return re.sub(r"\s+", " ", document[page].get_textpage().get_text_bounded()).strip()


def part(picture: Image.Image, box: Sequence[float]) -> Image.Image:
    """Return the part of a page between left, top, right and bottom in mm."""
    return picture.crop(tuple(round(at / MM_PER_INCH * DPI) for at in box))  # type: ignore[arg-type]  # four


def darkest(picture: Image.Image) -> int:
    """Return the darkest grey value of a picture."""
    return min(picture.convert("L").tobytes())


def check_quiet_zone(picture: Image.Image, code: PlacedCode) -> None:
    """Check that nothing is drawn in the quiet zone of a symbol."""
    x, y, side, _ = code.box
    zone = 4 * side / code.modules
    a_dot = MM_PER_INCH / DPI  # a pixel at the edge is partly outside
    left, top, right, bottom = x + a_dot, y + a_dot, x + side - a_dot, y + side - a_dot
    for box in (
        (left, top, right, top + zone - 2 * a_dot),
        (left, bottom - zone + 2 * a_dot, right, bottom),
        (left, top, left + zone - 2 * a_dot, bottom),
        (right - zone + 2 * a_dot, top, right, bottom),
    ):
        assert part(picture, box).convert("L").getextrema() == (255, 255)


def check_texts(found: list[Char], drawn: Drawn, page: int, picture: Image.Image) -> None:
    """Check that each letter is on its label, not on a code, large enough, and visible."""
    labels = [drawn.label(number)[1] for number in (0, 1) if drawn.label(number)[0] == page]
    assert found
    for char in found:
        assert char.size >= 5.999
        assert any(is_within(char.box, label) for label in labels), char
        for x, y, side, _ in (code.box for code in drawn.pages[page]):
            assert not overlap(char.box, (x, y, x + side, y + side)), char
        left, top, right, bottom = char.box
        around = part(picture, (left - 0.6, top - 0.6, right + 0.6, bottom + 0.6))
        ground = Colour(*max(around.getcolors(1 << 20) or [])[1])  # type: ignore[misc]  # an RGB picture
        if ground != char.colour:  # a bold letter fills its box
            # WCAG 2: large text needs less contrast.
            assert compute_contrast(char.colour, ground) >= (3 if char.size >= 14 else 4.5), char
        if char.size < 9 and drawn.stock.design is None:
            assert char.colour in ((0, 0, 0), (255, 255, 255)), char


def is_within(box: Sequence[float], other: Sequence[float]) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


def overlap(box: Sequence[float], other: Sequence[float]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def check_mirrored(
    ours: list[tuple[float, float, float]], theirs: list[tuple[float, float, float]], width: float
) -> None:
    """Check that codes are mirrored: as far from the right edge as `theirs` from the left edge.

    Args:
        ours: left, top and side in mm of the codes that must be mirrored.
        theirs: left, top and side in mm of the other codes, in the same order.
        width: width of the card in mm.
    """
    flipped = [(width - x - side, y, side) for x, y, side in theirs]
    assert len(ours) == len(theirs) > 0
    for one, other in zip(ours, flipped, strict=True):
        assert one == pytest.approx(other, abs=0.02)
