"""Cards, measured: how their texts are set, where their codes are, and which can't be printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from wa_link._support.child import ChildLostError, Loss, WorkRefusedError
from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, Reason, RecordError, TextError
from wa_link.printing.cards.calls_to_action import is_our_call
from wa_link.printing.cards.emoji import (
    find_missing_emoji,
    remove_missing_emoji,
    remove_missing_joiners,
)
from wa_link.printing.typesetting.card_boxes import check_boxes, find_code_boxes
from wa_link.printing.typesetting.font_notes import (
    make_emoji_note,
    make_font_note,
    make_glyph_error,
    quote_symbols,
)
from wa_link.printing.typesetting.missing_glyphs import find_affected_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.cards.cards import Card
    from wa_link.printing.typesetting.card_boxes import CodeBox
    from wa_link.printing.typesetting.document import DocumentSetup
    from wa_link.printing.typesetting.missing_glyphs import AffectedCards
    from wa_link.printing.typesetting.typesetter import MeasureAnswer, Typesetter

# How Python names what it makes of a panic in Rust.
_PANIC = "PanicException"
_MOST_LOSSES = 12  # in a row: a card is found among 125 after 8
_CALL_WITHOUT_FONT = Note(
    NoteCode.CALL_LEFT_OUT, "The call to action is left out: no font has its letters."
)


class MeasuredCard(NamedTuple):
    """A card that can be drawn, and where its codes are."""

    card: Card
    codes: tuple[CodeBox, ...]


MeasureResult: TypeAlias = "MeasuredCard | RecordError"


def begin_measuring(
    setter: Typesetter, frame: DocumentSetup, cards: Sequence[Card], *, with_system: bool = False
) -> None:
    """Have cards measured; `finish` says what came of it.

    Raises:
        OptionError: a font can't be used, or what typesets is not installed or can't be started.
    """
    setter.begin_measure(frame.to_measure(cards), len(cards), with_system=with_system)


def finish_measuring(
    setter: Typesetter, frame: DocumentSetup, cards: Sequence[Card], *, with_system: bool = False
) -> list[MeasureResult]:
    """Return for each card how it is set, or why it can't be.

    A card that lacks a glyph is measured again with the fonts of the system, and after that
    without its emoji.

    Raises:
        OptionError: the design can't be used.
    """
    try:
        found = setter.finish_measure()
    except WorkRefusedError as error:
        raise frame.design.make_error(str(error)) from None
    except ChildLostError as error:
        return _after_loss(setter, frame, cards, error, with_system=with_system)
    return _with_missing(setter, frame, cards, found, with_system=with_system)


def measure_cards(
    setter: Typesetter, frame: DocumentSetup, cards: Sequence[Card], *, with_system: bool = False
) -> list[MeasureResult]:
    """Return what comes of some cards, at once; see `finish`."""
    if not cards:
        return []
    begin_measuring(setter, frame, cards, with_system=with_system)
    return finish_measuring(setter, frame, cards, with_system=with_system)


def _after_loss(
    setter: Typesetter,
    frame: DocumentSetup,
    cards: Sequence[Card],
    error: ChildLostError,
    *,
    with_system: bool,
) -> list[MeasureResult]:
    """Find the cards at which Typst fails, by halves; the others are measured.

    Raises:
        OptionError: Typst fails at any card.
    """
    _check_loss(error)
    sample = replace(cards[0], title="A", caption="", call_to_action="", number="", row={})
    try:
        begin_measuring(setter, frame, [sample], with_system=with_system)
        setter.finish_measure()
    except ChildLostError as again:
        raise frame.design.make_error(again.loss.value) from None
    except WorkRefusedError:  # it needs what a sample does not have
        pass
    return _halves(setter, frame, cards, error, with_system=with_system, losses=[])


def _check_loss(error: ChildLostError) -> None:
    """Raise an error where other cards would not fare better.

    Raises:
        ChildLostError: the process can't be started, or our own code fails there.
    """
    is_startup = error.loss in (Loss.LIBRARY, Loss.NOT_STARTED)
    if is_startup or (error.text and not error.text.startswith(_PANIC)):
        raise error


def _halves(
    setter: Typesetter,
    frame: DocumentSetup,
    cards: Sequence[Card],
    error: ChildLostError,
    *,
    with_system: bool,
    losses: list[ChildLostError],
) -> list[MeasureResult]:
    """Return what comes of the halves of some cards; `losses` are those since the last success."""
    _check_loss(error)
    losses.append(error)
    if len(losses) > _MOST_LOSSES:
        raise frame.design.make_error(error.loss.value)
    if len(cards) == 1:
        if error.loss is Loss.KILLED:
            raise error
        return [typesetting_failed(cards[0], error)]
    middle = len(cards) // 2
    results: list[MeasureResult] = []
    for half in (cards[:middle], cards[middle:]):
        begin_measuring(setter, frame, half, with_system=with_system)
        try:
            found = setter.finish_measure()
        except WorkRefusedError as refused:
            raise frame.design.make_error(str(refused)) from None
        except ChildLostError as lost:
            results += _halves(setter, frame, half, lost, with_system=with_system, losses=losses)
            continue
        losses.clear()
        results += _with_missing(setter, frame, half, found, with_system=with_system)
    return results


def _with_missing(
    setter: Typesetter,
    frame: DocumentSetup,
    cards: Sequence[Card],
    found: MeasureAnswer,
    *,
    with_system: bool,
) -> list[MeasureResult]:
    """Return what comes of measured cards, and measure those again that may lack a glyph."""
    fitted = _fitted(frame, cards, found, with_system=with_system)
    if not found.missing:
        return fitted
    texts = [card.texts for card in cards]
    lacking = find_affected_cards(texts, found.missing)
    if strange := [each for each in found.missing if not _is_in(texts, each)]:
        # The design has it, or makes it of the text of some card.
        if with_system and strange[0].strip() and frame.design.contains(strange[0]):
            raise frame.design.make_error(f"no font has its {quote(strange[0])}")
        if with_system and len(cards) == 1:
            return [make_glyph_error(strange[0])]
        others = [place for place in range(len(cards)) if place not in lacking.clusters]
        lacking = lacking._replace(unsure=others)
    later, unsure = _sort_out(cards, lacking, fitted, with_system=with_system)
    for again, and_system in ((later, not with_system), (unsure, True)):
        # Where no other card is left out, half of them are: at last each is measured alone.
        is_halved = len(unsure) == len(cards)
        for part in _parts(list(again), is_halved=is_halved):
            chosen = [again[place] for place in part]
            results = measure_cards(setter, frame, chosen, with_system=and_system)
            for place, result in zip(part, results, strict=True):
                if isinstance(result, MeasuredCard):
                    card = quote_symbols(result.card, lacking.clusters.get(place, ()))
                    result = result._replace(card=card)  # noqa: PLW2901  (the same result)
                fitted[place] = result
    return fitted


def _is_in(cards: Sequence[Sequence[str]], cluster: str) -> bool:
    return any(cluster in text for texts in cards for text in texts)


def _sort_out(
    cards: Sequence[Card], lacking: AffectedCards, fitted: list[MeasureResult], *, with_system: bool
) -> tuple[dict[int, Card], dict[int, Card]]:
    """Return the cards to be measured with what they lack, and those to be measured apart.

    Cards that can't be printed become errors among `fitted`.
    """
    later: dict[int, Card] = {}
    unsure: dict[int, Card] = {}
    for place in sorted((*lacking.clusters, *lacking.unsure)):
        card = cards[place]
        plain = _without(card, lacking.missing) if with_system else card
        if not with_system or plain is not card:
            later[place] = plain
        elif place in lacking.clusters:
            fitted[place] = make_glyph_error(lacking.clusters[place][0])
        else:
            unsure[place] = card
    return later, unsure


def _parts(places: list[int], *, is_halved: bool) -> list[list[int]]:
    middle = len(places) // 2 if is_halved else 0
    return [part for part in (places[:middle], places[middle:]) if part]


def _fitted(
    frame: DocumentSetup, cards: Sequence[Card], found: MeasureAnswer, *, with_system: bool
) -> list[MeasureResult]:
    """Return what the design says of each card."""
    marks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for mark in found.marks:
        marks[mark["page"] - 1].append(mark)
    fonts = found.fonts or [[] for _ in cards]
    return [
        _fitted_card(frame, card, marks[place], fonts[place], with_system=with_system)
        for place, card in enumerate(cards)
    ]


def _fitted_card(
    frame: DocumentSetup,
    card: Card,
    marks: Sequence[dict[str, Any]],
    fonts: Sequence[str],
    *,
    with_system: bool,
) -> MeasureResult:
    choices = {mark["key"]: mark["choice"] for mark in marks if mark["what"] == "texts"}
    if None in choices.values():
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
    notes = list(card.notes)
    if any(choice["left-out"] for choice in choices.values()):
        notes.append(
            Note(NoteCode.CALL_LEFT_OUT, "The call to action is left out: the card has no room.")
        )
    if fonts:
        notes.append(make_font_note(fonts))
    codes = find_code_boxes(marks)
    check_boxes(frame, marks, codes)
    fitted = replace(card, choices=choices, needs_system=with_system, notes=tuple(notes))
    return MeasuredCard(fitted, codes)


def typesetting_failed(card: Card, error: ChildLostError) -> TextError:
    """Return the error for a card at which Typst fails."""
    text = card.title or card.caption or card.number or card.link
    why = f" ({error.loss.value})" if error.loss in (Loss.MEMORY, Loss.TIME) else ""
    return TextError(
        Reason.TYPESETTING_FAILED,
        f"{quote(text)} can't be typeset{why}: write it in another way.",
    )


def _without(card: Card, missing: Sequence[str]) -> Card:
    """Return the card without the joiners and emoji that no font has, nor our call to action.

    It is the same card where it has none of them.
    """
    call = card.call_to_action
    if is_our_call(call) and any(each in call for each in missing):
        return replace(card, call_to_action="", notes=(*card.notes, _CALL_WITHOUT_FONT))
    lost = set("".join(missing))
    for remove, is_noted in ((remove_missing_joiners, False), (remove_missing_emoji, True)):
        plain = replace(
            card,
            title=remove(card.title, lost),
            caption=remove(card.caption, lost),
            call_to_action=remove(card.call_to_action, lost),
            number=remove(card.number, lost),
            row={name: remove(cell, lost) for name, cell in card.row.items()},
        )
        if plain.texts != card.texts:
            removed = find_missing_emoji("\n".join(card.texts), lost)
            notes = (make_emoji_note(removed),) if is_noted else ()
            return replace(plain, notes=card.notes + notes)
    return card
