"""Measure cards: find the text sizes that fit and the places of the QR codes, before drawing.

Many cards are measured in one request. If Typst crashes, the cards are measured again in two
halves, then in quarters, and so on, to find the card that makes Typst crash. If no font has a
character, only the cards that may contain this character are measured again.
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

# Typst is written in Rust: in Python, a crash (panic) of Rust code is an exception with this name.
_PANIC = "PanicException"
_MAX_LOSSES = 12  # crashes in a row; 8 are enough to find one card among 125


def begin_measuring(
    typesetter: Typesetter,
    setup: DocumentSetup,
    cards: Sequence[Card],
    *,
    with_system: bool = False,
) -> None:
    """Send cards to Typst, which measures their texts and codes; do not wait for the results.

    `finish_measuring` returns the results.

    Args:
        typesetter: the child process that runs Typst.
        setup: settings of all cards.
        cards: the cards; at least one.
        with_system: whether Typst can also use the fonts of the operating system.

    Raises:
        OptionError: the user's font can't be used, or a library is not installed.
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
    """Wait for the results of `begin_measuring`: for each card, its text sizes or an error.

    The arguments must be the same as those of `begin_measuring`. If the fonts lack a character of a
    card, the card is measured again with the fonts of the operating system. If these lack the
    character too, and the character can be left out (for example, an emoji), the card is measured
    again without the character.

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
    """Find the text sizes that fit on cards, and the places of codes; see `finish_measuring`."""
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
    """Measure cards again after Typst crashed: return a measured card or an error for each card.

    Raises:
        OptionError: Typst crashes even at a test card, whose only text is the title `A`.
    """
    _check_is_crash(error)
    sample = replace(cards[0], title="A", caption="", call_to_action="", number="", row={})
    try:
        begin_measuring(typesetter, setup, [sample], with_system=with_system)
        typesetter.finish_measure()
    except ChildLostError as again:
        raise setup.design.make_error(again.loss.value) from None
    except WorkRefusedError:  # the design may need a column, which the test card does not have
        pass
    return _measure_halves(typesetter, setup, cards, error, with_system=with_system, losses=[])


def _check_is_crash(error: ChildLostError) -> None:
    """Raise `error` again if no card can be its cause.

    Raises:
        ChildLostError: the process that runs Typst can't be started, or the error is in wa-link's
            own code in that process.
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
    """Measure two halves of the cards separately, and return the result of each card.

    If Typst crashes again while it measures a half, this half is divided again, and so on. A single
    card at which Typst crashes gets an error.

    Args:
        typesetter: the child process that runs Typst.
        setup: settings of all cards.
        cards: the cards at which Typst crashed.
        error: the error of this crash.
        with_system: whether Typst can also use the fonts of the operating system.
        losses: the errors of all crashes since Typst last answered. This function adds to the list.
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
    """Read Typst's answer about the cards; return a measured card or an error for each card.

    If the answer names characters that no font has, the cards that may contain them are measured
    again, and get the new results.
    """
    results = read_results(setup, cards, answer, with_system=with_system)
    if not answer.missing:
        return results
    texts = [card.texts for card in cards]
    affected = find_affected_cards(texts, answer.missing)
    # No card contains these: the design itself prints them, or makes them from a text of a card.
    foreign = [each for each in answer.missing if not _occurs(each, texts)]
    if foreign:
        if with_system and foreign[0].strip() and setup.design.contains(foreign[0]):
            raise setup.design.make_error(f"it prints {quote(foreign[0])}, which no font has")
        if with_system and len(cards) == 1:
            return [make_glyph_error(foreign[0])]
        others = [index for index in range(len(cards)) if index not in affected.clusters]
        affected = affected._replace(unsure=others)
    again, unsure = _plan_retries(cards, affected, results, with_system=with_system)
    for retries, and_system in ((again, not with_system), (unsure, True)):
        # If all cards are unsure, measuring them together again would give the same answer.
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
    """Return the cards that must be measured again, in two dicts; the keys are indexes in `cards`.

    If `with_system` is False, the first dict contains all of them, to be measured with the fonts
    of the operating system. If `with_system` is True, these fonts were used already: the first dict
    contains cards from which missing characters were removed, and the second contains unchanged
    cards, of which some may be printable. A card that can't be printed is in neither dict; its
    error is stored in `results`.
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
