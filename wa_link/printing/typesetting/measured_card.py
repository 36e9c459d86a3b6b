"""MeasuredCard: a card with its text sizes and code boxes, read from Typst's answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from wa_link._support.child import ChildLostError, Loss
from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, Reason, RecordError, TextError
from wa_link.printing.typesetting.card_boxes import check_boxes, find_code_boxes
from wa_link.printing.typesetting.font_notes import make_font_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.cards.cards import Card
    from wa_link.printing.typesetting.card_boxes import CodeBox
    from wa_link.printing.typesetting.document import DocumentSetup
    from wa_link.printing.typesetting.typesetter import MeasureAnswer


class MeasuredCard(NamedTuple):
    """A card that can be drawn, and the boxes of its codes."""

    card: Card
    codes: tuple[CodeBox, ...]


MeasureResult: TypeAlias = "MeasuredCard | RecordError"


def read_results(
    setup: DocumentSetup, cards: Sequence[Card], answer: MeasureAnswer, *, with_system: bool
) -> list[MeasureResult]:
    """Return the result of each card from Typst's answer.

    Raises:
        OptionError: a user's own design puts a code or a text in a wrong place.
    """
    marks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for mark in answer.marks:
        marks[mark["page"] - 1].append(mark)  # each card has a page of its own
    fonts = answer.fonts or [[] for _ in cards]
    return [
        _read_result(setup, card, marks[index], fonts[index], with_system=with_system)
        for index, card in enumerate(cards)
    ]


def _read_result(
    setup: DocumentSetup,
    card: Card,
    marks: Sequence[dict[str, Any]],
    fonts: Sequence[str],
    *,
    with_system: bool,
) -> MeasureResult:
    choices = {mark["key"]: mark["choice"] for mark in marks if mark["kind"] == "texts"}
    if None in choices.values():  # a box has no size at which its texts fit
        return _make_too_long_error(card)
    notes = list(card.notes)
    if any(choice["left-out"] for choice in choices.values()):
        notes.append(
            Note(NoteCode.CALL_LEFT_OUT, "The call to action is left out: the card has no room.")
        )
    if fonts:
        notes.append(make_font_note(fonts))
    codes = find_code_boxes(marks)
    check_boxes(setup, marks, codes)
    measured = replace(card, choices=choices, needs_system=with_system, notes=tuple(notes))
    return MeasuredCard(measured, codes)


def _make_too_long_error(card: Card) -> TextError:
    texts = {
        "title": card.title,
        "caption": card.caption,
        "call to action": card.call_to_action,
        "number": card.number,
    }
    longest = max(texts, key=lambda name: len(texts[name]))
    return TextError(
        Reason.CAPTION_TOO_LONG,
        f"The {longest} {quote(texts[longest])} does not fit on the card: shorten it.",
    )


def make_typesetting_error(card: Card, error: ChildLostError) -> TextError:
    """Return the error for a card at which Typst crashes."""
    text = card.title or card.caption or card.number or card.link
    why = f" ({error.loss.value})" if error.loss in (Loss.MEMORY, Loss.TIME) else ""
    return TextError(
        Reason.TYPESETTING_FAILED, f"{quote(text)} can't be typeset{why}: change this text."
    )
