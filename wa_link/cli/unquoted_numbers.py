"""One number that came in pieces, because nobody put it in quotes: `+44 7911 123456`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    Result = TypeVar("Result")

# More arguments than a number has digits are not pieces of one number (E.164: 15, and a prefix).
_MOST_PIECES = 18


class NumberParts(NamedTuple):
    """Finds numbers that came in pieces.

    Attributes:
        command: the command that they were given to, for messages.
        region: how a number without `+` is read.
        assume: how digits with neither `+` nor a leading zero are read.
    """

    command: str
    region: str | None
    assume: str | None

    def merge(
        self, numbers: Sequence[str], results: Sequence[Result], refused: Sequence[bool]
    ) -> list[tuple[str, Result | PhoneError]]:
        """Return each number with its result; pieces of one number as one error.

        A piece may be a valid number of somebody else: no result of any of them is kept.

        Args:
            numbers: as they were given.
            results: of each.
            refused: whether each is not a number.
        """
        merged: list[tuple[str, Result | PhoneError]] = []
        at = 0
        has_pieces = False
        while at < len(numbers):
            end = self._end(at, numbers, refused)
            if has_pieces:
                merged.append((numbers[at], _after_pieces(numbers[at])))
                end = at + 1
            elif end > at + 1:
                has_pieces = True
                merged.append((" ".join(numbers[at:end]), self.error(numbers[at:end])))
            else:
                merged.append((numbers[at], results[at]))
            at = end
        return merged

    def error(self, pieces: Sequence[str]) -> PhoneError:
        """Return the error for pieces of one number."""
        whole = quote(" ".join(pieces))
        return PhoneError(
            Reason.NOT_A_NUMBER,
            f"{whole} came as {len(pieces)} numbers: if it is one, quote it, "
            f"as in wa-link {self.command} {whole}.",
        )

    def is_number(self, pieces: Sequence[str]) -> bool:
        """Return whether these pieces are one valid number together."""
        from wa_link.phone import parse_phone  # noqa: PLC0415  (loads phonenumbers)

        whole = " ".join(pieces)
        if not all(map(str.strip, pieces)):  # a blank variable is not a piece
            return False
        if sum(map(str.isdecimal, whole)) > _MOST_PIECES:
            return False
        try:
            parse_phone(whole, self.region, assume=self.assume)
        except PhoneError:
            return False
        return True

    def _end(self, start: int, numbers: Sequence[str], refused: Sequence[bool]) -> int:
        """Return the end of the longest run from `start` that is a number, of which a part is not.

        Two numbers that are valid alone stay two.
        """
        for end in range(min(len(numbers), start + _MOST_PIECES), start + 1, -1):
            if any(refused[start:end]) and self.is_number(numbers[start:end]):
                return end
        return start + 1


def _after_pieces(number: str) -> PhoneError:
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(number)} comes after pieces of another number, and may be one: quote each number.",
    )
