"""Matrix of a QR symbol: function patterns, codewords and masks (ISO/IEC 18004, 6.3, 7.7 to 7.10).

Function patterns are the modules that help a reader to find and align the symbol, such as the three
large squares in the corners. A mask inverts some of the other modules, to avoid large areas of one
colour.

In this file, a symbol is one int with a bit for each module; 1 is dark. The highest bit is the
module at the top left. The next bits go down the first column, then down the second column, and so
on, because codewords are placed in columns. After each column comes an extra bit, which is 0 and is
not part of the symbol.
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

# Colours of the rings of a pattern, from its centre outwards; True is dark (6.3.3, 6.3.4, 6.3.6).
_FINDER_AND_SEPARATOR = (True, True, False, True, False)
_ALIGNMENT = (True, False, True)

# For each of the eight masks, whether it inverts the module at a row and column (Table 10). The
# masks repeat after twelve rows and after twelve columns.
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
    """Layout that all QR symbols of a version (size class) share.

    Attributes:
        functions: a symbol in which only the function patterns are drawn.
        codewords: a symbol in which the modules that contain codewords are dark, and all others
            light.
        place: a function that puts the bits of all codewords in their places. Its argument is a
            string of these bits, followed by zeros. It returns the bits of a symbol in parts, which
            must be joined. In this symbol, all modules without codewords are light.
    """

    functions: int
    codewords: int
    place: Callable[[str], tuple[str, ...]]


def get_symbol_size(version: int) -> int:
    """Return the number of modules on each side of a QR symbol: 21 for version 1 (6.3.2)."""
    return 17 + 4 * version


def masked_symbols(codewords: bytes, version: int, level: ErrorCorrection) -> list[int]:
    """Return eight QR symbols of the same codewords, one for each mask (7.8)."""
    zeros = "0" * (get_symbol_size(version) + 1)
    bits = f"{int.from_bytes(codewords):0{8 * len(codewords)}b}{zeros}"
    placed = int("".join(_make_plan(version).place(bits)), 2)
    return [placed ^ overlay for overlay in _make_overlays(version, level)]


def split_rows(symbol: int, version: int) -> tuple[str, ...]:
    """Return the rows of a symbol from the top, each as a string: `1` is dark, `0` is light."""
    size = get_symbol_size(version)
    columns = f"{symbol:0{size * (size + 1)}b}"
    return tuple([columns[row :: size + 1] for row in range(size)])


@cache
def _make_overlays(version: int, level: ErrorCorrection) -> list[int]:
    """Return eight symbols without codewords, one for each mask.

    Each contains the function patterns and the format and version information. In the places of the
    codewords, it contains the mask. XOR with the unmasked codewords gives the complete symbol.
    """
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
    """Return a symbol in which each module that a mask inverts is dark, others light (7.8.2)."""
    size = get_symbol_size(version)
    twelve = ["".join("01"[_MASKS[mask](row, column)] for row in range(12)) for column in range(12)]
    columns = [(pattern * (size // 12 + 1))[:size] for pattern in twelve]
    return int("".join(columns[column % 12] + "0" for column in range(size)), 2)


@cache
def _make_plan(version: int) -> _Plan:
    """Return the layout that all symbols of a version share."""
    size = get_symbol_size(version)
    columns = _draw_function_patterns(version)
    dark = [(x, y) for x in range(size) for y in range(size) if columns[x][y]]
    path = [(x, y) for x, y in _walk_modules(size) if columns[x][y] is None]
    places = {module: place for place, module in enumerate(path)}
    # Modules that contain no bit of a codeword take one of the zeros after the bits: the function
    # patterns, and up to seven remainder bits at the end of the path (Table 1).
    zeros = len(path) // 8 * 8
    sources = [places.get((x, y), zeros + y) for x in range(size) for y in range(size + 1)]
    return _Plan(_pack(dark, version), _pack(path, version), itemgetter(*_make_slices(sources)))


def _draw_function_patterns(version: int) -> list[list[bool | None]]:
    """Return the columns of a QR symbol that contains only its function patterns.

    A module is True if it is dark, False if it is light, and None if it will contain a bit of a
    codeword.
    """
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
    """Yield the places of the format information: error correction level and mask (7.9).

    Each item contains the number of a bit (0 is the lowest), and the column and row of a module
    for this bit. Each of the 15 bits has two modules, so it comes twice.
    """
    size = get_symbol_size(version)
    for i in range(15):
        yield i, (8, i if i < 6 else i + 1 if i < 8 else size - 15 + i)
        yield i, (size - 1 - i if i < 8 else 7 if i == 8 else 14 - i, 8)


def _place_version_information(version: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the places of the version information; nothing for versions below 7 (7.10).

    Each item contains the number of a bit (0 is the lowest), and the column and row of a module
    for this bit. Each of the 18 bits has two modules, so it comes twice.
    """
    size = get_symbol_size(version)
    for i in range(18 if version >= 7 else 0):
        yield i, (i // 3, size - 11 + i % 3)
        yield i, (size - 11 + i % 3, i // 3)


def _walk_modules(size: int) -> Iterator[tuple[int, int]]:
    """Yield the column and row of all modules, in the order in which codewords are placed (7.7.3).

    The path takes pairs of columns, from right to left: up the first pair, down the next, and so
    on. In each row, it takes the right module of the pair first. It skips the column of the
    vertical timing pattern.
    """
    up = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in range(size - 1, -1, -1) if up else range(size):
            yield right, y
            yield right - 1, y
        up = not up


def _make_slices(sources: Sequence[int]) -> Iterator[slice]:
    """Turn a list of indices into slices: 3, 5, 7 becomes `slice(3, 8, 2)`.

    Slices are faster than single indices. A few slices are enough: codewords fill two columns at a
    time, so each column contains every second bit, forwards or backwards.

    Args:
        sources: the indices: for each module, the position of its bit in the codewords.
    """
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
    """Return a symbol in which only these modules are dark; a module is a pair (column, row)."""
    stride = get_symbol_size(version) + 1
    bits = bytearray(b"0" * (stride * (stride - 1)))
    for x, y in modules:
        bits[x * stride + y] = ord("1")
    return int(bits, 2)
