"""Artwork: a symbol, its style and the place of its logo."""

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
    """A code that can be drawn. All lengths are in modules, from its upper left corner.

    Attributes:
        symbol: without the modules under its logo.
        style: its sizes and colours.
        pad: the modules under its logo; None without a logo.
        mark: a fingerprint that its file has; empty for none.
    """

    symbol: Symbol
    style: Style
    pad: Pad | None = None
    mark: str = ""

    @classmethod
    def of(cls, symbol: Symbol, style: Style, mark: str = "") -> Artwork:
        """Return the artwork of a symbol.

        Raises:
            OptionError: a logo on a symbol for which a lower level than H was asked. That it may
                have H by chance doesn't count: the same call must not depend on the link.
        """
        if style.logo is None:
            return cls(symbol, style, None, mark)
        if symbol.least_level is not ErrorCorrection.H:
            raise OptionError(
                "A logo needs error correction level H, which repairs what the logo covers, not "
                f"{symbol.least_level}: ask for {option('error_correction', 'H')}."
            )
        pad = style.logo.pad(symbol.size)
        return cls(_without(symbol, pad), style, pad, mark)

    @property
    def width(self) -> int:
        """Return the side of the square: symbol and quiet zone."""
        return self.style.modules(self.symbol.size)

    @property
    def logo_box(self) -> tuple[float, float, float, float] | None:
        """Return left, top, width and height of the logo; None without one."""
        if self.style.logo is None or self.pad is None:
            return None
        width, height = self.style.logo.drawn(self.pad)
        return (self.width - width) / 2, (self.width - height) / 2, width, height


def _without(symbol: Symbol, pad: Pad) -> Symbol:
    """Return the symbol, light where its pad is."""
    left, top = (symbol.size - pad.width) // 2, (symbol.size - pad.height) // 2
    light = "0" * pad.width
    rows = list(symbol.rows)
    for y in range(top, top + pad.height):
        rows[y] = f"{rows[y][:left]}{light}{rows[y][left + pad.width :]}"
    return replace(symbol, rows=tuple(rows))
