"""SVG drawings of a QR code: as a file of its own, or as a part of a card with texts."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from wa_link.qr.render.colours import BLACK
from wa_link.qr.render.marker import SVG_MARKER
from wa_link.qr.render.shapes import draw_path

if TYPE_CHECKING:
    from wa_link.qr.render.artwork import Artwork


def draw_svg(artwork: Artwork) -> bytes:
    """Return an SVG file of a code with its logo, without scripts. A module is one unit wide."""
    style = artwork.style
    side = f"{artwork.width * style.module_size}" if style.size is None else f"{style.size:g}mm"
    elements = SVG_MARKER + _draw_code(artwork) + _draw_logo(artwork)
    size = f' width="{side}" height="{side}"'
    return f"{_wrap(artwork, elements, size)}\n".encode()


def draw_code_svg(artwork: Artwork) -> str:
    """Return the SVG of a code for a card, without the logo, because Typst draws the logo."""
    return _wrap(artwork, _draw_code(artwork))


def _wrap(artwork: Artwork, elements: str, size: str = "") -> str:
    """Return a complete SVG that contains `elements`.

    `size` is empty, or the attributes for the size of the SVG, such as ` width="9" height="9"`.
    """
    crisp = ' shape-rendering="crispEdges"' if artwork.style.is_square else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{size} '
        f'viewBox="0 0 {artwork.width} {artwork.width}"{crisp}>{elements}</svg>'
    )


def _draw_code(artwork: Artwork) -> str:
    """Return the SVG elements of a code: the background and the path of its dark modules."""
    style, width = artwork.style, artwork.width
    background = (
        f'<rect width="{width}" height="{width}" fill="{style.light.hex}"/>' if style.light else ""
    )
    fill = "" if style.dark == BLACK else f' fill="{style.dark.hex}"'
    path = draw_path(artwork.symbol, style.quiet_zone, style.shape)
    return f'{background}<path fill-rule="evenodd"{fill} d="{path}"/>'


def _draw_logo(artwork: Artwork) -> str:
    """Return the SVG element with the picture of the logo, or an empty string without a logo.

    The picture is given twice, as `href` for new programs and as `xlink:href` for old ones.
    """
    logo, box = artwork.style.logo, artwork.logo_box
    if logo is None or box is None:
        return ""
    x, y, width, height = box
    picture = f"data:image/png;base64,{base64.b64encode(logo.picture).decode()}"
    return (
        f'<image x="{x:g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}" '
        f'href="{picture}" xlink:href="{picture}" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
    )
