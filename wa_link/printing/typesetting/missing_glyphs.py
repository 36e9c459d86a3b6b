"""Find the cards with characters that no font has, and remove these characters if possible.

Typst names the missing characters, but not the cards that contain them. Sometimes it also names a
character that is not missing: if no font has a combining mark, Typst also names the letter under
the mark. For example, if no font has the keycap emoji `5️⃣`, Typst names the digit `5`. Other cards
that contain a `5` can perhaps be printed, so they are measured again without the card that contains
the emoji.
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
    """Cards with clusters that Typst reported as missing from all fonts.

    A cluster is a character with its combining marks, such as an `x` with an accent.

    Attributes:
        missing: all clusters that Typst reported.
        clusters: the reported clusters on each card that certainly can't be printed unchanged, by
            the index of the card. Combining marks come first.
        unsure: indices of the other cards with reported clusters. Perhaps they can be printed, so
            they must be measured again without the cards in `clusters`.
    """

    missing: Sequence[str]
    clusters: dict[int, list[str]]
    unsure: list[int]


def find_affected_cards(cards: Sequence[Sequence[str]], missing: Sequence[str]) -> AffectedCards:
    """Find the cards with characters that Typst reported as missing from all fonts.

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
    """Return the characters in `missing` whose cards certainly can't be printed unchanged.

    Typst may have reported a letter only because of the mark that is combined with it on another
    card. So a character is returned only if a single card contains it, or if it has no combining
    mark and is never next to one. If a text begins with a combining mark, return an empty set,
    because Typst may combine this mark with a letter of the design.

    Args:
        found: the characters in `missing` that each card contains, by the card's index. Cards
            without such characters are left out.
        texts: all texts of the cards in `found`.
        missing: all characters that Typst reported as missing, each with its combining marks.
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
    """Return whether `cluster` contains a combining character or, in `text`, is next to one.

    If `text` contains `cluster` several times, one such place is enough.
    """
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
    """Return a copy of the card without some of its missing characters.

    Each call removes only the first item of this list that is on the card. If none of them is on
    the card, the card is returned unchanged.

    1. A built-in call to action that contains a missing character.
    2. All invisible characters (joiners and variation selectors) that are missing.
    3. All emoji that contain a missing character.

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
