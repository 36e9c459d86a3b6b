"""Stock: a page of labels as its maker cuts it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import OptionError
from wa_link.lengths import MM_PER_INCH, pair
from wa_link.ways_out import option
from wa_link.wording import either, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pages in mm (ISO 216, ANSI Y14.1).
_A4, _A5, _LETTER = (210.0, 297.0), (148.0, 210.0), (215.9, 279.4)
_PAGES = {"a4": _A4, "a5": _A5, "letter": _LETTER}
_LARGEST_PAGE_MM = 1_200.0
_SMALLEST_LABEL_MM = 10.0
_MOST_LABELS = 1_000
_TOLERANCE_MM = 0.05


class Place(NamedTuple):
    """Where a label is: its upper left corner on the page, in mm."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stock:
    """A page of labels, centred on it. All lengths in mm.

    Attributes:
        name: its maker's number.
        page: width and height.
        columns: of labels.
        rows: of labels.
        label: width and height.
        gap: between labels, across and down.
        design: the name of the design that is made for it; empty for labels of any design.

    Raises:
        OptionError: the labels do not fit on the page, or are too small or too many.
    """

    name: str
    page: tuple[float, float]
    columns: int
    rows: int
    label: tuple[float, float]
    gap: tuple[float, float] = (0.0, 0.0)
    design: str = ""

    def __post_init__(self) -> None:
        if max(self.page) > _LARGEST_PAGE_MM:
            raise OptionError(f"A page is {_LARGEST_PAGE_MM:g} mm long at most.")
        if not 1 <= self.columns * self.rows <= _MOST_LABELS or min(self.columns, self.rows) < 1:
            raise OptionError(f"A page has 1 to {_MOST_LABELS:,} labels.")
        if min(self.label) < _SMALLEST_LABEL_MM:
            raise OptionError(f"A label is {_SMALLEST_LABEL_MM:g} mm high and wide at least.")
        if min(self.gap) < 0:
            raise OptionError("A gap cannot be negative: such labels would overlap.")
        if min(self.margins) < -_TOLERANCE_MM:
            raise OptionError(
                f"{self.columns}×{self.rows} labels of {self.label[0]:g}×{self.label[1]:g} mm take "
                f"{self._taken[0]:g}×{self._taken[1]:g} mm, and the page is "
                f"{self.page[0]:g}×{self.page[1]:g} mm: use fewer or smaller ones."
            )

    @property
    def count(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    @property
    def margins(self) -> tuple[float, float]:
        """From the left and from the top of the page to the first label."""
        return (self.page[0] - self._taken[0]) / 2, (self.page[1] - self._taken[1]) / 2

    @property
    def places(self) -> Iterator[Place]:
        """The labels of a page, row by row."""
        left, top = self.margins
        for row in range(self.rows):
            for column in range(self.columns):
                yield Place(
                    left + column * (self.label[0] + self.gap[0]),
                    top + row * (self.label[1] + self.gap[1]),
                )

    @property
    def _taken(self) -> tuple[float, float]:
        """What the labels take up, across and down."""
        (width, height), (across, down) = self.label, self.gap
        return (
            self.columns * width + (self.columns - 1) * across,
            self.rows * height + (self.rows - 1) * down,
        )


def _inches(
    name: str, columns: int, rows: int, width: float, height: float, gap: float = 0
) -> Stock:
    label = (width * MM_PER_INCH, height * MM_PER_INCH)
    return Stock(name, _LETTER, columns, rows, label, (gap * MM_PER_INCH, 0.0))


# As Avery gives them; the margins follow, for labels are centred on their page.
_ALL = (
    Stock("L7160", _A4, 3, 7, (63.5, 38.1), (2.54, 0)),
    Stock("L7161", _A4, 3, 6, (63.5, 46.6), (2.54, 0)),
    Stock("L7163", _A4, 2, 7, (99.1, 38.1), (2.5, 0)),
    Stock("L7164", _A4, 3, 4, (63.5, 72), (2.54, 0)),
    Stock("L7165", _A4, 2, 4, (99.1, 67.7), (2.5, 0)),
    Stock("L7169", _A4, 2, 2, (99.1, 139), (2.5, 0)),
    _inches("5160", 3, 10, 2 + 5 / 8, 1, 0.125),
    _inches("5162", 2, 7, 4, 1 + 1 / 3, 0.1875),
    _inches("5163", 2, 5, 4, 2, 0.1875),
    _inches("5164", 2, 3, 4, 3 + 1 / 3, 0.1875),
    _inches("5371", 2, 5, 3.5, 2),
    Stock("poster-a4", _A4, 1, 1, _A4, design="poster"),
    Stock("poster-a5", _A5, 1, 1, _A5, design="poster"),
    Stock("poster-letter", _LETTER, 1, 1, _LETTER, design="poster"),
    Stock("table-tent-a4", _A4, 1, 1, _A4, design="table-tent"),
    Stock("business-card", _A4, 2, 5, (85, 55), design="business-card"),
    Stock("business-card-us", _LETTER, 2, 5, (88.9, 50.8), design="business-card"),
    Stock("sticker-50mm", _A4, 3, 5, (50, 50), (5, 5), design="sticker"),
)
STOCKS = {stock.name: stock for stock in _ALL}
"""What can be named."""


def stock_option(name: str) -> Stock:
    """The stock of that name, in any case.

    Raises:
        OptionError: there is none; the message tells the nearest, and all.
    """
    names = {each.upper(): each for each in STOCKS}
    if found := names.get(name.strip().upper()):
        return STOCKS[found]
    near = difflib.get_close_matches(name.strip().upper(), names, 1, 0.5)
    hint = f" Did you mean {names[near[0]]}?" if near else ""
    raise OptionError(
        f"{shown(name)} is no stock that is known.{hint} There are {', '.join(STOCKS)}; any other "
        f"is given by {option('page')}, {option('grid')}, {option('label')} and {option('gap')}."
    )


def _own_page(page: str) -> tuple[float, float]:
    if "x" not in page.lower():
        raise OptionError(
            f"{shown(page)} is no page: write {either(_PAGES)}, or width and height: 100x150mm."
        )
    return pair(page, "x")


def stock_of(page: str, grid: str, label: str, gap: str | None = None) -> Stock:
    """A stock by its sizes.

    Args:
        page: `a4`, `a5`, `letter`, or width and height: `100x150mm`.
        grid: columns and rows: `4x6`.
        label: width and height: `45x40mm`.
        gap: between labels: `2mm` both ways, or across and down: `2.5x0mm`.

    Raises:
        OptionError: one of them is none, or the labels do not fit on the page.
    """
    page, grid, label = (each.replace("×", "x") for each in (page, grid, label))
    counts = re.fullmatch(r"\s*(\d{1,3})\s*x\s*(\d{1,3})\s*", grid, re.ASCII)
    if counts is None:
        raise OptionError(f"{shown(grid)} is no grid: write columns and rows, as in 4x6.")
    across_and_down = (0.0, 0.0)
    if gap is not None:
        gap = gap.lower().replace("×", "x")
        across_and_down = pair(gap if "x" in gap else f"{gap}x{gap}", "x")
    size = _PAGES.get(page.strip().lower()) or _own_page(page)
    columns, rows = int(counts[1]), int(counts[2])
    return Stock("labels", size, columns, rows, pair(label, "x"), across_and_down)
