"""DocumentSetup: settings and files with which Typst makes a document of cards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.cards.cards import Card
    from wa_link.printing.cards.designs import Design
    from wa_link.qr.render.colours import Colour


# No file of a user's own design is read under these names.
_LOGO_FILE = "wa-link-logo.png"
# Designs can read rows.json, so the cards are in another file: a design must see only its own card.
_CARDS_FILE = "wa-link-cards.json"


class PlacedCard(NamedTuple):
    """Place of a card on a page: left and top in mm, and the index of the card in the document."""

    x: float
    y: float
    card: int


@dataclass(frozen=True, slots=True)
class DocumentSetup:
    """Settings that all cards of a document share. All cards have the same design and size.

    Attributes:
        design: design of the cards.
        size: width and height of a card in mm.
        page: width and height of a page in mm.
        accent: the colour of bands and lines on the cards, such as navy.
        families: names of font families. Typst draws each character in the first that has it.
        layout: `side`, `below` or `auto`. Only some designs use it.
        title: title of the document.
        logo: the logo as PNG bytes; None if there is no logo.
        bleed: width in mm of the background outside each edge of a card, which is cut off later.
        outlines: places (left and top in mm) of the labels whose edges are drawn as lines.
        cut_marks: places (left and top in mm) of the cards on a page. Cut marks are drawn around
            the whole block of cards. If it is empty, no cut marks are drawn.
        background: background colour of the page, such as `#fff`. An empty text makes the page
            transparent; None keeps Typst's default.
        is_round: whether cards are circles.
        dot: side of a dot in mm, for a label printer that prints only black; 0 for other printers.
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
        """Return the files with which Typst finds the text sizes of cards, without drawing them.

        Args:
            cards: the cards, whose `choices`, such as text sizes, are not known yet. Each card
                has a page of its own.
        """
        design_data = [card.to_design_data() for card in cards]
        for each in design_data:
            each["code"] = ""  # the size of a code does not depend on its drawing
        return self._make_files(design_data, [], measures=True)

    def make_drawing_files(
        self, cards: Sequence[Card], pages: Sequence[Sequence[PlacedCard]]
    ) -> dict[str, bytes]:
        """Return the files of a document in which Typst draws cards on pages.

        Args:
            cards: the cards, with the `choices`, such as text sizes, that Typst found.
            pages: for each page, the cards on it and their places.
        """
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
