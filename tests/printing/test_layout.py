from __future__ import annotations

import pytest

from wa_link.labels import STOCKS
from wa_link.labels.layout import Box, layout_of
from wa_link.labels.stock import stock_of
from wa_link.lettering import Align

MARGIN = 1.5  # mm, for knives and printers that drift
SHEETS = [name for name in STOCKS if not name.startswith("poster")]


@pytest.mark.parametrize(
    ("name", "side", "is_beside"),
    [
        ("L7160", 35.1, True), ("L7161", 41.45, True), ("L7163", 35.1, True),
        ("L7164", 53.16, False), ("L7165", 64.7, True), ("L7169", 96.1, False),
        ("5160", 22.4, True), ("5162", 30.87, True), ("5163", 47.8, True), ("5164", 63.04, False),
        ("5371", 47.8, True),
    ],
)  # fmt: skip
def test_the_code_is_beside_its_caption_on_wide_labels_and_above_it_on_tall_ones(
    name: str, side: float, *, is_beside: bool
) -> None:
    code, caption, align, _ = layout_of(STOCKS[name], captioned=True)
    assert (code.width, code.height) == pytest.approx((side, side), abs=0.01)
    assert caption
    if is_beside:
        assert (caption.x, align) == (code.x + code.width, Align.START)
    else:
        assert (caption.y, align) == (code.y + code.height, Align.CENTRE)


@pytest.mark.parametrize("captioned", [False, True])
@pytest.mark.parametrize("label", ["10x10mm", "45x40mm", "40x45mm", "99x20mm", "20x99mm", *SHEETS])
def test_all_is_on_the_label_and_nothing_on_another_thing(label: str, *, captioned: bool) -> None:
    stock = STOCKS[label] if label in STOCKS else stock_of("a4", "1x1", label)
    code, caption, *_ = layout_of(stock, captioned=captioned)
    assert (caption is not None) is captioned
    for box in (code, caption):
        if box:
            assert min(box.x, box.y) >= MARGIN - 1e-9
            assert box.x + box.width <= stock.label[0] - MARGIN + 1e-9
            assert box.y + box.height <= stock.label[1] - MARGIN + 1e-9
            assert min(box.width, box.height) > 0
    assert not caption or apart(code, caption)
    if not captioned:
        assert code.width == min(stock.label) - 2 * MARGIN


@pytest.mark.parametrize("captioned", [False, True])
@pytest.mark.parametrize("name", ["poster-a4", "poster-a5", "poster-letter"])
def test_a_poster_is_one_large_code(name: str, *, captioned: bool) -> None:
    stock = STOCKS[name]
    code, heading, align, number = layout_of(stock, captioned=captioned)
    assert number
    assert (heading is not None) is captioned
    assert align is Align.CENTRE
    assert code.width > 0.65 * stock.page[0]
    assert number.y == pytest.approx(code.y + code.height)
    assert number.y + number.height <= stock.label[1]
    assert not heading or (heading.y, heading.y + heading.height) <= (0, code.y + 1e-9)
    assert code.x == pytest.approx((stock.label[0] - code.width) / 2)


def apart(one: Box, other: Box) -> bool:
    return one.x + one.width <= other.x or one.y + one.height <= other.y
