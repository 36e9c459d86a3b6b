"""Stock: a page of labels, with the sizes that its maker cuts.

All stocks with a name are in `label_stocks.csv`; `stock_list.py` reads that table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError
from wa_link.printing.label_limits import (
    MAX_BLEED_MM,
    MAX_LABELS_PER_PAGE,
    MAX_PAGE_MM,
    MIN_LABEL_MM,
)
from wa_link.qr.lengths import parse_length_pair
from wa_link.qr.preflight import LEAST_MODULE_MM
from wa_link.qr.render.shapes import Shape
from wa_link.qr.render.style import QUIET_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator

# ISO 216 and ANSI Y14.1.
PAGES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "letter": (215.9, 279.4)}
"""Width and height in mm of the pages that have names."""
_TOLERANCE_MM = 0.05
_ROUNDING_DOTS = 0.02
# A chat link needs at least version 2 of QR codes, which has 25 modules on a side.
MIN_CODE_MM = (25 + 2 * QUIET_ZONE) * LEAST_MODULE_MM[Shape.SQUARE]
"""Side in mm of the smallest code that can be printed, with its quiet zone."""
_NOUNS_OF_DESIGNS = {
    "poster": "poster",
    "table-tent": "table tent",
    "business-card": "card",
    "sticker": "sticker",
}
OWN_MAKER = "wa-link"
"""Maker of the stocks that are plain paper."""


class LabelPosition(NamedTuple):
    """Upper left corner of a label on the page, in mm."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stock:
    """A page of labels. All lengths are in mm.

    Attributes:
        name: the maker's number.
        page: width and height of the page.
        columns: number of columns of labels.
        rows: number of rows of labels.
        label: width and height of a label.
        gap: gap between labels, across and down.
        design: name of the default design; empty for the design `label`.
        corner: distance from the left and from the top of the page to the first label; None for
            labels that are centred on the page.
        is_round: whether labels are circles or ellipses.
        aliases: other names of the same stock.
        maker: name of the maker; empty if unknown.
        source: source of these sizes.

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
    aliases: tuple[str, ...] = ()
    maker: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if max(self.page) > MAX_PAGE_MM:
            raise OptionError(f"A page can be at most {MAX_PAGE_MM:g} mm long.")
        if not 1 <= self.columns * self.rows <= MAX_LABELS_PER_PAGE or self.rows < 1:
            raise OptionError(f"A page must have 1 to {MAX_LABELS_PER_PAGE:,} labels.")
        if min(self.label) < MIN_LABEL_MM:
            raise OptionError(f"A label must be at least {MIN_LABEL_MM:g} mm wide and high.")
        if min(self.gap) < 0:
            raise OptionError("A gap can't be negative: such labels would overlap.")
        if min(*self.margins, *self._opposite_margins) < -_TOLERANCE_MM:
            raise OptionError(
                f"{self.columns}×{self.rows} labels of {format_mm(self.label)} take "
                f"{format_mm(self._grid_size)}, and the page is {format_mm(self.page)}: use fewer "
                "or smaller ones."
            )

    @property
    def count(self) -> int:
        """Number of labels on a page."""
        return self.columns * self.rows

    @property
    def margins(self) -> tuple[float, float]:
        """Distance from the left and from the top of the page to the first label."""
        if self.corner is not None:
            return self.corner
        return (self.page[0] - self._grid_size[0]) / 2, (self.page[1] - self._grid_size[1]) / 2

    @property
    def _opposite_margins(self) -> tuple[float, float]:
        """Distance from the last label to the right and to the bottom of the page."""
        (left, top), (across, down) = self.margins, self._grid_size
        return self.page[0] - left - across, self.page[1] - top - down

    @property
    def positions(self) -> Iterator[LabelPosition]:
        """Positions of the labels of a page, row by row."""
        left, top = self.margins
        for row in range(self.rows):
            for column in range(self.columns):
                yield LabelPosition(
                    left + column * (self.label[0] + self.gap[0]),
                    top + row * (self.label[1] + self.gap[1]),
                )

    @property
    def _grid_size(self) -> tuple[float, float]:
        """Width and height of all labels of a page together."""
        (width, height), (across, down) = self.label, self.gap
        return (
            self.columns * width + (self.columns - 1) * across,
            self.rows * height + (self.rows - 1) * down,
        )

    def add_bleed(self, bleed: float) -> Stock:
        """Return a stock with one label on a page, which is larger by the bleed on all sides.

        Args:
            bleed: bleed in mm.

        Raises:
            OptionError: the bleed is not above 0 and at most MAX_BLEED_MM.
        """
        if not 0 < bleed <= MAX_BLEED_MM:
            raise OptionError(
                f"A bleed must be more than 0 and at most {MAX_BLEED_MM:g} mm, not {bleed:g} mm: "
                "3 mm is usual."
            )
        page = (self.label[0] + 2 * bleed, self.label[1] + 2 * bleed)
        return replace(self, page=page, columns=1, rows=1, gap=(0.0, 0.0), corner=(bleed, bleed))

    def round_to_dots(self, dot: float) -> Stock:
        """Return the stock with a page of whole dots, because PDF viewers round the page to dots.

        Args:
            dot: side of a printer's dot in mm.
        """
        # A page that is too large by a rounding error would get one more row of dots.
        width, height = ((round(side / dot) - _ROUNDING_DOTS) * dot for side in self.page)
        label = (width, height) if self.is_roll else self.label
        return replace(self, page=(width, height), label=label)

    @property
    def has_cut_marks(self) -> bool:
        """Return whether cut marks are printed, for cards that are cut from plain paper by hand."""
        return self.design == "business-card" and self.maker == OWN_MAKER and self.count > 1

    @property
    def noun(self) -> str:
        """Noun for messages: `label`, `poster` or `table tent`, for example."""
        return _NOUNS_OF_DESIGNS.get(self.design, "label")

    @property
    def is_too_small(self) -> bool:
        """Return whether labels are too small for the smallest code of a chat link."""
        return min(self.label) < MIN_CODE_MM

    @property
    def is_roll(self) -> bool:
        """Return whether the page is a single label, as on a roll."""
        return self.page == self.label


def format_mm(size: tuple[float, float]) -> str:
    """Return a width and a height for messages: `63.5×38.1 mm`."""
    return f"{size[0]:.4g}×{size[1]:.4g} mm"


def parse_page(page: str) -> tuple[float, float]:
    """Return the width and the height of a page in mm.

    Args:
        page: `a4`, `a5`, `letter`, or width and height, such as `100x150mm`.

    Raises:
        OptionError: the text is neither.
    """
    if size := PAGES.get(page.strip().lower()):
        return size
    if "x" not in page.lower():
        raise OptionError(
            f"Unknown page {quote(page)}: write {join_or(PAGES)}, or width and height, such as "
            "100x150mm."
        )
    return parse_length_pair(page, "x")


def parse_stock(page: str, grid: str, label: str, gap: str | None = None) -> Stock:
    """Return the stock that has these sizes.

    Args:
        page: `a4`, `a5`, `letter`, or width and height, such as `100x150mm`.
        grid: columns and rows, such as `4x6`.
        label: width and height of a label, such as `45x40mm`.
        gap: gap between labels: `2mm`, or across and down, such as `2.5x0mm`. None for no gap.

    Raises:
        OptionError: a text can't be read, or the labels do not fit on the page.
    """
    page, grid, label = (each.replace("×", "x") for each in (page, grid, label))
    counts = re.fullmatch(r"\s*(\d{1,3})\s*x\s*(\d{1,3})\s*", grid, re.ASCII)
    if counts is None:
        raise OptionError(f"{quote(grid)} is not a grid: write columns and rows, such as 4x6.")
    across_and_down = (0.0, 0.0)
    if gap is not None:
        gap = gap.lower().replace("×", "x")
        across_and_down = parse_length_pair(gap if "x" in gap else f"{gap}x{gap}", "x")
    columns, rows = int(counts[1]), int(counts[2])
    return Stock(
        "labels", parse_page(page), columns, rows, parse_length_pair(label, "x"), across_and_down
    )
