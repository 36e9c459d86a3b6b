"""PageSize: width and height of a drawing in mm, and the pixels per mm of a PNG."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from wa_link.printing.cards.designs import load_built_in
from wa_link.printing.codes.draw_options import DEFAULT_SIDE_MM
from wa_link.printing.codes.drawing import Extent
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.preflight import COMFORTABLE_MODULE_MM
from wa_link.qr.render.png import check_pixels

if TYPE_CHECKING:
    from typing import Self

    from wa_link.printing.codes.draw_options import DrawOptions
    from wa_link.qr.render.artwork import Artwork


class PageSize(NamedTuple):
    """Size of the page for a QR code with its texts; pages of equal size are typeset together.

    If a bleed is given, the page includes it.

    Attributes:
        width: width of the page in mm.
        height: height of the page in mm.
        pixels_per_mm: pixels per mm of a PNG; 0 for other formats.
    """

    width: float
    height: float
    pixels_per_mm: float = 0.0

    @classmethod
    def of(cls, options: DrawOptions, artwork: Artwork) -> Self:
        """Return the size of the page for a code and its texts.

        In a PNG, the width of a module (small square) and the space for the texts are whole numbers
        of pixels, except in a design that has a fixed size.

        Raises:
            SymbolError: a PNG would have too many pixels (reason `qr_too_large`).
        """
        style = options.style
        is_png = options.file_format == "png"
        if options.card_size is not None:
            pixels_per_mm = style.dpi / MM_PER_INCH if is_png else 0.0
            width, height = (side + 2 * options.bleed for side in options.card_size)
            page = cls(width, height, pixels_per_mm)
        else:
            side = style.size or DEFAULT_SIDE_MM
            pixels = artwork.width * style.module_pixels(artwork.symbol)
            pixels_per_mm = pixels / side if is_png else 0.0
            text_room = options.text_ratio * side
            if is_png:
                text_room = round(text_room * pixels_per_mm) / pixels_per_mm
            if options.layout == "side":
                page = cls(side + text_room, side, pixels_per_mm)
            else:
                page = cls(side, side + text_room, pixels_per_mm)
        if is_png:
            check_pixels(round(page.width * pixels_per_mm), round(page.height * pixels_per_mm))
        return page

    def make_setup(self, options: DrawOptions, families: tuple[str, ...]) -> DocumentSetup:
        """Return the settings of the document in which Typst draws cards of this size.

        Args:
            options: options of all cards.
            families: font families, in the order in which Typst tries them.
        """
        style, page = options.style, (self.width, self.height)
        return DocumentSetup(
            options.design or load_built_in("code-card"),
            options.card_size or page,
            page,
            options.accent,
            families,
            layout=options.layout,
            title="QR code",
            bleed=options.bleed,
            logo=style.logo.picture if style.logo else None,
            background=style.light.hex if style.light else "",
        )


def compute_smallest_size(options: DrawOptions, artwork: Artwork, extent: Extent) -> Extent | None:
    """Return the smallest size in mm at which a drawing in pixels can be printed.

    Return None if the size of the drawing is already in mm. If the code has texts, its side is at
    least DEFAULT_SIDE_MM: with a smaller code, the letters would be too small.

    Args:
        options: options of the drawing.
        artwork: the code.
        extent: width and height of the whole drawing.
    """
    if extent.unit != "px":
        return None
    side = math.ceil(artwork.width * COMFORTABLE_MODULE_MM[artwork.style.shape])
    if options.design is not None:
        side = max(side, math.ceil(DEFAULT_SIDE_MM))
    scale = side / (artwork.width * artwork.style.module_size)
    return Extent(extent.width * scale, extent.height * scale, "mm")
