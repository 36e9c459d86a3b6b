"""Label stocks: check the table against other sources, and find stocks by their names."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest

import wa_link.printing
from wa_link import OptionError, Stock
from wa_link.printing.label_stock import parse_stock
from wa_link.printing.stock_list import STOCKS, find_stock, list_stocks

INCH = 25.4
# Number of labels on a page, then the left and top edge, width and height of the first label in mm.
# They come from the templates of the makers, not from the table.
MAKERS = {
    "L7159": (24, 7.25, 12.9, 63.5, 33.9),
    "L7160": (21, 7.21, 15.15, 63.5, 38.1),
    "L7161": (18, 7.21, 8.7, 63.5, 46.6),
    "L7162": (16, 4.67, 13.02, 99.06, 33.87),
    "L7163": (14, 4.65, 15.15, 99.1, 38.1),
    "L7164": (12, 7.21, 4.5, 63.5, 72.0),
    "L7165": (8, 4.65, 13.1, 99.1, 67.7),
    "L7166": (6, 4.67, 8.81, 99.06, 93.13),
    "L7167": (1, 5.2, 3.98, 199.6, 289.05),
    "L7168": (2, 5.2, 4.97, 199.6, 143.53),
    "L7169": (4, 4.65, 9.5, 99.1, 139.0),
    "L7173": (10, 4.67, 6.0, 99.06, 57.0),
    "L7651": (65, 4.67, 10.9, 38.1, 21.17),
    "L7654": (40, 9.75, 21.43, 45.72, 25.4),
    "L4731": (189, 8.48, 13.43, 25.4, 10.0),
    "L4732": (80, 11.02, 12.99, 35.56, 16.93),
    "L4736": (48, 9.75, 21.41, 45.72, 21.17),
    "L4737": (27, 7.21, 15.1, 63.5, 29.63),
    "L4743": (12, 7.73, 21.44, 96.0, 42.33),
    "L7630": (12, 5.25, 14.75, 63.5, 63.5),
    "3416": (12, 8.0, 17.93, 60.0, 60.0),
    "3422": (24, 0.0, 8.43, 70.0, 35.0),
    "3424": (12, 0.0, 4.43, 105.0, 48.0),
    "3425": (10, 0.0, 5.93, 105.0, 57.0),
    "3474": (24, 0.0, 0.2, 70.0, 37.1),
    "3475": (24, 0.0, 4.43, 70.0, 36.0),
    "3477": (14, 0.0, 4.93, 105.0, 41.0),
    "3489": (30, 0.0, 0.0, 70.0, 29.69),
    "3658": (24, 8.1, 13.23, 64.6, 33.8),
    "3659": (12, 8.0, 21.53, 97.0, 42.3),
    "32010": (10, 15.0, 13.5, 85.0, 54.0),
    "32015": (8, 17.0, 31.5, 85.0, 54.0),
    "5160": (30, 0.1875 * INCH, 0.5 * INCH, 2.625 * INCH, 1 * INCH),
    "5161": (20, 0.15625 * INCH, 0.5 * INCH, 4 * INCH, 1 * INCH),
    "5162": (14, 0.15625 * INCH, 0.8333 * INCH, 4 * INCH, 1.3333 * INCH),
    "5163": (10, 0.15625 * INCH, 0.5 * INCH, 4 * INCH, 2 * INCH),
    "5164": (6, 0.15625 * INCH, 0.5 * INCH, 4 * INCH, 3.3333 * INCH),
    "5167": (80, 0.28125 * INCH, 0.5 * INCH, 1.75 * INCH, 0.5 * INCH),
    "5168": (4, 0.5 * INCH, 0.5 * INCH, 3.5 * INCH, 5 * INCH),
    "5293": (24, 0.4157 * INCH, 0.549 * INCH, 1.625 * INCH, 1.625 * INCH),
    "5371": (10, 0.75 * INCH, 0.5 * INCH, 3.5 * INCH, 2 * INCH),
    "8373": (8, 0.5 * INCH, 0.75 * INCH, 3.5 * INCH, 2 * INCH),
    "22806": (12, 0.625 * INCH, 0.625 * INCH, 2 * INCH, 2 * INCH),
    "DK-11201": (1, 0.0, 0.0, 90.0, 29.0),
    "DK-11209": (1, 0.0, 0.0, 62.0, 29.0),
    "99012": (1, 0.0, 0.0, 89.0, 36.0),
    "4x6in": (1, 0.0, 0.0, 4 * INCH, 6 * INCH),
}
# Two lists of the same product differ by this much, because labels are not cut more exactly.
CUT_MM = 0.5


@pytest.mark.parametrize("name", MAKERS)
def test_a_stock_has_the_sizes_of_its_maker(name: str) -> None:
    count, left, top, width, height = MAKERS[name]
    stock = STOCKS[name]
    assert stock.count == count
    assert stock.margins == pytest.approx((left, top), abs=CUT_MM)
    assert stock.label == pytest.approx((width, height), abs=0.15)
    places = list(stock.positions)
    assert len(set(places)) == count
    assert places[0] == pytest.approx((left, top), abs=CUT_MM)
    right, bottom = (at + size for at, size in zip(places[-1], stock.label, strict=True))
    assert (right, bottom) == pytest.approx(
        (stock.page[0] - left, stock.page[1] - top), abs=2 * CUT_MM
    )


@pytest.mark.parametrize("name", ["L7160", "L7163", "5160", "5162", "5163", "5164", "5371"])
def test_the_first_stocks_are_exact(name: str) -> None:
    _, left, top, width, height = MAKERS[name]
    assert STOCKS[name].margins == pytest.approx((left, top), abs=0.05)
    assert STOCKS[name].label == pytest.approx((width, height), abs=0.01)


@pytest.mark.parametrize("name", STOCKS)
def test_a_stock_has_its_source_and_labels_that_do_not_overlap(name: str) -> None:
    stock = STOCKS[name]
    assert stock.source
    assert stock.maker
    (width, height), (page_width, page_height) = stock.label, stock.page
    places = list(stock.positions)
    assert all(
        -0.05 <= x <= page_width - width + 0.05 and -0.05 <= y <= page_height - height + 0.05
        for x, y in places
    )
    assert all(
        abs(one.x - other.x) >= width - 1e-6 or abs(one.y - other.y) >= height - 1e-6
        for one, other in combinations(places, 2)
    )


def test_round_labels_have_the_design_sticker() -> None:
    designs = {stock.name: stock.design for stock in STOCKS.values() if stock.is_round}
    assert designs
    assert set(designs.values()) == {"sticker"}


def test_no_name_is_given_twice() -> None:
    names = [name for stock in STOCKS.values() for name in (stock.name, *stock.aliases)]
    assert len(names) == len(set(names)) > 200


def test_the_table_is_in_the_package_and_all_of_it_is_read() -> None:
    table = Path(wa_link.printing.__file__).with_name("label_stocks.csv")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row[0] for row in rows[1:]] == list(STOCKS)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("l7160", "L7160", id="lower case"),
        pytest.param(" 5160", "5160", id="a space"),
        pytest.param("Poster-A4", "poster-a4", id="a poster"),
        pytest.param("J8160", "L7160", id="an inkjet number"),
        pytest.param("8160", "5160", id="an inkjet number of the US"),
        pytest.param("22816", "22806", id="to the edge"),
        pytest.param("L4731REV", "L4731", id="removable"),
        pytest.param("Avery L7160", "L7160", id="with its maker"),
        pytest.param("Avery Zweckform 3474", "3474", id="with both names of its maker"),
        pytest.param("zweckform 3474", "3474", id="with one name of its maker"),
        pytest.param("Herma 4677", "L7160", id="another maker"),
        pytest.param("4677", "L7160", id="another maker's number alone"),
        pytest.param("DK11209", "DK-11209", id="without the hyphen"),
        pytest.param("brother dk 11209", "DK-11209", id="with a space for the hyphen"),
        pytest.param("Dymo 30321", "99012", id="a roll's number in the US"),
    ],
)
def test_a_stock_is_found_by_all_its_names(written: str, name: str) -> None:
    assert find_stock(written) is STOCKS[name]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        pytest.param("L7106", "L7160 (21 labels of 63.5×38.1 mm)", id="two digits swapped"),
        pytest.param("7160", "L7160 (21 labels of 63.5×38.1 mm)", id="the letter left out"),
        pytest.param("L71600", "L7160 (21 labels of 63.5×38.1 mm)", id="a digit twice"),
        pytest.param("L716O", "L7160 (21 labels of 63.5×38.1 mm)", id="a letter for a digit"),
        pytest.param("poster-a", "poster-a4 (1 label of 210×297 mm) or poster-a5 (1 label of "
                     "148×210 mm)", id="cut off"),
        pytest.param("L9999", None, id="near nothing"),
        pytest.param("L7170", None, id="another product of a near number"),
        pytest.param("5366", None, id="another product of the US"),
        pytest.param("Herma 3474", None, id="a number of another maker"),
        pytest.param("Avery 99012", None, id="a roll of another maker"),
        pytest.param("", None, id="nothing"),
        pytest.param("-", None, id="a hyphen"),
    ],
)  # fmt: skip
def test_an_unknown_stock_is_answered_with_typos_alone(written: str, near: str | None) -> None:
    with pytest.raises(OptionError) as raised:
        find_stock(written)
    said = str(raised.value)
    assert said.startswith(f'Unknown label stock "{written}".')
    assert (f"Did you mean {near}?" in said) if near else ("Did you mean" not in said)
    assert "For labels of other sizes, use page, grid, label and gap." in said


def test_the_list_has_a_line_for_each_stock_by_its_page() -> None:
    first, *blocks, last = list_stocks().split("\n\n")
    (head,) = first.splitlines()
    assert last == "Too small for a code: L4731 (25.4×10 mm).\n"
    groups = {block.splitlines()[0]: block.splitlines()[1:] for block in blocks}
    assert list(groups) == ["A4", "Letter", "Rolls", "Other pages"]
    pages = {"A4": {"A4"}, "Letter": {"Letter"}, "Rolls": {"Roll"}, "Other pages": {"A5"}}
    start = head.index("PAGE")
    for name, group in groups.items():
        assert {line[start:].split()[0] for line in group} == pages[name]
    lines = [line for group in groups.values() for line in group]
    assert head.split() == "NAME LABELS SIZE IN MM PAGE MAKER OTHER NAMES".split()
    assert sorted(line.split()[0] for line in lines) == sorted(STOCKS.keys() - {"L4731"})
    (line,) = (each for each in lines if each.startswith("L7160"))
    assert line.split("  ", 1)[1].split() == (
        "21 (3×7) 63.5×38.1 A4 Avery J8160, J8360, C2160, L7560, Herma 4677".split()
    )
    (line,) = (each for each in lines if each.startswith("3416"))
    assert line.split()[3:6] == ["60", "round", "A4"]
    assert "Roll" in next(each for each in lines if each.startswith("DK-11209"))


def test_labels_are_counted_row_by_row() -> None:
    places = list(parse_stock("100x100mm", "2x2", "40x30mm", "2x4mm").positions)
    assert places == [(9, 18), (51, 18), (9, 52), (51, 52)]


def test_a_stock_that_is_not_centred_has_its_corner() -> None:
    stock = Stock("edge", (100, 100), 2, 1, (40, 30), (5, 0), corner=(2, 7))
    assert list(stock.positions) == [(2, 7), (47, 7)]
    with pytest.raises(OptionError, match="they take 85×30 mm, beginning 20 mm from the left"):
        Stock("edge", (100, 100), 2, 1, (40, 30), (5, 0), corner=(20, 7))
    with pytest.raises(OptionError, match="but the page has 100×100 mm"):
        Stock("edge", (100, 100), 2, 1, (40, 30), (5, 0), corner=(-1, 7))


@pytest.mark.parametrize("bleed", [0.5, 3, 20])
def test_with_bleed_a_page_is_one_label_and_its_bleed(bleed: float) -> None:
    stock = STOCKS["business-card"].add_bleed(bleed)
    assert stock.page == (85 + 2 * bleed, 55 + 2 * bleed)
    assert list(stock.positions) == [(bleed, bleed)]
    assert (stock.label, stock.design) == ((85, 55), "business-card")


@pytest.mark.parametrize("bleed", [0, -3, 20.5])
def test_a_bleed_out_of_its_range_is_refused(bleed: float) -> None:
    with pytest.raises(OptionError, match="A bleed must be more than 0 and at most 20 mm, not"):
        STOCKS["business-card"].add_bleed(bleed)


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
def test_a_stock_is_parsed_from_its_sizes(
    sizes: tuple[str, ...], stock: tuple[object, ...]
) -> None:
    found = parse_stock(*sizes)
    assert (found.page, found.columns, found.rows) == stock[:3]
    assert found.label == pytest.approx(stock[3])
    assert found.gap == pytest.approx(stock[4])


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        (("a4", "4x6", "60x40mm"),
         "4×6 labels of 60×40 mm do not fit: they take 240×240 mm, but the page has 210×297 mm."),
        (("a4", "4x6", "45x40mm", "20mm"), "take 240×340 mm"),
        (("a4", "four", "45x40mm"), '"four" is not a grid: write columns and rows, such as 4x6.'),
        (("a4", "0x6", "45x40mm"), "A page must have 1 to 1,000 labels, not 0×6."),
        (("a4", "99x99", "10x10mm"), "A page must have 1 to 1,000 labels, not 99×99."),
        (("a4", "4x6", "45x5mm"), "A label must be at least 10 mm wide and high, not 45×5 mm."),
        (("a4", "4x6", "45mm"), '"45mm" is not two lengths'),
        (("a4", "4x6", "45x40"), '"40" is not a length'),
        (("a4", "4x6", "45x40mm", "-1mm"), "A gap must be 0 mm or more, not -1 mm: labels must"),
        (("a7", "4x6", "45x40mm"),
         'Unknown page "a7": write a4, a5 or letter, or width and height, such as 100x150mm.'),
        (("2000x100mm", "1x1", "45x40mm"),
         "A page can be at most 1200 mm wide and high, not 2000×100 mm."),
    ],
)  # fmt: skip
def test_wrong_sizes_are_refused(sizes: tuple[str, ...], message: str) -> None:
    with pytest.raises(OptionError) as raised:
        parse_stock(*sizes)
    assert message in str(raised.value)


def test_labels_that_touch_the_edge_of_the_page_are_allowed() -> None:
    assert Stock("full", (100, 100), 2, 2, (50, 50)).margins == (0, 0)
