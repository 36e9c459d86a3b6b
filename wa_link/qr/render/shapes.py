"""Shapes of modules: SVG paths of the dark parts of a symbol, square, rounded or dotted.

Finder patterns are squares in every style, because zbar does not find circles; so are the alignment
patterns of dotted symbols. Their corners are round if modules are not square. All subpaths are
filled by the even-odd rule. Lengths are in modules.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError
from wa_link.qr.encode.tables import get_alignment_positions
from wa_link.qr.render.outlines import trace_outlines
from wa_link.qr.render.path_data import write_curve, write_line, write_numbers
from wa_link.qr.render.rounded import trace_rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from wa_link.qr.encode.symbol import Symbol

    _Squares: TypeAlias = tuple[tuple[int, float], ...]


class Shape(StrEnum):
    """Shape of the modules."""

    SQUARE = "square"
    ROUNDED = "rounded"
    DOTS = "dots"


_DOT = 0.45  # radius
# Squares of a pattern from the outside: the side of each, and the radius of its corners.
_FINDER = ((7, 2.0), (5, 1.25), (3, 1.0))
_ALIGNMENT = ((5, 1.25), (3, 0.75), (1, 0.5))


def parse_shape(name: str) -> Shape:
    """Return the shape of that name.

    Raises:
        OptionError: the name is unknown.
    """
    try:
        return Shape(name)
    except ValueError:
        raise OptionError(f"Unknown style {quote(name)}: use {join_or(Shape)}.") from None


@lru_cache(maxsize=1)  # copies of a label share their path
def draw_path(symbol: Symbol, offset: int, shape: Shape) -> str:
    """Return the path of the dark parts of a symbol.

    Args:
        symbol: a symbol; modules under a logo are light.
        offset: distance of the symbol from the left and from the top.
        shape: shape of its modules.
    """
    if shape is Shape.SQUARE:
        return trace_outlines(symbol, offset)
    rows = list(symbol.rows)
    patterns: list[str] = []
    for x, y in _find_finders(symbol):
        patterns += _draw_pattern(rows, x, y, _FINDER, offset)
    for x, y in _find_alignments(symbol):
        if shape is Shape.DOTS:
            patterns += _draw_pattern(rows, x, y, _ALIGNMENT, offset)
        else:  # its ring joins the modules around it, so only the inner squares are drawn here
            patterns += _draw_pattern(rows, x + 1, y + 1, _ALIGNMENT[1:], offset, below="1")
    parts = _draw_dots(rows, offset) if shape is Shape.DOTS else trace_rounded(rows, offset)
    return "".join(parts + patterns)


def _draw_pattern(
    rows: list[str], x: int, y: int, squares: _Squares, offset: int, below: str = "0"
) -> Iterator[str]:
    """Yield the squares of a pattern, and set the modules below them to one colour."""
    width = squares[0][0]
    for row in range(y, y + width):
        rows[row] = f"{rows[row][:x]}{below * width}{rows[row][x + width :]}"
    for inset, (side, radius) in enumerate(squares, start=offset):
        yield f"M{write_numbers(x + inset + radius, y + inset)}{_draw_square(side, radius)}"


def _find_finders(symbol: Symbol) -> Iterator[tuple[int, int]]:
    """Yield the top left corners of the finder patterns (ISO/IEC 18004, 6.3.3)."""
    far = symbol.size - 7
    return _find_whole(symbol, ((0, 0), (far, 0), (0, far)), _FINDER)


def _find_alignments(symbol: Symbol) -> Iterator[tuple[int, int]]:
    """Yield the top left corners of the alignment patterns that no logo covers (6.3.6)."""
    centres = get_alignment_positions(symbol.version)
    return _find_whole(symbol, ((x - 2, y - 2) for x, y in product(centres, centres)), _ALIGNMENT)


def _find_whole(
    symbol: Symbol, places: Iterable[tuple[int, int]], squares: _Squares
) -> Iterator[tuple[int, int]]:
    """Yield the places at which the symbol has the whole pattern."""
    pattern = _make_pattern_rows(squares)
    side = len(pattern)
    for x, y in places:
        if x >= 0 <= y and pattern == [row[x : x + side] for row in symbol.rows[y : y + side]]:
            yield x, y


@cache
def _make_pattern_rows(squares: _Squares) -> list[str]:
    """Return the rows of modules of a pattern; each square inverts the one around it."""
    side = squares[0][0]
    rings = [[min(x, y, side - 1 - x, side - 1 - y) for x in range(side)] for y in range(side)]
    last = len(squares) - 1
    return ["".join("10"[min(ring, last) % 2] for ring in row) for row in rings]


def _draw_dots(rows: Sequence[str], offset: int) -> list[str]:
    """Return a disc for each dark module, each placed relative to the start of the last one.

    Two curves are within 2 % of a circle, and make a PDF half as large as four curves.
    """
    pull = round(4 / 3 * _DOT, 2)
    upper = f"c{write_numbers(0, -pull, 2 * _DOT, -pull, 2 * _DOT, 0)}"
    disc = f"{upper}s{write_numbers(-2 * _DOT, pull, -2 * _DOT, 0)}z"
    parts: list[str] = []
    before: tuple[int, int] | None = None
    for y, row in enumerate(rows):
        x = row.find("1")
        while x >= 0:
            if before is None:
                parts.append(f"M{write_numbers(x + offset + 0.5 - _DOT, y + offset + 0.5)}")
            else:
                parts.append(f"m{write_numbers(x - before[0], y - before[1])}")
            parts.append(disc)
            before = x, y
            x = row.find("1", x + 1)
    return parts


@cache
def _draw_square(side: int, radius: float) -> str:
    """Return a square with round corners, from the left end of its upper side."""
    parts: list[str] = []
    for way, length, right, down in (
        ("h", side, 1, 1), ("v", side, -1, 1), ("h", -side, -1, -1), ("v", -side, 1, -1),
    ):  # fmt: skip
        parts += (write_line(way, length, 2 * radius), write_curve(radius, way, right, down))
    return f"{''.join(parts)}z"
