"""Pages of labels, measured and read by other programs."""

from __future__ import annotations

import gc
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.conftest import program
from tests.paper import MM_PER_INCH, by_zbar, by_zxing, inked, printed
from tests.printing.test_stock import CUT_MM, MAKERS
from wa_link.errors import LinkError, OptionError, Reason, SymbolError, TextError
from wa_link.printing import STOCKS, LabelSheet, label_look
from wa_link.qr import QrCode
from wa_link.qr.readback import Code, check_pages
from wa_link.qr.symbol import make_symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

DPI = 300
POINTS_PER_MM = 72 / MM_PER_INCH
# Labels that are large enough for a code.
LARGE = [name for name, (*_, height) in MAKERS.items() if height > 13]
needs_processes = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="children are counted in /proc"
)


def link(number: int) -> str:
    return f"https://wa.me/447911123456?text={number}"


def pages(stock: str, count: int, caption: str = "€120", **options: object) -> bytes:
    """A file of so many labels, each with a link of its own."""
    with LabelSheet(stock, **options) as sheet:  # type: ignore[arg-type]  # by name
        for number in range(count):
            sheet.add(link(number), caption, title="Table")
        drawing = sheet.output()
        assert sum(sheet.check(drawing)) == sheet.labels
        return drawing


def part(picture: Image.Image, box: Sequence[float], dpi: int = DPI) -> Image.Image:
    """A part of a page: left, top, width and height in mm."""
    x, y, width, height = (at / MM_PER_INCH * dpi for at in box)
    return picture.crop((round(x), round(y), round(x + width), round(y + height)))


def places_of(name: str) -> list[tuple[float, float]]:
    """Where labels are by the maker's figures: evenly between equal margins."""
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
        # A card of a design has a ground of its own.
        assert STOCKS[name].design or min(margins) > CUT_MM, number
    assert by_zbar(label, tmp_path) == [link(count - 1)]


@pytest.mark.parametrize("name", ["L7160", "L7163", "3474", "5160", "5162", "DK-11209"])
def test_outlines_are_where_labels_are_cut(name: str, tmp_path: Path) -> None:
    count, left, top, width, height = MAKERS[name]
    page = printed(pages(name, count, outline=True), "pdf", tmp_path, dpi=DPI)
    page_width, page_height = STOCKS[name].page
    # Lines are grey, and half a line is beyond the page where labels are.
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
    x, y = next(stock.places)
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


def test_a_used_sheet_copies_and_a_printer_that_drifts(tmp_path: Path) -> None:
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
        with pytest.raises(OptionError, match="No row says how many labels are printed: give cop"):
            sheet.add(link(0))
        sheet.add(link(1), copies=2)
        sheet.add(link(2), copies=1)
        assert sheet.labels == 3
        page = printed(sheet.output(), "pdf", tmp_path, dpi=DPI)
    assert by_zxing(page) == [link(1), link(1), link(2)]


def boxes_of(drawing: bytes) -> list[dict[str, list[float]]]:
    """The boxes of each page, in mm."""
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
def test_a_ground_of_colour_reaches_beyond_the_cut(name: str, tmp_path: Path) -> None:
    page = printed(pages(name, 1, bleed=3, accent="#336699"), "pdf", tmp_path, dpi=DPI)
    width, height = (side + 6 for side in STOCKS[name].label)
    if STOCKS[name].is_round:  # beyond the circle, but not beyond the square around it
        edge = part(page, (width / 2 - 1, 1, 2, 1))
    else:
        edge = part(page, (1, height / 8, 1, 2))
    assert edge.getextrema() == ((0x33, 0x33), (0x66, 0x66), (0x99, 0x99))


def test_without_bleed_a_page_has_no_trim_box() -> None:
    assert [sorted(boxes) for boxes in boxes_of(pages("L7160", 1))] == [["/MediaBox"]]


def is_square(picture: Image.Image, modules: int) -> bool:
    """Whether a code is of equal black and white squares, each a whole number of pixels."""
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
    with LabelSheet(name, dpi=dpi, accent="red", start=2 if name == "L7160" else 1) as sheet:
        sheet.add(link(0), "€120", title="Oak table")
        ((code,),) = sheet._pages.codes  # noqa: SLF001  (where it says that the code is)
        drawing = sheet.output()
    with pypdfium2.PdfDocument(drawing) as document:
        page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    left, top, side, _ = (round(length / MM_PER_INCH * dpi) for length in code.box)
    assert side % code.modules == 0
    assert code.box[2] == pytest.approx(side / dpi * MM_PER_INCH)
    # A place half-way between two dots goes to either.
    crops = [
        page.crop((left + x, top + y, left + x + side, top + y + side)).convert("L")
        for x in (0, -1, 1)
        for y in (0, -1, 1)
    ]
    assert any(is_square(crop, code.modules) for crop in crops)
    colours = {colour for _, colour in page.getcolors(1 << 24) or []}
    assert all(max(colour) - min(colour) == 0 for colour in colours), "nothing is coloured"
    assert by_zxing(page) == [link(0)]


def test_on_a_label_printer_all_is_black(tmp_path: Path) -> None:
    with LabelSheet("L7165", dpi=203, accent="#aaddcc") as sheet:  # large letters may be grey
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


SAME = """
import hashlib
import io
from tests.printing.test_pages import pages
print(hashlib.sha256(pages("L7160", 3, "شقة 3 – table 🙂")).hexdigest())
"""


@pytest.mark.long
def test_the_same_labels_give_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(pages("L7160", 3, "شقة 3 – table 🙂")).hexdigest()
    for seed in ("1", "2"):
        there = subprocess.run([sys.executable, "-c", SAME], check=True, capture_output=True,
                               text=True, env={**os.environ, "PYTHONHASHSEED": seed})  # fmt: skip
        assert there.stdout.strip() == here


def test_what_does_not_read_back_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = QrCode.of("https://wa.me/1").symbol
    monkeypatch.setattr(
        label_look,
        "make_symbol",
        lambda data, level: other if data == link(25) else make_symbol(data, level),
    )
    with LabelSheet("L7160") as sheet:
        for number in range(30):
            sheet.add(link(number))
        with pytest.raises(SymbolError, match="Code 5 on page 2 was drawn, and could") as raised:
            sheet.save(tmp_path / "labels.pdf")
    assert raised.value.reason is Reason.QR_UNREADABLE
    assert list(tmp_path.iterdir()) == []


def test_a_code_in_the_wrong_place_is_found_out() -> None:
    with LabelSheet("L7160") as sheet:
        for number in range(2):
            sheet.add(link(number))
        ((one, other),) = sheet._pages.codes  # noqa: SLF001  (what is expected)
        drawing = sheet.output()
    assert list(check_pages(drawing, [[one, other]])) == [2]
    with pytest.raises(SymbolError, match="Code 1 on page 1"):
        list(check_pages(drawing, [[Code(other.box, link(0), one.modules)]]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"start": 0}, "A page of L7160 has the labels 1 to 21, not 0."),
        ({"start": 22}, "A page of L7160 has the labels 1 to 21, not 22."),
        ({"start": 2, "bleed": 3}, "start=2 does not go with bleed"),
        ({"copies": 0}, 'copies: "0" is not a number of copies: write a whole number from 1'),
        ({"copies": "0"}, 'copies: "0" is not a number of copies: write a whole number from 1'),
        ({"bleed": 3.0, "start": 4}, "start=4 does not go with bleed: each label has a page"),
        ({"call_to_action": "x" * 501}, "call_to_action: The text has 501 characters"),
        ({"caption": "x" * 501}, "caption: The text has 501 characters"),
        ({"copies": "many"}, 'copies: "many" is not a number of copies: write a whole number from'),
        ({"copies": "{"}, 'The brace at character 1 of "{" opens no field'),
        ({"offset": (30, 0)}, "An offset is 10 mm at most, either way."),
        ({"offset": (-9.5, 0), "stock": "L7169"}, "Moved by -9.5 mm, labels of L7169 would leave"),
        ({"quiet_zone": 3}, "On labels the quiet zone is 4 modules at least."),
        ({"dark": "yellow"}, "the nearest is dark="),
        ({"logo": __file__}, "is not a PNG, JPEG or WebP picture of"),
        ({"error_correction": "X"}, 'Unknown error correction level "X"'),
        ({"stock": "L4731"}, "Labels of L4731 are 25.4×10 mm, and the smallest code of a chat"),
        ({"bleed": 0}, "The bleed is more than 0 and 20 mm at most, not 0 mm: 3 mm is usual."),
        ({"dpi": 96}, "A label printer has 150 to 1,200 dots per inch, not 96."),
        ({"dpi": 2400}, "A label printer has 150 to 1,200 dots per inch, not 2400."),
        ({"dpi": 203, "dark": "navy"}, "With dpi codes are black: leave out dark."),
        ({"dpi": 203, "light": "pink"}, "With dpi paper is white: leave out light."),
        ({"dpi": 203, "style": "dots"}, "whole dots, which are square: leave out style."),
        ({"dpi": 203, "logo": __file__}, "black or white, and a logo has greys: leave out logo"),
        ({"dpi": 203, "size": "40mm"}, "labels decide how large their codes are: leave out size"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        LabelSheet(**{"stock": "L7160", **options})  # type: ignore[arg-type]  # by name


def test_what_cannot_be_on_a_label_is_refused_and_takes_none(tmp_path: Path) -> None:
    with LabelSheet("5160") as sheet:
        with pytest.raises(TextError) as raised:
            sheet.add(link(0), "very\n" * 40)
        assert raised.value.reason is Reason.CAPTION_TOO_LONG
        with pytest.raises(SymbolError) as refused:
            sheet.add(link(0) + "long" * 200, "")
        assert refused.value.reason is Reason.QR_TOO_DENSE
        with pytest.raises(OptionError, match="There is no label to be printed"):
            sheet.save(tmp_path / "labels.pdf")
        assert (sheet.labels, sheet.pages) == (0, 0)
        sheet.add(link(0), "Sofa")
        sheet.save(tmp_path / "labels.pdf")
    page = printed((tmp_path / "labels.pdf").read_bytes(), "pdf", tmp_path)
    assert by_zxing(page) == [link(0)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Sofa", id="a text"),
        pytest.param("+44 7911 123456", id="a number"),
        pytest.param("https://example.com", id="another site"),
        pytest.param("https://wa.me.example.com/447911123456", id="another site's name"),
        pytest.param("https://wa.me/1", id="a number that does not exist"),
        pytest.param("https://wa.me/settings/linked_devices#x", id="what gives an account away"),
        pytest.param(" https://wa.me/447911123456 https://wa.me/1", id="two links"),
    ],
)
def test_what_is_no_link_of_whatsapp_s_is_refused(text: str) -> None:
    with LabelSheet("L7160") as sheet:
        with pytest.raises(LinkError):
            sheet.add(text)
        assert sheet.labels == 0


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("wa.me/447911123456", "https://wa.me/447911123456"),
        ("https://chat.whatsapp.com/ABCdef123456", "https://chat.whatsapp.com/ABCdef123456"),
        ("whatsapp://send?phone=447911123456", "whatsapp://send?phone=447911123456"),
    ],
)
def test_other_links_of_whatsapp_s_are_drawn(text: str, drawn: str, tmp_path: Path) -> None:
    with LabelSheet("L7160") as sheet:
        sheet.add(text)
        assert by_zxing(printed(sheet.output(), "pdf", tmp_path, dpi=DPI)) == [drawn]


@pytest.mark.parametrize(
    ("options", "texts", "words"),
    [
        pytest.param({}, {"caption": "Oak table"}, "Oak table", id="of the label alone"),
        pytest.param({"caption": "Our shop"}, {}, "Our shop", id="of the sheet"),
        pytest.param({"title": "Our shop"}, {"caption": "Oak"}, "Our shop Oak", id="of both"),
        pytest.param({"caption": "Our shop"}, {"caption": "Oak"}, "Oak", id="both of one kind"),
        pytest.param({"caption": "{price}"}, {}, "", id="a template has no row"),
    ],
)  # fmt: skip
def test_texts_of_the_sheet_and_of_the_label(
    options: dict[str, str], texts: dict[str, str], words: str
) -> None:
    with LabelSheet("L7165", call_to_action="none", **options) as sheet:  # type: ignore[arg-type]
        sheet.add(link(0), **texts)  # type: ignore[arg-type]  # by name
        drawing = sheet.output()
    with pypdfium2.PdfDocument(drawing) as document:
        assert document[0].get_textpage().get_text_bounded().split() == words.split()


def children() -> set[str]:
    """The processes that this one has started."""
    return {
        child
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    }


@needs_processes
def test_the_process_that_typesets_ends_with_its_sheet(tmp_path: Path) -> None:
    gc.collect()
    before = children()
    with LabelSheet("L7160") as sheet:
        sheet.add(link(0))
        assert len(children() - before) == 1
    assert children() == before
    with pytest.raises(ZeroDivisionError), LabelSheet("L7160"):
        _ = 1 / 0
    assert children() == before
    sheet = LabelSheet("L7160")
    sheet.add(link(0))
    sheet.save(tmp_path / "labels.pdf")
    assert children() == before
    sheet = LabelSheet("L7160")
    sheet.close()
    sheet.close()
    assert children() == before
    LabelSheet("L7160").add(link(0))  # and forgotten
    gc.collect()
    assert children() == before


def test_a_sheet_that_is_saved_or_closed_says_so(tmp_path: Path) -> None:
    sheet = LabelSheet("L7160")
    sheet.add(link(0))
    drawing = sheet.output()
    assert sheet.output() == drawing
    sheet.add(link(1))
    sheet.save(tmp_path / "labels.pdf")
    assert (sheet.labels, sheet.pages) == (2, 1)
    for act in (
        lambda: sheet.add(link(1)),
        sheet.output,
        lambda: sheet.save(tmp_path / "again.pdf"),
    ):
        with pytest.raises(OptionError, match="This LabelSheet is saved or closed: make another"):
            act()
    assert [file.name for file in tmp_path.iterdir()] == ["labels.pdf"]
