"""Codes that are to be drawn, and drawings of codes with their sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from wa_link.printing.cards.cards import CardTexts

if TYPE_CHECKING:
    from wa_link.errors import Note, RecordError
    from wa_link.qr.encode.symbol import Symbol


class CodeJob(NamedTuple):
    """A code that is to be drawn.

    Attributes:
        link: a URL.
        texts: on its card; they have no effect on a bare code.
        is_kept: whether its file is there already: it is only measured, for its notes.
        symbol: of the link, where it has been made already.
    """

    link: str
    texts: CardTexts = CardTexts()
    is_kept: bool = False
    symbol: Symbol | None = None


class Extent(NamedTuple):
    """Width and height of a drawing, in mm or in px."""

    width: float
    height: float
    unit: str

    def __str__(self) -> str:
        """Return `40×51 mm`."""
        return f"{_format_length(self.width, self.unit)}×{_format_length(self.height, self.unit)} {self.unit}"


class Drawing(NamedTuple):
    """A code that has been drawn.

    Attributes:
        content: of its file; empty where the file is kept.
        extent: of the drawing.
        side: of the code in mm, quiet zone included; None where its size is left open.
        least: the smallest size on paper, where it is left open.
        notes: on its texts.
        is_read: whether it has been read back.
    """

    content: bytes
    extent: Extent
    side: float | None
    least: Extent | None = None
    notes: tuple[Note, ...] = ()
    is_read: bool = False

    @property
    def least_size(self) -> str:
        """The smallest size as people write it: `14 mm` for a square."""
        if self.least is None:
            return ""
        is_square = self.least.width == self.least.height
        return f"{self.least.width:.0f} mm" if is_square else str(self.least)


DrawResult: TypeAlias = "Drawing | RecordError"
"""Result of a job: the drawing, or why there is none."""


def _format_length(length: float, unit: str) -> str:
    return f"{length:,.0f}" if unit == "px" else f"{length:.1f}".removesuffix(".0")
