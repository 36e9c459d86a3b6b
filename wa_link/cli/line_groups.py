"""Messages about lines of a file: each is said once, with all lines that it is about."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class LineGroups:
    """Lines by their code and message."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], list[int]] = {}

    def add(self, code: str, message: str, line: int) -> None:
        """Add a line."""
        self._lines.setdefault((code, message), []).append(line)

    def update(self, other: LineGroups) -> None:
        """Add the lines of other groups."""
        for key, lines in other._lines.items():
            self._lines.setdefault(key, []).extend(lines)

    def __iter__(self) -> Iterator[tuple[str, str, list[int]]]:
        """Yield each code and message, with its lines; what comes first in the file, first."""
        for (code, message), lines in sorted(self._lines.items(), key=lambda item: item[1][0]):
            yield code, message, lines

    def with_code(self, code: str) -> Iterator[str]:
        """Yield a sentence for each message of that code: `line 5: …`, `lines 2-4, 7: …`."""
        for each, message, lines in self:
            if each == code:
                yield f"{name_lines(lines)}: {message}"

    def rejections(self) -> Iterator[str]:
        """Yield a sentence for each message: `Line 5 is rejected, invalid: …`."""
        for code, message, lines in self:
            verb = "is" if len(lines) == 1 else "are"
            yield f"{name_lines(lines).capitalize()} {verb} rejected, {code}: {message}"


def name_lines(lines: Iterable[int]) -> str:
    """Return the numbers of lines as words, all of them: `line 5`, `lines 2-4, 7`."""
    numbers = list(dict.fromkeys(lines))
    if len(numbers) == 1:
        return f"line {numbers[0]:,}"
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        (_, first), *others = run
        runs.append(f"{first}-{others[-1][1]}" if others else str(first))
    return f"lines {', '.join(runs)}"
