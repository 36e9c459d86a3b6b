"""Stock: a kind of label page, such as L7160, with the sizes of the page and of its labels.

The sizes of all stocks that have a name are in `label_stocks.csv`; `stock_list.py` reads that file.
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
_TOLERANCE_MM = 0.05  # makers round the sizes of their labels
_ROUNDING_DOTS = 0.02
# A chat link needs at least version 2 of QR codes, which has 25 modules on a side.
MIN_CODE_MM = (25 + 2 * QUIET_ZONE) * LEAST_MODULE_MM[Shape.SQUARE]
"""Side in mm of the smallest QR code of a chat link that can be printed, quiet zone included."""
_NOUNS_OF_DESIGNS = {
    "poster": "poster",
    "table-tent": "table tent",
    "business-card": "card",
    "sticker": "sticker",
}
OWN_MAKER = "wa-link"
"""Value of `Stock.maker` for pages of plain paper, such as `poster-a4`, which no maker cuts."""


class LabelPosition(NamedTuple):
    """Distances in mm from the left and the top of the page to the upper left corner of a label."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stock:
    """A kind of label page: how large the page is, and where its labels are. Lengths are in mm.

    Attributes:
        name: the maker's number, such as `L7160`.
        page: width and height of the page.
        columns: number of columns of labels.
        rows: number of rows of labels.
        label: width and height of a label.
        gap: horizontal and vertical distance between two labels.
        design: name of the design that is used by default; empty for the design `label`.
        corner: distance from the left and from the top of the page to the first label; None if
            the labels are centred on the page.
        is_round: whether the labels are circles or ellipses.
        aliases: other names of the same stock.
        maker: name of the maker; empty if unknown.
        source: where these sizes come from, such as `libreoffice`; empty if unknown.

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
            raise OptionError(
                f"A page can be at most {MAX_PAGE_MM:g} mm wide and high, not "
                f"{format_mm(self.page)}."
            )
        if not 1 <= self.columns * self.rows <= MAX_LABELS_PER_PAGE or self.rows < 1:
            raise OptionError(
                f"A page must have 1 to {MAX_LABELS_PER_PAGE:,} labels, not "
                f"{self.columns}×{self.rows}."
            )
        if min(self.label) < MIN_LABEL_MM:
            raise OptionError(
                f"A label must be at least {MIN_LABEL_MM:g} mm wide and high, not "
                f"{format_mm(self.label)}."
            )
        if min(self.gap) < 0:
            raise OptionError(
                f"A gap must be 0 mm or more, not {min(self.gap):g} mm: labels must not overlap."
            )
        if min(*self.margins, *self._opposite_margins) < -_TOLERANCE_MM:
            first = ""
            if self.corner is not None:
                left, top = self.corner
                first = f", beginning {left:g} mm from the left and {top:g} mm from the top"
            raise OptionError(
                f"{self.columns}×{self.rows} labels of {format_mm(self.label)} do not fit: they "
                f"take {format_mm(self._grid_size)}{first}, but the page has "
                f"{format_mm(self.page)}. Use fewer or smaller labels."
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
        """Positions of the labels on a page, row by row, each row from left to right."""
        left, top = self.margins
        for row in range(self.rows):
            for column in range(self.columns):
                yield LabelPosition(
                    left + column * (self.label[0] + self.gap[0]),
                    top + row * (self.label[1] + self.gap[1]),
                )

    @property
    def _grid_size(self) -> tuple[float, float]:
        """Width and height of all labels of a page together, with the gaps between them."""
        (width, height), (across, down) = self.label, self.gap
        return (
            self.columns * width + (self.columns - 1) * across,
            self.rows * height + (self.rows - 1) * down,
        )

    def add_bleed(self, bleed: float) -> Stock:
        """Return a stock with one label per page; the page extends past the label on all sides.

        With a bleed of 3 mm, a label of 63.5×38.1 mm gets a page of 69.5×44.1 mm. The print shop
        cuts the bleed off.

        Args:
            bleed: width of the strip around the label in mm.

        Raises:
            OptionError: the bleed is 0 or less, or more than MAX_BLEED_MM.
        """
        check_bleed(bleed)
        page = (self.label[0] + 2 * bleed, self.label[1] + 2 * bleed)
        return replace(self, page=page, columns=1, rows=1, gap=(0.0, 0.0), corner=(bleed, bleed))

    def round_to_dots(self, dot: float) -> Stock:
        """Return the stock with the sides of its page rounded to whole dots of the printer.

        PDF viewers round the size of a page to whole dots. They do not change a size that was
        rounded here.

        Args:
            dot: side of a printer's dot in mm.
        """
        # A viewer adds a row of dots to a page that is too large by a rounding error.
        width, height = ((round(side / dot) - _ROUNDING_DOTS) * dot for side in self.page)
        label = (width, height) if self.is_roll else self.label
        return replace(self, page=(width, height), label=label)

    @property
    def has_cut_marks(self) -> bool:
        """Return whether cut marks are printed: only for business cards on plain paper."""
        return self.design == "business-card" and self.maker == OWN_MAKER and self.count > 1

    @property
    def noun(self) -> str:
        """Noun for one label in messages, such as `label`, `poster` or `table tent`."""
        return _NOUNS_OF_DESIGNS.get(self.design, "label")

    @property
    def is_too_small(self) -> bool:
        """Return whether the labels are too small for the smallest QR code of a chat link."""
        return min(self.label) < MIN_CODE_MM

    @property
    def is_roll(self) -> bool:
        """Return whether the page is a single label, as on a roll."""
        return self.page == self.label


def check_bleed(bleed: float) -> None:
    """Fail if a bleed in mm is out of its range.

    Raises:
        OptionError: the bleed is 0 or less, or more than MAX_BLEED_MM.
    """
    if not 0 < bleed <= MAX_BLEED_MM:
        raise OptionError(
            f"A bleed must be more than 0 and at most {MAX_BLEED_MM:g} mm, not {bleed:g} mm: "
            "3 mm is usual."
        )


def format_mm(size: tuple[float, float]) -> str:
    """Return a width and a height as text for messages, such as `63.5×38.1 mm`."""
    return f"{size[0]:.4g}×{size[1]:.4g} mm"


def parse_page(page: str) -> tuple[float, float]:
    """Return the width and the height of a page in mm, such as `(210.0, 297.0)` for `a4`.

    Args:
        page: `a4`, `a5`, `letter`, or width and height, such as `100x150mm`.

    Raises:
        OptionError: the text is neither the name of a page nor a width and a height.
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
    """Return a stock with the given sizes, for labels that have no name in `label_stocks.csv`.

    Args:
        page: `a4`, `a5`, `letter`, or width and height, such as `100x150mm`.
        grid: numbers of columns and rows, such as `4x6`.
        label: width and height of a label, such as `45x40mm`.
        gap: distance between two labels, such as `2mm`, or the horizontal and the vertical
            distance, such as `2.5x0mm`. None for no gap.

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
