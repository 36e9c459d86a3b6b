"""Stocks that can be named: the table in `stock.csv`, and how a name is looked up.

Each row of the table names its source: `libreoffice` is the list of LibreOffice (its labels.xml),
which the makers contributed, and `glabels` the templates of gLabels; both give pitches and margins.
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
from wa_link.printing.stock import PAGES, Stock, in_mm, page_size
from wa_link.qr.lengths import pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TABLE = Path(__file__).with_name("stock.csv")
_MOST_NEAR = 3
_GROUPS = ("A4", "Letter", "Rolls", "Other pages")  # headings of the list
_LETTERS_LIKE_DIGITS = str.maketrans("OI", "01")


def _read_table() -> dict[str, Stock]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: _stock(row) for row in csv.DictReader(file)}


def _stock(row: Mapping[str, str]) -> Stock:
    return Stock(
        row["name"],
        page_size(row["page"]),
        int(row["columns"]),
        int(row["rows"]),
        page_size(row["label"]),
        pair(row["gap"], "x") if row["gap"] else (0.0, 0.0),
        row["design"],
        pair(row["margin"], "x") if row["margin"] else None,
        row["shape"] == "round",
        tuple(filter(None, row["also"].split(";"))),
        row["maker"],
        row["source"],
    )


STOCKS = _read_table()
"""Stocks by their names; each has more names in `also`."""


def stock_option(name: str) -> Stock:
    """Return the stock that has that name or number, in any case, with or without its maker.

    Raises:
        OptionError: there is none; the message says which are near in spelling, and their sizes.
    """
    known = _by_names()
    key = _key(name)
    if found := known.get(key):
        return found
    near = dict.fromkeys(stock for each, stock in known.items() if _is_slip(key, each))
    named = [f"{stock.name} ({_described(stock)})" for stock in list(near)[:_MOST_NEAR]]
    hint = f" Did you mean {join_or(named)}?" if named else ""
    raise OptionError(
        f"Unknown label stock {quote(name)}.{hint} There are {pluralize(len(STOCKS), 'stock')}, "
        f"such as L7160, 5160 and poster-a4. Any other is given by its sizes: {option('page')}, "
        f"{option('grid')}, {option('label')} and {option('gap')}."
    )


@cache
def _by_names() -> dict[str, Stock]:
    """Return stocks by all that people call them, as keys."""
    known: dict[str, Stock] = {}
    for stock in STOCKS.values():
        for name in (stock.name, *stock.also):
            maker, _, number = name.rpartition(" ")
            makers = [maker] if maker else [stock.maker, *stock.maker.split()]
            for each in (number, *(f"{maker} {number}" for maker in makers)):
                known.setdefault(_key(each), stock)
    return known


def _key(name: str) -> str:
    return re.sub(r"[\s-]", "", name.upper())


def _is_slip(typed: str, name: str) -> bool:
    """Return whether a name was typed with two characters swapped, or one too many or too few.

    Another digit is another product, and no slip.
    """
    if typed.translate(_LETTERS_LIKE_DIGITS) == name:
        return True
    shorter, longer = sorted((typed, name), key=len)
    if len(shorter) == len(longer):
        return any(
            f"{typed[:at]}{typed[at + 1]}{typed[at]}{typed[at + 2 :]}" == name
            for at in range(len(typed) - 1)
        )
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _described(stock: Stock) -> str:
    return f"{pluralize(stock.count, 'label')} of {in_mm(stock.label)}"


def list_stocks() -> str:
    """Return a table of all stocks on which codes fit, by their pages, and names of the others."""
    groups: dict[str, list[tuple[str, ...]]] = {name: [] for name in _GROUPS}
    for stock in STOCKS.values():
        if not stock.is_too_small:
            groups[_group_of(stock)].append(_line(stock))
    head = ("NAME", "LABELS", "SIZE IN MM", "PAGE", "MAKER", "ALSO KNOWN AS")
    rows = [head, *(row for group in groups.values() for row in group)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]

    def lines_of(rows: Sequence[tuple[str, ...]]) -> str:
        padded = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            for row in rows
        )
        return "".join(f"{line.rstrip()}\n" for line in padded)

    blocks = [f"{name}\n{lines_of(group)}" for name, group in groups.items() if group]
    small = [f"{each.name} ({in_mm(each.label)})" for each in STOCKS.values() if each.is_too_small]
    blocks += [f"Too small for a code: {', '.join(small)}.\n"] if small else []
    return "\n".join([lines_of([head]), *blocks])


def _group_of(stock: Stock) -> str:
    """Return the heading of a stock."""
    page = next((name for name, size in PAGES.items() if size == stock.page), "")
    if page in ("a4", "letter"):
        return page.capitalize()
    return "Rolls" if stock.is_roll and not page else "Other pages"


def _line(stock: Stock) -> tuple[str, ...]:
    pages = {size: name for name, size in PAGES.items()}
    labels = str(stock.count)
    if stock.count > 1:
        labels += f" ({stock.columns}×{stock.rows})"
    size = f"{stock.label[0]:.4g}×{stock.label[1]:.4g}"
    if stock.is_round:
        size = f"{stock.label[0]:.4g} round"
    page = pages.get(stock.page) or ("roll" if stock.is_roll else in_mm(stock.page))
    return (stock.name, labels, size, page.capitalize(), stock.maker, ", ".join(stock.also))
