"""Checks of the options for labels: first label, offset, label printer and copies."""

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
    from wa_link.qr.render.style_keywords import Styling


def refuse_code_sizes(styling: Styling) -> None:
    """Check that `size` and `module_size` are not given: the label decides the size of its code.

    Raises:
        OptionError: `size` or `module_size` is given.
    """
    for name in ("size", "module_size"):
        if name in styling:
            raise OptionError(
                f"{option(name)} has no effect on labels, because the label decides the size of "
                f"its code: leave out {option(name)}, or choose larger labels."
            )


def check_stock(stock: Stock, start: int, *, has_bleed: bool) -> None:
    """Check that a code fits on a label, and that the page has a label with the number `start`.

    Args:
        stock: page of labels.
        start: number of the first label to use on the first page, counted from 1.
        has_bleed: whether a bleed is given. If so, each label has its own page.

    Raises:
        OptionError: the labels are too small, or the page has no label `start`.
    """
    if has_bleed and start != 1:
        raise OptionError(
            f"{option('start', start)} has no effect with {option('bleed')}, because each label "
            f"gets its own page: leave out {option('start')}."
        )
    if stock.is_too_small:
        raise OptionError(
            f"Labels of {format_mm(stock.label)} are too small: the smallest QR code of a chat "
            f"link is {MIN_CODE_MM:.1f} mm wide and high. Choose larger labels."
        )
    if stock.count == 1 and start != 1:
        raise OptionError(
            f"A page of {stock.name} has only one label: leave out {option('start')}."
        )
    if not 1 <= start <= stock.count:
        raise OptionError(
            f"A page of {stock.name} has no label {start}: give {option('start')} a number from 1 "
            f"to {stock.count}."
        )


def check_offset(stock: Stock, offset: tuple[float, float]) -> None:
    """Check that the labels stay on the page when an offset moves them.

    Args:
        stock: page of labels.
        offset: distances in mm by which everything moves to the right and down.

    Raises:
        OptionError: a label would be outside the page.
        TypeError: the offset is not two numbers.
    """
    is_pair = isinstance(offset, tuple | list) and len(offset) == 2
    if not is_pair or not all(isinstance(by, int | float) and isfinite(by) for by in offset):
        raise TypeError(f"offset must be two numbers in mm, such as (0.5, -1), not {offset!r}.")
    if max(map(abs, offset)) > MAX_OFFSET_MM:
        raise OptionError(
            f"An offset can be at most {MAX_OFFSET_MM:g} mm in each direction, not "
            f"{max(map(abs, offset)):g} mm."
        )
    for by, margin in zip(offset, stock.margins, strict=True):
        limit = margin + MAX_OFFSET_BEYOND_MARGIN_MM
        if abs(by) > limit:
            raise OptionError(
                f"An offset of {by:g} mm would move labels of {stock.name} off the page: use at "
                f"most {limit:.1f} mm."
            )


def check_printer_options(dpi: int, styling: Styling) -> None:
    """Check that a label printer, which prints only black dots, can print the codes.

    Args:
        dpi: dots per inch of the printer.
        styling: colours, shape of the modules, and logo of the codes.

    Raises:
        OptionError: the DPI is out of its range, or the printer can't print a colour, the shape of
            the modules, or the logo.
    """
    if not MIN_DPI <= dpi <= MAX_DPI:
        raise OptionError(f"A label printer has {MIN_DPI} to {MAX_DPI:,} dots per inch, not {dpi}.")
    label_printer = f"{option('dpi')} is for label printers, which"
    if parse_colour(styling.get("dark") or "black") != BLACK:
        raise OptionError(f"{label_printer} print only black: leave out {option('dark')}.")
    light = styling.get("light") or "white"
    if light.strip().lower() != TRANSPARENT and parse_colour(light) != WHITE:
        raise OptionError(
            f"{label_printer} print only black on white: leave out {option('light')}."
        )
    if parse_colour(styling.get("accent") or "black") != BLACK:
        raise OptionError(f"{label_printer} print only black: leave out {option('accent')}.")
    if styling.get("style", "square") != "square":
        raise OptionError(f"{label_printer} print only square dots: leave out {option('style')}.")
    if styling.get("logo"):
        raise OptionError(
            f"{label_printer} can't print the colours and greys of a logo: leave out "
            f"{option('logo')}."
        )


def get_dot_size(dpi: int | None) -> float:
    """Return the side of a printer's dot in mm, or 0 if the dots per inch are unknown (None)."""
    return 0.0 if dpi is None else MM_PER_INCH / dpi


def parse_copies(copies: int | str) -> int | Template:
    """Read the option `copies`: return a number, or a template to be filled from each row.

    The text `"3"` gives the number 3. A text with a field, such as `"{qty}"`, gives a Template.

    Raises:
        OptionError: `copies` is neither a template with a field nor a number from 1 to MAX_COPIES.
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
            f"{quote(str(copies))} is not a number of copies: give {option('copies')} a whole "
            f"number from 1 to {MAX_COPIES:,}, or a column name in braces, such as {{qty}}."
        )
    return count


def parse_copies_cell(text: str) -> int:
    """Return the number of copies that a cell contains, such as 3 for `3` or `3.0`.

    Raises:
        TextError: the cell is not a whole number from 0 to MAX_COPIES (`bad_copies`).
    """
    whole, _, fraction = text.strip().partition(".")
    is_whole = whole.isdecimal() and len(whole) <= 9 and not fraction.strip("0")
    if is_whole and int(whole) <= MAX_COPIES:
        return int(whole)
    raise TextError(
        Reason.BAD_COPIES,
        f"{quote(text)} is not a number of copies: write a whole number from 0 to {MAX_COPIES:,}.",
    )
