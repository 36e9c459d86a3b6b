"""Symbol and style -> PNG, SVG, or a terminal's characters: one function each."""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.qr.style import Style
    from wa_link.qr.symbol import Symbol

# Black and white of the 256-colour palette: unlike the first 16, no theme redefines them.
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_RESET = "\x1b[0m"
_HALF_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def png(symbol: Symbol, style: Style) -> bytes:
    """A PNG of 1 bit a pixel, black on white; the same bytes for the same symbol and style."""
    rows = _with_quiet_zone(symbol, style.quiet_zone)
    side = len(rows)
    pixels = bytes(0 if dark else 255 for row in rows for dark in row)
    image = Image.frombytes("L", (side, side), pixels).convert("1", dither=Image.Dither.NONE)
    scaled = side * style.module_size
    file = io.BytesIO()
    image.resize((scaled, scaled), Image.Resampling.NEAREST).save(file, "PNG", optimize=True)
    return file.getvalue()


def svg(symbol: Symbol, style: Style) -> bytes:
    """An SVG of one path on a white ground, without script; a unit of its view box is a module.

    The path runs around the dark areas, so that no hairline shows between neighbouring modules.
    """
    side = symbol.size + 2 * style.quiet_zone
    pixels = side * style.module_size
    path = "".join(_outlines(symbol, style.quiet_zone))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{pixels}" height="{pixels}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path fill-rule="evenodd" d="{path}"/></svg>\n'
    ).encode()


def terminal(symbol: Symbol, style: Style) -> str:
    """Lines of half blocks, a character one module wide and two high, a line break at the end.

    Black on white is set explicitly, so that the code scans on dark themes too.
    """
    rows = _with_quiet_zone(symbol, style.quiet_zone)
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    lines = (
        "".join(_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"{_BLACK_ON_WHITE}{line}{_RESET}\n" for line in lines)


WRITERS: dict[str, Callable[[Symbol, Style], bytes]] = {"png": png, "svg": svg}
"""The formats of files, by their extension."""


def _with_quiet_zone(symbol: Symbol, quiet_zone: int) -> list[list[bool]]:
    """Rows of modules, True for dark, the quiet zone around them."""
    side = [False] * quiet_zone
    blank = [[False] * (symbol.size + 2 * quiet_zone) for _ in range(quiet_zone)]
    return [*blank, *([*side, *row, *side] for row in symbol.modules), *map(list, blank)]


def _outlines(symbol: Symbol, offset: int) -> Iterator[str]:
    """Closed subpaths around the dark areas, clockwise, and around the holes in them."""
    edges = _edges(symbol)
    while edges:
        x, y = start = next(iter(edges))
        moves: list[tuple[int, int]] = []
        while True:
            step = edges[x, y].pop()
            if not edges[x, y]:
                del edges[x, y]
            moves.append(step)
            x, y = x + step[0], y + step[1]
            if (x, y) == start:
                break
        # The last run leads back to the start: closing the subpath draws it.
        runs = [(step, len(list(run))) for step, run in groupby(moves)][:-1]
        path = "".join(f"h{dx * n}" if dx else f"v{dy * n}" for (dx, dy), n in runs)
        yield f"M{start[0] + offset} {start[1] + offset}{path}z"


def _edges(symbol: Symbol) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Sides between dark and light: corner -> the steps that leave it, the dark on their right."""
    modules = symbol.modules
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def dark(x: int, y: int) -> bool:
        return 0 <= x < symbol.size and 0 <= y < symbol.size and modules[y][x]

    for y, row in enumerate(modules):
        for x, is_dark in enumerate(row):
            if not is_dark:
                continue
            if not dark(x, y - 1):
                edges.setdefault((x, y), []).append((1, 0))
            if not dark(x + 1, y):
                edges.setdefault((x + 1, y), []).append((0, 1))
            if not dark(x, y + 1):
                edges.setdefault((x + 1, y + 1), []).append((-1, 0))
            if not dark(x - 1, y):
                edges.setdefault((x, y + 1), []).append((0, -1))
    return edges
