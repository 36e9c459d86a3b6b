"""DrawJob: a QR code to draw. Drawing: the result, with the bytes of the file and its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from wa_link.printing.cards.cards import CardTexts

if TYPE_CHECKING:
    from wa_link.errors import Note, RecordError
    from wa_link.qr.encode.symbol import Symbol


class DrawJob(NamedTuple):
    """A QR code that will be drawn: its link, the texts printed with it, and its file name.

    Attributes:
        link: the URL that the code contains.
        texts: the texts printed with the code. They are ignored if codes are drawn without texts.
        file_name: name of the file of the code in a folder; empty if the drawing is not saved.
        symbol: the encoded symbol of the link; None if the link is not encoded yet.
    """

    link: str
    texts: CardTexts = CardTexts()
    file_name: str = ""
    symbol: Symbol | None = None


class Extent(NamedTuple):
    """Width and height of a drawing in `unit`, which is `mm` or `px`."""

    width: float
    height: float
    unit: str

    def __str__(self) -> str:
        """Return the size as text for people, such as `40×51 mm`."""
        width, height = (_format_length(length, self.unit) for length in (self.width, self.height))
        return f"{width}×{height} {self.unit}"


class Drawing(NamedTuple):
    """The drawing of a QR code: the content of its file, its size, and notes on its texts.

    Attributes:
        content: bytes of the file.
        extent: width and height of the drawing.
        side: width of the code in mm, including its quiet zone; None for a drawing in pixels that
            has no size on paper.
        least: smallest size in mm at which a drawing in pixels can be printed; None for a drawing
            that already has a size in mm.
        notes: notes on the texts, such as emoji that were left out.
        is_verified: whether the drawing was scanned, and the scan gave the link.
    """

    content: bytes
    extent: Extent
    side: float | None
    least: Extent | None = None
    notes: tuple[Note, ...] = ()
    is_verified: bool = False

    @property
    def least_size(self) -> str:
        """Return the smallest size at which the drawing can be printed: `14 mm` or `14×18 mm`.

        Return an empty text if the size of the drawing is already in mm.
        """
        if self.least is None:
            return ""
        is_square = self.least.width == self.least.height
        return f"{self.least.width:.0f} mm" if is_square else str(self.least)


DrawResult: TypeAlias = "Drawing | RecordError"
"""Result of a job: its drawing, or the error of a code that could not be drawn."""


def _format_length(length: float, unit: str) -> str:
    """Return a length as text: `1,200` in px, and with at most one decimal (`38.5`) in mm."""
    return f"{length:,.0f}" if unit == "px" else f"{length:.1f}".removesuffix(".0")
