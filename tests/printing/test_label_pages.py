"""Pages of labels: other programs measure the labels and scan the codes."""

from __future__ import annotations

import io
import re
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.conftest import program
from tests.oracles.paper import MM_PER_INCH, by_zbar, by_zxing, inked, printed
from tests.printing.sheets import DPI, link, pages
from tests.printing.test_label_stock import CUT_MM, MAKERS
from wa_link.errors import OptionError
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.printing.stock_list import STOCKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

POINTS_PER_MM = 72 / MM_PER_INCH
# Stocks whose labels are large enough for a code.
LARGE = [name for name, (*_, height) in MAKERS.items() if height > 13]


def part(picture: Image.Image, box: Sequence[float], dpi: int = DPI) -> Image.Image:
    """Return a part of a page; the box is left, top, width and height in mm."""
    x, y, width, height = (at / MM_PER_INCH * dpi for at in box)
    return picture.crop((round(x), round(y), round(x + width), round(y + height)))


def places_of(name: str) -> list[tuple[float, float]]:
    """Return the places of labels that follow from the maker's sizes.

    The gaps are equal, and the left margin is as wide as the right one.
    """
    count, left, top, width, height = MAKERS[name]
    page_width, page_height = STOCKS[name].page
    columns = STOCKS[name].columns
    rows = count // columns
    across = (page_width - 2 * left - width) / max(1, columns - 1)
    down = (page_height - 2 * top - height) / max(1, rows - 1)
    return [(left + x * across, top + y * down) for y in range(rows) for x in range(columns)]


@pytest.mark.long(daily=6)
@pytest.mark.parametrize("name", LARGE)
def test_every_label_has_its_own_code(name: str, tmp_path: Path) -> None:
    count, _, _, width, height = MAKERS[name]
    page = printed(pages(name, count), "pdf", tmp_path, dpi=DPI)
    for number, (x, y) in enumerate(places_of(name)):
        label = part(page, (x, y, width, height))
        assert by_zxing(label) == [link(number)]
        ink = inked(label, dpi=DPI)
        assert ink
        margins = (*ink[:2], width - ink[2], height - ink[3])
        # Designs of posters and cards draw a background up to the edge.
        assert STOCKS[name].design or min(margins) > CUT_MM, number
    assert by_zbar(label, tmp_path) == [link(count - 1)]


@pytest.mark.parametrize("name", ["L7160", "L7163", "3474", "5160", "5162", "DK-11209"])
def test_outlines_are_where_labels_are_cut(name: str, tmp_path: Path) -> None:
    count, left, top, width, height = MAKERS[name]
    page = printed(pages(name, count, outline=True), "pdf", tmp_path, dpi=DPI)
    page_width, page_height = STOCKS[name].page
    # Lines are grey. At the edge of the page, half of the line is outside.
    assert inked(page, dpi=DPI, darker_than=250) == pytest.approx(
        (left, top, page_width - left, page_height - top), abs=CUT_MM
    )
    x, y = places_of(name)[-1]
    corner = part(page, (x + width - 1, y + height - 1, 2, 2)).convert("L")
    assert corner.getextrema()[0] < 200  # type: ignore[operator]  # of one band


def test_round_labels_are_outlined_as_circles(tmp_path: Path) -> None:
    stock = STOCKS["3416"]
    with LabelSheet(stock, outline=True, call_to_action="none") as sheet:
        sheet.add(link(0))
        page = printed(sheet.output(), "pdf", tmp_path, dpi=DPI)
    x, y = next(stock.positions)
    corner, edge = part(page, (x - 1, y - 1, 4, 4)), part(page, (x - 1, y + 29, 2, 2))
    assert inked(corner, dpi=DPI, darker_than=250) is None
    assert inked(edge, dpi=DPI, darker_than=250) is not None


@pytest.mark.long(daily=3)
@pytest.mark.parametrize(
    "caption",
    ["Oak table\n€120", "شقة للبيع 3 غرف – Riyadh", "ห้องพักใกล้รถไฟฟ้า", "किराये के लिए", "a " * 40],
    ids=["Latin", "Arabic", "Thai", "Devanagari", "long"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["L7160", "5160", "L7165"])
def test_texts_stay_on_their_label(name: str, caption: str, tmp_path: Path) -> None:
    with LabelSheet(name) as sheet:
        sheet.add(link(0), caption, title=caption[:9])
        page = printed(sheet.output(), "pdf", tmp_path, dpi=DPI)
    _, left, top, width, height = MAKERS[name]
    ink = inked(page, dpi=DPI)
    assert ink
    assert min(ink[0] - left, ink[1] - top, left + width - ink[2], top + height - ink[3]) > 1
    assert by_zxing(page) == by_zbar(page, tmp_path) == [link(0)]


def test_start_copies_and_offset_work_together(tmp_path: Path) -> None:
    at_rest = pages("L7163", 2, start=13, copies=3)
    moved = pages("L7163", 2, start=13, copies=3, offset=(1.5, -2.0))
    first, second = (printed(moved, "pdf", tmp_path, dpi=DPI, page=page) for page in (1, 2))
    assert by_zxing(first) == [link(0)] * 2
    assert by_zxing(second) == [link(0), *[link(1)] * 3]
    _, left, top, width, height = MAKERS["L7163"]
    seventh_row = part(first, (left + 1.5, top + 6 * height - 2.0, width, height))
    assert by_zxing(seventh_row) == [link(0)]
    still = inked(printed(at_rest, "pdf", tmp_path, dpi=DPI), dpi=DPI)
    assert still
    assert inked(first, dpi=DPI) == pytest.approx(
        (still[0] + 1.5, still[1] - 2, still[2] + 1.5, still[3] - 2), abs=0.1
    )


def test_copies_of_one_label(tmp_path: Path) -> None:
    with LabelSheet("L7160", copies="{qty}") as sheet:
        with pytest.raises(OptionError, match="give a number, such as copies=1"):
            sheet.add(link(0))
        sheet.add(link(1), copies=2)
        sheet.add(link(2), copies=1)
        assert sheet.labels == 3
        page = printed(sheet.output(), "pdf", tmp_path, dpi=DPI)
    assert by_zxing(page) == [link(1), link(1), link(2)]


def boxes_of(drawing: bytes) -> list[dict[str, list[float]]]:
    """Return the media, trim and bleed box of each page in mm."""
    with pikepdf.open(io.BytesIO(drawing)) as document:
        return [
            {
                name: [float(at) / POINTS_PER_MM for at in page.obj[name]]
                for name in ("/MediaBox", "/TrimBox", "/BleedBox")
                if name in page.obj
            }
            for page in document.pages
        ]


@pytest.mark.parametrize(("name", "bleed"), [("L7160", 3.0), ("DK-11209", 2.5)])
def test_with_bleed_each_label_has_a_page_of_its_own(
    name: str, bleed: float, tmp_path: Path
) -> None:
    *_, width, height = MAKERS[name]
    drawing = pages(name, 3, bleed=bleed)
    whole = pytest.approx([0, 0, width + 2 * bleed, height + 2 * bleed], abs=0.01)
    trimmed = pytest.approx([bleed, bleed, width + bleed, height + bleed], abs=0.01)
    assert boxes_of(drawing) == [
        {"/MediaBox": whole, "/TrimBox": trimmed, "/BleedBox": whole} for _ in range(3)
    ]
    for number in range(3):
        page = printed(drawing, "pdf", tmp_path, dpi=DPI, page=number + 1)
        assert by_zxing(part(page, (bleed, bleed, width, height))) == [link(number)]


@pytest.mark.parametrize("name", ["poster-a5", "business-card", "sticker-50mm"])
def test_a_background_extends_into_the_bleed(name: str, tmp_path: Path) -> None:
    page = printed(pages(name, 1, bleed=3, accent="#336699"), "pdf", tmp_path, dpi=DPI)
    width, height = (side + 6 for side in STOCKS[name].label)
    if STOCKS[name].is_round:  # outside the circle, but inside the square around it
        edge = part(page, (width / 2 - 1, 1, 2, 1))
    else:
        edge = part(page, (1, height / 8, 1, 2))
    assert edge.getextrema() == ((0x33, 0x33), (0x66, 0x66), (0x99, 0x99))


def test_without_bleed_a_page_has_no_trim_box() -> None:
    assert [sorted(boxes) for boxes in boxes_of(pages("L7160", 1))] == [["/MediaBox"]]


def is_square(picture: Image.Image, modules: int) -> bool:
    """Return whether all modules of a code are squares of a whole number of pixels."""
    side = picture.width // modules
    plain = picture.point(lambda value: 255 * (value > 127))
    small = plain.resize((modules, modules), Image.Resampling.NEAREST)
    again = small.resize(plain.size, Image.Resampling.NEAREST)
    blurred = sum(picture.histogram()[16:240])
    return plain.width == modules * side and plain.tobytes() == again.tobytes() and not blurred


@pytest.mark.parametrize(
    ("name", "dpi"),
    [("DK-11209", 203), ("DK-11209", 300), ("99012", 300), ("L7160", 600), ("11354", 203)],
)
def test_modules_are_whole_dots_of_a_label_printer(name: str, dpi: int) -> None:
    with LabelSheet(name, dpi=dpi, start=2 if name == "L7160" else 1) as sheet:
        sheet.add(link(0), "€120", title="Oak table")
        ((code,),) = sheet._pages.codes  # noqa: SLF001  (where it says that the code is)
        drawing = sheet.output()
    with pypdfium2.PdfDocument(drawing) as document:
        page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    left, top, side, _ = (round(length / MM_PER_INCH * dpi) for length in code.box)
    assert side % code.modules == 0
    assert code.box[2] == pytest.approx(side / dpi * MM_PER_INCH)
    # A corner between two dots can be rounded to either of them.
    crops = [
        page.crop((left + x, top + y, left + x + side, top + y + side)).convert("L")
        for x in (0, -1, 1)
        for y in (0, -1, 1)
    ]
    assert any(is_square(crop, code.modules) for crop in crops)
    colours = {colour for _, colour in page.getcolors(1 << 24) or []}
    assert all(max(colour) - min(colour) == 0 for colour in colours), "nothing is coloured"
    assert by_zxing(page) == [link(0)]


def test_a_label_printer_prints_pure_black(tmp_path: Path) -> None:
    with LabelSheet(
        "L7165", dpi=203
    ) as sheet:  # for other printers, such large labels have grey letters
        sheet.add(link(0), "€120", title="Oak table")
        sheet.save(file := tmp_path / "label.pdf")
    command = [program("pdftoppm", "poppler-utils"), "-r", "600", "-gray", "-aa", "no",
               "-aaVector", "no", "-singlefile", str(file), str(tmp_path / "page")]  # fmt: skip
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    page = Image.open(tmp_path / "page.pgm")
    assert {colour for _, colour in page.getcolors() or []} == {0, 255}


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    drawing = pages("5160", 31, document_title="Labels: tables.csv")
    (file := tmp_path / "labels.pdf").write_bytes(drawing)
    command = [program("pdfinfo", "poppler-utils"), str(file)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = dict(re.findall(r"^(.+?): +(.+)$", said, re.MULTILINE))
    assert found["Title"] == "Labels: tables.csv"
    assert found["Pages"] == "2"
    assert found["Page size"] == "612 x 792 pts (letter)"
    with pikepdf.open(file) as document:
        assert str(document.Root.ViewerPreferences.PrintScaling) == "/None"
    fonts = subprocess.run([program("pdffonts", "poppler-utils"), str(file)], check=True,
                           capture_output=True, text=True).stdout.splitlines()[2:]  # fmt: skip
    assert {tuple(font.split()[-5:-2]) for font in fonts} == {("yes", "yes", "yes")}
    assert all(re.match(r"[A-Z]{6}\+FiraGO", font) for font in fonts)
    assert len(drawing) < 60_000
