"""Designs, drawn: codes read by other programs, texts measured in the PDF, places in mm."""

from __future__ import annotations

import re
from contextlib import closing
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageColor
from pypdfium2 import raw

from tests.paper import MM_PER_INCH, by_zbar, by_zxing, printed
from wa_link import chat_link
from wa_link.colours import Colour, colour_option, contrast
from wa_link.errors import OptionError, Reason, TextError
from wa_link.printing import STOCKS, LabelSheet, Stock
from wa_link.printing.cards import CardTexts, make_card
from wa_link.printing.designs import design_names, load_design
from wa_link.printing.document import Frame, Put
from wa_link.printing.finish_pdf import finish_pdf
from wa_link.printing.measuring import Fitted, measured
from wa_link.printing.stock import stock_of
from wa_link.printing.typesetter import Typesetter
from wa_link.qr.artwork import Artwork
from wa_link.qr.draw import code_svg
from wa_link.qr.style import Style
from wa_link.qr.symbol import make_symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from wa_link.qr.readback import Code

DPI = 300
POINTS_PER_MM = 72 / MM_PER_INCH
NUMBER = "+966 50 123 4567"
ENGLISH = ("Oak table", "Solid wood, €120")
ARABIC = ("طاولة بلوط", "خشب صلب · 450 ريال")
SQUARE, HIGH, WIDE, SMALL = "50x50mm", "29x90mm", "90x29mm", "29x29mm"
FORMATS = [
    "poster-a4", "poster-a5", "poster-letter", "table-tent-a4", "business-card",
    "business-card-us", "sticker-50mm", "L7160", "L7163", "L7164", "L7169", "5160", "5164",
    SQUARE, HIGH, WIDE, "62x29mm", "62x100mm",
]  # fmt: skip
DARK, LIGHT, LOUD = "#0f4c5c", "gold", "tomato"


def link(text: str) -> str:
    return chat_link("+966501234567", text=f"Is “{text[:9]}” still available?").url


def stock(name: str) -> Stock:
    return STOCKS[name] if name in STOCKS else stock_of("a4", "2x2", name, "5mm")


class Drawn(NamedTuple):
    """A file, and what should be in it."""

    drawing: bytes
    pages: list[list[Code]]
    stock: Stock

    def label(self, number: int) -> tuple[int, tuple[float, float, float, float]]:
        """The page of a label, from 0, and its left, top, right and bottom there in mm."""
        page, place = divmod(number, self.stock.count)
        x, y = list(self.stock.places)[place]
        return page, (x, y, x + self.stock.label[0], y + self.stock.label[1])

    def codes(self, number: int) -> list[tuple[float, float, float]]:
        """Left and top of the codes of a label from its own corner, and their sides, in mm."""
        page, (left, top, right, bottom) = self.label(number)
        boxes = [code.box for code in self.pages[page]]
        return [
            (x - left, y - top, side)
            for x, y, side, _ in boxes
            if left - 0.01 <= x <= right and top - 0.01 <= y <= bottom
        ]


def draw(name: str, texts: Iterable[tuple[str, str]], **options: object) -> Drawn:
    """Draw one label for each title and caption."""
    sheet = LabelSheet(stock(name), **options)  # type: ignore[arg-type]  # by name
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
    """The characters of a page as pdfium finds them, without spaces."""
    from ctypes import byref, c_uint  # noqa: PLC0415  (here alone)

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
    """The sizes of the first letters of words, which are found in the order of the file."""
    text = "".join(char.text for char in found)
    return [found[text.index(word)].size for word in words]


def part(picture: Image.Image, box: Sequence[float]) -> Image.Image:
    """A part of a page: left, top, right and bottom in mm."""
    return picture.crop(tuple(round(at / MM_PER_INCH * DPI) for at in box))  # type: ignore[arg-type]  # four


def darkest(picture: Image.Image) -> int:
    """The least grey in a picture."""
    return min(picture.convert("L").tobytes())


@pytest.mark.long(daily=9)
@pytest.mark.parametrize("accent", [DARK, LIGHT, LOUD])
@pytest.mark.parametrize("name", FORMATS)
def test_every_design_keeps_its_rules(name: str, accent: str, tmp_path: Path) -> None:
    drawn = draw(name, [ENGLISH, ARABIC], accent=accent, show_number=name != "sticker-50mm")
    for page, codes in enumerate(drawn.pages):
        picture = printed(drawn.drawing, "pdf", tmp_path, dpi=DPI, page=page + 1)
        links = sorted(code.data for code in codes)
        assert by_zxing(picture) == links
        assert set(by_zbar(picture, tmp_path)) == set(links)
        for code in codes:
            check_quiet_zone(picture, code)
        check_texts(chars(drawn.drawing, page), drawn, page, picture)
    check_mirrored(drawn.codes(0), drawn.codes(1), drawn.stock.label[0])
    title, caption, call, number = sizes(chars(drawn.drawing), "Oak", "Solid", "Scan", "+966") if (
        name != "sticker-50mm"
    ) else (*sizes(chars(drawn.drawing), "Oak", "Solid", "Scan"), 6.0)  # fmt: skip
    if name == "sticker-50mm":
        assert title > caption >= 6
    else:
        assert title >= caption >= call >= number or name.startswith("poster")
        assert title > caption
    assert min(title, caption, call, number) >= 5.999


def check_quiet_zone(picture: Image.Image, code: Code) -> None:
    """Fail where something is drawn in the four modules around a symbol."""
    x, y, side, _ = code.box
    zone = 4 * side / code.modules
    a_dot = MM_PER_INCH / DPI  # what is at an edge is partly in it
    left, top, right, bottom = x + a_dot, y + a_dot, x + side - a_dot, y + side - a_dot
    for box in (
        (left, top, right, top + zone - 2 * a_dot),
        (left, bottom - zone + 2 * a_dot, right, bottom),
        (left, top, left + zone - 2 * a_dot, bottom),
        (right - zone + 2 * a_dot, top, right, bottom),
    ):
        assert part(picture, box).convert("L").getextrema() == (255, 255)


def check_texts(found: list[Char], drawn: Drawn, page: int, picture: Image.Image) -> None:
    """Fail where a letter is off its label, on a code, too small, or hard to see."""
    labels = [drawn.label(number)[1] for number in (0, 1) if drawn.label(number)[0] == page]
    assert found
    for char in found:
        assert char.size >= 5.999
        assert any(is_within(char.box, label) for label in labels), char
        for x, y, side, _ in (code.box for code in drawn.pages[page]):
            assert not overlap(char.box, (x, y, x + side, y + side)), char
        left, top, right, bottom = char.box
        around = part(picture, (left - 0.6, top - 0.6, right + 0.6, bottom + 0.6))
        ground = Colour(*max(around.getcolors(1 << 20) or [])[1])  # type: ignore[misc]  # of RGB
        if ground != char.colour:  # a bold letter fills its box
            assert contrast(char.colour, ground) >= 4.5, char
        if char.size < 9:
            assert char.colour in ((0, 0, 0), (255, 255, 255)), char


def is_within(box: Sequence[float], other: Sequence[float]) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


def overlap(box: Sequence[float], other: Sequence[float]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def check_mirrored(
    ours: list[tuple[float, float, float]], theirs: list[tuple[float, float, float]], width: float
) -> None:
    """Fail unless codes are as far from the right as the others from the left, of one size."""
    flipped = [(width - x - side, y, side) for x, y, side in theirs]
    assert len(ours) == len(theirs) > 0
    for one, other in zip(ours, flipped, strict=True):
        assert one == pytest.approx(other, abs=0.02)


@pytest.mark.parametrize(
    ("name", "side", "is_beside"),
    [
        ("L7160", 35.1, True), ("L7161", 41.45, True), ("L7163", 35.1, True),
        ("L7164", 53.16, False), ("L7165", 64.7, True), ("L7169", 96.1, False),
        ("5160", 22.4, True), ("5162", 30.87, True), ("5163", 47.8, True), ("5164", 63.04, False),
        ("5371", 47.8, True), (SQUARE, 36.0, False), (HIGH, 26.0, False), (WIDE, 26.0, True),
    ],
)  # fmt: skip
def test_the_code_of_a_label_is_as_large_as_it_can_be(
    name: str, side: float, *, is_beside: bool
) -> None:
    drawn = draw(name, [ENGLISH, ARABIC])
    width, height = drawn.stock.label
    ((x, y, found),) = drawn.codes(0)
    assert found == pytest.approx(side, abs=0.02)
    place = (1.5, (height - side) / 2) if is_beside else ((width - side) / 2, 1.5)
    assert (x, y) == pytest.approx(place, abs=0.02)
    for number in (0, 1):
        page, (left, top, *_) = drawn.label(number)
        ((x, y, _),) = drawn.codes(number)
        texts = [char.box for char in chars(drawn.drawing, page)]
        mine = [box for box in texts if is_within(box, drawn.label(number)[1])]
        assert mine
        if not is_beside:
            assert all(box[1] > top + y + side for box in mine)
        elif number == 0:
            assert all(box[0] > left + x + side for box in mine)
        else:  # from right to left
            assert all(box[2] < left + x for box in mine)


@pytest.mark.parametrize("name", ["L7160", "L7164", "14x14mm", "20x99mm", SQUARE, WIDE])
def test_a_label_without_texts_is_all_code(name: str) -> None:
    with closing(LabelSheet(stock(name), call_to_action="none")) as sheet:
        sheet.add("https://wa.me/abc" if name == "14x14mm" else link(""))
        drawn = drawn_on(sheet)
    width, height = drawn.stock.label
    side = min(width, height) - 3
    assert drawn.codes(0)[0] == pytest.approx(
        ((width - side) / 2, (height - side) / 2, side), abs=0.02
    )
    assert chars(drawn.drawing) == []


@pytest.mark.parametrize(
    ("layout", "place"), [("side", (1.5, 1.5, 35.1)), ("below", (18.391, 1.5, 26.718))]
)
def test_the_layout_can_be_chosen(layout: str, place: tuple[float, float, float]) -> None:
    assert draw("L7160", [ENGLISH], layout=layout).codes(0)[0] == pytest.approx(place, abs=0.02)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("poster-a4", 0.65), ("poster-a5", 0.65), ("poster-letter", 0.63),
        ("table-tent-a4", 0.25), ("business-card", 0.43), ("sticker-50mm", 0.55),
    ],
)  # fmt: skip
def test_the_code_of_a_design_is_large(name: str, least: float) -> None:
    for title, caption in (ENGLISH, ("", "")):
        drawn = draw(name, [(title, caption)])
        assert min(side for *_, side in drawn.codes(0)) > least * drawn.stock.label[0]


def test_a_table_tent_has_two_faces_of_which_one_is_upside_down() -> None:
    drawn = draw("table-tent-a4", [ENGLISH])
    one, other = drawn.codes(0)
    width, height = drawn.stock.label
    assert (one[0] + other[0] + one[2], one[1] + other[1] + one[2]) == pytest.approx(
        (width, height), abs=0.02
    )
    assert {height / 4 < y < height * 3 / 4 for _, y, _ in (one, other)} == {True}


def words(drawing: bytes, page: int = 0) -> str:
    with pypdfium2.PdfDocument(drawing) as document:
        return re.sub(r"\s+", " ", document[page].get_textpage().get_text_bounded()).strip()


def test_an_empty_poster_says_scan_to_chat_large() -> None:
    drawn = draw("poster-a4", [("", "")])
    assert words(drawn.drawing) == f"Scan to chat on WhatsApp {NUMBER}"
    assert sizes(chars(drawn.drawing), "Scan")[0] > 48


@pytest.mark.parametrize(
    ("name", "options", "is_printed"),
    [
        ("poster-a4", {}, True), ("table-tent-a4", {}, True), ("business-card", {}, True),
        ("sticker-50mm", {}, False), ("L7160", {}, False), ("L7160", {"show_number": True}, True),
        ("poster-a4", {"show_number": False}, False),
    ],
    ids=str,
)  # fmt: skip
def test_the_number_is_printed_where_the_design_or_a_person_wants_it(
    name: str, options: dict[str, bool], *, is_printed: bool
) -> None:
    assert (NUMBER in words(draw(name, [ENGLISH], **options).drawing)) is is_printed


def test_a_number_is_in_order_from_right_to_left() -> None:
    found = [
        each for each in chars(draw("poster-a4", [ARABIC]).drawing) if each.text in "+0123456789"
    ]
    below = sorted((each for each in found if each.box[1] > 200), key=lambda each: each.box[0])
    assert "".join(each.text for each in below) == NUMBER.replace(" ", "")


@pytest.mark.parametrize(
    ("call", "said"), [("auto", "Scan to chat on WhatsApp"), ("none", ""), ("Ask us!", "Ask us!")]
)
def test_the_call_to_action_is_chosen(call: str, said: str) -> None:
    expected = " ".join(filter(None, (*ENGLISH, said)))
    assert words(draw("L7163", [ENGLISH], call_to_action=call).drawing) == expected


def test_a_call_to_action_that_does_not_fit_is_left_out_with_a_note() -> None:
    with closing(LabelSheet(stock(SMALL))) as sheet:
        (note,) = sheet.add("https://wa.me/abc", title="Sofa and table", caption="€120")
        assert note.code == "call_left_out"
        assert words(sheet.output()) == "Sofa and table €120"
    with closing(LabelSheet(stock("20x20mm"))) as sheet:
        (note,) = sheet.add("https://wa.me/abc")
        assert note.code == "call_left_out"
        assert drawn_on(sheet).codes(0)[0][2] == pytest.approx(17, abs=0.02)


@pytest.mark.parametrize("name", ["L7160", "business-card", "sticker-50mm", "poster-a4"])
def test_a_text_that_does_not_fit_is_too_long(name: str) -> None:
    with closing(LabelSheet(name)) as sheet, pytest.raises(TextError) as raised:
        sheet.add(link(""), "very\n" * 60, title="Sofa")
    assert raised.value.reason is Reason.CAPTION_TOO_LONG


@pytest.mark.parametrize("name", ["L7160", "5160", "sticker-50mm"])
def test_nothing_is_smaller_than_six_points(name: str) -> None:
    refused = 0
    with closing(LabelSheet(name, start=1)) as sheet:
        for count in range(2, 80, 3):
            try:
                sheet.add(link(""), "Solid wood", title="Table " * count)
            except TextError as error:
                assert error.reason is Reason.CAPTION_TOO_LONG  # noqa: PT017  (after some that fit)
                refused += 1
        drawn = drawn_on(sheet)
    assert refused
    found = [char.size for page in range(len(drawn.pages)) for char in chars(drawn.drawing, page)]
    assert 5.999 <= min(found) < 7


LONG_WORDS = {
    "German": "Donaudampfschifffahrtsgesellschaft",
    "with an apostrophe": "Antidisestablishmentarian’s",
    "without vowels": "x" * 40,
    "Greek": "Σκουληκομυρμηγκότρυπα" * 2,
    "a link": "https://example.com/a/very/long/path/of/a/listing",
}


@pytest.mark.parametrize("word", LONG_WORDS.values(), ids=LONG_WORDS)
def test_a_long_word_is_broken_as_the_last_resort(word: str) -> None:
    drawn = draw("L7161", [(word, "")])
    found = "".join(char.text for char in chars(drawn.drawing))
    assert found.replace("\x02", "").replace("-", "").startswith(word.replace("-", "")[:12])
    check_texts(chars(drawn.drawing), drawn, 0, Image.new("RGB", (2480, 3508), "white"))
    unbroken = chars(draw("L7163", [("Donaudampfschiff", "")]).drawing)
    assert len({round(char.box[3], 0) for char in unbroken[:4]}) == 1


def test_a_long_word_does_not_make_a_card_small() -> None:
    (short,) = sizes(chars(draw("L7165", [("Lamp", "€5")]).drawing), "Lamp")
    (long,) = sizes(chars(draw("L7165", [("Donaudampfschiff", "€5")]).drawing), "Donau")
    assert long > 0.5 * short
    # A word that hardly is too long is not broken.
    found = chars(draw("L7163", [("Donaudampfschifffahrt", "")]).drawing)
    assert "Donaudampfschifffahrt" in "".join(char.text for char in found)


TALL = {
    "Arabic": "طَاوِلَةُ طَعَامٍ مِنْ خَشَبِ البَلُّوطِ مَعَ سِتَّةِ كَرَاسِيّ",
    "Thai": "โต๊ะไม้โอ๊คพร้อมเก้าอี้หกตัวที่ปู่ย่าใช้อยู่ทุกวันนี้",
    "Devanagari": "ओक की खाने की मेज़ छह कुर्सियों के साथ, पूर्णिमा की दुकान में",
    "Latin": "Oak dining table with six chairs, Ångström quality jig",
}


@pytest.mark.parametrize("title", TALL.values(), ids=TALL)
@pytest.mark.parametrize("name", ["L7160", "poster-a4"])
def test_lines_do_not_touch(name: str, title: str, tmp_path: Path) -> None:
    # Every line of the title has an empty row of dots above it.
    drawn = draw(name, [(title, "")], call_to_action="none", accent="white", show_number=False)
    picture = printed(drawn.drawing, "pdf", tmp_path, dpi=DPI)
    found = chars(drawn.drawing)
    box = (
        min(char.box[0] for char in found) - 0.2, min(char.box[1] for char in found) - 2,
        max(char.box[2] for char in found) + 0.2, max(char.box[3] for char in found) + 2,
    )  # fmt: skip
    lines = part(picture, box).convert("L").point(lambda value: 255 * (value < 128))
    rows = [
        lines.crop((0, y, lines.width, y + 1)).getbbox() is not None for y in range(lines.height)
    ]
    blocks = sum(now and not before for before, now in zip([False, *rows], rows, strict=False))
    assert blocks >= 2


@pytest.mark.parametrize("accent", ["#075e54", "navy", "gold", "#fff"])
def test_the_accent_is_used(accent: str, tmp_path: Path) -> None:
    picture = printed(draw("poster-a5", [ENGLISH], accent=accent).drawing, "pdf", tmp_path, dpi=72)
    assert picture.getpixel((5, 5)) == ImageColor.getrgb(accent)


@pytest.mark.parametrize(
    "name", ["poster-a4", "business-card", "sticker-50mm", "table-tent-a4", "L7160"]
)
def test_with_a_logo(name: str, tmp_path: Path) -> None:
    Image.new("RGB", (80, 60), "orange").save(logo := tmp_path / "logo.png")
    drawn = draw(name, [ENGLISH, ARABIC], logo=logo)
    picture = printed(drawn.drawing, "pdf", tmp_path, dpi=DPI)
    assert set(by_zxing(picture)) == {code.data for code in drawn.pages[0]}
    assert set(by_zbar(picture, tmp_path)) == {code.data for code in drawn.pages[0]}
    for x, y, side, _ in (code.box for code in drawn.pages[0]):
        middle = [round((at + side / 2) / MM_PER_INCH * DPI) for at in (x, y)]
        assert picture.getpixel((middle[0], middle[1])) == (255, 165, 0)


def test_outlines_are_at_the_edges_of_labels(tmp_path: Path) -> None:
    for name in ("L7160", "sticker-50mm"):
        drawn = draw(name, [ENGLISH], outline=True, accent="white")
        picture = printed(drawn.drawing, "pdf", tmp_path, dpi=DPI).convert("L")
        _, (left, top, right, bottom) = drawn.label(0)
        middle = (top + bottom) / 2
        for x in (left, right):
            edge = part(picture, (x - 0.3, middle - 0.3, x + 0.3, middle + 0.3))
            assert darkest(edge) < 220


def test_a_white_sticker_has_an_edge(tmp_path: Path) -> None:
    drawn = draw("sticker-50mm", [ENGLISH], accent="white")
    picture = printed(drawn.drawing, "pdf", tmp_path, dpi=DPI)
    _, (left, top, _, bottom) = drawn.label(0)
    middle = (top + bottom) / 2
    assert darkest(part(picture, (left - 0.3, middle - 0.3, left + 0.3, middle + 0.3))) < 220


def test_cards_have_marks_where_they_are_cut(tmp_path: Path) -> None:
    picture = printed(draw("business-card", [ENGLISH] * 10).drawing, "pdf", tmp_path, dpi=DPI)
    for x in (20, 105, 190):
        for y in (6.5, 297 - 6.5):
            assert darkest(part(picture, (x - 0.2, y - 0.2, x + 0.2, y + 0.2))) < 220
    assert part(picture, (0, 0, 12, 297)).convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize("design", ["poster", "business-card", "sticker", "table-tent"])
@pytest.mark.parametrize("title", [ENGLISH[0], ARABIC[0]], ids=["ltr", "rtl"])
def test_backgrounds_go_into_the_bleed(design: str, title: str, tmp_path: Path) -> None:
    sizes_of = {"poster": (148, 210), "business-card": (85, 55), "sticker": (50, 50),
                "table-tent": (210, 297)}  # fmt: skip
    size, bleed = sizes_of[design], 3.0
    page = (size[0] + 2 * bleed, size[1] + 2 * bleed)
    artwork = Artwork.of(make_symbol(link(title)), Style())
    card = make_card(link(title), code_svg(artwork), artwork.width, CardTexts(title, number=NUMBER))
    setter = Typesetter()
    frame = Frame(
        load_design(design), size, page, colour_option("#0f4c5c"), setter.families, bleed=bleed
    )
    (fitted,) = measured(setter, frame, [card])
    assert isinstance(fitted, Fitted)
    setter.begin_draw(frame.to_draw([fitted.card], [[Put(bleed, bleed, 0)]]), 1, "pdf",
                      with_system=False)  # fmt: skip
    drawing = finish_pdf(setter.finish_draw(), "Cards", bleed=bleed)
    setter.close()
    with pikepdf.open(BytesIO(drawing)) as document:
        boxes = [[float(at) / POINTS_PER_MM for at in document.pages[0][name]]
                 for name in ("/MediaBox", "/TrimBox")]  # fmt: skip
    assert boxes[0] == pytest.approx([0, 0, *page], abs=0.01)
    assert boxes[1] == pytest.approx([bleed, bleed, page[0] - bleed, page[1] - bleed], abs=0.01)
    picture = printed(drawing, "pdf", tmp_path, dpi=DPI)
    is_rtl = title == ARABIC[0]
    accent = (15, 76, 92)
    # On all designs: the edge of the page at the side of the band.
    far = page[0] - 1
    where = {
        "poster": [(1, 1), (far, 1), (1, page[1] - 1), (far, page[1] - 1)],
        "business-card": [(far if is_rtl else 1, 1), (far if is_rtl else 1, page[1] - 1)],
        "sticker": [(1, 1), (far, 1), (1, page[1] - 1), (far, page[1] - 1)],
        "table-tent": [(1 if is_rtl else far, bleed + 297 * 5 / 8),
                       (far if is_rtl else 1, bleed + 297 * 3 / 8)],
    }  # fmt: skip
    for x, y in where[design]:
        assert (
            picture.getpixel((round(x / MM_PER_INCH * DPI), round(y / MM_PER_INCH * DPI))) == accent
        )
    assert set(by_zxing(picture)) == {card.link}
    without = Frame(load_design(design), size, size, frame.accent, frame.families)
    assert frame.to_measure([card])["design.typ"] == without.to_measure([card])["design.typ"]


def test_every_design_is_tested() -> None:
    tested = {stock(name).design or "label" for name in FORMATS}
    assert tested == set(design_names())
    assert set(chain(STOCKS)) >= {name for name in FORMATS if "mm" not in name}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"design": "postr"}, 'Unknown design "postr". Did you mean poster?'),
        ({"design": "card"}, 'Unknown design "card".'),
        ({"design": "../designs/poster"}, "Unknown design"),
        ({"design": "nowhere/mine.typ"}, "cannot be read"),
        ({"layout": "above"}, 'Unknown layout "above": use side, below or auto.'),
        ({"accent": "nocolour"}, '"nocolour" is no colour'),
        ({"lang": "arabic!"}, '"arabic!" is not a language: write its code, as in lang="ar"'),
        ({"lang": "eu"}, 'There is no call to action in "eu", only in af, ar, az'),
    ],
    ids=str,
)
def test_what_cannot_be_asked_for(options: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        LabelSheet("L7160", **options)  # type: ignore[arg-type]  # by name


def test_a_design_is_used_on_stock_of_any_size() -> None:
    drawn = draw("L7169", [ENGLISH], design="poster-a4")
    assert NUMBER in words(drawn.drawing)
