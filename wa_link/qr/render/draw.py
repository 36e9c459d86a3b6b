"""Artwork -> PNG, SVG, or a terminal's characters: one function each."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, Reason, SymbolError
from wa_link.qr.render import plain_png
from wa_link.qr.render.colours import BLACK
from wa_link.qr.render.shapes import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.artwork import Artwork
    from wa_link.qr.render.style import Style

HALF, FULL = "half", "full"
"""Blocks of which a terminal's codes are made."""
# Black and white of the 256-colour palette: unlike the first 16, no theme redefines them.
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_RESET = "\x1b[0m"
_BACKGROUNDS = {"0": "\x1b[48;5;231m", "1": "\x1b[48;5;16m"}
_RUN = re.compile("0+|1+")
_HALF_BLOCKS = {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"}

_MOST_PIXELS = 80_000_000


def png(artwork: Artwork) -> bytes:
    """Return a PNG of whole pixels a module, without a logo: the same bytes for the same artwork.

    With a size on paper, its resolution is such that it is printed at exactly that size.

    Raises:
        SymbolError: `qr_too_large`: it would have too many pixels.
        OptionError: the modules are not square: their edges need smoothing.
    """
    if not artwork.style.is_square:
        raise OptionError(
            f"Modules of the style {artwork.style.shape} can't be drawn as black and white pixels: "
            "use SVG or PDF."
        )
    check_pixels(*[artwork.width * artwork.style.module_pixels(artwork.symbol)] * 2)
    return plain_png.png(artwork.symbol, artwork.style, artwork.mark)


def check_pixels(width: int, height: int) -> None:
    """Raise an error for a PNG of too many pixels.

    Raises:
        SymbolError: `qr_too_large`.
    """
    if width * height > _MOST_PIXELS:
        raise SymbolError(
            Reason.QR_TOO_LARGE,
            f"A PNG of {width:,}×{height:,} pixels is too large: {_MOST_PIXELS // 1_000_000} "
            f"million pixels are the most. Draw it smaller, with a lower {option('dpi')}, or as "
            "SVG or PDF.",
        )


def svg(artwork: Artwork) -> bytes:
    """Return an SVG without script; a unit of its view box is a module."""
    style = artwork.style
    side = f"{artwork.width * style.module_size}" if style.size is None else f"{style.size:g}mm"
    return _svg(artwork, f' width="{side}" height="{side}"', with_logo=True).encode() + b"\n"


def code_svg(artwork: Artwork) -> str:
    """Return an SVG to be placed on a card, without the logo: a card has it once for all."""
    return _svg(artwork, "", with_logo=False)


def _svg(artwork: Artwork, sides: str, *, with_logo: bool) -> str:
    crisp = ' shape-rendering="crispEdges"' if artwork.style.is_square else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{sides} '
        f'viewBox="0 0 {artwork.width} {artwork.width}"{crisp}>'
        f"{''.join(_svg_parts(artwork, with_logo=with_logo))}</svg>"
    )


def _svg_parts(artwork: Artwork, *, with_logo: bool) -> Iterator[str]:
    style = artwork.style
    if artwork.mark:
        yield f"<metadata>wa-link {artwork.mark}</metadata>"
    if style.light:
        yield (f'<rect width="{artwork.width}" height="{artwork.width}" fill="{style.light.hex}"/>')
    fill = "" if style.dark == BLACK else f' fill="{style.dark.hex}"'
    path = path_of(artwork.symbol, style.quiet_zone, style.shape)
    yield f'<path fill-rule="evenodd"{fill} d="{path}"/>'
    if with_logo and style.logo and (box := artwork.logo_box):
        x, y, width, height = box
        picture = f"data:image/png;base64,{base64.b64encode(style.logo.picture).decode()}"
        yield (
            f'<image x="{x:g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}" '
            f'href="{picture}" xlink:href="{picture}" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
        )


def terminal(symbol: Symbol, style: Style, blocks: str = HALF) -> str:
    """Return lines for a terminal, black on white set explicitly, so that dark themes scan too.

    Args:
        symbol: a symbol.
        style: its quiet zone.
        blocks: `half` for a character one module wide and two high, or `full` for two spaces a
            module, drawn by the background colour: they have no gaps where lines are spaced.

    Raises:
        OptionError: no such blocks.
    """
    if blocks not in (HALF, FULL):
        raise OptionError(f"Unknown blocks {quote(blocks)}: use {HALF} or {FULL}.")
    margin = "0" * style.quiet_zone
    blank = ["0" * (symbol.size + 2 * style.quiet_zone)]
    rows = [f"{margin}{row}{margin}" for row in symbol.rows]
    rows = [*blank * style.quiet_zone, *rows, *blank * style.quiet_zone]
    if blocks == FULL:
        return "".join(f"{_RUN.sub(_spaces, row)}{_RESET}\n" for row in rows)
    rows += blank  # a symbol has an odd number of rows
    lines = (
        "".join(_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"{_BLACK_ON_WHITE}{line}{_RESET}\n" for line in lines)


def _spaces(run: re.Match[str]) -> str:
    """Return two spaces for each of some modules of one colour."""
    return f"{_BACKGROUNDS[run[0][0]]}{'  ' * len(run[0])}"
