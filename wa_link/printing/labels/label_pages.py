"""Pages: where labels are, in parts that are drawn at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wa_link.printing.typesetting.document import PlacedCard
from wa_link.qr.readback import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_link.printing.cards.cards import Card, CardTexts
    from wa_link.printing.label_stock import LabelPosition, Stock
    from wa_link.printing.typesetting.measured_card import MeasuredCard

LABELS_TOGETHER = 1_000
"""Labels that are drawn at once: more take more memory, and less of them has tags."""
_CARDS_TOGETHER = 125  # measured at once


class Label(NamedTuple):
    """A label to be printed.

    Attributes:
        link: a URL, for its code.
        texts: on it.
        copies: of it.
    """

    link: str
    texts: CardTexts
    copies: int = 1


def split_batches(labels: Iterable[Label | None]) -> Iterator[tuple[list[Label], bool]]:
    """Yield labels that are measured together, and whether a None follows them.

    What comes of them is awaited there before the next label is taken.
    """
    batch: list[Label] = []
    for label in labels:
        if label is not None:
            batch.append(label)
        if label is None or len(batch) == _CARDS_TOGETHER:
            yield batch, label is None
            batch = []
    if batch:
        yield batch, False


class LabelPages:
    """Labels on the pages of a stock.

    Attributes:
        codes: of each page, for the check of what is drawn.
        cards: of the part that is not drawn yet, each once.
        puts: of the pages of that part.
        labels: how many there are.
        code_side: side of the smallest code in mm; 0 without labels.
    """

    def __init__(
        self, stock: Stock, *, start: int, offset: tuple[float, float], dot: float
    ) -> None:
        """Make pages without a label.

        Args:
            stock: the page of labels.
            start: the first label of the first page that is free, from 1.
            offset: by which all is moved to the right and down, in mm.
            dot: side of the printer's dots in mm, on which codes begin; 0 where it is not known.
        """
        self.codes: list[list[Code]] = []
        self.cards: list[Card] = []
        self.puts: list[list[PlacedCard]] = []
        self.labels = 0
        self.code_side = 0.0
        self._places = list(stock.places)
        self._size = stock.label
        self._used = start - 1
        self._offset, self._dot = offset, dot

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Left and top of the labels of a page, in mm, as they are printed."""
        across, down = self._offset
        return tuple((place.x + across, place.y + down) for place in self._places)

    @property
    def is_part_full(self) -> bool:
        """Return whether the next label begins a page, and there are enough to be drawn."""
        is_page_full = not self.codes or self._used == len(self._places)
        return is_page_full and sum(map(len, self.puts)) >= LABELS_TOGETHER

    def add(self, fitted: MeasuredCard) -> None:
        """Put a card on the next label."""
        place = self._next_place()
        if not self.cards or self.cards[-1] is not fitted.card:
            self.cards.append(fitted.card)
        self.puts[-1].append(PlacedCard(place.x, place.y, len(self.cards) - 1))
        for x, y, side in fitted.codes:
            side = self._on_dots(side)  # noqa: PLW2901  (a measure is rounded)
            self.code_side = min(self.code_side or side, side)
            box = (self._on_dots(place.x + x), self._on_dots(place.y + y), side, side)
            card = (place.x, place.y, *self._size)
            self.codes[-1].append(Code(box, fitted.card.link, fitted.card.modules, card))
        self.labels += 1

    def begin_part(self) -> None:
        """Forget what has been drawn."""
        self.cards, self.puts = [], []

    def _next_place(self) -> LabelPosition:
        """Return where the next label is; on a new page, when the last is full."""
        if not self.codes or self._used == len(self._places):
            self._used = self._used % len(self._places)
            self.codes.append([])
            self.puts.append([])
        self._used += 1
        place = self._places[self._used - 1]
        return place._replace(x=place.x + self._offset[0], y=place.y + self._offset[1])

    def _on_dots(self, at: float) -> float:
        """Return the nearest length of whole dots, at which `card.typ` draws codes."""
        return round(at / self._dot) * self._dot if self._dot else at
