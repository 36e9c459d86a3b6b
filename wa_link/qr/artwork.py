"""Artwork: all that is drawn of a code, and where: its symbol, its logo, its caption."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link.errors import OptionError
from wa_link.lettering import faces, set_text
from wa_link.qr.tables import ErrorCorrection

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.lettering import Lettering
    from wa_link.qr.logo import Pad
    from wa_link.qr.style import Style
    from wa_link.qr.symbol import Symbol

# Sizes of a caption, as shares of the square's side; and what is legible on paper.
_LARGEST_CAPTION, _SMALLEST_CAPTION, _HIGHEST_CAPTION = 1 / 10, 1 / 30, 1 / 2
SMALLEST_PRINT_MM = 1.6
"""Size in which text is printed, at least: 4.5 points."""
_CLEARANCE = 4  # modules between a symbol and its caption, whatever the quiet zone


@dataclass(frozen=True, slots=True)
class Artwork:
    """A code that is drawn. All lengths are in modules, from its upper left corner.

    Attributes:
        symbol: without the modules under its logo.
        style: its sizes and colours.
        pad: which modules these are; None without a logo.
        caption: set for the width of the symbol; None where nothing is to be set.
        notes: what was left out of it.
        mark: a fingerprint that its file has; empty for none.
    """

    symbol: Symbol
    style: Style
    pad: Pad | None = None
    caption: Lettering | None = None
    notes: tuple[Note, ...] = ()
    mark: str = ""

    @classmethod
    def of(cls, symbol: Symbol, style: Style, caption: str = "", mark: str = "") -> Artwork:
        """The artwork of a symbol.

        Raises:
            TextError: the caption cannot be set; see `set_text`.
            OptionError: a logo on a symbol of another level than H; or what sets captions is not
                installed.
        """
        lettering = _set(caption, symbol, style) if caption.strip() else None
        notes = lettering.notes if lettering else ()
        if lettering and not lettering.lines:
            lettering = None
        if style.logo is None:
            return cls(symbol, style, None, lettering, notes, mark)
        if symbol.error_correction is not ErrorCorrection.H:
            raise OptionError(
                "A logo needs error correction level H, which mends what it covers, not "
                f"{symbol.error_correction}."
            )
        pad = style.logo.pad(symbol.size)
        return cls(_without(symbol, pad), style, pad, lettering, notes, mark)

    @property
    def is_bare(self) -> bool:
        """Whether it is a symbol and nothing else."""
        return self.pad is None and self.caption is None

    @property
    def width(self) -> int:
        """The side of the square: symbol and quiet zone."""
        return self.style.modules(self.symbol.size)

    @property
    def height(self) -> int:
        """That of the square, and of the caption below it."""
        if self.caption is None:
            return self.width
        return math.ceil(self.caption_top + self.caption.height + self.style.quiet_zone / 2)

    @property
    def caption_top(self) -> int:
        """Where the caption begins."""
        zone = self.style.quiet_zone
        return zone + self.symbol.size + max(zone, _CLEARANCE)

    @property
    def logo_box(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the logo, which there is."""
        assert self.style.logo and self.pad  # noqa: S101, PT018  (nobody asks without)
        width, height = self.style.logo.drawn(self.pad)
        return (self.width - width) / 2, (self.width - height) / 2, width, height


def _set(caption: str, symbol: Symbol, style: Style) -> Lettering:
    side = style.modules(symbol.size)
    largest, smallest = side * _LARGEST_CAPTION, side * _SMALLEST_CAPTION
    if module := style.module_mm(symbol):
        smallest = min(max(smallest, SMALLEST_PRINT_MM / module), largest)
    return set_text(
        caption,
        faces(style.font),
        width=symbol.size,
        height=side * _HIGHEST_CAPTION,
        size=largest,
        least=smallest,
    )


def _without(symbol: Symbol, pad: Pad) -> Symbol:
    """The symbol, light where its pad is."""
    left, top = (symbol.size - pad.width) // 2, (symbol.size - pad.height) // 2
    light = "0" * pad.width
    rows = list(symbol.rows)
    for y in range(top, top + pad.height):
        rows[y] = f"{rows[y][:left]}{light}{rows[y][left + pad.width :]}"
    return replace(symbol, rows=tuple(rows))
