"""A symbol, and nothing else, as a PNG: written by the byte, which is fast."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING

from wa_link.qr.render.colours import WHITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.style import Style

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# One bit a pixel, then deflate, the five filters, no interlace.
_GREYSCALE, _PALETTE = bytes([1, 0, 0, 0, 0]), bytes([1, 3, 0, 0, 0])
_PER_METRE = b"\1"  # the unit of a resolution
# A scan-line begins with its filter: it is what it says, or its difference from the one above.
_AS_IT_IS, _UP = b"\0", b"\2"
# Scan-lines that repeat the one above are nothing but zeros, and a low level of zlib's is good at
# them: the highest takes forty times as long, to save another third.
_COMPRESSION = 2


def write_png(symbol: Symbol, style: Style, mark: str = "") -> bytes:
    """A PNG of 1 bit a pixel; the same bytes for the same symbol, style and fingerprint.

    With a size on paper, its resolution is such that it is printed at exactly that size.
    """
    module = style.module_pixels(symbol)
    pixels = style.modules(symbol.size) * module
    line_bytes = -(-pixels // 8)
    repeats = (_UP + bytes(line_bytes)) * (module - 1)
    margin = (_AS_IT_IS + b"\xff" * line_bytes + repeats) * style.quiet_zone
    lines = [
        _AS_IT_IS + line[:line_bytes] + repeats
        for line in _make_scan_lines(symbol, style.quiet_zone, module)
    ]
    image = zlib.compress(b"".join([margin, *lines, margin]), _COMPRESSION)
    size = struct.pack(">II", pixels, pixels)
    chunks = [*_write_colours(size, style), *_write_resolution(pixels, style), *_write_marker(mark)]
    return b"".join(
        [_PNG_SIGNATURE, *chunks, _write_chunk(b"IDAT", image), _write_chunk(b"IEND", b"")]
    )


def _write_colours(size: bytes, style: Style) -> Iterator[bytes]:
    if style.is_black_on_white:
        yield _write_chunk(b"IHDR", size + _GREYSCALE)
        return
    yield _write_chunk(b"IHDR", size + _PALETTE)
    yield _write_chunk(b"PLTE", bytes([*style.dark, *(style.light or WHITE)]))
    if style.light is None:
        yield _write_chunk(b"tRNS", b"\xff\0")  # how opaque each of the two is


def _write_resolution(pixels: int, style: Style) -> Iterator[bytes]:
    if style.size is not None:
        per_metre = round(pixels * 1000 / style.size)
        yield _write_chunk(b"pHYs", struct.pack(">II", per_metre, per_metre) + _PER_METRE)


def _write_marker(mark: str) -> Iterator[bytes]:
    if mark:
        yield _write_chunk(b"tEXt", b"wa-link\0" + mark.encode())


def _make_scan_lines(symbol: Symbol, quiet_zone: int, module_size: int) -> Iterator[bytes]:
    """One scan-line for each row of modules, the quiet zone at its sides, up to 7 modules longer.

    Eight modules, which are a byte, become `module_size` bytes: so all rows are enlarged at once.
    """
    row_bytes = -(-(symbol.size + 2 * quiet_zone) // 8)
    left, right = "0" * quiet_zone, "0" * (8 * row_bytes - symbol.size - quiet_zone)
    modules = f"{left}{(right + left).join(symbol.rows)}{right}"
    packed = int(modules, 2).to_bytes(row_bytes * symbol.size)
    enlarged = b"".join(map(_enlarge_bytes(module_size).__getitem__, packed))
    length = row_bytes * module_size
    return (enlarged[i : i + length] for i in range(0, len(enlarged), length))


@cache
def _enlarge_bytes(module_size: int) -> list[bytes]:
    """For each byte of modules, those of their pixels, `module_size` for each: a dark one is 0."""
    pixels = {"0": "1" * module_size, "1": "0" * module_size}
    return [
        int("".join(pixels[module] for module in f"{byte:08b}"), 2).to_bytes(module_size)
        for byte in range(256)
    ]


def _write_chunk(kind: bytes, data: bytes) -> bytes:
    content = kind + data
    return struct.pack(">I", len(data)) + content + struct.pack(">I", zlib.crc32(content))
