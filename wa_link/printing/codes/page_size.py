"""PageSize: the page of a drawing, in mm and in pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from wa_link.printing.cards.designs import load_built_in
from wa_link.printing.codes.draw_options import FITTED_MM
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
    """Size of the page of a drawing; drawings of one size are typeset together.

    Attributes:
        width: width of the page in mm.
        height: height of the page in mm.
        per_mm: pixels of a PNG in a millimetre of the page; 0 for other formats.
    """

    width: float
    height: float
    per_mm: float = 0.0

    @classmethod
    def of(cls, options: DrawOptions, artwork: Artwork) -> Self:
        """Return the page of a code.

        In a PNG, modules and the height or width of the texts are whole pixels.

        Raises:
            SymbolError: `qr_too_large`: a PNG would have too many pixels.
        """
        style = options.style
        is_png = options.file_format == "png"
        if options.fixed is not None:
            per_mm = style.dpi / MM_PER_INCH if is_png else 0.0
            page = cls(*options.fixed, per_mm)
        else:
            side = style.size or FITTED_MM
            per_mm = artwork.width * style.module_pixels(artwork.symbol) / side if is_png else 0.0
            box = options.box * side
            if is_png:
                box = round(box * per_mm) / per_mm
            has_texts_at_side = options.layout == "side"
            page = cls(side + box * has_texts_at_side, side + box * (not has_texts_at_side), per_mm)
        if is_png:
            check_pixels(round(page.width * per_mm), round(page.height * per_mm))
        return page

    def make_setup(self, options: DrawOptions, families: tuple[str, ...]) -> DocumentSetup:
        """Return the settings that Typst gets for all cards on such pages.

        Args:
            options: of the cards.
            families: names of fonts, in the order in which they are tried.
        """
        style, size = options.style, (self.width, self.height)
        return DocumentSetup(
            options.design or load_built_in("code-card"),
            size,
            size,
            options.accent,
            families,
            layout=options.layout,
            title="QR code",
            logo=style.logo.picture if style.logo else None,
            background=style.light.hex if style.light else "",
        )


def find_least_extent(options: DrawOptions, artwork: Artwork, extent: Extent) -> Extent | None:
    """Return the smallest size on paper of a drawing in pixels; None for a drawing in mm.

    Letters are measured_card to a code of FITTED_MM, so a card must not be printed smaller.
    """
    if extent.unit != "px":
        return None
    side = math.ceil(artwork.width * COMFORTABLE_MODULE_MM[artwork.style.shape])
    if options.design is not None:
        side = max(side, math.ceil(FITTED_MM))
    scale = side / (artwork.width * artwork.style.module_size)
    return Extent(extent.width * scale, extent.height * scale, "mm")
