"""Brackets in a written number, as positions among its digits.

`+8 (495) 123-45-67` has one bracket, around the digits 1 to 4: `(1, 4)`.
"""

from __future__ import annotations

import re

_BRACKET_OR_DIGIT = re.compile(r"[()\[\]\uff08\uff09\uff3b\uff3d]|\d")
_BRACKET = re.compile(r"[()\[\]\uff08\uff09\uff3b\uff3d]")
_OPENING = "([\uff08\uff3b"
_CLOSING = ")]\uff09\uff3d"


def find_brackets(text: str) -> list[tuple[int, int]] | None:
    """Return the first digit and the end of each bracket; None if a bracket has no partner."""
    if _BRACKET.search(text) is None:
        return []
    spans = []
    digits, opened = 0, None
    for match in _BRACKET_OR_DIGIT.finditer(text):
        sign = match[0]
        if sign in _OPENING:
            if opened is not None:
                return None
            opened = digits
        elif sign in _CLOSING:
            if opened is None:
                return None
            spans.append((opened, digits))
            opened = None
        else:
            digits += 1
    return None if opened is not None else spans


def digits_before_bracket(text: str) -> int | None:
    """Return how many digits come before the first bracket sign after a digit; None without one."""
    if _BRACKET.search(text) is None:
        return None
    digits = 0
    for match in _BRACKET_OR_DIGIT.finditer(text):
        if match[0].isdecimal():
            digits += 1
        elif digits:
            return digits
    return None


def has_bracket_within(text: str, size: int) -> bool:
    """Return whether a bracket opens or closes between the first `size` digits."""
    digits = digits_before_bracket(text)
    return digits is not None and digits < size
