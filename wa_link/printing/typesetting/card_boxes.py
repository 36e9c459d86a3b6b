"""Boxes of codes and texts on a measured card, in mm, and their check in a user's own design."""

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
_TOLERANCE_MM = 0.1  # invisible on paper
_MIN_CODE_MM, _MAX_CODE_MM = 5, 2000


class CodeBox(NamedTuple):
    """Square of a code on its card: left, top and side in mm."""

    x: float
    y: float
    side: float


class Area(NamedTuple):
    """Part of a card: left, top, right and bottom in mm."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area) -> bool:
        """Return whether two areas visibly overlap."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width > _TOLERANCE_MM and height > _TOLERANCE_MM


def find_code_boxes(marks: Sequence[dict[str, Any]]) -> tuple[CodeBox, ...]:
    """Return the squares of the codes on a card.

    Args:
        marks: the marks of the card, as Typst reports them; each code has one at two corners.
    """
    corners = [_read_point(mark) for mark in marks if mark["kind"] == "code"]
    areas = [_make_area(*pair) for pair in zip(corners[::2], corners[1::2], strict=True)]
    return tuple(CodeBox(each.left, each.top, round(each.right - each.left, 2)) for each in areas)


def check_boxes(
    setup: DocumentSetup, marks: Sequence[dict[str, Any]], codes: Sequence[CodeBox]
) -> None:
    """Check the places of codes and texts in a user's own design.

    Raises:
        OptionError: a code or a text is outside of the card, a text is on a code, or a code is too
            small or too large.
    """
    if not setup.design.is_own:
        return
    name = quote(setup.design.name, 200)
    for code in codes:
        if not _MIN_CODE_MM <= code.side <= _MAX_CODE_MM:
            raise OptionError(
                f"The design {name} draws a code of {code.side:.2g} mm: use code(card, side) with "
                f"a side of {_MIN_CODE_MM} to {_MAX_CODE_MM} mm."
            )
    squares = [Area(x, y, x + side, y + side) for x, y, side in codes]
    texts = list(_find_texts(marks))
    width, height = setup.size
    for kind, areas in (("code", squares), ("text", texts)):
        if not all(_is_on_card(area, setup) for area in areas):
            shape = "circle" if setup.is_round else "card"
            raise OptionError(
                f"The design {name} puts a {kind} beyond the edge of the {shape} of "
                f"{width:.4g}×{height:.4g} mm: make it smaller, or move it."
            )
    if any(text.overlaps(square) for text in texts for square in squares):
        raise OptionError(
            f"The design {name} puts a text on the code or its quiet zone, which must be empty: "
            "move one of them."
        )


def _find_texts(marks: Sequence[dict[str, Any]]) -> Iterator[Area]:
    """Yield the areas of texts: each has a mark at its start and another at its end."""
    start = None
    for mark in marks:
        if mark["kind"] == "texts" and "height" in (mark["choice"] or ()):
            start = _read_point(mark)
        elif mark["kind"] == "end of texts" and start is not None:
            yield _make_area(start, _read_point(mark))
            start = None


def _is_on_card(area: Area, setup: DocumentSetup) -> bool:
    width, height = setup.size
    if not setup.is_round:
        edges = (area.left, area.top, width - area.right, height - area.bottom)
        return min(edges) >= -_TOLERANCE_MM
    radius = min(width, height) / 2 + _TOLERANCE_MM
    corners = [(x, y) for x in (area.left, area.right) for y in (area.top, area.bottom)]
    return all(math.hypot(x - width / 2, y - height / 2) <= radius for x, y in corners)


def _make_area(one: tuple[float, float], other: tuple[float, float]) -> Area:
    """Return the area between two opposite corners in any order: a card may be rotated."""
    (left, right), (top, bottom) = map(sorted, zip(one, other, strict=True))
    return Area(left, top, right, bottom)


def _read_point(mark: dict[str, Any]) -> tuple[float, float]:
    return _to_mm(mark["x"]), _to_mm(mark["y"])


def _to_mm(length: str) -> float:
    return float(length.removesuffix("pt")) * _MM_PER_POINT
