"""Find the cards that a missing glyph affects, and remove characters that no font has.

Typst names the missing characters, but not the cards. If no font has a combining mark, Typst also
names the letter under it. For a keycap emoji (`5️⃣`) it names the digit `5`, although other cards
with a `5` lack nothing. Such cards are measured again.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import Note, NoteCode
from wa_link.printing.cards.calls_to_action import is_our_call
from wa_link.printing.cards.emoji import (
    find_missing_emoji,
    remove_missing_emoji,
    remove_missing_joiners,
)
from wa_link.printing.typesetting.font_notes import make_emoji_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.printing.cards.cards import Card

_CALL_WITHOUT_FONT = Note(
    NoteCode.CALL_LEFT_OUT, "The call to action is left out: no font has its letters."
)


class AffectedCards(NamedTuple):
    """Cards that lack glyphs.

    Attributes:
        missing: the clusters that Typst named. A cluster is a character with its marks.
        clusters: the missing clusters, combining marks first, by the index of each card that
            certainly lacks a glyph.
        unsure: indices of the other cards that contain a named cluster. They must be measured
            again, without the cards in `clusters`.
    """

    missing: Sequence[str]
    clusters: dict[int, list[str]]
    unsure: list[int]


def find_affected_cards(cards: Sequence[Sequence[str]], missing: Sequence[str]) -> AffectedCards:
    """Return the cards that lack a glyph, after all cards were measured together.

    Args:
        cards: the texts of each card.
        missing: the clusters that Typst named.
    """
    found = {
        index: clusters
        for index, texts in enumerate(cards)
        if (clusters := [each for each in missing if any(each in text for text in texts)])
    }
    texts = [text for index in found for text in cards[index] if text]
    decisive = _find_decisive(found, texts, missing) if len(found) > 1 else set(missing)
    sure = {index for index, clusters in found.items() if not decisive.isdisjoint(clusters)}
    return AffectedCards(
        missing,
        {index: sorted(found[index], key=_is_not_mark) for index in found if index in sure},
        [index for index in found if index not in sure],
    )


def _find_decisive(
    found: dict[int, list[str]], texts: Sequence[str], missing: Sequence[str]
) -> set[str]:
    """Return the clusters that are missing wherever they occur.

    A cluster is decisive if only one card has it, or if no mark is next to it in any text. None is
    decisive if a text begins with a mark, which Typst may combine with a letter of the design.
    """
    if any(_combines(text[0]) for text in texts):
        return set()
    return {
        each
        for each in missing
        if sum(each in clusters for clusters in found.values()) == 1
        or not any(_is_next_to_mark(each, text) for text in texts)
    }


def _is_next_to_mark(cluster: str, text: str) -> bool:
    """Return whether a cluster is a mark, or is next to one, anywhere in a text."""
    start = text.find(cluster)
    while start >= 0:
        end = start + len(cluster)
        if any(map(_combines, text[max(0, start - 1) : end + 1])):
            return True
        start = text.find(cluster, end)
    return False


def _is_not_mark(cluster: str) -> bool:
    return unicodedata.category(cluster[0])[0] != "M"


def _combines(char: str) -> bool:
    """Return whether a character combines with its neighbours: a mark, a joiner or a skin tone."""
    is_skin_tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return is_skin_tone or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def remove_missing(card: Card, missing: Sequence[str]) -> Card:
    """Return the card without one kind of text that no font has, or unchanged if it has none.

    It removes the first of these that lacks a glyph: wa-link's call to action, joiners, emoji.

    Args:
        card: a card that was measured with the fonts of the system.
        missing: the clusters that Typst named.
    """
    call = card.call_to_action
    if is_our_call(call) and any(each in call for each in missing):
        return replace(card, call_to_action="", notes=(*card.notes, _CALL_WITHOUT_FONT))
    chars = set("".join(missing))
    for remove, is_noted in ((remove_missing_joiners, False), (remove_missing_emoji, True)):
        plain = replace(
            card,
            title=remove(card.title, chars),
            caption=remove(card.caption, chars),
            call_to_action=remove(card.call_to_action, chars),
            number=remove(card.number, chars),
            row={name: remove(cell, chars) for name, cell in card.row.items()},
        )
        if plain.texts != card.texts:
            removed = find_missing_emoji("\n".join(card.texts), chars)
            notes = (make_emoji_note(removed),) if is_noted else ()
            return replace(plain, notes=card.notes + notes)
    return card
