"""Compute the place of each label. To limit memory, a PDF is drawn about 1,000 labels at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wa_link.printing.typesetting.document import PlacedCard
from wa_link.qr.readback import PlacedCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_link.printing.cards.cards import Card, CardTexts
    from wa_link.printing.label_stock import LabelPosition, Stock
    from wa_link.printing.typesetting.measured_card import MeasuredCard

LABELS_PER_PART = 1_000
"""Number of labels after which a part of the PDF is drawn, to limit the memory of Typst.

A PDF of several parts has no tags for screen readers.
"""
_LABELS_PER_BATCH = 125  # sent to the child process together, to be measured


class Label(NamedTuple):
    """A label to print.

    Attributes:
        link: the URL in the QR code.
        texts: the texts on the label.
        copies: number of times that the label is printed.
    """

    link: str
    texts: CardTexts
    copies: int = 1


def split_batches(labels: Iterable[Label | None]) -> Iterator[tuple[list[Label], bool]]:
    """Yield batches of at most 125 labels, each with a boolean; Typst lays out a batch at once.

    A None in `labels` ends the current batch, even if the batch is empty. The boolean is True if
    the batch was ended by a None.
    """
    batch: list[Label] = []
    for label in labels:
        if label is not None:
            batch.append(label)
        if label is None or len(batch) == _LABELS_PER_BATCH:
            yield batch, label is None
            batch = []
    if batch:
        yield batch, False


class LabelPages:
    """Places of labels, and of their QR codes, on the pages of label paper.

    Attributes:
        codes: for each page, its QR codes and their places, to check later that they can be read.
        cards: contents of the labels that have a place but are not drawn yet. All copies of a label
            have the same item.
        placed: pages that are not drawn yet: a list of the labels on each page. A label is stored
            as its place on the page, and the index of its content in `cards`.
        labels: number of labels that have a place.
        code_side: side of the smallest QR code in mm; 0 if there are no labels yet.
    """

    def __init__(
        self, stock: Stock, *, start: int, offset: tuple[float, float], dot: float
    ) -> None:
        """Begin with no labels and no pages.

        Args:
            stock: size of the page, and positions of the labels on it.
            start: number of the first label to use on the first page, counted from 1. With 4, the
                first three labels of the page stay empty.
            offset: distances in mm by which everything moves to the right and down.
            dot: side of a printer's dot in mm, to align codes to dots; 0 (no alignment) if unknown.
        """
        self.codes: list[list[PlacedCode]] = []
        self.cards: list[Card] = []
        self.placed: list[list[PlacedCard]] = []
        self.labels = 0
        self.code_side = 0.0
        self._positions = list(stock.positions)
        self._size = stock.label
        self._used = start - 1
        self._offset, self._dot = offset, dot

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Return each label's distances in mm from the page's left and top, offset included."""
        across, down = self._offset
        return tuple((place.x + across, place.y + down) for place in self._positions)

    @property
    def is_part_full(self) -> bool:
        """Return whether the labels that have a place should be drawn now, as a part of the PDF.

        Return True if there are at least LABELS_PER_PART such labels, and the last page is full.
        """
        is_page_full = not self.codes or self._used == len(self._positions)
        return is_page_full and sum(map(len, self.placed)) >= LABELS_PER_PART

    def add(self, measured: MeasuredCard) -> None:
        """Place a card on the next free label, and store the places of the card's QR codes."""
        place = self._next_place()
        if not self.cards or self.cards[-1] is not measured.card:
            self.cards.append(measured.card)
        self.placed[-1].append(PlacedCard(place.x, place.y, len(self.cards) - 1))
        for x, y, side in measured.codes:
            side = self._round_to_dots(side)  # noqa: PLW2901  (the same length, rounded)
            self.code_side = min(self.code_side or side, side)
            box = (self._round_to_dots(place.x + x), self._round_to_dots(place.y + y), side, side)
            card = (place.x, place.y, *self._size)
            self.codes[-1].append(PlacedCode(box, measured.card.link, measured.card.modules, card))
        self.labels += 1

    def start_part(self) -> None:
        """Discard the cards and places that were drawn, and begin the next part."""
        self.cards, self.placed = [], []

    def _next_place(self) -> LabelPosition:
        """Return the position of the next label, on a new page if the last page is full."""
        if not self.codes or self._used == len(self._positions):
            self._used = self._used % len(self._positions)
            self.codes.append([])
            self.placed.append([])
        self._used += 1
        place = self._positions[self._used - 1]
        return place._replace(x=place.x + self._offset[0], y=place.y + self._offset[1])

    def _round_to_dots(self, length: float) -> float:
        """Return the length rounded to whole dots, as the function `on-dots` in `card.typ` does.

        Return the length unchanged if the size of the dots is unknown.
        """
        return round(length / self._dot) * self._dot if self._dot else length
