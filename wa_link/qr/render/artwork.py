"""Artwork: a symbol with its style and the place of its logo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link.errors import OptionError
from wa_link.qr.encode.tables import ErrorCorrection

if TYPE_CHECKING:
    from wa_link.qr.encode.symbol import Symbol
    from wa_link.qr.render.logo import Pad
    from wa_link.qr.render.style import Style


@dataclass(frozen=True, slots=True)
class Artwork:
    """A code that can be drawn. Lengths are in modules, from its top left corner.

    Attributes:
        symbol: the symbol, light under its logo.
        style: sizes and colours.
        pad: light area under the logo; None without a logo.
    """

    symbol: Symbol
    style: Style
    pad: Pad | None = None

    @classmethod
    def of(cls, symbol: Symbol, style: Style) -> Artwork:
        """Return the artwork of a symbol.

        Raises:
            OptionError: there is a logo, and the symbol was made for a lower level than H. It may
                have H by chance, but then the next link would fail.
        """
        if style.logo is None:
            return cls(symbol, style)
        if symbol.least_level is not ErrorCorrection.H:
            raise OptionError(
                "A logo needs error correction level H, which repairs the modules under it, not "
                f"{symbol.least_level}: use {option('error_correction', 'H')}."
            )
        pad = style.logo.pad(symbol.size)
        return cls(_clear_pad(symbol, pad), style, pad)

    @property
    def width(self) -> int:
        """Return the side of the square, quiet zone included."""
        return self.style.modules(self.symbol.size)

    @property
    def logo_box(self) -> tuple[float, float, float, float] | None:
        """Return left, top, width and height of the logo; None without a logo."""
        if self.style.logo is None or self.pad is None:
            return None
        width, height = self.style.logo.fit(self.pad)
        return (self.width - width) / 2, (self.width - height) / 2, width, height


def _clear_pad(symbol: Symbol, pad: Pad) -> Symbol:
    """Return the symbol with light modules in its pad."""
    left, top = (symbol.size - pad.width) // 2, (symbol.size - pad.height) // 2
    light = "0" * pad.width
    rows = list(symbol.rows)
    for y in range(top, top + pad.height):
        rows[y] = f"{rows[y][:left]}{light}{rows[y][left + pad.width :]}"
    return replace(symbol, rows=tuple(rows))
