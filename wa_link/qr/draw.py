"""Symbol and style -> PNG, SVG, or a terminal's characters: one function each."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING

from wa_link.pdf import Document
from wa_link.qr.colours import BLACK, WHITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.qr.style import Style
    from wa_link.qr.symbol import Symbol

# Black and white of the 256-colour palette: unlike the first 16, no theme redefines them.
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_RESET = "\x1b[0m"
_HALF_BLOCKS = {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"}

# A path's steps to the right and, negative, to the left, and those down and up.
_ACROSS = {modules: f"h{modules}" for modules in range(-177, 178)}
_DOWN = {modules: f"v{modules}" for modules in range(-177, 178)}
_TRUTH = bytes.maketrans(b"01", b"\0\1")

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# One bit a pixel, then deflate, the five filters, no interlace.
_GREYSCALE, _PALETTE = bytes([1, 0, 0, 0, 0]), bytes([1, 3, 0, 0, 0])
PDF_SIZE_MM = 40.0
"""Side of the square in a PDF, where nobody asks for another."""
_PER_METRE = b"\1"  # the unit of a resolution
# A scan-line begins with its filter: it is what it says, or its difference from the one above.
_AS_IT_IS, _UP = b"\0", b"\2"
# Scan-lines that repeat the one above are nothing but zeros, and a low level of zlib's is good at
# them: the highest takes forty times as long, to save another third.
_COMPRESSION = 2


def png(symbol: Symbol, style: Style) -> bytes:
    """A PNG of 1 bit a pixel; the same bytes for the same symbol and style.

    With a size on paper, its resolution is such that it is printed at exactly that size.
    """
    module = style.module_pixels(symbol)
    pixels = style.modules(symbol.size) * module
    line_bytes = -(-pixels // 8)
    repeats = (_UP + bytes(line_bytes)) * (module - 1)
    margin = (_AS_IT_IS + b"\xff" * line_bytes + repeats) * style.quiet_zone
    lines = [
        _AS_IT_IS + line[:line_bytes] + repeats
        for line in _scan_lines(symbol, style.quiet_zone, module)
    ]
    image = zlib.compress(b"".join([margin, *lines, margin]), _COMPRESSION)
    size = struct.pack(">II", pixels, pixels)
    chunks = [*_colour_chunks(size, style), *_resolution(pixels, style)]
    return b"".join([_PNG_SIGNATURE, *chunks, _chunk(b"IDAT", image), _chunk(b"IEND", b"")])


def _colour_chunks(size: bytes, style: Style) -> Iterator[bytes]:
    if style.is_black_on_white:
        yield _chunk(b"IHDR", size + _GREYSCALE)
        return
    yield _chunk(b"IHDR", size + _PALETTE)
    yield _chunk(b"PLTE", bytes([*style.dark, *(style.light or WHITE)]))
    if style.light is None:
        yield _chunk(b"tRNS", b"\xff\0")  # how opaque each of the two is


def _resolution(pixels: int, style: Style) -> Iterator[bytes]:
    if style.size is not None:
        per_metre = round(pixels * 1000 / style.size)
        yield _chunk(b"pHYs", struct.pack(">II", per_metre, per_metre) + _PER_METRE)


def _scan_lines(symbol: Symbol, quiet_zone: int, module_size: int) -> Iterator[bytes]:
    """One scan-line for each row of modules, the quiet zone at its sides, up to 7 modules longer.

    Eight modules, which are a byte, become `module_size` bytes: so all rows are enlarged at once.
    """
    row_bytes = -(-(symbol.size + 2 * quiet_zone) // 8)
    left, right = "0" * quiet_zone, "0" * (8 * row_bytes - symbol.size - quiet_zone)
    modules = f"{left}{(right + left).join(symbol.rows)}{right}"
    packed = int(modules, 2).to_bytes(row_bytes * symbol.size)
    enlarged = b"".join(map(_enlarged(module_size).__getitem__, packed))
    length = row_bytes * module_size
    return (enlarged[i : i + length] for i in range(0, len(enlarged), length))


@cache
def _enlarged(module_size: int) -> list[bytes]:
    """For each byte of modules, those of their pixels, `module_size` for each: a dark one is 0."""
    pixels = {"0": "1" * module_size, "1": "0" * module_size}
    return [
        int("".join(pixels[module] for module in f"{byte:08b}"), 2).to_bytes(module_size)
        for byte in range(256)
    ]


def _chunk(kind: bytes, data: bytes) -> bytes:
    content = kind + data
    return struct.pack(">I", len(data)) + content + struct.pack(">I", zlib.crc32(content))


def svg(symbol: Symbol, style: Style) -> bytes:
    """An SVG of one path on its ground, without script; a unit of its view box is a module.

    The path runs around the dark areas, so that no hairline shows between neighbouring modules.
    """
    side = style.modules(symbol.size)
    width = f"{style.size:g}mm" if style.size is not None else f"{side * style.module_size}"
    ground = style.light and f'<rect width="{side}" height="{side}" fill="{style.light.hex}"/>'
    fill = "" if style.dark == BLACK else f' fill="{style.dark.hex}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{width}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">{ground or ""}'
        f'<path fill-rule="evenodd"{fill} d="{outlines(symbol, style.quiet_zone)}"/></svg>\n'
    ).encode()


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


def pdf(symbol: Symbol, style: Style) -> bytes:
    """A PDF of one page, which is the square; the same bytes for the same symbol and style.

    Raises:
        OptionError: what draws it is not installed.
    """
    size = style.size or PDF_SIZE_MM
    document = Document(size, size, "QR code")
    document.add_page()
    if style.light:
        document.rectangle(0, 0, size, size, style.light)
    path = outlines(symbol, style.quiet_zone)
    document.shape(path, 0, 0, size / style.modules(symbol.size), style.dark)
    return document.output()


def terminal(symbol: Symbol, style: Style) -> str:
    """Lines of half blocks, a character one module wide and two high, a line break at the end.

    Black on white is set explicitly, so that the code scans on dark themes too.
    """
    margin = "0" * style.quiet_zone
    blank = ["0" * (symbol.size + 2 * style.quiet_zone)]
    rows = [f"{margin}{row}{margin}" for row in symbol.rows]
    rows = [*blank * style.quiet_zone, *rows, *blank * style.quiet_zone]
    rows += blank  # a symbol has an odd number of rows
    lines = (
        "".join(_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"{_BLACK_ON_WHITE}{line}{_RESET}\n" for line in lines)


WRITERS: dict[str, Callable[[Symbol, Style], bytes]] = {"png": png, "svg": svg, "pdf": pdf}
"""The formats of files, by their extension."""
