from __future__ import annotations

import pytest

from wa_link.errors import OptionError
from wa_link.labels.stock import STOCKS, Stock, stock_of, stock_option

INCH = 25.4
# As the makers' templates have them: labels on a page, the first label's corner, and its size.
MAKERS = {
    "L7160": (21, 7.21, 15.15, 63.5, 38.1),
    "L7161": (18, 7.21, 8.7, 63.5, 46.6),
    "L7163": (14, 4.65, 15.15, 99.1, 38.1),
    "L7164": (12, 7.21, 4.5, 63.5, 72.0),
    "L7165": (8, 4.65, 13.1, 99.1, 67.7),
    "L7169": (4, 4.65, 9.5, 99.1, 139.0),
    "5160": (30, 0.1875 * INCH, 0.5 * INCH, 2.625 * INCH, 1 * INCH),
    "5162": (14, 0.15625 * INCH, 0.8333 * INCH, 4 * INCH, 1.3333 * INCH),
    "5163": (10, 0.15625 * INCH, 0.5 * INCH, 4 * INCH, 2 * INCH),
    "5164": (6, 0.15625 * INCH, 0.5 * INCH, 4 * INCH, 3.3333 * INCH),
    "5371": (10, 0.75 * INCH, 0.5 * INCH, 3.5 * INCH, 2 * INCH),
}


def test_the_table_is_whole() -> None:
    assert set(STOCKS) == {*MAKERS, "poster-a4", "poster-a5", "poster-letter"}


@pytest.mark.parametrize("name", MAKERS)
def test_a_stock_is_as_its_maker_cuts_it(name: str) -> None:
    count, left, top, width, height = MAKERS[name]
    stock = STOCKS[name]
    assert stock.count == count
    assert stock.margins == pytest.approx((left, top), abs=0.05)
    assert stock.label == pytest.approx((width, height), abs=0.01)
    places = list(stock.places)
    assert len(set(places)) == count
    assert places[0] == pytest.approx((left, top), abs=0.05)
    right, bottom = (at + size for at, size in zip(places[-1], stock.label, strict=True))
    assert (right, bottom) == pytest.approx((stock.page[0] - left, stock.page[1] - top), abs=0.1)


def test_labels_are_counted_row_by_row() -> None:
    places = list(stock_of("100x100mm", "2x2", "40x30mm", "2x4mm").places)
    assert places == [(9, 18), (51, 18), (9, 52), (51, 52)]


@pytest.mark.parametrize("name", ["l7160", " 5160", "Poster-A4"])
def test_a_stock_is_named_in_any_case(name: str) -> None:
    assert stock_option(name) is STOCKS[{"P": "poster-a4"}.get(name[0], name.strip().upper())]


@pytest.mark.parametrize(
    ("sizes", "stock"),
    [
        (("a4", "4x6", "45x40mm", "2mm"), ((210, 297), 4, 6, (45, 40), (2, 2))),
        (("Letter", "3x10", "2 5/8x1in", "1/8x0in"),
         ((215.9, 279.4), 3, 10, (66.675, 25.4), (3.175, 0))),
        (("100x150mm", "1×1", "90mm×14cm"), ((100, 150), 1, 1, (90, 140), (0, 0))),
        (("a5", " 2 x 3 ", "60x50mm", "0mm"), ((148, 210), 2, 3, (60, 50), (0, 0))),
    ],
    ids=["a4", "inches", "own page", "a5"],
)  # fmt: skip
def test_any_other_stock(sizes: tuple[str, ...], stock: tuple[object, ...]) -> None:
    found = stock_of(*sizes)
    assert (found.page, found.columns, found.rows) == stock[:3]
    assert found.label == pytest.approx(stock[3])
    assert found.gap == pytest.approx(stock[4])


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        (("a4", "4x6", "60x40mm"),
         "4×6 labels of 60×40 mm take 240×240 mm, and the page is 210×297 mm: use"),
        (("a4", "4x6", "45x40mm", "20mm"), "take 240×340 mm"),
        (("a4", "four", "45x40mm"), '"four" is no grid: write columns and rows, as in 4x6.'),
        (("a4", "0x6", "45x40mm"), "A page has 1 to 1,000 labels."),
        (("a4", "99x99", "10x10mm"), "A page has 1 to 1,000 labels."),
        (("a4", "4x6", "45x5mm"), "A label is 10 mm high and wide at least."),
        (("a4", "4x6", "45mm"), '"45mm" is not two lengths'),
        (("a4", "4x6", "45x40"), '"40" is no length'),
        (("a4", "4x6", "45x40mm", "-1mm"), "A gap cannot be negative"),
        (("a7", "4x6", "45x40mm"),
         '"a7" is no page: write a4, a5 or letter, or width and height: 100x150mm.'),
        (("2000x100mm", "1x1", "45x40mm"), "A page is 1200 mm long at most."),
    ],
)  # fmt: skip
def test_what_is_no_stock(sizes: tuple[str, ...], message: str) -> None:
    with pytest.raises(OptionError) as raised:
        stock_of(*sizes)
    assert message in str(raised.value)


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(OptionError, match=r'"L7106" is no stock that is known. Did you mean L71'):
        stock_option("L7106")
    with pytest.raises(OptionError, match=r"known. There are L7160, .*, poster-letter; any other"):
        stock_option("nonsense")


def test_labels_that_touch_the_edge_of_the_page_are_allowed() -> None:
    assert Stock("full", (100, 100), 2, 2, (50, 50)).margins == (0, 0)
