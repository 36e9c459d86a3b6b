"""Numbers on several lines of standard input: a mail can wrap `+44 7911 123456` after `7911`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.quoting import quote
from wa_link._support.wrapped_lines import is_comment, join_lines
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
        if is_comment(line.text):
            return None
        if not any(map(str.isdecimal, line.text)) and any(map(str.isalpha, line.text)):
            self._seen.clear()  # a name between two numbers
            return None
        self._seen = [*self._seen[1 - _MOST_LINES :], _Seen(line, phone, is_refused)]
        for start in range(len(self._seen) - 1):
            lines = self._seen[start:]
            texts = [each.line.text for each in lines]
            parts = join_lines(texts, is_refused=lines[0].is_refused)
            if self._is_one_number(lines, parts):
                return _wrapped_error(lines, quote(" ".join(parts)))
        return None

    def _is_one_number(self, lines: list[_Seen], parts: list[str]) -> bool:
        """Return whether the parts, joined by spaces, are a number that is on none of the lines."""
        if not any(each.is_refused for each in lines):
            return False
        phone = self._parts.read(parts)
        return phone is not None and all(each.phone != phone for each in lines)


def _wrapped_error(lines: list[_Seen], whole: str) -> PhoneError:
    """Return the error for the last line of the number `whole`, which is on several lines."""
    *before, last = lines
    answered = [each.line.number for each in before if not each.is_refused]
    if answered:
        way_out = f", and don't use the answer to line {answered[0]}."
    elif last.is_refused:
        way_out = "."
    else:
        numbers = ", ".join(str(each.line.number) for each in before)
        way_out = f"; if not, correct or remove line{'s' * (len(before) > 1)} {numbers}."
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{whole} came as {len(lines)} lines: if it is one number, put it on one line{way_out}",
    )
