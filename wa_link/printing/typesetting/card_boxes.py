"""Find the places of QR codes and texts on a card, in mm.

In a user's own design, also check that these places are on the card, and that no text is on a code.
"""

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
    """Square that a QR code covers on its card: left, top and side in mm."""

    x: float
    y: float
    side: float


class Area(NamedTuple):
    """Rectangle on a card: its left, top, right and bottom edges in mm from the card's corner."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area) -> bool:
        """Return whether two rectangles overlap by more than 0.1 mm in both directions."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width > _TOLERANCE_MM and height > _TOLERANCE_MM


def find_code_boxes(reports: Sequence[dict[str, Any]]) -> tuple[CodeBox, ...]:
    """Return the squares of the QR codes on a card.

    Args:
        reports: the reports of the design about the card, in order. For each QR code, there are two
            reports with opposite corners, such as `{"kind": "code", "x": "9pt", "y": "9pt"}`.
    """
    corners = [_read_point(report) for report in reports if report["kind"] == "code"]
    areas = [_make_area(*pair) for pair in zip(corners[::2], corners[1::2], strict=True)]
    return tuple(CodeBox(each.left, each.top, round(each.right - each.left, 2)) for each in areas)


def check_boxes(
    setup: DocumentSetup, reports: Sequence[dict[str, Any]], codes: Sequence[CodeBox]
) -> None:
    """Check where a user's own design puts QR codes and texts; skip a built-in design.

    Args:
        setup: settings of the document, with the design.
        reports: what the design reported about the card, in order, with the place of each report. A
            text box whose texts fit has a report `texts` at one corner, and then a report `end of
            texts` at the opposite corner.
        codes: the squares of the QR codes on that card.

    Raises:
        OptionError: a QR code or a text is partly outside of the card, a text is on a QR code, or a
            QR code is too small or too large.
    """
    if not setup.design.is_own:
        return
    name = quote(setup.design.name, 200)
    for code in codes:
        if not _MIN_CODE_MM <= code.side <= _MAX_CODE_MM:
            raise OptionError(
                f"The design {name} draws a code with a side of {code.side:.2g} mm: use "
                f"code(card, side) with a side of {_MIN_CODE_MM} to {_MAX_CODE_MM} mm."
            )
    squares = [Area(x, y, x + side, y + side) for x, y, side in codes]
    texts = list(_find_texts(reports))
    width, height = setup.size
    for kind, areas in (("code", squares), ("text", texts)):
        if not all(_is_on_card(area, setup) for area in areas):
            shape = "circle" if setup.is_round else "card"
            raise OptionError(
                f"The design {name} puts a {kind} beyond the edge of the {shape} of "
                f"{width:.4g}×{height:.4g} mm: make the {kind} smaller, or move it."
            )
    if any(text.overlaps(square) for text in texts for square in squares):
        raise OptionError(
            f"The design {name} puts a text on the code or on its quiet zone, the empty margin "
            "around it: move the text or the code."
        )


def _find_texts(reports: Sequence[dict[str, Any]]) -> Iterator[Area]:
    """Yield the rectangle of each text box on a card.

    The design reports one corner as `texts`, and then the opposite corner as `end of texts`.
    """
    start = None
    for report in reports:
        if report["kind"] == "texts" and "height" in (report["choice"] or ()):
            start = _read_point(report)
        elif report["kind"] == "end of texts" and start is not None:
            yield _make_area(start, _read_point(report))
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
    """Return the rectangle between two opposite corners, which can be given in any order.

    If a design rotates its content, the first reported corner is not always at the top left.
    """
    (left, right), (top, bottom) = map(sorted, zip(one, other, strict=True))
    return Area(left, top, right, bottom)


def _read_point(report: dict[str, Any]) -> tuple[float, float]:
    return _to_mm(report["x"]), _to_mm(report["y"])


def _to_mm(length: str) -> float:
    return float(length.removesuffix("pt")) * _MM_PER_POINT
