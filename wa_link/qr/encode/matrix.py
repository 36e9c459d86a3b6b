"""Where everything stands in a symbol: function patterns, codewords, masks (ISO/IEC 18004).

A symbol is one int here, a dark module a 1: its columns from the left, in each its modules from the
top, and after each column one light module that is none of the symbol's. The first module is the
highest bit. Columns, and not rows, because the codewords run along them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from operator import itemgetter
from typing import TYPE_CHECKING

from wa_link.qr.encode.tables import (
    ErrorCorrection,
    encode_format_information,
    encode_version_information,
    get_alignment_positions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# Rings around the centre of a pattern, from the inmost out: is a ring dark? (6.3.3, 6.3.4, 6.3.6)
_FINDER_AND_SEPARATOR = (True, True, False, True, False)
_ALIGNMENT = (True, False, True)

# Which modules a mask inverts, by row and column (Table 10); all repeat after twelve.
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, _: row % 2 == 0,
    lambda _, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all symbols of a version share.

    Attributes:
        functions: the function patterns, and no codewords.
        codewords: the modules that codewords take, dark.
        pieces: cuts the bits of all codewords, followed by zeros, into the bits of a symbol that
            has nothing but them.
    """

    functions: int
    codewords: int
    pieces: Callable[[str], tuple[str, ...]]


def get_symbol_size(version: int) -> int:
    """Modules on a side of a symbol."""
    return 17 + 4 * version


def masked_symbols(codewords: bytes, version: int, level: ErrorCorrection) -> list[int]:
    """The symbol with each of the eight masks."""
    zeros = "0" * (get_symbol_size(version) + 1)
    bits = f"{int.from_bytes(codewords):0{8 * len(codewords)}b}{zeros}"
    placed = int("".join(_make_plan(version).pieces(bits)), 2)
    return [placed ^ overlay for overlay in _make_overlays(version, level)]


def split_rows(symbol: int, version: int) -> tuple[str, ...]:
    """The rows of a symbol from the top, a character a module: `1` for dark, `0` for light."""
    size = get_symbol_size(version)
    columns = f"{symbol:0{size * (size + 1)}b}"
    return tuple([columns[row :: size + 1] for row in range(size)])


@cache
def _make_overlays(version: int, level: ErrorCorrection) -> list[int]:
    """For each mask, all of a symbol but its codewords, and the mask where they are."""
    plan = _make_plan(version)
    overlays = []
    for mask in range(len(_MASKS)):
        bits = encode_format_information(level, mask)
        dark = [place for i, place in _place_format_information(version) if bits >> i & 1]
        if version >= 7:
            bits = encode_version_information(version)
            dark += [place for i, place in _place_version_information(version) if bits >> i & 1]
        overlays.append(
            plan.functions | _pack(dark, version) | _draw_mask(mask, version) & plan.codewords
        )
    return overlays


def _draw_mask(mask: int, version: int) -> int:
    """All that a mask would invert, function patterns included."""
    size = get_symbol_size(version)
    twelve = ["".join("01"[_MASKS[mask](row, column)] for row in range(12)) for column in range(12)]
    columns = [(pattern * (size // 12 + 1))[:size] for pattern in twelve]
    return int("".join(columns[column % 12] + "0" for column in range(size)), 2)


@cache
def _make_plan(version: int) -> _Plan:
    size = get_symbol_size(version)
    columns = _draw_function_patterns(version)
    dark = [(x, y) for x in range(size) for y in range(size) if columns[x][y]]
    path = [(x, y) for x, y in _walk_modules(size) if columns[x][y] is None]
    places = {module: place for place, module in enumerate(path)}
    # What takes no bit takes a zero from after them. At the path's end, so do up to seven modules.
    zeros = len(path) // 8 * 8
    sources = [places.get((x, y), zeros + y) for x in range(size) for y in range(size + 1)]
    return _Plan(_pack(dark, version), _pack(path, version), itemgetter(*_make_slices(sources)))


def _draw_function_patterns(version: int) -> list[list[bool | None]]:
    """Columns of modules: True for dark, None where codewords go, False where information goes."""
    size = get_symbol_size(version)
    columns: list[list[bool | None]] = [[None] * size for _ in range(size)]

    def draw(x: int, y: int, rings: Sequence[bool]) -> None:
        near = range(1 - len(rings), len(rings))
        for right, down in product(near, near):
            column, row = x + right, y + down
            if 0 <= column < size and 0 <= row < size:
                columns[column][row] = rings[max(abs(right), abs(down))]

    for i in range(size):  # timing patterns
        columns[6][i] = columns[i][6] = i % 2 == 0
    corners = (6, 6), (6, size - 7), (size - 7, 6)
    positions = get_alignment_positions(version)
    for x, y in product(positions, positions):
        if (x, y) not in corners:
            draw(x, y, _ALIGNMENT)
    for x, y in (3, 3), (3, size - 4), (size - 4, 3):
        draw(x, y, _FINDER_AND_SEPARATOR)
    for _, (x, y) in chain(_place_format_information(version), _place_version_information(version)):
        columns[x][y] = False
    columns[8][size - 8] = True
    return columns


def _place_format_information(version: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Bits of the format information, the lowest is 0, each with its two modules (7.9)."""
    size = get_symbol_size(version)
    for i in range(15):
        yield i, (8, i if i < 6 else i + 1 if i < 8 else size - 15 + i)
        yield i, (size - 1 - i if i < 8 else 7 if i == 8 else 14 - i, 8)


def _place_version_information(version: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Bits of the version information, which is there from 7 on, in the same way (7.10)."""
    size = get_symbol_size(version)
    for i in range(18 if version >= 7 else 0):
        yield i, (i // 3, size - 11 + i % 3)
        yield i, (size - 11 + i % 3, i // 3)


def _walk_modules(size: int) -> Iterator[tuple[int, int]]:
    """All modules in the order in which codewords take those that are theirs (7.7.3).

    Two columns at a time from the right, up the first two, down the next, the right one first; the
    column of the timing pattern is no part of it.
    """
    up = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in range(size - 1, -1, -1) if up else range(size):
            yield right, y
            yield right - 1, y
        up = not up


def _make_slices(sources: Sequence[int]) -> Iterator[slice]:
    """The sources as slices: along a column they are every second bit, forwards or backwards."""
    start = 0
    while start < len(sources):
        end = start + 1
        step = sources[end] - sources[start] if end < len(sources) else 1
        while end < len(sources) and sources[end] - sources[end - 1] == step:
            end += 1
        last = sources[end - 1] + (1 if step > 0 else -1)
        yield slice(sources[start], last if last >= 0 else None, step)
        start = end


def _pack(modules: Iterable[tuple[int, int]], version: int) -> int:
    """A symbol of these dark modules, by column and row."""
    stride = get_symbol_size(version) + 1
    bits = bytearray(b"0" * (stride * (stride - 1)))
    for x, y in modules:
        bits[x * stride + y] = ord("1")
    return int(bits, 2)
