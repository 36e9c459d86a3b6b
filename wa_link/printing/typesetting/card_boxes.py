"""Places of codes and texts on a measured card, in mm; those of an own design may be wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from wa_link._support.quoting import quote
from wa_link.errors import OptionError
from wa_link.qr.lengths import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.printing.typesetting.document import DocumentSetup

_MM_PER_POINT = MM_PER_INCH / 72
_TOLERANCE = 0.1  # mm, which no eye sees
_LEAST_SIDE, _MOST_SIDE = 5, 2000  # of a code, in mm


class CodeBox(NamedTuple):
    """The square of a code on its card: left, top and side in mm."""

    x: float
    y: float
    side: float


class Area(NamedTuple):
    """A part of a card: left, top, right and bottom in mm."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area) -> bool:
        """Return whether the two have a part in common that is seen."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width > _TOLERANCE and height > _TOLERANCE


def find_code_boxes(marks: Sequence[dict[str, Any]]) -> tuple[CodeBox, ...]:
    """Return the squares of the codes that a design has marked on a card."""
    corners = [_corner(mark) for mark in marks if mark["what"] == "code"]
    areas = [_area(one, other) for one, other in zip(corners[::2], corners[1::2], strict=True)]
    return tuple(CodeBox(each.left, each.top, round(each.right - each.left, 2)) for each in areas)


def check_boxes(
    frame: DocumentSetup, marks: Sequence[dict[str, Any]], codes: Sequence[CodeBox]
) -> None:
    """Check where a person's own design puts its codes and the texts that it measures.

    Raises:
        OptionError: one of them is beyond the edge of the card, a text is on a code, or a code has
            a side that nobody can print.
    """
    if not frame.design.is_own:
        return
    name = quote(frame.design.name, 200)
    width, height = frame.size
    for code in codes:
        if not _LEAST_SIDE <= code.side <= _MOST_SIDE:
            raise OptionError(
                f"The design {name} draws a code of {code.side:.2g} mm: use code(card, side) with "
                f"a side of {_LEAST_SIDE} to {_MOST_SIDE} mm."
            )
    squares = [Area(x, y, x + side, y + side) for x, y, side in codes]
    for what, areas in (("code", squares), ("text", texts := list(_texts(marks)))):
        if any(not _is_on_card(area, frame) for area in areas):
            shape = "circle" if frame.is_round else "card"
            raise OptionError(
                f"The design {name} puts a {what} beyond the edge of the {shape} of "
                f"{width:.4g}×{height:.4g} mm: make it smaller, or move it."
            )
    if any(text.overlaps(square) for text in texts for square in squares):
        raise OptionError(
            f"The design {name} puts a text on the code or its quiet zone, which must be empty: "
            "move one of them."
        )


def _texts(marks: Sequence[dict[str, Any]]) -> Iterator[Area]:
    """Yield where texts are: each has a mark where it begins, and one where it ends."""
    begun = None
    for mark in marks:
        if mark["what"] == "texts" and "height" in (mark["choice"] or ()):
            begun = _corner(mark)
        elif mark["what"] == "end of texts" and begun is not None:
            yield _area(begun, _corner(mark))
            begun = None


def _is_on_card(area: Area, frame: DocumentSetup) -> bool:
    width, height = frame.size
    if not frame.is_round:
        edges = (area.left, area.top, width - area.right, height - area.bottom)
        return min(edges) >= -_TOLERANCE
    radius = min(width, height) / 2
    corners = [(x, y) for x in (area.left, area.right) for y in (area.top, area.bottom)]
    return all(math.hypot(x - width / 2, y - height / 2) <= radius + _TOLERANCE for x, y in corners)


def _area(one: tuple[float, float], other: tuple[float, float]) -> Area:
    """Return what is between two opposite corners, in any order: a card may be turned."""
    (left, right), (top, bottom) = map(sorted, zip(one, other, strict=True))
    return Area(left, top, right, bottom)


def _corner(mark: dict[str, Any]) -> tuple[float, float]:
    return _mm(mark["x"]), _mm(mark["y"])


def _mm(length: str) -> float:
    return float(length.removesuffix("pt")) * _MM_PER_POINT
