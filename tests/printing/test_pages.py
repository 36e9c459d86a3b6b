"""Pages of labels, measured and read by other programs."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.conftest import program
from tests.labels.test_stock import MAKERS
from tests.paper import MM_PER_INCH, by_zbar, by_zxing, inked, printed
from wa_link import chat_link
from wa_link.errors import OptionError, Reason, SymbolError, TextError
from wa_link.labels import STOCKS, LabelSheet
from wa_link.labels import sheet as sheets
from wa_link.labels.layout import layout_of
from wa_link.qr import QrCode
from wa_link.qr.readback import Code, check_pages
from wa_link.qr.symbol import make_symbol

if TYPE_CHECKING:
    from pathlib import Path

DPI = 300
TOLERANCE = 0.2  # mm
CAPTION = "Oak table, as good as new\n€120"


def link(number: int) -> str:
    return chat_link("+44 7911 123456", text=f"Is table no. {number} still available?").url


def pages(stock: str, count: int, caption: str = CAPTION, **options: object) -> bytes:
    """A file of so many labels, each with a link of its own."""
    sheet = LabelSheet(stock, caption=caption, **options)  # type: ignore[arg-type]  # by name
    for number in range(count):
        sheet.add(link(number), caption, "+44 7911 123456")
    drawing = sheet.output()
    assert sum(sheet.check(drawing)) == sheet.labels
    return drawing


def part(picture: Image.Image, x: float, y: float, width: float, height: float) -> Image.Image:
    """A part of a page, in mm."""
    scale = DPI / MM_PER_INCH
    return picture.crop(tuple(round(at * scale) for at in (x, y, x + width, y + height)))  # type: ignore[arg-type]  # four


@pytest.mark.long(daily=6)
@pytest.mark.parametrize("caption", ["", CAPTION], ids=["bare", "captioned"])
@pytest.mark.parametrize("name", MAKERS)
def test_labels_are_where_they_are_cut_and_are_read(
    name: str, caption: str, tmp_path: Path
) -> None:
    count, left, top, width, height = MAKERS[name]
    stock = STOCKS[name]
    page = printed(pages(name, count, caption, outline=True), "pdf", tmp_path, dpi=DPI)
    assert inked(page, dpi=DPI, darker_than=250) == pytest.approx(
        (left, top, stock.page[0] - left, stock.page[1] - top), abs=TOLERANCE
    )
    side = layout_of(stock, captioned=bool(caption)).code.width
    modules = QrCode.of(link(0)).symbol.size
    for number, (x, y) in ((0, (left, top)), (count - 1, list(stock.places)[-1])):
        label = part(page, x, y, width, height)
        assert by_zxing(label) == by_zbar(label, tmp_path) == [link(number)]
        symbol = side * modules / (modules + 8)
        assert size_of_code(label) == pytest.approx((symbol, symbol), abs=TOLERANCE)


def size_of_code(label: Image.Image) -> tuple[float, float]:
    """Width and height of the symbol on a label, as zxing finds its corners, in mm."""
    (code,) = zxingcpp.read_barcodes(label.convert("L"))
    at = code.position
    return (
        (at.top_right.x - at.top_left.x) * MM_PER_INCH / DPI,
        (at.bottom_left.y - at.top_left.y) * MM_PER_INCH / DPI,
    )


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("name", ["poster-a4", "poster-a5", "poster-letter"])
def test_a_poster_has_its_heading_above_and_its_number_below(name: str, tmp_path: Path) -> None:
    page = printed(drawing := pages(name, 2), "pdf", tmp_path, dpi=DPI, page=2)
    width, height = STOCKS[name].page
    assert (page.width, page.height) == pytest.approx(
        (width / MM_PER_INCH * DPI, height / MM_PER_INCH * DPI), abs=1.5
    )
    assert by_zxing(page) == by_zbar(page, tmp_path) == [link(1)]
    symbol, _ = size_of_code(page)
    assert symbol > 0.6 * width
    words = text_of(drawing, tmp_path).split("\f")[1].split("\n")
    assert [line.strip() for line in words if line] == [*CAPTION.split("\n"), "+44 7911 123456"]
    assert inked(page, dpi=DPI) == pytest.approx(inked_within(width, height, page), abs=0.5)


def inked_within(width: float, height: float, page: Image.Image) -> tuple[float, ...]:
    """What is inked of a page, without its margins of 5 %."""
    margin = 0.05 * width
    found = inked(page, (margin, margin, width - margin, height - margin), DPI)
    assert found
    return found


def text_of(drawing: bytes, folder: Path) -> str:
    """The text in a PDF, as poppler finds it."""
    (file := folder / "text.pdf").write_bytes(drawing)
    command = [program("pdftotext", "poppler-utils"), "-layout", str(file), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.sub(" +", " ", found)


@pytest.mark.long(daily=5)
@pytest.mark.parametrize(
    "caption",
    ["Oak table\n€120", "شقة للبيع 3 غرف – Riyadh", "ห้องพักใกล้รถไฟฟ้า", "किराये के लिए", "a " * 90],
    ids=["Latin", "Arabic", "Thai", "Devanagari", "long"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["L7160", "L7164", "5160", "5371"])
def test_a_caption_stays_on_its_label_and_off_its_code(
    name: str, caption: str, tmp_path: Path
) -> None:
    page = printed(pages(name, 1, caption), "pdf", tmp_path, dpi=DPI)
    _, left, top, *_ = MAKERS[name]
    layout = layout_of(STOCKS[name], captioned=True)
    code, box = layout.code, layout.caption
    assert box
    everything = inked(page, dpi=DPI)
    text = inked(page, (left + box.x, top + box.y, left + box.x + box.width,
                        top + box.y + box.height), DPI)  # fmt: skip
    symbol = inked(page, (left + code.x, top + code.y, left + code.x + code.width,
                          top + code.y + code.height), DPI)  # fmt: skip
    assert text
    assert symbol
    edges = [min, min, max, max]
    assert everything == tuple(
        edge(of_text, of_symbol)
        for edge, of_text, of_symbol in zip(edges, text, symbol, strict=True)
    )
    assert by_zxing(page) == by_zbar(page, tmp_path) == [link(0)]


def test_a_used_sheet_copies_and_a_printer_that_drifts(tmp_path: Path) -> None:
    offset = (1.5, -2.0)
    drawing = pages("L7163", 2, "", start=13, copies=3, offset=offset)
    first = printed(drawing, "pdf", tmp_path, dpi=DPI)
    second = printed(drawing, "pdf", tmp_path, dpi=DPI, page=2)
    assert by_zxing(first) == [link(0)] * 2
    assert by_zxing(second) == [link(0), *[link(1)] * 3]
    _, left, top, width, height = MAKERS["L7163"]
    side = layout_of(STOCKS["L7163"], captioned=False).code.width
    zone = 4 * side / (QrCode.of(link(0)).symbol.size + 8)
    # The 13th label is the first of the seventh row, the code in its middle.
    x = left + (width - side) / 2 + zone + offset[0]
    y = top + 6 * height + (height - side) / 2 + zone + offset[1]
    assert inked(first, dpi=DPI)[:2] == pytest.approx((x, y), abs=TOLERANCE)  # type: ignore[index]  # there is ink


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    (file := tmp_path / "labels.pdf").write_bytes(pages("5160", 31, title="Labels: tables.csv"))
    command = [program("pdfinfo", "poppler-utils"), str(file)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = dict(re.findall(r"^(.+?): +(.+)$", said, re.MULTILINE))
    assert told["Title"] == "Labels: tables.csv"
    assert told["Pages"] == "2"
    assert told["Page size"] == "612 x 792 pts (letter)"
    assert b"/PrintScaling /None" in file.read_bytes()
    fonts = subprocess.run([program("pdffonts", "poppler-utils"), str(file)], check=True,
                           capture_output=True, text=True).stdout.splitlines()[2:]  # fmt: skip
    assert [font.split()[-5:-2] for font in fonts] == [["yes", "yes", "yes"]]  # emb, sub, uni
    assert re.match(r"[A-Z]{6}\+FiraGO", fonts[0])
    assert len(file.read_bytes()) < 60_000


SAME = """
import hashlib
from tests.labels.test_pages import pages
print(hashlib.sha256(pages("L7160", 3, "شقة 3 – table 🙂")).hexdigest())
"""


@pytest.mark.long
def test_the_same_labels_give_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(pages("L7160", 3, "شقة 3 – table 🙂")).hexdigest()
    for seed in ("1", "2"):
        there = subprocess.run([sys.executable, "-c", SAME], check=True, capture_output=True,
                               text=True, env={**os.environ, "PYTHONHASHSEED": seed})  # fmt: skip
        assert there.stdout.strip() == here


def test_with_a_logo(tmp_path: Path) -> None:
    Image.new("RGB", (80, 60), "orange").save(logo := tmp_path / "logo.png")
    page = printed(pages("L7160", 2, logo=logo, dark="navy"), "pdf", tmp_path, dpi=DPI)
    assert by_zxing(page) == by_zbar(page, tmp_path) == [link(0), link(1)]
    assert (255, 165, 0) in {colour for _, colour in page.getcolors(1 << 24) or []}


def test_what_does_not_read_back_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = QrCode.of("https://wa.me/1").symbol
    monkeypatch.setattr(
        sheets,
        "make_symbol",
        lambda data, level: other if data == link(25) else make_symbol(data, level),
    )
    sheet = LabelSheet("L7160")
    for number in range(30):
        sheet.add(link(number))
    with pytest.raises(SymbolError, match="Code 5 on page 2 was drawn, and could not") as raised:
        sheet.save(tmp_path / "labels.pdf")
    assert raised.value.reason is Reason.QR_UNREADABLE
    assert list(tmp_path.iterdir()) == []


def test_a_code_in_the_wrong_place_is_found_out() -> None:
    drawing = pages("5371", 2, "")
    layout = layout_of(STOCKS["5371"], captioned=False).code
    boxes = [(x + layout.x, y + layout.y, *layout[2:]) for x, y in STOCKS["5371"].places]
    modules = QrCode.of(link(0)).symbol.size + 8
    right = [Code(boxes[0], link(0), modules), Code(boxes[1], link(1), modules)]
    assert list(check_pages(drawing, [right])) == [2]
    with pytest.raises(SymbolError, match="Code 1 on page 1"):
        list(check_pages(drawing, [[Code(boxes[1], link(0), modules)]]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"start": 0}, "A page of L7160 has the labels 1 to 21, not 0."),
        ({"start": 22}, "A page of L7160 has the labels 1 to 21, not 22."),
        ({"copies": 0}, "There can be 1 to 1,000 copies of a label, not 0."),
        ({"offset": (30, 0)}, "An offset is 10 mm at most, either way."),
        ({"offset": (-9.5, 0), "stock": "L7169"}, "Moved by -9.5 mm, labels of L7169 would leave"),
        ({"quiet_zone": 3}, "On labels the quiet zone is 4 modules at least."),
        ({"dark": "yellow"}, "the nearest is dark="),
        ({"logo": __file__}, "is not a PNG, JPEG or WebP picture of"),
        ({"error_correction": "X"}, 'Unknown error correction level "X"'),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        LabelSheet(**{"stock": "L7160", **options})  # type: ignore[arg-type]  # by name


def test_what_cannot_be_on_a_label_is_refused_and_takes_none(tmp_path: Path) -> None:
    sheet = LabelSheet("5160", caption="{title}")
    with pytest.raises(TextError) as raised:
        sheet.add(link(0), "公寓")
    assert raised.value.reason is Reason.MISSING_GLYPH
    with pytest.raises(TextError) as raised:
        sheet.add(link(0), "very\n" * 40)
    assert raised.value.reason is Reason.CAPTION_TOO_LONG
    with pytest.raises(SymbolError) as refused:
        sheet.add(link(0) + "long" * 200, "")
    assert refused.value.reason is Reason.QR_TOO_DENSE
    with pytest.raises(OptionError, match="There is no label to be printed"):
        sheet.save(tmp_path / "labels.pdf")
    assert (sheet.labels, sheet.pages) == (0, 0)
    assert sheet.add(link(0), "Sofa 🛋️")[0].code == "emoji_left_out"
    sheet.save(tmp_path / "labels.pdf")
    assert by_zxing(printed((tmp_path / "labels.pdf").read_bytes(), "pdf", tmp_path)) == [link(0)]


def test_pages_are_kept_compressed() -> None:
    sheet = LabelSheet("L7160")
    for number in range(63):
        sheet.add(link(number))
    drawn_on = sheet._document._pdf.pages.values()  # noqa: SLF001  (its memory is the subject)
    contents = [page.contents for page in drawn_on]
    kept = sum(len(each) for each in contents if isinstance(each, bytearray))
    drawn = sheet.output()
    assert 10_000 < kept < 150_000
    assert len(drawn) < 130_000
