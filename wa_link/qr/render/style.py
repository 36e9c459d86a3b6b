"""Style: the sizes, colours, shape and logo of a code, after they were parsed and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_link.errors import OptionError
from wa_link.qr.encode.symbol import parse_level
from wa_link.qr.encode.tables import ErrorCorrection
from wa_link.qr.lengths import MM_PER_INCH, parse_length
from wa_link.qr.render.colours import (
    BLACK,
    TRANSPARENT,
    WHITE,
    Colour,
    check_contrast,
    parse_colour,
)
from wa_link.qr.render.logo import LARGEST_AREA, Logo
from wa_link.qr.render.shapes import Shape, parse_shape

if TYPE_CHECKING:
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.style_keywords import Styling

QUIET_ZONE = 4
"""Default width of the quiet zone, in modules, as the standard wants it (ISO/IEC 18004, 9.1)."""
MODULE_SIZE = 10
"""Default width of a module in pixels, for a code without a size on paper."""
DPI = 300
"""Default resolution of a PNG with a size on paper, in dots per inch."""


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes, colours, shape and logo of a code.

    Attributes:
        module_size: the width of a module in pixels, for a code without a size on paper.
        quiet_zone: the width of the light margin, in modules.
        size: the width of the code on paper in mm, with its quiet zone; None for no size on paper.
        dpi: the dots per inch of a PNG with a size on paper.
        dark: the colour of the modules.
        light: the background colour; None is transparent.
        font: the path of a font file for the texts of a card; None for the default fonts.
        logo: the picture in the middle of the code; None for no logo.
        shape: the shape of the modules.

    Raises:
        OptionError: a number is out of its range, or the contrast of the colours is too low.
    """

    module_size: int = MODULE_SIZE
    quiet_zone: int = QUIET_ZONE
    size: float | None = None
    dpi: int = DPI
    dark: Colour = BLACK
    light: Colour | None = WHITE
    font: str | None = None
    logo: Logo | None = None
    shape: Shape = Shape.SQUARE

    def __post_init__(self) -> None:
        if not 1 <= self.module_size <= 100:
            raise OptionError(f"The module size must be 1 to 100 px, not {self.module_size}.")
        if not 0 <= self.quiet_zone <= 40:
            raise OptionError(f"The quiet zone must be 0 to 40 modules, not {self.quiet_zone}.")
        if self.size is not None and not 5 <= self.size <= 2000:
            raise OptionError(f"The size of a code must be 5 to 2000 mm, not {self.size:g} mm.")
        if not 72 <= self.dpi <= 4800:
            raise OptionError(f"The resolution must be 72 to 4800 dots per inch, not {self.dpi}.")
        if not self.is_black_on_white:
            check_contrast(self.dark, self.light)

    @classmethod
    def of(cls, styling: Styling) -> Style:
        """Return the style that the keywords of `Styling` describe; parse and check their values.

        Raises:
            OptionError: the value of a keyword can't be used.
        """
        logo, font = styling.get("logo"), styling.get("font")
        size, dark, light = styling.get("size"), styling.get("dark"), styling.get("light")
        is_transparent = light is not None and light.strip().lower() == TRANSPARENT
        if size is not None and "module_size" in styling:
            raise OptionError("Give the size of the code or the size of a module, not both.")
        return cls(
            styling.get("module_size", MODULE_SIZE),
            styling.get("quiet_zone", QUIET_ZONE),
            parse_length(size) if size is not None else None,
            styling.get("dpi", DPI),
            BLACK if dark is None else parse_colour(dark),
            None if is_transparent else WHITE if light is None else parse_colour(light),
            None if font is None else str(font),
            None if logo is None else Logo.of(logo, styling.get("logo_area", LARGEST_AREA)),
            parse_shape(styling.get("style", Shape.SQUARE)),
        )

    def least_level(self, level: ErrorCorrection | str | None) -> ErrorCorrection:
        """Return the lowest error correction level for a code: `level`, or M if it is None.

        With a logo, the result is always H, because the logo covers modules.

        Raises:
            OptionError: the level is unknown.
        """
        parsed = parse_level(ErrorCorrection.M if level is None else level)
        return ErrorCorrection.H if self.logo else parsed

    @property
    def is_square(self) -> bool:
        """Return whether the modules are squares, so that they can be drawn in whole pixels."""
        return self.shape is Shape.SQUARE

    @property
    def is_black_on_white(self) -> bool:
        """Return whether the modules are black and the background is white, as by default."""
        return self.dark == BLACK and self.light == WHITE

    def modules(self, size: int) -> int:
        """Return the width of a code in modules: the width of its symbol and both quiet zones."""
        return size + 2 * self.quiet_zone

    def module_mm(self, symbol: Symbol) -> float | None:
        """Return the width of a module in mm, or None for a code without a size on paper."""
        return None if self.size is None else self.size / self.modules(symbol.size)

    def module_pixels(self, symbol: Symbol) -> int:
        """Return the width of a module in whole pixels.

        For a code with a size on paper, choose the width at which the resolution is nearest to
        `dpi`.
        """
        if self.size is None:
            return self.module_size
        return max(1, round(self.size / MM_PER_INCH * self.dpi / self.modules(symbol.size)))
