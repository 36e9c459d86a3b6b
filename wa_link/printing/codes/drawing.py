"""Codes to draw, and their drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from wa_link.printing.cards.cards import CardTexts

if TYPE_CHECKING:
    from wa_link.errors import Note, RecordError
    from wa_link.qr.encode.symbol import Symbol


class DrawJob(NamedTuple):
    """A code to draw.

    Attributes:
        link: the URL that the code contains.
        texts: on its card; a bare code ignores them.
        file_name: name of its file in a folder; empty if it is not saved.
        symbol: symbol of the link, if it was made before.
    """

    link: str
    texts: CardTexts = CardTexts()
    file_name: str = ""
    symbol: Symbol | None = None


class Extent(NamedTuple):
    """Width and height of a drawing; the unit is `mm` or `px`."""

    width: float
    height: float
    unit: str

    def __str__(self) -> str:
        """Return text such as `40×51 mm`."""
        width, height = (_format_length(length, self.unit) for length in (self.width, self.height))
        return f"{width}×{height} {self.unit}"


class Drawing(NamedTuple):
    """A drawn code.

    Attributes:
        content: bytes of its file.
        extent: size of the drawing.
        side: side of the code in mm, quiet zone included; None if it has no size on paper.
        least: smallest size on paper of a drawing in pixels.
        notes: notes on its texts.
        is_verified: whether the code was read back as its link.
    """

    content: bytes
    extent: Extent
    side: float | None
    least: Extent | None = None
    notes: tuple[Note, ...] = ()
    is_verified: bool = False

    @property
    def least_size(self) -> str:
        """Return the smallest size as text for people: `14 mm` for a square, else `14×18 mm`."""
        if self.least is None:
            return ""
        is_square = self.least.width == self.least.height
        return f"{self.least.width:.0f} mm" if is_square else str(self.least)


DrawResult: TypeAlias = "Drawing | RecordError"
"""Result of a job: the drawing, or the reason why there is none."""


def _format_length(length: float, unit: str) -> str:
    return f"{length:,.0f}" if unit == "px" else f"{length:.1f}".removesuffix(".0")
