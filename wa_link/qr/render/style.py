"""Style: the checked sizes, colours, shape and logo of a code."""

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
    from wa_link.qr.render.styling import Styling

QUIET_ZONE = 4
"""Quiet zone in modules (ISO/IEC 18004, 9.1)."""
MODULE_SIZE = 10
DPI = 300


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes and colours of a code.

    Attributes:
        module_size: side of a module in px, for a code without a size on paper.
        quiet_zone: in modules.
        size: side of the square on paper in mm, quiet zone included; None for no size on paper.
        dpi: dots per inch of a PNG with a size on paper.
        dark: colour of the modules.
        light: background colour; None is transparent.
        font: file of a font for the texts of the card.
        logo: picture for the middle.
        shape: shape of the modules.

    Raises:
        OptionError: a size is out of its range, or the contrast is too low.
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
            raise OptionError(f"The module size is 1 to 100 px, not {self.module_size}.")
        if not 0 <= self.quiet_zone <= 40:
            raise OptionError(f"The quiet zone is 0 to 40 modules, not {self.quiet_zone}.")
        if self.size is not None and not 5 <= self.size <= 2000:
            raise OptionError(f"The size of a code is 5 to 2000 mm, not {self.size:g} mm.")
        if not 72 <= self.dpi <= 4800:
            raise OptionError(f"A printer has 72 to 4800 dots per inch, not {self.dpi}.")
        if not self.is_black_on_white:
            check_contrast(self.dark, self.light)

    @classmethod
    def of(cls, styling: Styling) -> Style:
        """Return the style that the keywords describe.

        Raises:
            OptionError: one of them can't be used.
        """
        logo, font = styling.get("logo"), styling.get("font")
        size, dark, light = styling.get("size"), styling.get("dark"), styling.get("light")
        is_transparent = light is not None and light.strip().lower() == TRANSPARENT
        if size is not None and "module_size" in styling:
            raise OptionError("Give the size of the code or that of a module, not both.")
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
        """Return the least error correction level: H with a logo, else `level`, or M for None.

        Raises:
            OptionError: the level is unknown.
        """
        parsed = parse_level(ErrorCorrection.M if level is None else level)
        return ErrorCorrection.H if self.logo else parsed

    @property
    def is_square(self) -> bool:
        """Return whether the modules are square, so that whole pixels can draw them."""
        return self.shape is Shape.SQUARE

    @property
    def is_black_on_white(self) -> bool:
        """Return whether the colours are the default ones."""
        return self.dark == BLACK and self.light == WHITE

    def modules(self, size: int) -> int:
        """Return the modules on a side of the square, for a symbol of `size` modules a side."""
        return size + 2 * self.quiet_zone

    def module_mm(self, symbol: Symbol) -> float | None:
        """Return the side of a module in mm; None for a code without a size on paper."""
        return None if self.size is None else self.size / self.modules(symbol.size)

    def module_pixels(self, symbol: Symbol) -> int:
        """Return the side of a module in px: for a size on paper, the nearest to `dpi`."""
        if self.size is None:
            return self.module_size
        return max(1, round(self.size / MM_PER_INCH * self.dpi / self.modules(symbol.size)))
