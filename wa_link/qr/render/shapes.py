"""SVG paths of the dark modules of a symbol, in the styles `square`, `rounded` and `dots`.

No style draws the finder patterns (the large squares in three corners of a symbol) as circles or
dots, because the reader zbar does not find circles. The alignment patterns (the smaller squares)
are not drawn as dots either. In the styles `rounded` and `dots`, both kinds of patterns are squares
with round corners. Fill all paths by SVG's even-odd rule, so that light areas in patterns stay
empty. All lengths are in modules.
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
    """Shape of the dark modules: squares, areas with round corners, or separate dots."""

    SQUARE = "square"
    ROUNDED = "rounded"
    DOTS = "dots"


_DOT = 0.45  # radius of a dot, in modules
# Squares of a pattern, from the outermost to the innermost: the side of each, and the radius of its
# corners.
_FINDER = ((7, 2.0), (5, 1.25), (3, 1.0))
_ALIGNMENT = ((5, 1.25), (3, 0.75), (1, 0.5))


def parse_shape(name: str) -> Shape:
    """Return the shape with the given name: `square`, `rounded` or `dots`.

    Raises:
        OptionError: no shape has this name.
    """
    try:
        return Shape(name)
    except ValueError:
        raise OptionError(f"Unknown style {quote(name)}: use {join_or(Shape)}.") from None


@lru_cache(maxsize=1)  # the copies of a label have the same path
def draw_path(symbol: Symbol, offset: int, shape: Shape) -> str:
    """Return SVG path data that draws the dark modules of a symbol.

    Args:
        symbol: the symbol; the modules under a logo are light.
        offset: the distance of the symbol from the left and from the top, in modules.
        shape: the shape of the modules.
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
        else:  # its outer ring is traced with the modules that touch it: draw only the rest
            patterns += _draw_pattern(rows, x + 1, y + 1, _ALIGNMENT[1:], offset, below="1")
    parts = _draw_dots(rows, offset) if shape is Shape.DOTS else trace_rounded(rows, offset)
    return "".join(parts + patterns)


def _draw_pattern(
    rows: list[str], x: int, y: int, squares: _Squares, offset: int, below: str = "0"
) -> Iterator[str]:
    """Yield path data for the squares of a pattern, and make the modules under it light or dark.

    Args:
        rows: the rows of modules; the function changes this list.
        x: the column of the top left module of the pattern.
        y: the row of the top left module of the pattern.
        squares: the squares of the pattern, from the outermost to the innermost.
        offset: the distance of the symbol from the left and from the top.
        below: `0` to make the modules under the pattern light, `1` to make them dark.
    """
    width = squares[0][0]
    for row in range(y, y + width):
        rows[row] = f"{rows[row][:x]}{below * width}{rows[row][x + width :]}"
    for inset, (side, radius) in enumerate(squares, start=offset):
        yield f"M{write_numbers(x + inset + radius, y + inset)}{_draw_square(side, radius)}"


def _find_finders(symbol: Symbol) -> Iterator[tuple[int, int]]:
    """Yield the column and row of the top left of each finder pattern (ISO/IEC 18004, 6.3.3)."""
    far = symbol.size - 7
    return _find_complete(symbol, ((0, 0), (far, 0), (0, far)), _FINDER)


def _find_alignments(symbol: Symbol) -> Iterator[tuple[int, int]]:
    """Yield the column and row of the top left module of each alignment pattern (6.3.6).

    Skip the alignment patterns that a logo covers completely or partly.
    """
    centres = get_alignment_positions(symbol.version)
    return _find_complete(
        symbol, ((x - 2, y - 2) for x, y in product(centres, centres)), _ALIGNMENT
    )


def _find_complete(
    symbol: Symbol, places: Iterable[tuple[int, int]], squares: _Squares
) -> Iterator[tuple[int, int]]:
    """Yield each of the places at which the symbol contains the complete pattern of squares."""
    pattern = _make_pattern_rows(squares)
    side = len(pattern)
    for x, y in places:
        if x >= 0 <= y and pattern == [row[x : x + side] for row in symbol.rows[y : y + side]]:
            yield x, y


@cache
def _make_pattern_rows(squares: _Squares) -> list[str]:
    """Return a pattern as rows of modules, `1` or `0`: its squares are dark and light in turn."""
    side = squares[0][0]
    rings = [[min(x, y, side - 1 - x, side - 1 - y) for x in range(side)] for y in range(side)]
    last = len(squares) - 1
    return ["".join("10"[min(ring, last) % 2] for ring in row) for row in rings]


def _draw_dots(rows: Sequence[str], offset: int) -> list[str]:
    """Return path data with a dot for each dark module.

    To keep the path short, the place of a dot is relative to the dot before it. Each dot consists
    of two curves, which differ from a circle by less than 2 %. With four curves for each dot, a PDF
    would be twice as large.

    Args:
        rows: the rows of modules; `1` is dark.
        offset: the distance of the symbol from the left and from the top.
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
    """Return path data for a square with round corners; the path begins at the top left."""
    parts: list[str] = []
    for way, length, right, down in (
        ("h", side, 1, 1), ("v", side, -1, 1), ("h", -side, -1, -1), ("v", -side, 1, -1),
    ):  # fmt: skip
        parts += (write_line(way, length, 2 * radius), write_curve(radius, way, right, down))
    return f"{''.join(parts)}z"
