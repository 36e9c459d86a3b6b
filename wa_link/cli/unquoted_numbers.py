"""Numbers without quotes, which the shell splits into several arguments: `+44 7911 123456`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    Result = TypeVar("Result")

# A number has at most so many digits (E.164: 15, and a prefix), so it has no more parts.
_MOST_PARTS = 18


class NumberParts(NamedTuple):
    """Finds numbers that came in several arguments.

    Attributes:
        command: name of the command, for messages.
        region: country of numbers without `+`.
        assume: how to read digits with neither `+` nor a leading zero.
    """

    command: str
    region: str | None
    assume: str | None

    def merge(
        self, numbers: Sequence[str], results: Sequence[Result], refused: Sequence[bool]
    ) -> list[tuple[str, Result | PhoneError]]:
        """Return each number with its result, and the parts of one number as one error.

        A part may be the valid number of another person, so no result of a part is kept.

        Args:
            numbers: the arguments.
            results: the result of each argument.
            refused: whether each argument is not a number.
        """
        merged: list[tuple[str, Result | PhoneError]] = []
        at = 0
        has_parts = False
        while at < len(numbers):
            end = self._end(at, numbers, refused)
            if has_parts:
                merged.append((numbers[at], _error_after_parts(numbers[at])))
                end = at + 1
            elif end > at + 1:
                has_parts = True
                merged.append((" ".join(numbers[at:end]), self.error(numbers[at:end])))
            else:
                merged.append((numbers[at], results[at]))
            at = end
        return merged

    def error(self, parts: Sequence[str]) -> PhoneError:
        """Return the error for parts of one number."""
        whole = quote(" ".join(parts))
        return PhoneError(
            Reason.NOT_A_NUMBER,
            f"{whole} came as {len(parts)} numbers: if it is one, quote it, "
            f"as in wa-link {self.command} {whole}.",
        )

    def is_number(self, parts: Sequence[str]) -> bool:
        """Return whether these parts together are one valid number."""
        from wa_link.phone import parse_phone  # noqa: PLC0415  (loads phonenumbers)

        whole = " ".join(parts)
        if not all(map(str.strip, parts)):  # an empty variable is not a part
            return False
        if sum(map(str.isdecimal, whole)) > _MOST_PARTS:
            return False
        try:
            parse_phone(whole, self.region, assume=self.assume)
        except PhoneError:
            return False
        return True

    def _end(self, start: int, numbers: Sequence[str], refused: Sequence[bool]) -> int:
        """Return the end of the longest run from `start` that is one number.

        At least one part of it must not be a number: two valid numbers stay two.
        """
        for end in range(min(len(numbers), start + _MOST_PARTS), start + 1, -1):
            if any(refused[start:end]) and self.is_number(numbers[start:end]):
                return end
        return start + 1


def _error_after_parts(number: str) -> PhoneError:
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(number)} comes after parts of another number, and may be a part: "
        "quote each number.",
    )
