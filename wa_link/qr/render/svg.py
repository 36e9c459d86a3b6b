"""SVG of a code."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from wa_link.qr.render.colours import BLACK
from wa_link.qr.render.marker import SVG_MARKER
from wa_link.qr.render.shapes import draw_path

if TYPE_CHECKING:
    from wa_link.qr.render.artwork import Artwork


def draw_svg(artwork: Artwork) -> bytes:
    """Return the file of a bare code; a unit of its view box is a module. It has no script."""
    style = artwork.style
    side = f"{artwork.width * style.module_size}" if style.size is None else f"{style.size:g}mm"
    elements = SVG_MARKER + _draw_code(artwork) + _draw_logo(artwork)
    size = f' width="{side}" height="{side}"'
    return f"{_wrap(artwork, elements, size)}\n".encode()


def draw_code_svg(artwork: Artwork) -> str:
    """Return the code for a card, without its logo: cards of a run share one logo."""
    return _wrap(artwork, _draw_code(artwork))


def _wrap(artwork: Artwork, elements: str, size: str = "") -> str:
    crisp = ' shape-rendering="crispEdges"' if artwork.style.is_square else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{size} '
        f'viewBox="0 0 {artwork.width} {artwork.width}"{crisp}>{elements}</svg>'
    )


def _draw_code(artwork: Artwork) -> str:
    """Return the background and the path of the dark modules."""
    style, width = artwork.style, artwork.width
    background = (
        f'<rect width="{width}" height="{width}" fill="{style.light.hex}"/>' if style.light else ""
    )
    fill = "" if style.dark == BLACK else f' fill="{style.dark.hex}"'
    path = draw_path(artwork.symbol, style.quiet_zone, style.shape)
    return f'{background}<path fill-rule="evenodd"{fill} d="{path}"/>'


def _draw_logo(artwork: Artwork) -> str:
    """Return the image of the logo, for old and new readers of SVG; empty without a logo."""
    logo, box = artwork.style.logo, artwork.logo_box
    if logo is None or box is None:
        return ""
    x, y, width, height = box
    picture = f"data:image/png;base64,{base64.b64encode(logo.picture).decode()}"
    return (
        f'<image x="{x:g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}" '
        f'href="{picture}" xlink:href="{picture}" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
    )
