"""Mixed directions: in which order the parts of a line stand (UAX #9)."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from wa_link.extras import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

_FROM_RIGHT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"))
_ISOLATES = ("LRI", "RLI", "FSI")
# What the algorithm passes over (rule X9): joiners, and the controls that it has obeyed.
_PASSED_OVER = frozenset(("BN", "LRE", "RLE", "LRO", "RLO", "PDF"))
# What may be the number of a phone: groups of digits, which would stand in the order of words.
_GROUPS = re.compile(r"(?<!\w)\+?\(?\d+\)?(?:[ \u00a0.-]{0,2}\(?\d{2,}\)?)*")
_FEWEST_DIGITS = 7


def in_one_piece(text: str) -> str:
    """The text, its phone numbers isolated from the directions around, and never broken."""
    is_mixed = not _FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, text))

    def isolated(found: re.Match[str]) -> str:
        number = found[0]
        is_phone = number[0] in "+(" or unicodedata.digit(number[0]) == 0
        if not is_phone or sum(map(str.isdigit, number)) < _FEWEST_DIGITS:
            return number
        number = number.replace(" ", "\u00a0")
        return f"\u2066{number}\u2069" if is_mixed else number

    return _GROUPS.sub(isolated, text)


def is_from_right(paragraph: str) -> bool:
    """Whether the first letter outside of isolates runs from right to left (rules P2 and P3)."""
    depth = 0
    for direction in map(unicodedata.bidirectional, paragraph):
        if direction in _ISOLATES:
            depth += 1
        elif direction == "PDI":
            depth = max(0, depth - 1)
        elif direction in ("L", "R", "AL") and not depth:
            return direction != "L"
    return False


def levels(paragraph: str, *, is_rtl: bool) -> list[int]:
    """For each character its embedding level: even where it runs from the left.

    Args:
        paragraph: as a whole, for what stands on another line counts.
        is_rtl: whether it runs from right to left.

    Raises:
        OptionError: what finds directions is not installed.
    """
    if not is_rtl and _FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, paragraph)):
        return [0] * len(paragraph)
    try:
        from fpdf.bidi import BidiParagraph  # noqa: PLC0415  (an extra)
        from fpdf.enums import TextDirection  # noqa: PLC0415  (as above)
    except ImportError:
        raise missing("What sets captions") from None
    base = TextDirection.RTL if is_rtl else TextDirection.LTR
    kept = [char for char in paragraph if unicodedata.bidirectional(char) not in _PASSED_OVER]
    # As the controls count, they are in what it is given; in what it gives, they are not.
    found = BidiParagraph(paragraph, base_direction=base).get_characters_with_embedding_level()
    following = iter(found)
    assert len(found) == len(kept)  # noqa: S101  (or levels would be those of other characters)
    level, every = int(is_rtl), []
    for char in paragraph:
        if unicodedata.bidirectional(char) not in _PASSED_OVER:
            level = next(following).embedding_level
        every.append(level)
    return every


def in_order(line: str, its_levels: Sequence[int]) -> list[tuple[str, bool]]:
    """Fragments of one direction each, from left to right; True for one that runs from the right.

    Args:
        line: of a paragraph.
        its_levels: those of its characters; see `levels`.
    """
    fragments = [
        (level, "".join(char for char, _ in group))
        for level, group in groupby(zip(line, its_levels, strict=True), key=lambda each: each[1])
    ]
    # Rule L2: from the highest level to the lowest odd one, what stands at it or above is turned.
    for level in range(max(its_levels, default=0), 0, -1):
        fragments = [
            each
            for turned, group in groupby(fragments, key=lambda fragment: fragment[0] >= level)
            for each in (reversed(list(group)) if turned else group)
        ]
    return [(part, level % 2 == 1) for level, part in fragments]
