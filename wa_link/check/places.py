"""Places in a text as people and programs name them: lines and columns, both from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """Line and column of a character, both from 1; a column counts characters."""

    line: int
    column: int


class Lines:
    """The lines of a text. LF, CRLF and CR end a line."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def find(self, index: int) -> Place:
        """Return the line and the column of the character at `index`."""
        line = bisect_right(self._starts, index)
        return Place(line, index - self._starts[line - 1] + 1)

    def span(self, line: int) -> tuple[int, int]:
        """Return the indexes of the first character of a line, and after its line end."""
        end = self._starts[line] if line < len(self._starts) else self._length
        return self._starts[line - 1], end
