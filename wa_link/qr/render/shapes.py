"""Shapes of modules: paths of the dark parts of a symbol, square, rounded or dotted.

Finder patterns are squares in every style, with rounded corners where modules are not square:
zbar does not find circles. So are the alignment patterns of dotted symbols. All parts of a path are
filled by the even-odd rule. Lengths are in modules.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from functools import cache, lru_cache
from itertools import compress, product
from typing import TYPE_CHECKING

from wa_link._support.quoting import join_or, quote
from wa_link.errors import OptionError
from wa_link.qr.encode.tables import get_alignment_positions
from wa_link.qr.render.outlines import find_corners, trace_outlines

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


# Radii of the corners of dark areas that point outwards and inwards.
_OUTWARD, _INWARD = 0.5, 0.25
_DOT = 0.45
# How far the points of a Bézier curve pull, of the radius, for a quarter of a circle.
_CIRCLE = 0.5523
# Sides of the squares of a pattern, from the outside, with the radii of their corners.
_FINDER = ((7, 2.0), (5, 1.25), (3, 1.0))
_ALIGNMENT = ((5, 1.25), (3, 0.75), (1, 0.5))


def parse_shape(name: str) -> Shape:
    """Return the shape of that name.

    Raises:
        OptionError: no such shape.
    """
    try:
        return Shape(name)
    except ValueError:
        raise OptionError(f"Unknown style {quote(name)}: use {join_or(Shape)}.") from None


@lru_cache(maxsize=1)  # copies of a label share their path
def draw_path(symbol: Symbol, offset: int, shape: Shape) -> str:
    """Return the path of the dark parts of a symbol.

    Args:
        symbol: a symbol, with or without modules in its middle.
        offset: distance of the symbol from the left and from the top.
        shape: of its modules.
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
        else:  # the ring joins its neighbours; what is in it is cut out of them
            patterns += _draw_pattern(rows, x + 1, y + 1, _ALIGNMENT[1:], offset, below="1")
    parts = _draw_discs(rows, offset) if shape is Shape.DOTS else _trace_rounded(rows, offset)
    return "".join(parts + patterns)


def _draw_pattern(
    rows: list[str], x: int, y: int, squares: _Squares, offset: int, below: str = "0"
) -> Iterator[str]:
    """Yield the squares of a pattern, and set the modules below them to one colour."""
    width = squares[0][0]
    for row in range(y, y + width):
        rows[row] = f"{rows[row][:x]}{below * width}{rows[row][x + width :]}"
    for inset, (side, radius) in enumerate(squares, start=offset):
        yield f"M{_format_numbers(x + inset + radius, y + inset)}{_draw_square(side, radius)}"


def _find_finders(symbol: Symbol) -> Iterator[tuple[int, int]]:
    """Yield the upper left corners of the finder patterns (ISO/IEC 18004, 6.3.3)."""
    far = symbol.size - 7
    return _find_whole(symbol, ((0, 0), (far, 0), (0, far)), _FINDER)


def _find_alignments(symbol: Symbol) -> Iterator[tuple[int, int]]:
    """Yield the upper left corners of the alignment patterns that no logo covers (6.3.6)."""
    centres = get_alignment_positions(symbol.version)
    return _find_whole(symbol, ((x - 2, y - 2) for x, y in product(centres, centres)), _ALIGNMENT)


def _find_whole(
    symbol: Symbol, places: Iterable[tuple[int, int]], squares: _Squares
) -> Iterator[tuple[int, int]]:
    """Yield the places where the modules are those of the pattern."""
    pattern = _make_pattern_rows(squares)
    side = len(pattern)
    for x, y in places:
        if x >= 0 <= y and pattern == [row[x : x + side] for row in symbol.rows[y : y + side]]:
            yield x, y


@cache
def _make_pattern_rows(squares: _Squares) -> list[str]:
    """Return the rows of a pattern of squares, each of which inverts what is below."""
    side = squares[0][0]
    rings = [[min(x, y, side - 1 - x, side - 1 - y) for x in range(side)] for y in range(side)]
    last = len(squares) - 1
    return ["".join("10"[min(ring, last) % 2] for ring in row) for row in rings]


def _draw_discs(rows: Sequence[str], offset: int) -> list[str]:
    """Return a disc for each dark module, each from where the one before it began.

    Two curves come within 2 % of a circle, and a PDF of them is half as large as one of four.
    """
    pull = round(4 / 3 * _DOT, 2)
    upper = f"c{_format_numbers(0, -pull, 2 * _DOT, -pull, 2 * _DOT, 0)}"
    disc = f"{upper}s{_format_numbers(-2 * _DOT, pull, -2 * _DOT, 0)}z"
    parts: list[str] = []
    before: tuple[int, int] | None = None
    for y, row in enumerate(rows):
        x = row.find("1")
        while x >= 0:
            if before is None:
                parts.append(f"M{_format_numbers(x + offset + 0.5 - _DOT, y + offset + 0.5)}")
            else:
                parts.append(f"m{_format_numbers(x - before[0], y - before[1])}")
            parts.append(disc)
            before = x, y
            x = row.find("1", x + 1)
    return parts


def _trace_rounded(rows: Sequence[str], offset: int) -> list[str]:
    """Return closed subpaths around dark areas and the holes in them, with round corners.

    Works as `outlines` does; but where two areas touch at a corner, each has a corner there.
    """
    stride = len(rows) + 1
    places, inward, swapped = _find_round_corners(rows)
    ys = [place // stride for place in places]
    xs = [place % stride for place in places]
    radii = [_INWARD if each else _OUTWARD for each in inward]
    by_column = sorted(range(len(places)), key=xs.__getitem__)
    down_or_up = [0] * len(places)
    for upper, lower in zip(by_column[::2], by_column[1::2], strict=True):
        # At a corner of two areas the first has the side to the left, and the second the side to
        # the right; above is the first, or the second where the areas are there.
        one, other = swapped.get(upper, upper), swapped.get(lower, lower)
        down_or_up[one], down_or_up[other] = other, one
    parts: list[str] = []
    done = [False] * len(places)
    for start in range(len(places)):
        if done[start]:
            continue
        corner = start
        right = 1 if xs[start ^ 1] > xs[start] else -1
        parts.append(
            f"M{_format_numbers(xs[start] + offset + right * radii[start], ys[start] + offset)}"
        )
        while True:
            across = corner ^ 1  # the other end of the side
            following = down_or_up[across]
            down = 1 if ys[following] > ys[across] else -1
            parts += (
                _draw_line("h", xs[across] - xs[corner], radii[corner] + radii[across]),
                _draw_curve(radii[across], "h", right, down),
                _draw_line("v", ys[following] - ys[across], radii[across] + radii[following]),
            )
            done[corner] = done[across] = True
            corner = following
            right = 1 if xs[corner ^ 1] > xs[corner] else -1
            parts.append(_draw_curve(radii[corner], "v", right, down))
            if corner == start:
                break
        parts.append("z")
    return parts


def _find_round_corners(rows: Sequence[str]) -> tuple[list[int], list[bool], dict[int, int]]:
    """Return the places of all corners, row by row, and whether each points inwards.

    A corner of two areas is there twice. The last are those whose two areas are at the upper right
    and at the lower left: the number of the one leads to that of the other.
    """
    count = (len(rows) + 1) ** 2
    # A bit for each place: the modules around it.
    lower_right = int("0".join(rows) + "0" * (len(rows) + 2), 2)
    upper_right, lower_left = lower_right >> len(rows) + 1, lower_right >> 1
    upper_left = upper_right >> 1
    falling, rising = upper_left & lower_right, upper_right & lower_left
    is_inward = f"{falling ^ rising:0{count}b}"
    falling &= ~(upper_right | lower_left)
    rising &= ~(upper_left | lower_right)
    is_rising = f"{rising:0{count}b}"
    touching = [*compress(range(count), map(int, f"{falling | rising:0{count}b}"))]
    places = sorted(find_corners(rows) + touching + touching)
    inward = [is_inward[place] == "1" for place in places]
    swapped: dict[int, int] = {}
    for place in touching:
        first = bisect_left(places, place)
        inward[first] = inward[first + 1] = False
        if is_rising[place] == "1":
            swapped[first], swapped[first + 1] = first + 1, first
    return places, inward, swapped


@cache
def _draw_line(way: str, length: int, corner_lengths: float) -> str:
    """Return the straight part of a side: nothing where its corners take it up."""
    straight = abs(length) - corner_lengths
    return "" if straight <= 0 else way + _format_number(straight if length > 0 else -straight)


@cache
def _draw_curve(radius: float, first: str, right: int, down: int) -> str:
    """Return a quarter of a circle.

    It is a Bézier curve with points at hundredths, as an arc makes those of a PDF six digits long.

    Args:
        radius: of the circle.
        first: `h` if it begins to the side, `v` if it begins up or down.
        right: 1 to the right, -1 to the left.
        down: 1 down, -1 up.
    """
    pull = round(_CIRCLE * radius, 2)
    rest = round(radius - pull, 2)
    points = (pull, 0, radius, rest) if first == "h" else (0, pull, rest, radius)
    signs = (right, down, right, down)
    near = [sign * length for sign, length in zip(signs, points, strict=True)]
    return f"c{_format_numbers(*near, right * radius, down * radius)}"


@cache
def _draw_square(side: int, radius: float) -> str:
    """Return a square with rounded corners, from the left end of its upper side."""
    parts: list[str] = []
    for way, length, right, down in (
        ("h", side, 1, 1), ("v", side, -1, 1), ("h", -side, -1, -1), ("v", -side, 1, -1),
    ):  # fmt: skip
        parts += (_draw_line(way, length, 2 * radius), _draw_curve(radius, way, right, down))
    return f"{''.join(parts)}z"


def _format_numbers(*values: float) -> str:
    """Return numbers, separated only where two would be one otherwise."""
    text = ""
    before = ""
    for number in map(_format_number, values):
        is_apart = not before or number[0] == "-" or (number[0] == "." and "." in before)
        text += number if is_apart else f" {number}"
        before = number
    return text


@cache
def _format_number(value: float) -> str:
    """Return a number as short as a path can have it."""
    text = f"{value:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
