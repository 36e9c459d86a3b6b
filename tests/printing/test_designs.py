"""Tests of designs: QR readers read their codes, and find them at the right places, in mm."""

from __future__ import annotations

import re
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from tests.oracles.paper import by_zbar, by_zxing, printed
from tests.printing.drawn import (
    ARABIC,
    DPI,
    ENGLISH,
    NUMBER,
    chars,
    check_mirrored,
    check_quiet_zone,
    check_texts,
    draw,
    drawn_on,
    is_within,
    link,
    sizes,
    stock,
    words,
)
from wa_link.errors import OptionError
from wa_link.printing.cards.designs import list_designs
from wa_link.printing.labels.label_sheet import LabelSheet
from wa_link.printing.stock_list import STOCKS

if TYPE_CHECKING:
    from pathlib import Path


SQUARE, HIGH, WIDE, SMALL = "50x50mm", "29x90mm", "90x29mm", "29x29mm"
FORMATS = [
    "poster-a4", "poster-a5", "poster-letter", "table-tent-a4", "business-card",
    "business-card-us", "sticker-50mm", "L7160", "L7163", "L7164", "L7169", "5160", "5164",
    SQUARE, HIGH, WIDE, "62x29mm", "62x100mm",
]  # fmt: skip
DARK, LIGHT, LOUD = "#0f4c5c", "gold", "tomato"


# The slice has each format once, and a part of those in other colours.
@pytest.mark.parametrize(
    "accent",
    [
        pytest.param(DARK, marks=pytest.mark.long(daily=5, slice=12)),
        *(
            pytest.param(colour, marks=pytest.mark.long(daily=4, slice=5))
            for colour in (LIGHT, LOUD)
        ),
    ],
)
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


@pytest.mark.parametrize(
    ("name", "side", "is_beside"),
    [
        ("L7160", 35.05, True), ("L7161", 40.72, True), ("L7163", 35.05, True),
        ("L7164", 43.88, False), ("L7165", 62.28, True), ("L7169", 86.59, False),
        ("5160", 22.4, True), ("5162", 30.87, True), ("5163", 46.74, True), ("5164", 64.35, True),
        ("5371", 46.74, True), (SQUARE, 30.0, False), (HIGH, 26.0, False), (WIDE, 26.0, True),
    ],
)  # fmt: skip
def test_the_code_of_a_label_is_as_large_as_it_can_be(
    name: str, side: float, *, is_beside: bool
) -> None:
    drawn = draw(name, [ENGLISH, ARABIC])
    width, height = drawn.stock.label
    ((x, y, found),) = drawn.codes(0)
    assert found == pytest.approx(side, abs=0.02)
    margin = max(1.5, 0.04 * min(width, height))
    place = (margin, (height - side) / 2) if is_beside else ((width - side) / 2, margin)
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
    side = min(width, height) - 2 * max(1.5, 0.04 * min(width, height))
    assert drawn.codes(0)[0] == pytest.approx(
        ((width - side) / 2, (height - side) / 2, side), abs=0.02
    )
    assert chars(drawn.drawing) == []


@pytest.mark.parametrize(
    ("layout", "place"), [("side", (1.524, 1.524, 35.05)), ("below", (19.177, 1.524, 25.146))]
)
def test_the_layout_can_be_chosen(layout: str, place: tuple[float, float, float]) -> None:
    assert draw("L7160", [ENGLISH], layout=layout).codes(0)[0] == pytest.approx(place, abs=0.02)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("poster-a4", 0.63), ("poster-a5", 0.63), ("poster-letter", 0.57),
        ("table-tent-a4", 0.25), ("business-card", 0.43), ("sticker-50mm", 0.51),
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


def test_every_design_is_tested() -> None:
    tested = {stock(name).design or "label" for name in FORMATS}
    assert tested == set(list_designs())
    assert set(chain(STOCKS)) >= {name for name in FORMATS if "mm" not in name}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"design": "postr"}, 'Unknown design "postr". Did you mean poster?'),
        ({"design": "card"}, 'Unknown design "card".'),
        ({"design": "../designs/poster"}, "Unknown design"),
        ({"design": "nowhere/mine.typ"}, "can't be read"),
        ({"layout": "above"}, 'Unknown layout "above": use side, below or auto.'),
        (
            {"layout": "side", "design": "poster"},
            'layout="side" has no effect on the design "poster"',
        ),
        ({"accent": "nocolour"}, 'Unknown colour "nocolour"'),
        ({"lang": "arabic!"}, '"arabic!" is not a language code: write lang="ar" or'),
        (
            {"lang": "eu"},
            'There is no built-in call to action in the language "eu". Write your own with',
        ),
    ],
    ids=str,
)
def test_wrong_options_are_refused(options: dict[str, str], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        LabelSheet("L7160", **options)  # type: ignore[arg-type]  # options by name


def test_a_design_is_used_on_stock_of_any_size() -> None:
    drawn = draw("L7169", [ENGLISH], design="poster-a4")
    assert NUMBER in words(drawn.drawing)
