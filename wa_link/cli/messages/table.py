"""Tables for people: columns of texts that align in a terminal, also with wide characters."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

from wa_link._support.quoting import escape
from wa_link.cli.terminal import terminal_size

if TYPE_CHECKING:
    from collections.abc import Sequence


def format_table(rows: Sequence[Sequence[str]], *, is_list: bool = True) -> list[str]:
    """Return the rows as lines; control characters and line breaks are escaped.

    The last column should contain the texts of people: it is not padded, so that texts from right
    to left do not move other columns. In a terminal, its texts are cut at the end of the line.

    Args:
        rows: the cells of each row.
        is_list: whether each row is a thing of its own. The fields of one thing are not cut.
    """
    window = terminal_size(sys.stdout) if is_list else None
    shown = [[escape(cell) for cell in row] for row in rows]
    widths = [max(map(_measure, column)) for column in zip(*shown, strict=True)][:-1]
    lines = []
    for *cells, last in shown:
        pairs = zip(cells, widths, strict=True)
        start = "".join(f"{cell}{' ' * (width - _measure(cell))}  " for cell, width in pairs)
        end = _cut(last, window.columns - _measure(start)) if window else last
        lines.append(f"{start}{end}".rstrip())
    return lines


def _measure(text: str) -> int:
    """Return how many columns of a terminal a text takes (UAX #11)."""
    return sum(map(_width, text))


def _width(char: str) -> int:
    """Return how many columns of a terminal a character takes: 0, 1 or 2."""
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cut(text: str, room: int) -> str:
    """Return the beginning of a text that fits into a number of columns, and `…` if it is cut."""
    if _measure(text) <= room:
        return text
    cut, used = "", 1  # the …
    for char in text:
        used += _width(char)
        if used > room:
            break
        cut += char
    return f"{cut}…"
