"""LabelPages: the places of labels on pages, in parts that are drawn together."""

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
"""Labels that are drawn together. More would take more memory; only one part can have tags."""
_LABELS_PER_BATCH = 125  # measured together


class Label(NamedTuple):
    """A label to print.

    Attributes:
        link: the URL in the code.
        texts: the texts of the label.
        copies: how often the label is printed.
    """

    link: str
    texts: CardTexts
    copies: int = 1


def split_batches(labels: Iterable[Label | None]) -> Iterator[tuple[list[Label], bool]]:
    """Yield batches of labels to measure together, and whether a None follows the batch.

    A None asks to finish the batch before the next label is taken.
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
    """Labels on the pages of a stock.

    Attributes:
        codes: the codes on each page, to read them back after the drawing.
        cards: the cards of the part that is not drawn yet, each once.
        placed: the places of these cards, by page.
        labels: number of labels.
        code_side: side of the smallest code in mm; 0 without labels.
    """

    def __init__(
        self, stock: Stock, *, start: int, offset: tuple[float, float], dot: float
    ) -> None:
        """Make pages without a label.

        Args:
            stock: page of labels.
            start: number of the first free label of the first page, from 1.
            offset: distances in mm by which everything moves to the right and down.
            dot: side of the printer's dots in mm, to which codes are aligned; 0 if unknown.
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
        """Left and top of each label of a page in mm, offset included."""
        across, down = self._offset
        return tuple((place.x + across, place.y + down) for place in self._positions)

    @property
    def is_part_full(self) -> bool:
        """Return whether the next label starts a page, after enough labels for a part."""
        is_page_full = not self.codes or self._used == len(self._positions)
        return is_page_full and sum(map(len, self.placed)) >= LABELS_PER_PART

    def add(self, fitted: MeasuredCard) -> None:
        """Place a card on the next label."""
        place = self._next_place()
        if not self.cards or self.cards[-1] is not fitted.card:
            self.cards.append(fitted.card)
        self.placed[-1].append(PlacedCard(place.x, place.y, len(self.cards) - 1))
        for x, y, side in fitted.codes:
            side = self._on_dots(side)  # noqa: PLW2901  (the same length, rounded)
            self.code_side = min(self.code_side or side, side)
            box = (self._on_dots(place.x + x), self._on_dots(place.y + y), side, side)
            card = (place.x, place.y, *self._size)
            self.codes[-1].append(PlacedCode(box, fitted.card.link, fitted.card.modules, card))
        self.labels += 1

    def start_part(self) -> None:
        """Forget the cards that were drawn."""
        self.cards, self.placed = [], []

    def _next_place(self) -> LabelPosition:
        """Return the position of the next label, on a new page if the last one is full."""
        if not self.codes or self._used == len(self._positions):
            self._used = self._used % len(self._positions)
            self.codes.append([])
            self.placed.append([])
        self._used += 1
        place = self._positions[self._used - 1]
        return place._replace(x=place.x + self._offset[0], y=place.y + self._offset[1])

    def _on_dots(self, length: float) -> float:
        """Return the nearest length in whole dots, as `on-dots` in `card.typ` rounds it."""
        return round(length / self._dot) * self._dot if self._dot else length
