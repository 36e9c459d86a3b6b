"""Find the end of a number in groups of digits, such as `wa.me/966 50 123 4567`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_GROUP = re.compile(
    r"[ \u00a0\u202f](?:\(\d{1,5}\)[ \u00a0]?)?\d{1,14}(?:[.-]\d{1,6}){0,4}(?![\w/:%€£$])"
)
_MOST_GROUPS = 9
_MOST_DIGITS = 16


def extend_number(text: str, end: int, is_valid: Callable[[int], bool]) -> tuple[int, bool]:
    """Return the end of a link whose number has groups of digits, and whether it is certain.

    In `wa.me/966 50 123 4567 every day` the link ends after `4567`: only there, it is valid. If
    more digits follow, as in `wa.me/966 50 123 4567 8`, the number may be too long.

    Args:
        text: the text that contains the link.
        end: the end of the first group of digits.
        is_valid: a function that takes an end, and returns whether the number up to it is valid.
    """
    ends = [end]
    digits = 0
    while (group := _GROUP.match(text, ends[-1])) and len(ends) < _MOST_GROUPS:
        digits += sum(map(str.isdigit, group[0]))
        if digits > _MOST_DIGITS:
            break
        ends.append(group.end())
    if len(ends) == 1 or is_valid(end):
        return end, True
    valid = [each for each in ends[1:] if is_valid(each)]
    if not valid:
        return ends[-1], False
    return valid[-1], len(valid) == 1 and not _GROUP.match(text, valid[-1])
