"""Options of labels on paper: what a stock and a printer allow."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, TextError
from wa_link.links.template import Template
from wa_link.printing.stock import SMALLEST_CODE_MM, in_mm
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.render.colours import BLACK, TRANSPARENT, WHITE, colour_option

if TYPE_CHECKING:
    from wa_link.printing.stock import Stock
    from wa_link.qr.render.style import Styling

MOST_COPIES = 1_000
_FARTHEST_OFFSET_MM = 10.0
# Printers whose edge of the paper is not exact lose nothing of a label that is moved so far.
_SPARE_MM = 1.5
_LEAST_DPI, _MOST_DPI = 150, 1_200


def check_sizes(styling: Styling) -> None:
    """Fail on sizes of a code, which the label decides.

    Raises:
        OptionError: there is one.
    """
    for name in ("size", "module_size"):
        if name in styling:
            raise OptionError(f"The labels decide how large their codes are: leave out {name}.")


def check_stock(stock: Stock, start: int) -> None:
    """Fail where a label is too small for a code, or a page has no such label.

    Raises:
        OptionError: as said above.
    """
    if stock.is_too_small:
        raise OptionError(
            f"Labels of {stock.name} are {in_mm(stock.label)}, and the smallest code of a chat "
            f"link takes {SMALLEST_CODE_MM:.1f} mm: choose larger labels."
        )
    if stock.count == 1 and start != 1:
        raise OptionError(f"A page of {stock.name} has one label: leave out {option('start')}.")
    if not 1 <= start <= stock.count:
        raise OptionError(f"A page of {stock.name} has the labels 1 to {stock.count}, not {start}.")


def check_offset(stock: Stock, offset: tuple[float, float]) -> None:
    """Fail unless what is drawn stays on the page.

    Raises:
        OptionError: it would leave the page.
        TypeError: it is not a pair of numbers.
    """
    numbers = isinstance(offset, tuple | list) and len(offset) == 2
    if not numbers or not all(isinstance(by, int | float) and isfinite(by) for by in offset):
        raise TypeError(f"offset must be two numbers of mm, such as (0.5, -1), not {offset!r}.")
    if max(map(abs, offset)) > _FARTHEST_OFFSET_MM:
        raise OptionError(f"An offset is {_FARTHEST_OFFSET_MM:g} mm at most, either way.")
    for by, margin in zip(offset, stock.margins, strict=True):
        if abs(by) > margin + _SPARE_MM:
            raise OptionError(
                f"Moved by {by:g} mm, labels of {stock.name} would leave the page: "
                f"{margin + _SPARE_MM:.1f} mm either way can be."
            )


def check_printer(dpi: int, styling: Styling) -> None:
    """Fail on what a printer of black dots can't print.

    Raises:
        OptionError: a resolution, a colour, a style or a picture that it can't print.
    """
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        raise OptionError(
            f"A label printer has {_LEAST_DPI} to {_MOST_DPI:,} dots per inch, not {dpi}."
        )
    if colour_option(styling.get("dark") or "black") != BLACK:
        raise OptionError(f"With {option('dpi')} codes are black: leave out {option('dark')}.")
    light = styling.get("light") or "white"
    if light.strip().lower() != TRANSPARENT and colour_option(light) != WHITE:
        raise OptionError(f"With {option('dpi')} paper is white: leave out {option('light')}.")
    if colour_option(styling.get("accent") or "black") != BLACK:
        raise OptionError(f"With {option('dpi')} all is black: leave out {option('accent')}.")
    if styling.get("style", "square") != "square":
        raise OptionError(
            f"With {option('dpi')} modules are whole dots, which are square: leave out "
            f"{option('style')}."
        )
    if styling.get("logo"):
        raise OptionError(
            f"With {option('dpi')} all is black or white, and a logo has greys: leave out "
            f"{option('logo')}."
        )


def dot_size(dpi: int | None) -> float:
    """Return the side of a printer's dot in mm; 0 where it is not known."""
    return 0.0 if dpi is None else MM_PER_INCH / dpi


def copies_option(copies: int | str) -> int | Template:
    """Return how many labels are printed of each row, or the template that says so.

    Raises:
        OptionError: it is neither a template nor a number from 1 to MOST_COPIES.
    """
    if isinstance(copies, str):
        template = Template.parse(copies)
        if template.fields:
            return template
    try:
        count = count_of_copies(str(copies))
    except TextError:
        count = 0
    if count == 0:
        raise OptionError(
            f"{option('copies')}: {quote(str(copies))} is not a number of copies: write a whole "
            f"number from 1 to {MOST_COPIES:,}, or a column in braces: {{qty}}."
        )
    return count


def count_of_copies(text: str) -> int:
    """Return the number of copies that a cell gives, such as `3`.

    Raises:
        TextError: `bad_copies`: it is not a whole number from 0 to MOST_COPIES.
    """
    whole, _, rest = text.strip().partition(".")
    if whole.isdecimal() and len(whole) <= 9 and not rest.strip("0") and int(whole) <= MOST_COPIES:
        return int(whole)
    raise TextError(
        Reason.BAD_COPIES,
        f"{quote(text)} is not a number of copies: write a whole number from 0 to {MOST_COPIES:,}.",
    )
