r"""The patterns of phonenumbers' metadata, followed digit by digit.

They are regular expressions of the plainest kind: digits and classes of digits, groups,
alternatives and counts. So it is known exactly what may still follow some digits (Brzozowski,
"Derivatives of regular expressions", 1964): `7[0-46]\d{8}` after a 7 is `[0-46]\d{8}`, and after
another digit nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Pattern: TypeAlias = "tuple[str | tuple[Pattern, ...], ...]"
"""One thing after another: a digit of these, or one of some patterns."""

_ANY_DIGIT = "0123456789"
# One token: a class, any digit, a digit, a group begun or ended, an alternative, a count, a choice,
# the number's end.
_TOKEN = re.compile(
    r"\[(?P<members>[\d-]+)\]|(?P<any>\\d)|(?P<digit>\d)|(?P<begin>\((?:\?:)?)|(?P<end>\))"
    r"|(?P<bar>\|)|\{(?P<least>\d+)(?:,(?P<most>\d+))?\}|(?P<maybe>\?)|(?P<stop>\$)"
)
_LONGEST = 18  # digits; no number is as long (ITU-T E.164 has 15)
_REST, _STOP = "*", "$"
REST: Pattern = (_REST,)
"""Any digits, or none: follows a pattern of leading digits."""


def parse_pattern(text: str) -> Pattern:
    """The pattern that a regular expression is.

    Raises:
        ValueError: it has something in it that no pattern of phonenumbers' has had so far.
    """
    alternatives: list[list[str | tuple[Pattern, ...]]] = [[]]
    outer: list[list[list[str | tuple[Pattern, ...]]]] = []
    position = 0
    for token in _TOKEN.finditer(text):
        items = alternatives[-1]
        if token["begin"]:
            outer.append(alternatives)
            alternatives = [[]]
        elif token["end"]:
            group = tuple(map(tuple, alternatives))
            alternatives = outer.pop()
            alternatives[-1].append(group)
        elif token["bar"]:
            alternatives.append([])
        elif token["least"] or token["maybe"]:
            least = int(token["least"] or 0)
            most = int(token["most"] or token["least"] or 1)
            item = items.pop()
            more: Pattern = ()
            for _ in range(most - least):
                more = (((), (item, *more)),)
            items += [item] * least + list(more)
        elif token["stop"]:
            items.append(_STOP)
        else:
            items.append(_members(token["members"] or token["digit"] or "0-9"))
        if token.start() != position:
            break
        position = token.end()
    if position != len(text) or outer:
        raise ValueError(f"{text} is no pattern of digits at character {position + 1}")
    return (tuple(map(tuple, alternatives)),)


@cache
def _members(text: str) -> str:
    """The digits of a class: `1-35` is 1, 2, 3 and 5."""
    digits, *ranges = text.split("-")
    for rest in ranges:
        digits += _ANY_DIGIT[int(digits[-1]) + 1 : int(rest[0])] + rest
    return digits


def derivative(pattern: Pattern, digit: str) -> Iterator[Pattern]:
    """What may follow the digit, where it begins a pattern: nothing, or one pattern or several."""
    if not pattern:
        return
    first, rest = pattern[0], pattern[1:]
    if first == _REST:
        yield pattern
    elif first == _STOP:
        return
    elif isinstance(first, str):
        if digit in first:
            yield rest
    else:
        for alternative in first:
            yield from derivative(alternative + rest, digit)


def leading_digits(pattern: Pattern) -> Pattern:
    """Digits of which the first, one at least, match."""
    return (
        tuple((digit, *rest, _REST) for digit in _ANY_DIGIT for rest in derivative(pattern, digit)),
    )


@cache
def is_any_digits(pattern: Pattern) -> bool:
    """Whether only their number matters, of the digits that match."""
    return all(
        item in (_ANY_DIGIT, _REST, _STOP)
        if isinstance(item, str)
        else all(map(is_any_digits, item))
        for item in pattern
    )


@cache
def matching_lengths(pattern: Pattern) -> frozenset[int]:
    """How many digits match, up to those of the longest number."""
    sums = {0}
    for item in pattern:
        if item == _STOP:
            break
        if item == _REST:
            sizes = set(range(_LONGEST + 1))
        else:
            sizes = {1} if isinstance(item, str) else set().union(*map(matching_lengths, item))
        sums = {a + b for a in sums for b in sizes if a + b <= _LONGEST}
    return frozenset(sums)
