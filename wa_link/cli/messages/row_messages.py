"""Messages about rows of a sheet: the same message is printed once, with all its rows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class RowPlace(NamedTuple):
    """Place of a row in its sheet.

    Attributes:
        row: number of the row, counted from 1 without the header row.
        line: line of the file on which the row begins.
    """

    row: int
    line: int


class RowMessages:
    """Collects messages about rows, and groups the rows that have the same message."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[RowPlace]] = {}

    def add(self, code: str, message: str, place: RowPlace) -> None:
        """Add the message of one row.

        Args:
            code: code of the reason or note, such as `too_short`.
            message: the message.
            place: the row.
        """
        self._places.setdefault((code, message), []).append(place)

    def update(self, other: RowMessages) -> None:
        """Add all messages of `other`. Its rows must come after all rows that were added so far."""
        for key, places in other._places.items():
            self._places.setdefault(key, []).extend(places)

    def __iter__(self) -> Iterator[tuple[str, str, list[RowPlace]]]:
        """Yield code (such as `invalid`), text and rows of each message, sorted by first row."""
        for (code, message), places in sorted(self._places.items(), key=lambda item: item[1][0]):
            yield code, message, places

    def with_code(self, code: str) -> Iterator[str]:
        """Yield a line for each message with the given code: `row 4 (line 5): …`."""
        for each, message, places in self:
            if each == code:
                yield f"{name_places(places)}: {message}"

    def rejections(self) -> Iterator[str]:
        """Yield a sentence for each message: `Row 4 (line 5) is rejected (invalid): …`."""
        for code, message, places in self:
            verb = "is" if len(set(places)) == 1 else "are"
            yield f"{name_places(places).capitalize()} {verb} rejected ({code}): {message}"


def name_places(places: Sequence[RowPlace]) -> str:
    """Return words for rows and their lines: `row 4 (line 5)`, `rows 1-3, 6 (lines 2-4, 7)`.

    The numbers of the rows can be copied into `--rows`. If the lines have the same numbers as the
    rows, the lines are left out.
    """
    rows, lines = ([*dict.fromkeys(numbers)] for numbers in zip(*places, strict=True))
    named = name_numbers("row", rows)
    return named if rows == lines else f"{named} ({name_numbers('line', lines)})"


def name_numbers(noun: str, numbers: Sequence[int]) -> str:
    """Return words for ascending numbers: `line 5` for [5], `lines 2-4, 7` for [2, 3, 4, 7]."""
    if len(numbers) == 1:
        return f"{noun} {numbers[0]}"
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        (_, first), *others = run
        runs.append(f"{first}-{others[-1][1]}" if others else str(first))
    return f"{noun}s {', '.join(runs)}"
