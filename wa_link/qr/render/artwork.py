"""Artwork: a QR symbol with its style and the place of its logo, ready to be drawn."""

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
    """QR code that is ready to be drawn. All its lengths are in modules.

    Attributes:
        symbol: the symbol; the modules under the logo are light.
        style: the sizes, colours, shape and logo.
        pad: the size of the light area under the logo; None without a logo.
    """

    symbol: Symbol
    style: Style
    pad: Pad | None = None

    @classmethod
    def of(cls, symbol: Symbol, style: Style) -> Artwork:
        """Return a symbol and its style, ready to be drawn; make the modules under a logo light.

        Raises:
            OptionError: there is a logo, but `symbol.least_level` is not H. A symbol whose level is
                H only because there was enough room is refused, too.
        """
        if style.logo is None:
            return cls(symbol, style)
        if symbol.least_level is not ErrorCorrection.H:
            raise OptionError(
                f"A code with a logo needs error correction level H, not {symbol.least_level}, "
                f"because the logo covers modules: use {option('error_correction', 'H')}."
            )
        pad = style.logo.pad(symbol.size)
        return cls(_clear_pad(symbol, pad), style, pad)

    @property
    def width(self) -> int:
        """Return the width of the code with its quiet zone, in modules."""
        return self.style.modules(self.symbol.size)

    @property
    def logo_box(self) -> tuple[float, float, float, float] | None:
        """Return left, top, width and height of the logo in modules; None without a logo."""
        if self.style.logo is None or self.pad is None:
            return None
        width, height = self.style.logo.fit(self.pad)
        return (self.width - width) / 2, (self.width - height) / 2, width, height


def _clear_pad(symbol: Symbol, pad: Pad) -> Symbol:
    """Return the symbol with a light area of the size `pad` in its middle, for the logo."""
    left, top = (symbol.size - pad.width) // 2, (symbol.size - pad.height) // 2
    light = "0" * pad.width
    rows = list(symbol.rows)
    for y in range(top, top + pad.height):
        rows[y] = f"{rows[y][:left]}{light}{rows[y][left + pad.width :]}"
    return replace(symbol, rows=tuple(rows))
