"""Label stocks that have a name: read them from `label_stocks.csv`, find one, and list all.

To add a stock, add a row to `label_stocks.csv`. The column `source` says where the sizes come from:
`libreoffice` is the file labels.xml of LibreOffice, to which makers of labels contributed;
`glabels` means the templates of gLabels. Both sources give the margins of a page and the distance
from one label to the next.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import join_or, pluralize, quote
from wa_link.errors import OptionError
from wa_link.printing.label_stock import PAGES, Stock, format_mm, parse_page
from wa_link.qr.lengths import parse_length_pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TABLE = Path(__file__).with_name("label_stocks.csv")
_MAX_SUGGESTIONS = 3
_HEADINGS = ("A4", "Letter", "Rolls", "Other pages")
_COLUMNS = ("NAME", "LABELS", "SIZE IN MM", "PAGE", "MAKER", "OTHER NAMES")
_DIGITS_FOR_LETTERS = str.maketrans("OI", "01")


def _read_table() -> dict[str, Stock]:
    """Return the stocks of `label_stocks.csv` by name."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: _make_stock(row) for row in csv.DictReader(file)}


def _make_stock(row: Mapping[str, str]) -> Stock:
    """Return the label stock that a row of `label_stocks.csv` describes."""
    return Stock(
        row["name"],
        parse_page(row["page"]),
        int(row["columns"]),
        int(row["rows"]),
        parse_page(row["label"]),
        parse_length_pair(row["gap"], "x") if row["gap"] else (0.0, 0.0),
        row["design"],
        parse_length_pair(row["margin"], "x") if row["margin"] else None,
        row["shape"] == "round",
        tuple(filter(None, row["aliases"].split(";"))),
        row["maker"],
        row["source"],
    )


STOCKS = _read_table()
"""All stocks of `label_stocks.csv` by their names; other names are in `Stock.aliases`."""


def find_stock(name: str) -> Stock:
    """Return the stock with a name, such as `L7160`, `l7160` or `Avery L7160`.

    The name can be an alias. Case, spaces and hyphens do not matter.

    Raises:
        OptionError: no stock has this name; the message suggests similar names with their sizes.
    """
    known = _index_by_name()
    key = _normalise(name)
    if found := known.get(key):
        return found
    similar = dict.fromkeys(stock for each, stock in known.items() if _is_typo(key, each))
    similar = similar or dict.fromkeys(
        stock for each, stock in known.items() if _is_poster(key, each)
    )
    suggestions = [_describe(stock) for stock in list(similar)[:_MAX_SUGGESTIONS]]
    hint = f" Did you mean {join_or(suggestions)}?" if suggestions else ""
    raise OptionError(
        f"Unknown label stock {quote(name)}.{hint} For labels of other sizes, use "
        f"{option('page')}, {option('grid')}, {option('label')} and {option('gap')}. There are "
        f"{len(STOCKS)} known stocks, such as L7160, 5160 and poster-a4."
    )


@cache
def _index_by_name() -> dict[str, Stock]:
    """Return a dict from normalised names to stocks.

    Each stock has several keys: its name and its aliases, with and without the maker. For example,
    `L7160` and `AVERYL7160` are keys of the same stock.
    """
    known: dict[str, Stock] = {}
    for stock in STOCKS.values():
        for name in (stock.name, *stock.aliases):
            maker, _, number = name.rpartition(" ")
            makers = [maker] if maker else [stock.maker, *stock.maker.split()]
            for each in (number, *(f"{maker} {number}" for maker in makers)):
                known.setdefault(_normalise(each), stock)
    return known


def _normalise(name: str) -> str:
    """Return the name in upper case without spaces and hyphens: `AVERYL7160` for `Avery L-7160`."""
    return re.sub(r"[\s-]", "", name.upper())


def _is_typo(typed: str, name: str) -> bool:
    """Return whether a typed text is `name` with one slip, such as `L7106` or `L716` for `L7160`.

    A slip is two swapped characters, a missing or extra character, or the letters O and I typed
    for 0 and 1. A different digit is not a slip, because it names a different product.
    """
    if typed.translate(_DIGITS_FOR_LETTERS) == name:
        return True
    shorter, longer = sorted((typed, name), key=len)
    if len(shorter) == len(longer):
        return any(
            f"{typed[:at]}{typed[at + 1]}{typed[at]}{typed[at + 2 :]}" == name
            for at in range(len(typed) - 1)
        )
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _is_poster(typed: str, name: str) -> bool:
    """Return whether `name` is a poster of the size `typed`, or any if it is `POSTER`."""
    return name.startswith("POSTER") and typed in {"POSTER", "POSTERS", name[len("POSTER") :]}


def _describe(stock: Stock) -> str:
    """Return the name and the sizes of a stock: `L7160 (21 labels of 63.5×38.1 mm)`."""
    return f"{stock.name} ({pluralize(stock.count, 'label')} of {format_mm(stock.label)})"


def list_stocks() -> str:
    """Return the text of `wa-link labels --list-stock`: a table of all stocks, grouped by page.

    Stocks whose labels are too small for a QR code are listed below the table.
    """
    groups: dict[str, list[tuple[str, ...]]] = {heading: [] for heading in _HEADINGS}
    for stock in STOCKS.values():
        if not stock.is_too_small:
            groups[_find_heading(stock)].append(_make_row(stock))
    rows = [_COLUMNS, *(row for group in groups.values() for row in group)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    blocks = [f"{heading}\n{_align(group, widths)}" for heading, group in groups.items() if group]
    small = [
        f"{stock.name} ({format_mm(stock.label)})"
        for stock in STOCKS.values()
        if stock.is_too_small
    ]
    blocks += [f"Too small for a code: {', '.join(small)}.\n"] if small else []
    return "\n".join([_align([_COLUMNS], widths), *blocks])


def _align(rows: Sequence[tuple[str, ...]], widths: Sequence[int]) -> str:
    """Return the rows as lines of text; spaces fill each cell to the width of its column."""
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in padded)


def _find_heading(stock: Stock) -> str:
    """Return the heading for a stock in the list: `A4`, `Letter`, `Rolls` or `Other pages`."""
    page = next((name for name, size in PAGES.items() if size == stock.page), "")
    if page in ("a4", "letter"):
        return page.capitalize()
    return "Rolls" if stock.is_roll and not page else "Other pages"


def _make_row(stock: Stock) -> tuple[str, ...]:
    """Return the cells of a stock for the printed list: name, number of labels, size, page, …."""
    pages = {size: name for name, size in PAGES.items()}
    labels = str(stock.count)
    if stock.count > 1:
        labels += f" ({stock.columns}×{stock.rows})"
    size = f"{stock.label[0]:.4g}×{stock.label[1]:.4g}"
    if stock.is_round:
        size = f"{stock.label[0]:.4g} round"
    page = pages.get(stock.page) or ("roll" if stock.is_roll else format_mm(stock.page))
    return (stock.name, labels, size, page.capitalize(), stock.maker, ", ".join(stock.aliases))
