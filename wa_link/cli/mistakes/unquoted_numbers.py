"""Numbers typed without quotes: the shell splits `+44 7911 123456` into three arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from wa_link._support.quoting import quote
from wa_link._support.wrapped_lines import is_comment, join_lines
from wa_link.cli.mistakes.unquoted_values import CURLY_QUOTES
from wa_link.errors import PhoneError, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.phone import PhoneNumber

    Result = TypeVar("Result")

# A number has at most 15 digits (E.164) and a prefix of 3, so it has at most 18 parts.
_MOST_PARTS = 18


class NumberParts(NamedTuple):
    """Finds numbers that the shell split into several arguments.

    Attributes:
        command: name of the command, for messages: `link`.
        region: country of numbers without `+`.
        assume: how to read digits that begin with neither `+` nor 0; None to try both ways.
        is_pasted: whether the parts are lines of the clipboard, which no quotes keep together.
    """

    command: str
    region: str | None
    assume: str | None
    is_pasted: bool = False

    def merge(
        self, numbers: Sequence[str], results: Sequence[Result], refused: Sequence[bool]
    ) -> list[tuple[str, Result | PhoneError]]:
        """Return each number with its result, or with an error if the shell split the number.

        For example, the arguments `+44`, `7911` and `123456` are joined to `+44 7911 123456`, with
        an error that asks for quotes. The results of the three parts are dropped, because a part
        alone can be the number of another person. All arguments after the parts get an error, too,
        because they may also be parts of the number.

        Args:
            numbers: the arguments.
            results: the result of each argument, such as its link, in the same order.
            refused: for each argument, True if it is not a valid number.
        """
        merged: list[tuple[str, Result | PhoneError]] = []
        refused = [
            each and not is_comment(number) for number, each in zip(numbers, refused, strict=True)
        ]
        at = 0
        has_parts = False
        while at < len(numbers):
            end = self._end(at, numbers, refused)
            if has_parts:
                merged.append((numbers[at], _error_after_parts(numbers[at])))
                end = at + 1
            elif end > at + 1:
                has_parts = True
                parts = join_lines(numbers[at:end], is_refused=refused[at])
                merged.append((" ".join(numbers[at:end]), self.error(parts)))
            else:
                merged.append((numbers[at], results[at]))
            at = end
        return merged

    def error(self, parts: Sequence[str]) -> PhoneError:
        """Return the error that asks for quotes around the parts of one number."""
        whole = quote(" ".join(parts))
        plain = quote(" ".join(parts).strip(CURLY_QUOTES))
        region = f" --region {self.region}" if self.region and '"+' not in plain else ""
        if self.is_pasted:
            return PhoneError(
                Reason.NOT_A_NUMBER,
                f"{whole} came as {len(parts)} lines: if it is one number, copy it on one line, or "
                f"type wa-link {self.command} {plain}{region}",
            )
        kind = "quotes" if plain == whole else "straight quotes"
        return PhoneError(
            Reason.NOT_A_NUMBER,
            f"{whole} came as {len(parts)} numbers: if it is one number, put it in {kind}, as in "
            f"wa-link {self.command} {plain}{region}",
        )

    def is_number(self, parts: Sequence[str]) -> bool:
        """Return whether the parts, joined by spaces, are one valid number."""
        return self.read(parts) is not None

    def read(self, parts: Sequence[str]) -> PhoneNumber | None:
        """Return the number of the parts, joined by spaces; None if they are not one number."""
        from wa_link.phone import parse_phone  # noqa: PLC0415  (loads phonenumbers)
        from wa_link.phone.split_links import split_links  # noqa: PLC0415  (as above)

        whole = " ".join(parts)
        if not all(map(str.strip, parts)):  # an unset variable of a script is not a part
            return None
        if sum(map(str.isdecimal, whole)) > _MOST_PARTS:
            return None
        if len(split_links(whole)) > 1:
            return None
        try:
            return parse_phone(whole, self.region, assume=self.assume)
        except PhoneError:
            return None

    def _end(self, start: int, numbers: Sequence[str], refused: Sequence[bool]) -> int:
        """Return the index after the last argument of the number that begins at `start`.

        The number takes as many arguments as possible. If it takes several, at least one of them
        is not a valid number alone: valid numbers are not joined with each other. If it takes only
        one, return `start + 1`.
        """
        for end in range(min(len(numbers), start + _MOST_PARTS), start + 1, -1):
            parts = join_lines(numbers[start:end], is_refused=refused[start])
            if any(refused[start:end]) and len(parts) > 1 and self._is_split(parts):
                return end
        return start + 1

    def _is_split(self, parts: Sequence[str]) -> bool:
        """Return whether the parts are one number, which may have lost its +: `44 7911 123456`."""
        if self.is_number(parts):
            return True
        has_plus = self.region is not None or not parts[0].isdecimal()
        return not has_plus and self.is_number((f"+{parts[0]}", *parts[1:]))


def _error_after_parts(number: str) -> PhoneError:
    """Return the error for an argument after the parts of a number."""
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(number)} comes after parts of another number, and may be a part of it: put each "
        "number in quotes.",
    )
