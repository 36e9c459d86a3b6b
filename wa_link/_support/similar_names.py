"""Propose the name that a person probably meant, for a name that is unknown."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST = 3  # a shorter name is the beginning of many others
_NEAR_CODE = 0.8
_DIGITS_FOR_LETTERS = str.maketrans("OIL", "011")
_SHORTEST_REPLACED = 6


def find_similar(
    name: str, known: Iterable[str], *, limit: int = 1, cutoff: float = 0.6
) -> list[str]:
    """Return the known names that are similar to a name, the most similar first.

    Letter case is ignored. Names that begin with the given name come first.

    Args:
        name: the unknown name.
        known: all known names.
        limit: maximum number of names to return.
        cutoff: how similar they must be, from 0 to 1.
    """
    import difflib  # noqa: PLC0415  (only for a wrong name)

    by_spelling = {each.casefold(): each for each in known}
    wanted = name.strip().casefold()
    near = [each for each in by_spelling if len(wanted) >= _SHORTEST and each.startswith(wanted)]
    near.sort(key=len)
    near += difflib.get_close_matches(wanted, by_spelling, limit, cutoff)
    return [by_spelling[each] for each in dict.fromkeys(near)][:limit]


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return a question such as `Did you mean region?`; empty if no known name is similar."""
    return "".join(f"Did you mean {near}?" for near in find_similar(name, known, cutoff=cutoff))


def did_you_mean_code(code: str, known: Iterable[str]) -> str:
    """Return a question such as `Did you mean WA104?`; empty if no known code is very near.

    Other digits are not a slip: `WA999` is not WA309. The letters O, I and L can be digits. Digits
    can be swapped, or be followed by others.
    """
    digits = _find_digits(code.upper().translate(_DIGITS_FOR_LETTERS))
    same = [
        each
        for each in known
        if digits.startswith(own := _find_digits(each)) or sorted(digits) == sorted(own)
    ]
    return did_you_mean(code, same, cutoff=_NEAR_CODE)


def _find_digits(code: str) -> str:
    return "".join(filter(str.isdecimal, code))


def has_one_slip(typed: str, name: str) -> bool:
    """Return whether a typed text is `name` with one slip: `Jersy`, `Gernany`, `Deutschalnd`.

    A slip is a missing letter, an extra letter, another letter or two swapped letters. Another
    letter is not a slip at the beginning, or in a short name: `Luanda` is not Ruanda.
    """
    if abs(len(typed) - len(name)) > 1 or typed == name:
        return False
    at = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(typed, name, strict=False)))
    rest, own = typed[at:], name[at:]
    is_swapped = rest[1::-1] + rest[2:] == own
    is_replaced = rest[1:] == own[1:] and at > 0 and len(name) >= _SHORTEST_REPLACED
    return is_swapped or is_replaced or rest[1:] == own or rest == own[1:]
