"""The dark areas of a symbol as one path, so that no hairline shows between modules."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wa_link.qr.symbol import Symbol

# A path's steps to the right and, negative, to the left, and those down and up.
_ACROSS = {modules: f"h{modules}" for modules in range(-177, 178)}
_DOWN = {modules: f"v{modules}" for modules in range(-177, 178)}
_TRUTH = bytes.maketrans(b"01", b"\0\1")


@lru_cache(maxsize=1)  # copies of a label, a logo and what reads it back have the same
def outlines(symbol: Symbol, offset: int) -> str:
    """Closed subpaths around the dark areas and around the holes in them.

    The corners in a row are, two by two, the ends of a side, and so are those in a column: a
    subpath goes by such sides, across, then down or up, until it is back where it began.
    """
    places = _corners(symbol)
    ys = [place // (symbol.size + 1) for place in places]
    xs = [place % (symbol.size + 1) for place in places]
    by_column = sorted(range(len(places)), key=xs.__getitem__)
    down_or_up = [0] * len(places)
    for upper, lower in zip(by_column[::2], by_column[1::2], strict=True):
        down_or_up[upper], down_or_up[lower] = lower, upper
    path: list[str] = []
    done = [False] * len(places)
    for start, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if done[start]:
            continue
        path.append(f"M{x + offset} {y + offset}")
        corner = start
        while True:
            across = corner ^ 1  # the other of the two
            path.append(_ACROSS[xs[across] - xs[corner]])
            done[corner] = done[across] = True
            corner = down_or_up[across]
            if corner == start:
                break
            path.append(_DOWN[ys[corner] - ys[across]])
        path.append("z")  # draws the last side
    return "".join(path)


def _corners(symbol: Symbol) -> list[int]:
    """The corners of dark areas, row by row.

    A corner is its place in a grid that has a row and a column more than the symbol. Where two
    areas touch by a corner there is none: their sides cross.
    """
    stride = symbol.size + 1
    # Of each place: the module on its right and below; whether a side runs from it to the right;
    # and whether one begins or ends there.
    below = int("0".join(symbol.rows) + "0" * (stride + 1), 2)
    side = below ^ below >> stride
    corner = side ^ side >> 1
    places = stride * stride
    return [*compress(range(places), f"{corner:0{places}b}".encode().translate(_TRUTH))]
