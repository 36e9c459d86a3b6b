"""DocumentSetup: make the files that Typst compiles, for cards of one design and size."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.cards.cards import Card
    from wa_link.printing.cards.designs import Design
    from wa_link.qr.render.colours import Colour


# Names that no file of a user's own design has.
_LOGO_FILE = "wa-link-logo.png"
_CARDS_FILE = "wa-link-cards.json"  # not in rows.json, so that a design sees its own card alone


class PlacedCard(NamedTuple):
    """A card on a page: left and top in mm, and the index of the card."""

    x: float
    y: float
    card: int


@dataclass(frozen=True, slots=True)
class DocumentSetup:
    """Settings that all cards of a document share.

    Attributes:
        design: design of the cards.
        size: width and height of a card in mm.
        page: width and height of a page in mm.
        accent: accent colour.
        families: font families, in the order in which Typst looks for a glyph.
        layout: `side`, `below` or `auto`, for designs that have these layouts.
        title: title of the document.
        logo: the logo as PNG, for the design; None without a logo.
        bleed: bleed of a page in mm.
        outlines: left and top in mm of the labels whose edges are drawn.
        cut_marks: left and top in mm of the cards that get cut marks around the whole block.
        background: page colour, such as `#fff`; empty for transparent, None for none.
        is_round: whether cards are circles.
        dot: side of a printer's dot in mm, if only black is printed; else 0.
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
    cut_marks: tuple[tuple[float, float], ...] = ()
    background: str | None = None
    is_round: bool = False
    dot: float = 0.0

    def make_measuring_files(self, cards: Sequence[Card]) -> dict[str, bytes]:
        """Return the files of a document that reports the text sizes and places of its cards."""
        design_data = [card.to_design_data() for card in cards]
        for each in design_data:
            each["code"] = ""  # the size of a code does not depend on its drawing
        return self._make_files(design_data, [], measures=True)

    def make_drawing_files(
        self, cards: Sequence[Card], pages: Sequence[Sequence[PlacedCard]]
    ) -> dict[str, bytes]:
        """Return the files of a document that draws measured cards on pages."""
        return self._make_files([card.to_design_data() for card in cards], pages, measures=False)

    def _make_files(
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
            "cut-marks": self.cut_marks,
            "background": self.background,
            "round": self.is_round,
            "dot": self.dot,
            "black-only": self.dot > 0,
            "measures": measures,
        }
        files = {
            **self.design.files,
            "rows.json": json.dumps(data, ensure_ascii=False).encode(),
            _CARDS_FILE: json.dumps({"cards": cards, "pages": pages}, ensure_ascii=False).encode(),
        }
        return files if self.logo is None else {**files, _LOGO_FILE: self.logo}
