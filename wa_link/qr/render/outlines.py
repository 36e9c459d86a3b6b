"""Outlines of the dark areas of a QR symbol, as SVG path data.

Neighbouring dark modules are drawn as one area, because thin light lines would appear between
modules that are drawn one by one.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.qr.encode.symbol import Symbol

# Commands of an SVG path: by a number of modules to the right (negative: left), or down (up).
_ACROSS = {modules: f"h{modules}" for modules in range(-177, 178)}
_DOWN = {modules: f"v{modules}" for modules in range(-177, 178)}
_TRUTH = bytes.maketrans(b"01", b"\0\1")


@lru_cache(maxsize=1)  # the copies of a label have the same path
def trace_outlines(symbol: Symbol, offset: int) -> str:
    """Return the outlines of all dark areas, and of the holes in them, as SVG path data.

    The corners of the outlines are found first, then they are connected. In each row, a horizontal
    line connects the first corner with the second, the third with the fourth, and so on. In each
    column, vertical lines connect the corners in the same way. Each outline then follows these
    lines, horizontal and vertical in turn, until it is back at its first corner.

    Args:
        symbol: the symbol.
        offset: the width of the margin at the left and at the top of the symbol, in modules.
    """
    places = find_corners(symbol.rows)
    stride = symbol.size + 1
    ys = [place // stride for place in places]
    xs = [place % stride for place in places]
    by_column = sorted(range(len(places)), key=xs.__getitem__)
    vertical = [0] * len(places)
    for upper, lower in zip(by_column[::2], by_column[1::2], strict=True):
        vertical[upper], vertical[lower] = lower, upper
    path: list[str] = []
    done = [False] * len(places)
    for start, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if done[start]:
            continue
        path.append(f"M{x + offset} {y + offset}")
        corner = start
        while True:
            across = corner ^ 1  # the other end of the horizontal side
            path.append(_ACROSS[xs[across] - xs[corner]])
            done[corner] = done[across] = True
            corner = vertical[across]
            if corner == start:
                break
            path.append(_DOWN[ys[corner] - ys[across]])
        path.append("z")  # draws the last side
    return "".join(path)


def find_corners(rows: Sequence[str]) -> list[int]:
    """Return the numbers of the grid points at which dark areas have corners, in ascending order.

    A grid point is a corner of modules. The grid points are numbered row by row; 0 is the top left
    corner of the symbol. In a symbol of 21 modules, each row has 22 grid points. A point at which
    two dark modules touch only diagonally is not returned: two straight outlines cross there.

    Args:
        rows: the rows of modules; `1` is dark.
    """
    stride = len(rows) + 1
    # Each int has a bit for each place. In `below`, it is 1 if the module to the lower right is
    # dark; in `side`, if a side goes from the place to the right; in `corner`, if such a side
    # begins or ends at the place.
    below = int("0".join(rows) + "0" * (stride + 1), 2)
    side = below ^ below >> stride
    corner = side ^ side >> 1
    places = stride * stride
    return [*compress(range(places), f"{corner:0{places}b}".encode().translate(_TRUTH))]
