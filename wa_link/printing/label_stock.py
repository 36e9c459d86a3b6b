"""Stock: a page of labels as its maker cuts it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError
from wa_link.qr.lengths import pair
from wa_link.qr.preflight import LEAST_MODULE_MM
from wa_link.qr.render.shapes import Shape
from wa_link.qr.render.style import QUIET_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pages in mm (ISO 216, ANSI Y14.1).
PAGES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "letter": (215.9, 279.4)}
"""Width and height of the pages that have names, in mm."""
_LARGEST_PAGE_MM = 1_200.0
_SMALLEST_LABEL_MM = 10.0
_MOST_LABELS = 1_000
_TOLERANCE_MM = 0.05
_LARGEST_BLEED_MM = 20.0
_LESS_DOTS = 0.02
# A chat link takes version 2 of QR codes at least.
SMALLEST_CODE_MM = (25 + 2 * QUIET_ZONE) * LEAST_MODULE_MM[Shape.SQUARE]
"""Side of the smallest code that can be printed, in mm."""
# What a label of a design is called.
_NOUNS = {
    "poster": "poster",
    "table-tent": "table tent",
    "business-card": "card",
    "sticker": "sticker",
}
OWN_MAKER = "wa-link"
"""The maker of stock that is plain paper."""


class LabelPosition(NamedTuple):
    """Place of a label: its upper left corner on the page, in mm."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stock:
    """A page of labels. All lengths are in mm.

    Attributes:
        name: its maker's number.
        page: width and height.
        columns: of labels.
        rows: of labels.
        label: width and height.
        gap: between labels, across and down.
        design: the name of the design that is made for it; empty for labels of any design.
        corner: from the left and the top of the page to the first label; None for labels that are
            centred on their page.
        is_round: whether labels are circles, or ellipses.
        also: other numbers of the same stock.
        maker: of the stock; empty where it is not known.
        source: of these numbers.

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
    corner: tuple[float, float] | None = None
    is_round: bool = False
    also: tuple[str, ...] = ()
    maker: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if max(self.page) > _LARGEST_PAGE_MM:
            raise OptionError(f"A page is {_LARGEST_PAGE_MM:g} mm long at most.")
        if not 1 <= self.columns * self.rows <= _MOST_LABELS or min(self.columns, self.rows) < 1:
            raise OptionError(f"A page has 1 to {_MOST_LABELS:,} labels.")
        if min(self.label) < _SMALLEST_LABEL_MM:
            raise OptionError(f"A label is {_SMALLEST_LABEL_MM:g} mm high and wide at least.")
        if min(self.gap) < 0:
            raise OptionError("A gap can't be negative: such labels would overlap.")
        if min(*self.margins, *self._far_margins) < -_TOLERANCE_MM:
            raise OptionError(
                f"{self.columns}×{self.rows} labels of {format_mm(self.label)} take "
                f"{format_mm(self._taken)}, and the page is {format_mm(self.page)}: use fewer "
                "or smaller ones."
            )

    @property
    def count(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    @property
    def margins(self) -> tuple[float, float]:
        """From the left and from the top of the page to the first label."""
        if self.corner is not None:
            return self.corner
        return (self.page[0] - self._taken[0]) / 2, (self.page[1] - self._taken[1]) / 2

    @property
    def _far_margins(self) -> tuple[float, float]:
        """From the last label to the right and to the bottom of the page."""
        (left, top), (across, down) = self.margins, self._taken
        return self.page[0] - left - across, self.page[1] - top - down

    @property
    def places(self) -> Iterator[LabelPosition]:
        """The labels of a page, row by row."""
        left, top = self.margins
        for row in range(self.rows):
            for column in range(self.columns):
                yield LabelPosition(
                    left + column * (self.label[0] + self.gap[0]),
                    top + row * (self.label[1] + self.gap[1]),
                )

    @property
    def _taken(self) -> tuple[float, float]:
        """Lengths that the labels take up, across and down."""
        (width, height), (across, down) = self.label, self.gap
        return (
            self.columns * width + (self.columns - 1) * across,
            self.rows * height + (self.rows - 1) * down,
        )

    def with_bleed(self, bleed: float) -> Stock:
        """Return a page for each label, larger by the bleed on all sides.

        Raises:
            OptionError: the bleed is out of its range.
        """
        if not 0 < bleed <= _LARGEST_BLEED_MM:
            raise OptionError(
                f"The bleed is more than 0 and {_LARGEST_BLEED_MM:g} mm at most, not {bleed:g} mm: "
                "3 mm is usual."
            )
        page = (self.label[0] + 2 * bleed, self.label[1] + 2 * bleed)
        return replace(self, page=page, columns=1, rows=1, gap=(0.0, 0.0), corner=(bleed, bleed))

    def in_dots(self, dot: float) -> Stock:
        """Return the stock on a page of whole dots of a printer: programs that draw it round it.

        Args:
            dot: the side of a dot in mm.
        """
        # A page that is larger by a rounding error would get a row of dots more.
        width, height = ((round(side / dot) - _LESS_DOTS) * dot for side in self.page)
        label = (width, height) if self.is_roll else self.label
        return replace(self, page=(width, height), label=label)

    @property
    def has_cut_marks(self) -> bool:
        """Return whether cards are cut by hand, from plain paper, at marks outside of them."""
        return self.design == "business-card" and self.maker == OWN_MAKER and self.count > 1

    @property
    def noun(self) -> str:
        """Name of what is printed, for messages: `label`, `poster`, `table tent`."""
        return _NOUNS.get(self.design, "label")

    @property
    def is_too_small(self) -> bool:
        """Return whether labels are too small for any code of a link that can be printed."""
        return min(self.label) < SMALLEST_CODE_MM

    @property
    def is_roll(self) -> bool:
        """Return whether a page is a label."""
        return self.page == self.label


def format_mm(size: tuple[float, float]) -> str:
    """Return a width and a height as messages have them: `63.5×38.1 mm`."""
    return f"{size[0]:.4g}×{size[1]:.4g} mm"


def parse_page(page: str) -> tuple[float, float]:
    """Return width and height of a page in mm.

    Args:
        page: `a4`, `a5`, `letter`, or width and height: `100x150mm`.

    Raises:
        OptionError: it is neither.
    """
    if size := PAGES.get(page.strip().lower()):
        return size
    if "x" not in page.lower():
        raise OptionError(
            f"{quote(page)} is not a page: write {join_or(PAGES)}, or width and height: 100x150mm."
        )
    return pair(page, "x")


def parse_stock(page: str, grid: str, label: str, gap: str | None = None) -> Stock:
    """Return a stock by its sizes.

    Args:
        page: `a4`, `a5`, `letter`, or width and height: `100x150mm`.
        grid: columns and rows: `4x6`.
        label: width and height: `45x40mm`.
        gap: between labels: `2mm` both ways, or across and down: `2.5x0mm`.

    Raises:
        OptionError: one of them can't be read, or the labels do not fit on the page.
    """
    page, grid, label = (each.replace("×", "x") for each in (page, grid, label))
    counts = re.fullmatch(r"\s*(\d{1,3})\s*x\s*(\d{1,3})\s*", grid, re.ASCII)
    if counts is None:
        raise OptionError(f"{quote(grid)} is not a grid: write columns and rows, as in 4x6.")
    across_and_down = (0.0, 0.0)
    if gap is not None:
        gap = gap.lower().replace("×", "x")
        across_and_down = pair(gap if "x" in gap else f"{gap}x{gap}", "x")
    columns, rows = int(counts[1]), int(counts[2])
    return Stock("labels", parse_page(page), columns, rows, pair(label, "x"), across_and_down)
