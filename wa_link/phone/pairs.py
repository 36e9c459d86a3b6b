"""Two numbers with nothing but a space between them: `513140867 513140868`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.digits import WrittenNumber

if TYPE_CHECKING:
    from collections.abc import Callable

_FEWEST_DIGITS, _MOST_DIGITS = 4, 17  # of one of the two
_UNEVEN = 3  # digits that one of them may have more than the other


def split_pair(
    number: WrittenNumber, is_number: Callable[[WrittenNumber], bool]
) -> tuple[str, str] | None:
    """Return two numbers of about the same length; None if the digits are not two numbers.

    `is_number` says whether digits alone have a valid reading, certain or not.
    """
    groups = number.groups
    if not 2 * _FEWEST_DIGITS <= len(number.digits) <= 2 * _MOST_DIGITS:
        return None
    for cut in range(1, len(groups)):
        first, second = _take(groups[:cut]), _take(groups[cut:])
        sizes = len(first.digits), len(second.digits)
        if min(sizes) < _FEWEST_DIGITS or max(sizes) - min(sizes) > _UNEVEN:
            continue
        if number.has_plus:
            is_pair = is_number(_with_plus(first)) and any(
                map(is_number, (_with_plus(second), second))
            )
        else:
            is_pair = is_number(first) and is_number(second)
        if is_pair:
            return first.text, second.text
    return None


def _take(groups: tuple[str, ...]) -> WrittenNumber:
    return WrittenNumber(" ".join(groups), "".join(groups), has_plus=False, groups=groups)


def _with_plus(number: WrittenNumber) -> WrittenNumber:
    return WrittenNumber(number.text, number.digits, has_plus=True, groups=number.groups)


def pair_error(reason: Reason, number: WrittenNumber, pair: tuple[str, str]) -> PhoneError:
    """Return the error for digits that may be two numbers."""
    first, second = map(quote, pair)
    return PhoneError(
        reason,
        f"{quote(number.text)} may be two numbers, {first} and {second}: "
        "write each on a line of its own, or ; between them.",
    )
