"""Where code and text stand on a label: the code as large as the label allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wa_link.lettering import Align

if TYPE_CHECKING:
    from wa_link.labels.stock import Stock

_MARGIN_MM = 1.5  # for the drift of printers and knives
# The least of a label that its caption takes, beside the code and below it.
_BESIDE, _BELOW = 0.3, 0.22
_MUCH = 1.1
_HEADING, _NUMBER = 0.2, 0.08  # of a poster's height


class Box(NamedTuple):
    """A part of a label: mm from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Layout(NamedTuple):
    """The parts of a label.

    Attributes:
        code: the square of the code, quiet zone included.
        caption: None where there is none.
        align: where the caption's lines stand in it.
        number: of a poster: where its number is printed.
    """

    code: Box
    caption: Box | None = None
    align: Align = Align.CENTRE
    number: Box | None = None


def layout_of(stock: Stock, *, captioned: bool) -> Layout:
    """The layout of the stock's labels.

    A caption stands below the code, or beside it where that lets the code be much larger.
    """
    width, height = stock.label
    if stock.is_poster:
        return _poster(width, height, captioned=captioned)
    if not captioned:
        side = min(width, height) - 2 * _MARGIN_MM
        return Layout(Box((width - side) / 2, (height - side) / 2, side, side))
    beside, below = _caption_beside(width, height), _caption_below(width, height)
    return beside if beside.code.width > _MUCH * below.code.width else below


def _caption_beside(width: float, height: float) -> Layout:
    side = min(height, (1 - _BESIDE) * width) - 2 * _MARGIN_MM
    left = _MARGIN_MM + side
    return Layout(
        Box(_MARGIN_MM, (height - side) / 2, side, side),
        Box(left, _MARGIN_MM, width - left - _MARGIN_MM, height - 2 * _MARGIN_MM),
        Align.START,
    )


def _caption_below(width: float, height: float) -> Layout:
    side = min(width, (1 - _BELOW) * height) - 2 * _MARGIN_MM
    top = _MARGIN_MM + side
    return Layout(
        Box((width - side) / 2, _MARGIN_MM, side, side),
        Box(_MARGIN_MM, top, width - 2 * _MARGIN_MM, height - top - _MARGIN_MM),
    )


def _poster(width: float, height: float, *, captioned: bool) -> Layout:
    heading = _HEADING * height if captioned else 0.0
    number = _NUMBER * height
    side = min(width, height - heading - number)
    top = heading + (height - heading - number - side) / 2
    return Layout(
        Box((width - side) / 2, top, side, side),
        Box(0, 0, width, heading) if captioned else None,
        Align.CENTRE,
        Box(0, top + side, width, number),
    )
