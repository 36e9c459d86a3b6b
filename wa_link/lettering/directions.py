"""Mixed directions: the fragments of a line, in the order in which they stand (UAX #9)."""

from __future__ import annotations

import unicodedata
from itertools import groupby

_FROM_RIGHT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))


def is_from_right(paragraph: str) -> bool:
    """Whether the first letter that has a direction runs from right to left (rule P2)."""
    for char in paragraph:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def in_order(line: str, *, is_rtl: bool) -> list[tuple[str, bool]]:
    """Fragments of one direction each, from left to right; True for one that runs from the right.

    Args:
        line: of a paragraph.
        is_rtl: whether its paragraph runs from right to left.
    """
    if not is_rtl and _FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, line)):
        return [(line, False)] if line else []
    from fpdf.bidi import BidiParagraph  # noqa: PLC0415  (an extra)
    from fpdf.enums import TextDirection  # noqa: PLC0415  (as above)

    base = TextDirection.RTL if is_rtl else TextDirection.LTR
    characters = BidiParagraph(line, base_direction=base).get_characters_with_embedding_level()
    fragments = [
        (level, "".join(each.character for each in group))
        for level, group in groupby(characters, key=lambda each: each.embedding_level)
    ]
    # Rule L2: from the highest level to the lowest odd one, what stands at it or above is turned.
    for level in range(max((level for level, _ in fragments), default=0), 0, -1):
        fragments = [
            each
            for turned, group in groupby(fragments, key=lambda fragment: fragment[0] >= level)
            for each in (reversed(list(group)) if turned else group)
        ]
    return [(part, level % 2 == 1) for level, part in fragments]
