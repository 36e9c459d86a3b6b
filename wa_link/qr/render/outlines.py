"""Outlines of whole dark areas of a symbol, so that no hairline shows between modules."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.qr.encode.symbol import Symbol

# Steps of a path: to the right or, negative, to the left; down or, negative, up.
_ACROSS = {modules: f"h{modules}" for modules in range(-177, 178)}
_DOWN = {modules: f"v{modules}" for modules in range(-177, 178)}
_TRUTH = bytes.maketrans(b"01", b"\0\1")


@lru_cache(maxsize=1)  # copies of a label share their path
def trace_outlines(symbol: Symbol, offset: int) -> str:
    """Return closed subpaths around the dark areas and around the holes in them.

    In each row, each pair of corners is the two ends of a horizontal side; in each column, of a
    vertical side. A subpath follows horizontal and vertical sides in turn until it is back at its
    start.

    Args:
        symbol: the symbol.
        offset: distance of the symbol from the left and from the top, in modules.
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
    """Return the places of the corners of dark areas, row by row.

    A place is a number in a grid that has a row and a column more than the symbol. Where two areas
    touch at a corner, their sides cross, so there is no corner.
    """
    stride = len(rows) + 1
    # A bit for each place: the module at its lower right; whether a side goes from the place to
    # the right; whether such a side begins or ends there.
    below = int("0".join(rows) + "0" * (stride + 1), 2)
    side = below ^ below >> stride
    corner = side ^ side >> 1
    places = stride * stride
    return [*compress(range(places), f"{corner:0{places}b}".encode().translate(_TRUTH))]
