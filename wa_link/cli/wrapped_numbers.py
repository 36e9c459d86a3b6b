"""Numbers on several lines of standard input: a mail can wrap `+44 7911 123456` after `7911`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason

if TYPE_CHECKING:
    from wa_link.cli.mistakes.unquoted_numbers import NumberParts
    from wa_link.cli.stdin_lines import Line
    from wa_link.phone import PhoneNumber

# More lines than any wrapped number has.
_MOST_LINES = 6


class _Seen(NamedTuple):
    """A line that was answered: whether its number was refused, and else its number."""

    line: Line
    phone: PhoneNumber | None
    is_refused: bool


class WrappedNumbers:
    """Finds lines that are the end of a number which begins on a line before.

    Such a line alone can be the number of another person. Each line is judged when it comes,
    because its answer is printed before the next line is read.
    """

    def __init__(self, parts: NumberParts) -> None:
        """Start before the first line; `parts` reads the joined lines."""
        self._parts = parts
        self._seen: list[_Seen] = []

    def refuse(
        self, line: Line, phone: PhoneNumber | None, *, is_refused: bool
    ) -> PhoneError | None:
        """Return an error if a line and the lines before it are one number; else return None.

        At least one of the lines is refused alone: valid numbers are not joined with each other.

        Args:
            line: the next line.
            phone: the number on the line; None if it has none, or if it is refused.
            is_refused: whether the line alone is not a valid number.
        """
        if not any(map(str.isdecimal, line.text)) and any(map(str.isalpha, line.text)):
            self._seen.clear()  # a name between two numbers
            return None
        self._seen = [*self._seen[1 - _MOST_LINES :], _Seen(line, phone, is_refused)]
        for start in range(len(self._seen) - 1):
            if self._is_one_number(self._seen[start:]):
                return _wrapped_error(self._seen[start:])
        return None

    def _is_one_number(self, lines: list[_Seen]) -> bool:
        """Return whether the lines, joined by spaces, are a number that is on none of them."""
        if not any(each.is_refused for each in lines):
            return False
        phone = self._parts.read([each.line.text for each in lines])
        return phone is not None and all(each.phone != phone for each in lines)


def _wrapped_error(lines: list[_Seen]) -> PhoneError:
    """Return the error for the last line of a number on several lines."""
    *before, last = lines
    whole = quote(" ".join(each.line.text for each in lines))
    answered = [each.line.number for each in before if not each.is_refused]
    if answered:
        way_out = f", and don't use the answer to line {answered[0]}."
    elif last.is_refused:
        way_out = "."
    else:
        way_out = f"; if not, correct or remove the line{'s' * (len(before) > 1)} before it."
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{whole} came as {len(lines)} lines: if it is one number, put it on one line{way_out}",
    )
