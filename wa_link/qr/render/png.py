"""PNG files of codes that have no texts and no logo, in two colours.

The bytes of the file are written directly, which is much faster than an image library.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.qr.render.colours import WHITE
from wa_link.qr.render.marker import MARKER, PNG_KEYWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.artwork import Artwork
    from wa_link.qr.render.style import Style

_MOST_PIXELS = 80_000_000
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Fields of the header: one bit for each pixel, the colour type, deflate, filters, no interlacing.
_GREYSCALE, _PALETTE = bytes([1, 0, 0, 0, 0]), bytes([1, 3, 0, 0, 0])
_PER_METRE = b"\1"  # the unit of the resolution: pixels per metre
# A scan line begins with a filter byte: 0 if the pixels follow, or 2 if the difference from the
# line above follows.
_FILTER_NONE, _FILTER_UP = b"\0", b"\2"
# A scan line that repeats the line above consists of zeros, which even a low compression level
# compresses well. The highest level takes forty times as long, for files that are a third smaller.
_COMPRESSION = 2


def draw_png(artwork: Artwork) -> bytes:
    """Return the content of a PNG file of a code, without its logo.

    A module has a whole number of pixels. If the code has a size on paper, the resolution in the
    file is such that the code is printed at exactly this size. The same artwork always gives the
    same bytes.

    Raises:
        SymbolError: `qr_too_large`, if the PNG would have too many pixels.
        OptionError: the style has rounded modules or dots, whose edges would need grey pixels.
    """
    symbol, style = artwork.symbol, artwork.style
    if not style.is_square:
        raise OptionError(
            f"Modules of the style {style.shape} can't be drawn as black and white pixels: "
            "use SVG or PDF."
        )
    module = style.module_pixels(symbol)
    pixels = artwork.width * module
    check_pixels(pixels, pixels)
    line_bytes = -(-pixels // 8)
    repeats = (_FILTER_UP + bytes(line_bytes)) * (module - 1)
    margin = (_FILTER_NONE + b"\xff" * line_bytes + repeats) * style.quiet_zone
    lines = [
        _FILTER_NONE + line[:line_bytes] + repeats
        for line in _make_scan_lines(symbol, style.quiet_zone, module)
    ]
    image = zlib.compress(b"".join([margin, *lines, margin]), _COMPRESSION)
    return b"".join(
        [
            _PNG_SIGNATURE,
            *_write_header(pixels, style),
            *_write_resolution(pixels, style),
            _write_chunk(b"tEXt", f"{PNG_KEYWORD}\0{MARKER}".encode()),
            _write_chunk(b"IDAT", image),
            _write_chunk(b"IEND", b""),
        ]
    )


def check_pixels(width: int, height: int) -> None:
    """Raise an error if a PNG would have more than 80 million pixels.

    Raises:
        SymbolError: `qr_too_large`, if there are too many pixels.
    """
    if width * height > _MOST_PIXELS:
        raise SymbolError(
            Reason.QR_TOO_LARGE,
            f"A PNG of {width:,}×{height:,} pixels is too large: it can have at most "
            f"{_MOST_PIXELS // 1_000_000} million pixels. Choose a smaller size, a lower "
            f"{option('dpi')}, or SVG or PDF.",
        )


def _write_header(pixels: int, style: Style) -> Iterator[bytes]:
    """Yield the PNG chunks for size and colours (ISO/IEC 15948, 11.2.2, 11.2.3, 11.3.2.1)."""
    size = struct.pack(">II", pixels, pixels)
    if style.is_black_on_white:
        yield _write_chunk(b"IHDR", size + _GREYSCALE)
        return
    yield _write_chunk(b"IHDR", size + _PALETTE)
    yield _write_chunk(b"PLTE", bytes([*style.dark, *(style.light or WHITE)]))
    if style.light is None:
        yield _write_chunk(
            b"tRNS", b"\xff\0"
        )  # the dark colour is opaque, the light colour transparent


def _write_resolution(pixels: int, style: Style) -> Iterator[bytes]:
    """Yield the PNG chunk for the resolution (11.3.5.3), if the code has a size on paper."""
    if style.size is not None:
        per_metre = round(pixels * 1000 / style.size)
        yield _write_chunk(b"pHYs", struct.pack(">II", per_metre, per_metre) + _PER_METRE)


def _make_scan_lines(symbol: Symbol, quiet_zone: int, module_size: int) -> Iterator[bytes]:
    """Yield one scan line of pixels for each row of modules, with the quiet zone at both sides.

    Each row is first written as bits, one bit for each module. Light modules are added up to a
    whole number of bytes, so a scan line can be up to 7 modules longer than the code is wide. Then
    each byte of eight modules is replaced with `module_size` bytes of pixels.

    Args:
        symbol: the symbol.
        quiet_zone: the width of the quiet zone, in modules.
        module_size: the width of a module, in pixels.
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
    """Return the pixels for each possible byte of eight modules: item 5 is for `00000101`.

    In a byte of modules, 1 is dark. In the pixels of a PNG, 0 is dark.

    Args:
        module_size: the width of a module, in pixels.
    """
    pixels = {"0": "1" * module_size, "1": "0" * module_size}
    return [
        int("".join(pixels[module] for module in f"{byte:08b}"), 2).to_bytes(module_size)
        for byte in range(256)
    ]


def _write_chunk(kind: bytes, data: bytes) -> bytes:
    """Return a PNG chunk: its length, type, data and checksum (ISO/IEC 15948, 5.3)."""
    content = kind + data
    return struct.pack(">I", len(data)) + content + struct.pack(">I", zlib.crc32(content))
