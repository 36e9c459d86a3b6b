r"""Parse the regular expressions in phonenumbers' metadata, and compute their derivatives.

These patterns are simple: digits, classes of digits, groups, alternatives and repetitions. The
derivative of a pattern by a digit matches the digits that can follow that first digit (Brzozowski,
"Derivatives of regular expressions", 1964). For example, the derivative of `7[0-46]\d{8}` by 7 is
`[0-46]\d{8}`. By any digit except 7, this pattern has no derivative.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Pattern: TypeAlias = "tuple[str | tuple[Pattern, ...], ...]"
"""Sequence of items. An item is a text of the digits allowed at one position (`"0123"`), or a tuple
of alternative patterns."""

_ANY_DIGIT = "0123456789"
# Class, any digit, one digit, begin or end of a group, `|`, `{2,4}`, `?`, or end of the number.
_TOKEN = re.compile(
    r"\[(?P<members>[\d-]+)\]|(?P<any>\\d)|(?P<digit>\d)|(?P<begin>\((?:\?:)?)|(?P<end>\))"
    r"|(?P<bar>\|)|\{(?P<least>\d+)(?:,(?P<most>\d+))?\}|(?P<maybe>\?)|(?P<stop>\$)"
)
_LONGEST = 18  # digits; all phone numbers are shorter (ITU-T E.164 allows 15)
_REST, _STOP = "*", "$"
REST: Pattern = (_REST,)
"""Pattern that matches any digits, also none; it is put after a pattern of leading digits."""


def parse_pattern(text: str) -> Pattern:
    r"""Parse a regular expression of phonenumbers' metadata, such as `7[0-46]\d{8}`.

    Raises:
        ValueError: the expression has syntax that is not supported here.
    """
    tokens = _tokenize(text)
    alternatives = _parse_alternatives(tokens)
    if next(tokens, None) is not None:
        raise ValueError(f"{text} is not a pattern of digits: it has a ) without a matching (")
    return (alternatives,)


def _tokenize(text: str) -> Iterator[re.Match[str]]:
    r"""Yield the tokens of a pattern, such as `7`, `[0-46]`, `\d` and `{8}` of `7[0-46]\d{8}`.

    Raises:
        ValueError: a part of the pattern is not a token, or a group is not closed.
    """
    position = opened = 0
    for token in _TOKEN.finditer(text):
        if token.start() != position:
            break
        position = token.end()
        opened += (token.lastgroup == "begin") - (token.lastgroup == "end")
        yield token
    if position != len(text):
        raise ValueError(f"{text} is not a pattern of digits: {text[position:]} is not supported")
    if opened:
        raise ValueError(f"{text} is not a pattern of digits: it has a bracket without its partner")


def _parse_alternatives(tokens: Iterator[re.Match[str]]) -> tuple[Pattern, ...]:
    """Return the alternatives of a group; read its tokens up to the end of the group or pattern."""
    alternatives: list[Pattern] = []
    items: list[str | tuple[Pattern, ...]] = []
    for token in tokens:
        match token.lastgroup:
            case "begin":
                items.append(_parse_alternatives(tokens))
            case "end":
                break
            case "bar":
                alternatives.append(tuple(items))
                items = []
            case "least" | "most" | "maybe":
                items += _repeat(items.pop(), token)
            case "stop":
                items.append(_STOP)
            case _:
                items.append(_members(token["members"] or token["digit"] or "0-9"))
    return (*alternatives, tuple(items))


def _repeat(item: str | tuple[Pattern, ...], count: re.Match[str]) -> Pattern:
    """Return a pattern that repeats an item as often as `{2}`, `{2,4}` or `?` allows."""
    least = int(count["least"] or 0)
    most = int(count["most"] or count["least"] or 1)
    more: Pattern = ()
    for _ in range(most - least):
        more = (((), (item, *more)),)
    return (item,) * least + more


@cache
def _members(text: str) -> str:
    """Return all digits of a character class: `1-35`, the content of `[1-35]`, gives `1235`."""
    digits, *ranges = text.split("-")
    for rest in ranges:
        digits += _ANY_DIGIT[int(digits[-1]) + 1 : int(rest[0])] + rest
    return digits


def derivative(pattern: Pattern, digit: str) -> Iterator[Pattern]:
    """Yield the derivatives of a pattern by a digit: `7[0-4]` by 7 gives `[0-4]`.

    A pattern with alternatives can have several derivatives. Yield nothing if no match begins with
    the digit.
    """
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
    """Return a pattern of all numbers that begin with a match of `pattern`.

    For `0|1[5-7]`, these are all numbers that begin with 0, 15, 16 or 17. The match must have at
    least one digit.
    """
    return (
        tuple((digit, *rest, _REST) for digit in _ANY_DIGIT for rest in derivative(pattern, digit)),
    )


@cache
def is_any_digits(pattern: Pattern) -> bool:
    """Return whether a pattern allows all digits at each position, so only the length matters."""
    return all(
        item in (_ANY_DIGIT, _REST, _STOP)
        if isinstance(item, str)
        else all(map(is_any_digits, item))
        for item in pattern
    )


@cache
def matching_lengths(pattern: Pattern) -> frozenset[int]:
    """Return the lengths of all texts that match a pattern, up to 18 digits."""
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
