"""Check the options of labels: the start, the offset, the printer and the copies."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, TextError
from wa_link.links.template import Template
from wa_link.printing.label_limits import (
    MAX_COPIES,
    MAX_DPI,
    MAX_OFFSET_BEYOND_MARGIN_MM,
    MAX_OFFSET_MM,
    MIN_DPI,
)
from wa_link.printing.label_stock import MIN_CODE_MM, format_mm
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.render.colours import BLACK, TRANSPARENT, WHITE, parse_colour

if TYPE_CHECKING:
    from wa_link.printing.label_stock import Stock
    from wa_link.qr.render.styling import Styling


def refuse_code_sizes(styling: Styling) -> None:
    """Check that no size of the codes is given, because the label decides it.

    Raises:
        OptionError: a size is given.
    """
    for name in ("size", "module_size"):
        if name in styling:
            raise OptionError(
                f"Labels decide the size of their codes: leave out {option(name)}, or choose "
                "another stock."
            )


def check_stock(stock: Stock, start: int, *, has_bleed: bool) -> None:
    """Check that a code fits on a label, and that the page has a label with the number `start`.

    Args:
        stock: page of labels.
        start: number of the first free label of the first page, from 1.
        has_bleed: whether a bleed is given, so that each label has a page of its own.

    Raises:
        OptionError: the labels are too small, or the page has no label `start`.
    """
    if has_bleed and start != 1:
        raise OptionError(
            f"{option('start', start)} does not go with {option('bleed')}: each label has a page "
            "of its own."
        )
    if stock.is_too_small:
        raise OptionError(
            f"Labels of {stock.name} are {format_mm(stock.label)}, and the smallest code of a chat "
            f"link takes {MIN_CODE_MM:.1f} mm: choose larger labels."
        )
    if stock.count == 1 and start != 1:
        raise OptionError(f"A page of {stock.name} has one label: leave out {option('start')}.")
    if not 1 <= start <= stock.count:
        raise OptionError(
            f"A page of {stock.name} has no label {start}: give {option('start')} a number from 1 "
            f"to {stock.count}."
        )


def check_offset(stock: Stock, offset: tuple[float, float]) -> None:
    """Check that the labels stay on the page when they are moved.

    Args:
        stock: page of labels.
        offset: distances to the right and down in mm.

    Raises:
        OptionError: a label would leave the page.
        TypeError: the offset is not two numbers.
    """
    is_pair = isinstance(offset, tuple | list) and len(offset) == 2
    if not is_pair or not all(isinstance(by, int | float) and isfinite(by) for by in offset):
        raise TypeError(f"offset must be two numbers in mm, such as (0.5, -1), not {offset!r}.")
    if max(map(abs, offset)) > MAX_OFFSET_MM:
        raise OptionError(f"An offset can be at most {MAX_OFFSET_MM:g} mm in each direction.")
    for by, margin in zip(offset, stock.margins, strict=True):
        limit = margin + MAX_OFFSET_BEYOND_MARGIN_MM
        if abs(by) > limit:
            raise OptionError(
                f"An offset of {by:g} mm would move labels of {stock.name} off the page: use at "
                f"most {limit:.1f} mm."
            )


def check_printer_options(dpi: int, styling: Styling) -> None:
    """Check that a label printer, which prints black dots alone, can print the codes.

    Args:
        dpi: dots per inch of the printer.
        styling: colours, style and logo of the codes.

    Raises:
        OptionError: the resolution is out of its range, or the printer can't print a colour, the
            style or the logo.
    """
    if not MIN_DPI <= dpi <= MAX_DPI:
        raise OptionError(f"A label printer has {MIN_DPI} to {MAX_DPI:,} dots per inch, not {dpi}.")
    if parse_colour(styling.get("dark") or "black") != BLACK:
        raise OptionError(f"With {option('dpi')}, codes are black: leave out {option('dark')}.")
    light = styling.get("light") or "white"
    if light.strip().lower() != TRANSPARENT and parse_colour(light) != WHITE:
        raise OptionError(f"With {option('dpi')}, paper is white: leave out {option('light')}.")
    if parse_colour(styling.get("accent") or "black") != BLACK:
        raise OptionError(
            f"With {option('dpi')}, everything is black: leave out {option('accent')}."
        )
    if styling.get("style", "square") != "square":
        raise OptionError(
            f"With {option('dpi')}, modules are whole dots, which are square: leave out "
            f"{option('style')}."
        )
    if styling.get("logo"):
        raise OptionError(
            f"With {option('dpi')}, everything is black or white, but a logo has greys: leave out "
            f"{option('logo')}."
        )


def get_dot_size(dpi: int | None) -> float:
    """Return the side of a printer's dot in mm, or 0 for an unknown printer."""
    return 0.0 if dpi is None else MM_PER_INCH / dpi


def parse_copies(copies: int | str) -> int | Template:
    """Return the number of copies of each label, or the template that gives it for a row.

    Raises:
        OptionError: it is neither a template with fields nor a number from 1 to MAX_COPIES.
    """
    if isinstance(copies, str):
        template = Template.parse(copies)
        if template.fields:
            return template
    try:
        count = parse_copies_cell(str(copies))
    except TextError:
        count = 0
    if count == 0:
        raise OptionError(
            f"{option('copies')}: {quote(str(copies))} is not a number of copies: write a whole "
            f"number from 1 to {MAX_COPIES:,}, or a column in braces: {{qty}}."
        )
    return count


def parse_copies_cell(text: str) -> int:
    """Return the number of copies in a cell, such as `3` or `3.0`.

    Raises:
        TextError: `bad_copies`: it is not a whole number from 0 to MAX_COPIES.
    """
    whole, _, fraction = text.strip().partition(".")
    is_whole = whole.isdecimal() and len(whole) <= 9 and not fraction.strip("0")
    if is_whole and int(whole) <= MAX_COPIES:
        return int(whole)
    raise TextError(
        Reason.BAD_COPIES,
        f"{quote(text)} is not a number of copies: write a whole number from 0 to {MAX_COPIES:,}.",
    )
