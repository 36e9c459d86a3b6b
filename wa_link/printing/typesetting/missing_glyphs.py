"""Missing glyphs: which cards lack the characters that Typst has no glyphs for.

Typst names characters, not cards; and where no font has a mark, it names the letter below it, too.
So a digit under a keycap (`5` of `5️⃣`) does not say that cards with a `5` lack anything.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class AffectedCards(NamedTuple):
    """Glyphs that cards lack.

    Attributes:
        missing: what Typst named.
        clusters: what each card lacks, for all cards that surely lack something; marks first.
        unsure: indices of the other cards that have what was named: only a measure without those
            that surely lack it can say.
    """

    missing: Sequence[str]
    clusters: dict[int, list[str]]
    unsure: list[int]


def find_affected_cards(cards: Sequence[Sequence[str]], missing: Sequence[str]) -> AffectedCards:
    """Return which cards lack what was named as missing when all were measured.

    Args:
        cards: the texts on each card.
        missing: the clusters that Typst named.
    """
    found = {
        place: clusters
        for place, texts in enumerate(cards)
        if (clusters := [each for each in missing if any(each in text for text in texts)])
    }
    texts = [text for place in found for text in cards[place] if text]
    certain = set(missing)
    if len(found) > 1:
        # A mark at the start of a text is set together with what the design has before it.
        is_joined = any(_joins(text[0]) for text in texts)
        certain = {
            each
            for each in missing
            if not is_joined
            and (
                sum(each in clusters for clusters in found.values()) == 1
                or not any(_is_joined(each, text) for text in texts)
            )
        }
    sure = {place for place, clusters in found.items() if not certain.isdisjoint(clusters)}
    return AffectedCards(
        missing,
        {place: sorted(found[place], key=_is_no_mark) for place in found if place in sure},
        [place for place in found if place not in sure],
    )


def _is_joined(cluster: str, text: str) -> bool:
    """Return whether a cluster is a mark, or is next to one, anywhere in a text."""
    start = text.find(cluster)
    while start >= 0:
        end = start + len(cluster)
        if any(map(_joins, text[max(0, start - 1) : end + 1])):
            return True
        start = text.find(cluster, end)
    return False


def _is_no_mark(cluster: str) -> bool:
    return unicodedata.category(cluster[0])[0] != "M"


def _joins(char: str) -> bool:
    """Return whether a character is set together with those next to it: a mark, a joiner."""
    is_skin = "\U0001f3fb" <= char <= "\U0001f3ff"
    return is_skin or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
