"""MeasuredCard: a card for which Typst has found the text sizes and the places of QR codes."""

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
    """A card with the text sizes that Typst found for it, and the places of its QR codes in mm.

    Typst can draw a card only after it has found these sizes.
    """

    card: Card
    codes: tuple[CodeBox, ...]


MeasureResult: TypeAlias = "MeasuredCard | RecordError"


def read_results(
    setup: DocumentSetup, cards: Sequence[Card], answer: MeasureAnswer, *, with_system: bool
) -> list[MeasureResult]:
    """Return a MeasuredCard for each card, or an error if its texts do not fit on the card.

    Raises:
        OptionError: a user's own design puts a code or a text in a wrong place.
    """
    reports: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for report in answer.reports:
        reports[report["page"] - 1].append(report)  # each card has a page of its own
    fonts = answer.fonts or [[] for _ in cards]
    return [
        _read_result(setup, card, reports[index], fonts[index], with_system=with_system)
        for index, card in enumerate(cards)
    ]


def _read_result(
    setup: DocumentSetup,
    card: Card,
    reports: Sequence[dict[str, Any]],
    fonts: Sequence[str],
    *,
    with_system: bool,
) -> MeasureResult:
    choices = {report["key"]: report["choice"] for report in reports if report["kind"] == "texts"}
    if None in choices.values():  # a box has no size at which its texts fit
        return _make_too_long_error(card)
    notes = list(card.notes)
    if any(choice["left-out"] for choice in choices.values()):
        notes.append(
            Note(
                NoteCode.CALL_LEFT_OUT,
                "The call to action is left out: the card has no room for it.",
            )
        )
    if fonts:
        notes.append(make_font_note(fonts))
    codes = find_code_boxes(reports)
    check_boxes(setup, reports, codes)
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
    """Return the error for a card that makes Typst crash.

    Args:
        card: the card.
        error: the crash, with its reason.
    """
    text = card.title or card.caption or card.number or card.link
    why = f" ({error.loss.value})" if error.loss in (Loss.MEMORY, Loss.TIME) else ""
    return TextError(
        Reason.TYPESETTING_FAILED,
        f"The text {quote(text)} can't be drawn by Typst{why}: change this text.",
    )
