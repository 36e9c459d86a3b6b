"""Sheet: the page of a code's drawing, in mm and in pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from wa_link.printing.cards.designs import load_built_in
from wa_link.printing.codes.code_drawing import Extent
from wa_link.printing.codes.code_look import FITTED_MM
from wa_link.printing.typesetting.document import DocumentSetup
from wa_link.qr.lengths import MM_PER_INCH
from wa_link.qr.preflight import COMFORTABLE_MODULE_MM
from wa_link.qr.render.draw import check_pixels

if TYPE_CHECKING:
    from typing import Self

    from wa_link.printing.codes.code_look import CodeLook
    from wa_link.qr.render.artwork import Artwork


class Sheet(NamedTuple):
    """Page of cards that are typeset together.

    Attributes:
        width, height: of the page in mm.
        per_mm: pixels of a PNG in a millimetre of the page; 0 for other formats.
    """

    width: float
    height: float
    per_mm: float = 0.0

    @classmethod
    def of(cls, look: CodeLook, artwork: Artwork) -> Self:
        """Return the page of a code.

        A PNG has whole pixels for each module and for the box of the texts.

        Raises:
            SymbolError: `qr_too_large`: a PNG would have too many pixels.
        """
        style = look.style
        is_png = look.file_format == "png"
        if look.fixed is not None:
            per_mm = style.dpi / MM_PER_INCH if is_png else 0.0
            sheet = cls(*look.fixed, per_mm)
        else:
            side = style.size or FITTED_MM
            per_mm = artwork.width * style.module_pixels(artwork.symbol) / side if is_png else 0.0
            box = look.box * side
            if is_png:
                box = round(box * per_mm) / per_mm
            is_beside = look.layout == "side"
            sheet = cls(side + box * is_beside, side + box * (not is_beside), per_mm)
        if is_png:
            check_pixels(round(sheet.width * per_mm), round(sheet.height * per_mm))
        return sheet

    def frame(self, look: CodeLook, families: tuple[str, ...]) -> DocumentSetup:
        """Return what Typst gets for all cards on such pages.

        Args:
            look: of the cards.
            families: names of fonts, the first first.
        """
        style, size = look.style, (self.width, self.height)
        return DocumentSetup(
            look.design or load_built_in("code-card"),
            size,
            size,
            look.accent,
            families,
            layout=look.layout,
            title="QR code",
            logo=style.logo.picture if style.logo else None,
            background=style.light.hex if style.light else "",
        )


def least_extent(look: CodeLook, artwork: Artwork, extent: Extent) -> Extent | None:
    """Return the smallest size on paper of a drawing in pixels; None for one in mm.

    Letters are fitted as if the code had FITTED_MM, so a card is not to be smaller.
    """
    if extent.unit != "px":
        return None
    side = math.ceil(artwork.width * COMFORTABLE_MODULE_MM[artwork.style.shape])
    if look.design is not None:
        side = max(side, math.ceil(FITTED_MM))
    scale = side / (artwork.width * artwork.style.module_size)
    return Extent(extent.width * scale, extent.height * scale, "mm")
