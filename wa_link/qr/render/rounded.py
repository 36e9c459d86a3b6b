"""Outlines of the dark areas of a symbol with round corners. All lengths are in modules."""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from typing import TYPE_CHECKING

from wa_link.qr.render.outlines import find_corners
from wa_link.qr.render.path_data import write_curve, write_line, write_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

# Radius of the corners of a dark area that point out of the area, and of those that point into it.
_OUTWARD, _INWARD = 0.5, 0.25


def trace_rounded(rows: Sequence[str], offset: int) -> list[str]:
    """Return SVG path data around dark areas and the holes in them, with round corners.

    The function works like `trace_outlines`, with one difference: where two dark areas touch only
    at their corners, both get a round corner there, so they stay apart.

    Args:
        rows: the rows of modules; `1` is dark.
        offset: the distance of the symbol from the left and from the top, in modules.
    """
    stride = len(rows) + 1
    places, inward, swapped = _find_round_corners(rows)
    ys = [place // stride for place in places]
    xs = [place % stride for place in places]
    radii = [_INWARD if is_inward else _OUTWARD for is_inward in inward]
    vertical = _pair_vertically(xs, swapped)
    parts: list[str] = []
    done = [False] * len(places)
    for start in range(len(places)):
        if done[start]:
            continue
        corner = start
        right = 1 if xs[start ^ 1] > xs[start] else -1
        left_end = xs[start] + offset + right * radii[start]
        parts.append(f"M{write_numbers(left_end, ys[start] + offset)}")
        while True:
            across = corner ^ 1  # the other end of the horizontal side
            following = vertical[across]
            down = 1 if ys[following] > ys[across] else -1
            parts += (
                write_line("h", xs[across] - xs[corner], radii[corner] + radii[across]),
                write_curve(radii[across], "h", right, down),
                write_line("v", ys[following] - ys[across], radii[across] + radii[following]),
            )
            done[corner] = done[across] = True
            corner = following
            right = 1 if xs[corner ^ 1] > xs[corner] else -1
            parts.append(write_curve(radii[corner], "v", right, down))
            if corner == start:
                break
        parts.append("z")
    return parts


def _pair_vertically(xs: Sequence[int], swapped: dict[int, int]) -> list[int]:
    """Return, for each corner, the index of the corner at the other end of its vertical side.

    A place where two dark areas touch only at their corners has two corners, one after the other in
    `xs`. The side above the place ends at the first one, and the side below begins at the second
    one. If the two are in `swapped`, the side above ends at the second one, and the side below
    begins at the first one.

    Args:
        xs: the column of each corner; the corners are in order, row by row.
        swapped: the pairs of corners to swap, as `_find_round_corners` returns them.
    """
    by_column = sorted(range(len(xs)), key=xs.__getitem__)
    vertical = [0] * len(xs)
    for upper, lower in zip(by_column[::2], by_column[1::2], strict=True):
        one, other = swapped.get(upper, upper), swapped.get(lower, lower)
        vertical[one], vertical[other] = other, one
    return vertical


def _find_round_corners(rows: Sequence[str]) -> tuple[list[int], list[bool], dict[int, int]]:
    """Return the places of the corners of dark areas, their directions, and the swapped pairs.

    The corners are in order, row by row. A place where two dark areas touch only at their corners
    is listed twice, because it has two corners.

    Args:
        rows: the rows of modules; `1` is dark.

    Returns:
        places: the place of each corner, as in `find_corners`.
        inward: for each corner, True if it points into its dark area, False if out of it.
        swapped: the pairs of corners that `_pair_vertically` must swap. These are the two corners
            of a place where one dark area is at the upper right, and the other at the lower left.
            The dict contains the index of each corner, with the index of the other one.
    """
    count = (len(rows) + 1) ** 2
    # Four ints with a bit for each place: 1 if the module on that side of the place is dark.
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
