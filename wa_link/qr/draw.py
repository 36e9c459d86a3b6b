"""Artwork -> PNG, SVG, PDF, or a terminal's characters: one function each."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from wa_link.colours import BLACK, Colour
from wa_link.errors import Reason, SymbolError
from wa_link.extras import missing
from wa_link.lettering import PER_SIZE
from wa_link.pdf import Document
from wa_link.qr import plain_png
from wa_link.qr.outlines import outlines
from wa_link.ways_out import option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.qr.artwork import Artwork
    from wa_link.qr.style import Style
    from wa_link.qr.symbol import Symbol

# Black and white of the 256-colour palette: unlike the first 16, no theme redefines them.
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_RESET = "\x1b[0m"
_HALF_BLOCKS = {("0", "0"): " ", ("1", "0"): "▀", ("0", "1"): "▄", ("1", "1"): "█"}

PDF_SIZE_MM = 40.0
"""Side of the square in a PDF, where nobody asks for another."""
_MOST_PIXELS = 80_000_000
_MM_PER_METRE = 1000
_METRES_PER_INCH = 0.0254


def png(artwork: Artwork) -> bytes:
    """A PNG of whole pixels a module; the same bytes for the same artwork.

    With a size on paper, its resolution is such that it is printed at exactly that size.

    Raises:
        SymbolError: `qr_too_large`: it would have too many pixels.
        OptionError: there is a caption or a logo, and what draws them is not installed.
    """
    style = artwork.style
    module = style.module_pixels(artwork.symbol)
    width, height = artwork.width * module, artwork.height * module
    if width * height > _MOST_PIXELS:
        raise SymbolError(
            Reason.QR_TOO_LARGE,
            f"A PNG of {width:,}×{height:,} pixels is too large: {_MOST_PIXELS // 1_000_000} "
            f"million pixels are the most. Draw it smaller, with a lower {option('dpi')}, or as "
            "SVG or PDF.",
        )
    if artwork.is_bare:
        return plain_png.png(artwork.symbol, style, artwork.mark)
    try:
        import resvg_py  # noqa: PLC0415  (an extra)
    except ImportError:
        raise missing("What draws captions and logos into PNG") from None
    from PIL import Image, PngImagePlugin  # noqa: PLC0415  (where there is more than a symbol)

    drawing = _svg(artwork, f"{width}", f"{height}")
    drawn = resvg_py.svg_to_bytes(svg_string=drawing)
    picture: Image.Image = Image.open(io.BytesIO(bytes(drawn)))
    if style.light is not None:
        picture = picture.convert("RGB" if style.logo or not style.is_black_on_white else "L")
    file, resolution = io.BytesIO(), {}
    if style.size is not None:
        dpi = picture.width * _MM_PER_METRE / style.size * _METRES_PER_INCH
        resolution = {"dpi": (dpi, dpi)}
    texts = PngImagePlugin.PngInfo()
    if artwork.mark:
        texts.add_text("wa-link", artwork.mark)
    picture.save(file, "PNG", pnginfo=texts, **resolution)
    return file.getvalue()


def svg(artwork: Artwork) -> bytes:
    """An SVG without script, and without fonts: text is outlines, the same everywhere.

    A unit of its view box is a module.
    """
    style, width, height = artwork.style, artwork.width, artwork.height
    if style.size is None:
        sides = (f"{side * style.module_size}" for side in (width, height))
        return _svg(artwork, *sides).encode()
    high = round(style.size * height / width, 4)
    return _svg(artwork, f"{style.size:g}mm", f"{high:g}mm").encode()


def _svg(artwork: Artwork, width: str, height: str) -> str:
    """The same, its width and height given with their unit, none for px."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {artwork.width} {artwork.height}" shape-rendering="crispEdges">'
        f"{''.join(_svg_parts(artwork))}</svg>\n"
    )


def _svg_parts(artwork: Artwork) -> Iterator[str]:
    style = artwork.style
    if artwork.mark:
        yield f"<metadata>wa-link {artwork.mark}</metadata>"
    if style.light:
        yield (
            f'<rect width="{artwork.width}" height="{artwork.height}" fill="{style.light.hex}"/>'
        )
    fill = _svg_fill(style.dark)
    path = outlines(artwork.symbol, style.quiet_zone)
    yield f'<path fill-rule="evenodd"{fill} d="{path}"/>'
    if style.logo:
        x, y, width, height = artwork.logo_box
        yield (
            f'<image x="{x:g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}" '
            f'href="data:image/png;base64,{base64.b64encode(style.logo.picture).decode()}"/>'
        )
    if artwork.caption:
        yield f'<g shape-rendering="auto"{fill}>{"".join(_svg_text(artwork))}</g>'


def _svg_fill(colour: Colour) -> str:
    return "" if colour == BLACK else f' fill="{colour.hex}"'


def _svg_text(artwork: Artwork) -> Iterator[str]:
    """The caption's glyphs, each where it stands."""
    caption = artwork.caption
    assert caption  # noqa: S101  (nobody asks without)
    left = (artwork.width - caption.width) / 2
    scale = caption.size / PER_SIZE
    for number, line in enumerate(caption.lines):
        x, y = left + caption.left(number), artwork.caption_top + caption.baseline(number)
        for run in line.runs:
            for glyph in run.glyphs:
                if path := run.face.outline(glyph.code):
                    at = f"{x + glyph.dx * scale:.4f} {y - glyph.dy * scale:.4f}"
                    yield (
                        f'<path transform="translate({at}) scale({scale:.6f} {-scale:.6f})" '
                        f'd="{path}"/>'
                    )
                x += glyph.advance * scale


def pdf(artwork: Artwork) -> bytes:
    """A PDF of one page, which is the artwork; the same bytes for the same artwork.

    Raises:
        OptionError: what draws it is not installed.
    """
    size = artwork.style.size or PDF_SIZE_MM
    module = size / artwork.width
    keyword = f"wa-link {artwork.mark}" if artwork.mark else ""
    document = Document(size, artwork.height * module, "QR code", keyword)
    document.add_page()
    draw_on_page(document, artwork, 0, 0, module)
    return bytes(document.output())


def draw_on_page(document: Document, artwork: Artwork, x: float, y: float, module: float) -> None:
    """Draw artwork on the page, its upper left corner at x and y, in mm as its modules are."""
    style = artwork.style
    if style.light:
        width, height = artwork.width * module, artwork.height * module
        document.rectangle(x, y, width, height, style.light)
    document.shape(outlines(artwork.symbol, style.quiet_zone), x, y, module, style.dark)
    if style.logo:
        left, top, width, height = (module * length for length in artwork.logo_box)
        document.image(style.logo.picture, x + left, y + top, width, height)
    if artwork.caption:
        left = (artwork.width * module - artwork.caption.width * module) / 2
        top = artwork.caption_top * module
        document.lettering(artwork.caption.scaled(module), x + left, y + top, style.dark)


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


WRITERS: dict[str, Callable[[Artwork], bytes]] = {"png": png, "svg": svg, "pdf": pdf}
"""The formats of files, by their extension."""
