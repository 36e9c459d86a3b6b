"""Measure cards: find the size of their texts and the places of their codes, or why they fail.

Many cards are measured in one request. If Typst crashes, halves of them are measured to find the
card. If a glyph is missing, only the cards that may lack it are measured again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.child import ChildLostError, Loss, WorkRefusedError
from wa_link._support.quoting import quote
from wa_link.printing.typesetting.font_notes import make_glyph_error, quote_symbols
from wa_link.printing.typesetting.measured_card import (
    MeasuredCard,
    make_typesetting_error,
    read_results,
)
from wa_link.printing.typesetting.missing_glyphs import find_affected_cards, remove_missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_link.printing.cards.cards import Card
    from wa_link.printing.typesetting.document import DocumentSetup
    from wa_link.printing.typesetting.measured_card import MeasureResult
    from wa_link.printing.typesetting.missing_glyphs import AffectedCards
    from wa_link.printing.typesetting.typesetter import MeasureAnswer, Typesetter

# Python's name for a panic in Rust code.
_PANIC = "PanicException"
_MAX_LOSSES = 12  # in a row; 8 find one card among 125


def begin_measuring(
    typesetter: Typesetter,
    setup: DocumentSetup,
    cards: Sequence[Card],
    *,
    with_system: bool = False,
) -> None:
    """Send cards to be measured; `finish_measuring` returns the results.

    Args:
        typesetter: the child process.
        setup: settings of all cards.
        cards: at least one card.
        with_system: whether fonts of the system are used, too.

    Raises:
        OptionError: a font can't be used, or a library is not installed.
        TypesetterLostError: the child process can't be started.
    """
    files = setup.make_measuring_files(cards)
    typesetter.begin_measure(files, len(cards), with_system=with_system)


def finish_measuring(
    typesetter: Typesetter,
    setup: DocumentSetup,
    cards: Sequence[Card],
    *,
    with_system: bool = False,
) -> list[MeasureResult]:
    """Return the result of each card of `begin_measuring`, which must get the same arguments.

    A card that lacks a glyph is measured again with the fonts of the system, then without its
    emoji.

    Raises:
        OptionError: the design can't be used.
        TypesetterLostError: the child process was killed, or can't be started.
    """
    try:
        answer = typesetter.finish_measure()
    except WorkRefusedError as error:
        raise setup.design.make_error(str(error)) from None
    except ChildLostError as error:
        return _measure_after_crash(typesetter, setup, cards, error, with_system=with_system)
    return _complete(typesetter, setup, cards, answer, with_system=with_system)


def measure_cards(
    typesetter: Typesetter,
    setup: DocumentSetup,
    cards: Sequence[Card],
    *,
    with_system: bool = False,
) -> list[MeasureResult]:
    """Measure cards, and wait for the results; see `finish_measuring`."""
    if not cards:
        return []
    begin_measuring(typesetter, setup, cards, with_system=with_system)
    return finish_measuring(typesetter, setup, cards, with_system=with_system)


def _measure_after_crash(
    typesetter: Typesetter,
    setup: DocumentSetup,
    cards: Sequence[Card],
    error: ChildLostError,
    *,
    with_system: bool,
) -> list[MeasureResult]:
    """Find the cards at which Typst crashes, and measure the others.

    Raises:
        OptionError: Typst crashes at any card.
    """
    _check_is_crash(error)
    sample = replace(cards[0], title="A", caption="", call_to_action="", number="", row={})
    try:
        begin_measuring(typesetter, setup, [sample], with_system=with_system)
        typesetter.finish_measure()
    except ChildLostError as again:
        raise setup.design.make_error(again.loss.value) from None
    except WorkRefusedError:  # the design may need a column, which the sample does not have
        pass
    return _measure_halves(typesetter, setup, cards, error, with_system=with_system, losses=[])


def _check_is_crash(error: ChildLostError) -> None:
    """Raise the error again, unless a card may have made Typst crash.

    Raises:
        ChildLostError: the process can't be started, or wa-link's code in it fails.
    """
    is_startup = error.loss in (Loss.LIBRARY, Loss.NOT_STARTED)
    if is_startup or (error.text and not error.text.startswith(_PANIC)):
        raise error


def _measure_halves(
    typesetter: Typesetter,
    setup: DocumentSetup,
    cards: Sequence[Card],
    error: ChildLostError,
    *,
    with_system: bool,
    losses: list[ChildLostError],
) -> list[MeasureResult]:
    """Measure both halves of some cards, and so on, down to the single card that fails.

    `error` is the crash at these cards; `losses` are the crashes since the last answer.
    """
    _check_is_crash(error)
    losses.append(error)
    if len(losses) > _MAX_LOSSES:
        raise setup.design.make_error(error.loss.value)
    if len(cards) == 1:
        if error.loss is Loss.KILLED:
            raise error
        return [make_typesetting_error(cards[0], error)]
    middle = len(cards) // 2
    results: list[MeasureResult] = []
    for half in (cards[:middle], cards[middle:]):
        begin_measuring(typesetter, setup, half, with_system=with_system)
        try:
            answer = typesetter.finish_measure()
        except WorkRefusedError as refused:
            raise setup.design.make_error(str(refused)) from None
        except ChildLostError as lost:
            results += _measure_halves(
                typesetter, setup, half, lost, with_system=with_system, losses=losses
            )
            continue
        losses.clear()
        results += _complete(typesetter, setup, half, answer, with_system=with_system)
    return results


def _complete(
    typesetter: Typesetter,
    setup: DocumentSetup,
    cards: Sequence[Card],
    answer: MeasureAnswer,
    *,
    with_system: bool,
) -> list[MeasureResult]:
    """Return the result of each card, after those that may lack a glyph were measured again."""
    results = read_results(setup, cards, answer, with_system=with_system)
    if not answer.missing:
        return results
    texts = [card.texts for card in cards]
    affected = find_affected_cards(texts, answer.missing)
    # The design itself prints these, or makes them of the text of a card.
    foreign = [each for each in answer.missing if not _occurs(each, texts)]
    if foreign:
        if with_system and foreign[0].strip() and setup.design.contains(foreign[0]):
            raise setup.design.make_error(f"no font has its {quote(foreign[0])}")
        if with_system and len(cards) == 1:
            return [make_glyph_error(foreign[0])]
        others = [index for index in range(len(cards)) if index not in affected.clusters]
        affected = affected._replace(unsure=others)
    again, unsure = _plan_retries(cards, affected, results, with_system=with_system)
    for retries, and_system in ((again, not with_system), (unsure, True)):
        # If all cards are unsure, halves make each request smaller, down to a single card.
        for chosen in _split(retries, in_half=len(unsure) == len(cards)):
            new = measure_cards(typesetter, setup, list(chosen.values()), with_system=and_system)
            for index, result in zip(chosen, new, strict=True):
                results[index] = _quote_symbols(result, affected.clusters.get(index, ()))
    return results


def _occurs(cluster: str, cards: Sequence[Sequence[str]]) -> bool:
    return any(cluster in text for texts in cards for text in texts)


def _quote_symbols(result: MeasureResult, clusters: Sequence[str]) -> MeasureResult:
    if isinstance(result, MeasuredCard):
        return result._replace(card=quote_symbols(result.card, clusters))
    return result


def _plan_retries(
    cards: Sequence[Card],
    affected: AffectedCards,
    results: list[MeasureResult],
    *,
    with_system: bool,
) -> tuple[dict[int, Card], dict[int, Card]]:
    """Return the cards to measure again, by index: those that lack a glyph, and unsure ones.

    A card that can't be printed gets its error in `results`.
    """
    again: dict[int, Card] = {}
    unsure: dict[int, Card] = {}
    for index in sorted((*affected.clusters, *affected.unsure)):
        card = cards[index]
        plain = remove_missing(card, affected.missing) if with_system else card
        if not with_system or plain is not card:
            again[index] = plain
        elif index in affected.clusters:
            results[index] = make_glyph_error(affected.clusters[index][0])
        else:
            unsure[index] = card
    return again, unsure


def _split(cards: Mapping[int, Card], *, in_half: bool) -> list[dict[int, Card]]:
    items = list(cards.items())
    middle = len(items) // 2 if in_half else 0
    return [dict(part) for part in (items[:middle], items[middle:]) if part]
