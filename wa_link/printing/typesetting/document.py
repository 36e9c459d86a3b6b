"""Document: cards of one design and size, as the files that Typst compiles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.cards.cards import Card
    from wa_link.printing.cards.designs import Design
    from wa_link.qr.render.colours import Colour


# Not a name that a file next to a person's own design has.
_LOGO = "wa-link-logo.png"
_CARDS = "wa-link-cards.json"  # apart from what designs see: a card is to have its own code


class PlacedCard(NamedTuple):
    """A card on a page: the left and the top of its place, in mm, and its index among the cards."""

    x: float
    y: float
    card: int


@dataclass(frozen=True, slots=True)
class DocumentSetup:
    """Properties that all cards of a run share.

    Attributes:
        design: of each card.
        size: of a card: width and height in mm.
        page: of the document: width and height in mm.
        accent: the accent colour.
        families: names of fonts, the first first.
        layout: `side`, `below` or `auto`, for the designs that have both.
        title: of the document.
        logo: a PNG, for the design; None without.
        bleed: of a page, in mm.
        outlines: left and top, in mm, of the places of a page whose edges are drawn.
        cuts: left and top of the places whose edges have marks outside of all of them.
        ground: colour of the page, such as `#fff`; empty for a transparent one, None for paper.
        is_round: whether cards are cut as circles.
        dot: the side of a printer's dot, in mm, where all is black or white; 0 for any other.
    """

    design: Design
    size: tuple[float, float]
    page: tuple[float, float]
    accent: Colour
    families: tuple[str, ...]
    layout: str = "auto"
    title: str = "Labels"
    logo: bytes | None = None
    bleed: float = 0.0
    outlines: tuple[tuple[float, float], ...] = ()
    cuts: tuple[tuple[float, float], ...] = ()
    ground: str | None = None
    is_round: bool = False
    dot: float = 0.0

    def to_measure(self, cards: Sequence[Card]) -> dict[str, bytes]:
        """Return the files of a document that says how its cards are set."""
        found = [card.to_design_data() for card in cards]
        for each in found:
            each["code"] = ""
        return self._files(cards=found, measures=True, pages=[])

    def to_draw(
        self, cards: Sequence[Card], pages: Sequence[Sequence[PlacedCard]]
    ) -> dict[str, bytes]:
        """Return the files of a document with these pages of measured cards."""
        return self._files(
            cards=[card.to_design_data() for card in cards], measures=False, pages=pages
        )

    def _files(
        self,
        cards: Sequence[dict[str, Any]],
        pages: Sequence[Sequence[PlacedCard]],
        *,
        measures: bool,
    ) -> dict[str, bytes]:
        data = {
            "title": self.title,
            "accent": self.accent.hex,
            "fonts": self.families,
            "page": self.page,
            "size": self.size,
            "layout": self.layout,
            "logo": self.logo is not None,
            "bleed": self.bleed,
            "outlines": self.outlines,
            "cuts": self.cuts,
            "ground": self.ground,
            "round": self.is_round,
            "dot": self.dot,
            "black-only": self.dot > 0,
            "measures": measures,
        }
        files = {
            **self.design.files,
            "rows.json": json.dumps(data, ensure_ascii=False).encode(),
            _CARDS: json.dumps({"cards": cards, "pages": pages}, ensure_ascii=False).encode(),
        }
        return files if self.logo is None else {**files, _LOGO: self.logo}
