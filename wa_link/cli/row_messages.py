"""Messages about rows of a sheet: each is printed once, with all its rows and lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Place(NamedTuple):
    """Place of a row: its number, without the header row, and its line in the file."""

    row: int
    line: int


class RowMessages:
    """Rows of each message."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[Place]] = {}

    def add(self, code: str, message: str, place: Place) -> None:
        """Add a row."""
        self._places.setdefault((code, message), []).append(place)

    def update(self, other: RowMessages) -> None:
        """Add the rows of other groups."""
        for key, places in other._places.items():
            self._places.setdefault(key, []).extend(places)

    def __iter__(self) -> Iterator[tuple[str, str, list[Place]]]:
        """Yield each code and message with its rows, in the order of the file."""
        for (code, message), places in sorted(self._places.items(), key=lambda item: item[1][0]):
            yield code, message, places

    def with_code(self, code: str) -> Iterator[str]:
        """Yield a sentence for each message with that code: `row 4 (line 5): …`."""
        for each, message, places in self:
            if each == code:
                yield f"{name_places(places)}: {message}"

    def rejections(self) -> Iterator[str]:
        """Yield a sentence for each message: `Row 4 (line 5) is rejected, invalid: …`."""
        for code, message, places in self:
            verb = "is" if len(set(places)) == 1 else "are"
            yield f"{name_places(places).capitalize()} {verb} rejected, {code}: {message}"


def name_places(places: Sequence[Place]) -> str:
    """Return rows and their lines as words: `row 4 (line 5)`, `rows 1-3, 6 (lines 2-4, 7)`.

    The option --rows takes rows in this form. Lines are left out if they are equal to the rows.
    """
    rows, lines = ([*dict.fromkeys(numbers)] for numbers in zip(*places, strict=True))
    named = name_numbers("row", rows)
    return named if rows == lines else f"{named} ({name_numbers('line', lines)})"


def name_numbers(noun: str, numbers: Sequence[int]) -> str:
    """Return ascending numbers as words: `line 5`, `lines 2-4, 7`."""
    if len(numbers) == 1:
        return f"{noun} {numbers[0]}"
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        (_, first), *others = run
        runs.append(f"{first}-{others[-1][1]}" if others else str(first))
    return f"{noun}s {', '.join(runs)}"
