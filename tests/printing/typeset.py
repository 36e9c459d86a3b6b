"""Typeset cards with any design, for tests: return the printed texts or errors, and the PDF."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2

from wa_link.errors import RecordError
from wa_link.printing.cards.cards import Card, make_card
from wa_link.printing.cards.designs import Design, load_built_in
from wa_link.printing.typesetting import measure_cards, measured_card
from wa_link.printing.typesetting.document import DocumentSetup, PlacedCard
from wa_link.printing.typesetting.typesetter import Typesetter
from wa_link.qr.render.colours import parse_colour

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.printing.cards.cards import CardTexts
    from wa_link.printing.typesetting.typesetter import Font

SIZE = (2_000.0, 500.0)
"""Size of a card in mm. A word of 500 letters fits, because text off the page is not in a PDF."""
LINK = "https://wa.me/447911123456"
_CODE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>'
_DESIGN = """#import "card.typ": *
#let design(card, width, height) = {
  %s
}
"""


def own_design(body: str, **files: bytes) -> Design:
    """Return a user's own design whose function is one Typst expression.

    Args:
        body: the expression, such as `code(card, 30mm)`.
        **files: contents of the files next to the design, by name.
    """
    design = {"design.typ": (_DESIGN % body).encode()}
    return Design("own.typ", {**load_built_in("label").files, **design, **files})


@contextmanager
def typesetter(fonts: Sequence[Font] = ()) -> Iterator[Typesetter]:
    """Yield a Typesetter, whose child process ends with the block."""
    setter = Typesetter(fonts)
    try:
        yield setter
    finally:
        setter.close()


class Typeset(NamedTuple):
    """Result of `typeset`: for each card the printed text or the error, and the PDF."""

    texts: list[str | RecordError]
    pdf: bytes


def typeset(
    setter: Typesetter, cards: Sequence[CardTexts], design: Design, *, with_system: bool = False
) -> Typeset:
    """Draw each card on a page of its own, and read the texts of the pages with pdfium."""
    frame = DocumentSetup(design, SIZE, SIZE, parse_colour("navy"), setter.families)
    made = [_made(texts) for texts in cards]
    sound = [each for each in made if isinstance(each, Card)]
    found = iter(measure_cards.measure_cards(setter, frame, sound, with_system=with_system))
    results = [each if isinstance(each, RecordError) else next(found) for each in made]
    fitted = [each.card for each in results if isinstance(each, measured_card.MeasuredCard)]
    pages = [[PlacedCard(0, 0, number)] for number in range(len(fitted))]
    needs_system = any(card.needs_system for card in fitted)
    setter.begin_draw(
        frame.make_drawing_files(fitted, pages), len(fitted), "pdf", with_system=needs_system
    )
    (pdf,) = setter.finish_draw()
    read = iter(texts_of(pdf))
    return Typeset([each if isinstance(each, RecordError) else next(read) for each in results], pdf)


def _made(texts: CardTexts) -> Card | RecordError:
    try:
        return make_card(LINK, _CODE, 29, texts)
    except RecordError as error:
        return error


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF, as pdfium reads it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]
