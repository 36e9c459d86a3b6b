"""Tests of designs: colours, logos, edges of labels, and bleed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image, ImageColor

from tests.oracles.paper import MM_PER_INCH, by_zbar, by_zxing, printed
from tests.printing.drawn import (
    ARABIC,
    DPI,
    ENGLISH,
    NUMBER,
    POINTS_PER_MM,
    darkest,
    draw,
    link,
    part,
)
from wa_link.printing.cards.cards import CardTexts, make_card
from wa_link.printing.cards.designs import load_design
from wa_link.printing.finish.finish_pdf import finish_pdf
from wa_link.printing.typesetting.document import DocumentSetup, PlacedCard
from wa_link.printing.typesetting.measure_cards import measure_cards
from wa_link.printing.typesetting.measured_card import MeasuredCard
from wa_link.printing.typesetting.typesetter import Typesetter
from wa_link.qr.encode.symbol import make_symbol
from wa_link.qr.render.artwork import Artwork
from wa_link.qr.render.colours import parse_colour
from wa_link.qr.render.style import Style
from wa_link.qr.render.svg import draw_code_svg

if TYPE_CHECKING:
    from pathlib import Path


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
    card = make_card(
        link(title), draw_code_svg(artwork), artwork.width, CardTexts(title, number=NUMBER)
    )
    setter = Typesetter()
    frame = DocumentSetup(
        load_design(design), size, page, parse_colour("#0f4c5c"), setter.families, bleed=bleed
    )
    (fitted,) = measure_cards(setter, frame, [card])
    assert isinstance(fitted, MeasuredCard)
    files = frame.make_drawing_files([fitted.card], [[PlacedCard(bleed, bleed, 0)]])
    setter.begin_draw(files, 1, "pdf", with_system=False)
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
    # All designs have a coloured background at this edge of the page.
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
    without = DocumentSetup(load_design(design), size, size, frame.accent, frame.families)
    assert (
        frame.make_measuring_files([card])["design.typ"]
        == without.make_measuring_files([card])["design.typ"]
    )
