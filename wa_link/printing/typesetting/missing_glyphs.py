"""Find the cards with characters that no font has, and remove these characters if possible.

Typst names the missing characters, but not the cards that contain them. It sometimes names too many
characters: if no font has a combining mark, Typst also names the letter under the mark. For the
keycap emoji `5️⃣`, Typst names the digit `5`, although other cards with a `5` can be printed. Typst
must measure such other cards again, without the card with the emoji, to see whether it can print
them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import Note, NoteCode
from wa_link.printing.cards.calls_to_action import is_built_in_call_to_action
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
    NoteCode.CALL_LEFT_OUT, "The call to action is left out: no font has all of its letters."
)


class AffectedCards(NamedTuple):
    """Cards with clusters that, according to Typst, no font has.

    A cluster is a character with its combining marks, such as an `x` with an accent.

    Attributes:
        missing: the clusters that Typst reported as missing from all fonts.
        clusters: cards that certainly can't be printed unchanged. The keys are indices of cards;
            the values are the missing clusters on each card, combining marks first.
        unsure: indices of the cards that can perhaps be printed, because Typst may have named their
            clusters only because of other cards. These cards must be measured again, without the
            cards in `clusters`.
    """

    missing: Sequence[str]
    clusters: dict[int, list[str]]
    unsure: list[int]


def find_affected_cards(cards: Sequence[Sequence[str]], missing: Sequence[str]) -> AffectedCards:
    """Find the cards that certainly, or perhaps, contain characters that no font has.

    Args:
        cards: the texts of each card. All cards were measured together.
        missing: the characters that Typst reported as missing, each with its combining marks.
    """
    found = {
        index: clusters
        for index, texts in enumerate(cards)
        if (clusters := [each for each in missing if any(each in text for text in texts)])
    }
    texts = [text for index in found for text in cards[index] if text]
    certain = _find_certainly_missing(found, texts, missing) if len(found) > 1 else set(missing)
    sure = {index for index, clusters in found.items() if not certain.isdisjoint(clusters)}
    return AffectedCards(
        missing,
        {index: sorted(found[index], key=_is_not_mark) for index in found if index in sure},
        [index for index in found if index not in sure],
    )


def _find_certainly_missing(
    found: dict[int, list[str]], texts: Sequence[str], missing: Sequence[str]
) -> set[str]:
    """Return the missing characters that certainly can't be printed on any card.

    A character is returned if only one card contains it, or if no combining mark is next to it in
    any text. Nothing is returned if a text begins with a combining mark, because Typst may combine
    this mark with a letter of the design.

    Args:
        found: the missing characters of each card that has any, by the card's index.
        texts: all texts of these cards.
        missing: the characters that Typst reported as missing, each with its combining marks.
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
    """Return whether `cluster`, at any place in `text`, has or is next to a combining character."""
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
    """Return whether a character changes its neighbour: a mark, a joiner or a skin tone."""
    is_skin_tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return is_skin_tone or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def remove_missing(card: Card, missing: Sequence[str]) -> Card:
    """Return the card without some missing characters; the same card if nothing can be left out.

    A call removes only the first of these that it finds on the card:

    1. a built-in call to action that contains a missing character;
    2. invisible characters (joiners and variation selectors) that are missing;
    3. emoji that contain a missing character.

    Args:
        card: a card that was measured with the fonts of the operating system.
        missing: the characters that Typst reported as missing, each with its combining marks.
    """
    call = card.call_to_action
    if is_built_in_call_to_action(call) and any(each in call for each in missing):
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
