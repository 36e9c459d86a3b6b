"""Records whose quoted cells contain line breaks, scanned over several lines of delimited text.

The csv module would read on from an unclosed quote to the end of the file, and does not say where
a record begins. Here, a quoted cell must be closed by a quote directly before a delimiter or a
line end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import InputError
from wa_link.sheets.encodings.read_text import MAX_LINE, describe_overlong
from wa_link.sheets.peekable_lines import PeekableLines

if TYPE_CHECKING:
    from collections.abc import Iterable

# A longer quoted cell is overlong; one beyond MAX_LINE counts as unclosed.
MAX_CELL_CHARACTERS = 100_000
_MAX_CELL_LINE_BREAKS = 200
_UP_TO_CLOSING_QUOTE = re.compile(r'(?:[^"]++|"")*+')
_LINE_ENDS = "\r\n"


class DelimitedLines(PeekableLines):
    """Lines of delimited text, and the facts about quotes that their readers share.

    Attributes:
        unclosed: places of opening quotes, as line and index, from which no record can be read.
        overlong_lines: how many of the next lines are inside an overlong cell.
    """

    def __init__(self, blocks: Iterable[list[str]], name: str = "") -> None:
        """Wrap blocks of lines; see `PeekableLines`."""
        super().__init__(blocks, name)
        self.unclosed: set[tuple[int, int]] = set()
        self.overlong_lines = 0
        self._last_unclosed_line = 0

    def remember_unclosed(self, quotes: list[tuple[int, int]]) -> None:
        """Remember unclosed quotes, so that they are not scanned again from each later line."""
        if self._last_unclosed_line < self.taken_count:
            self.unclosed.clear()
        self.unclosed.update(quotes)
        self._last_unclosed_line = max(self._last_unclosed_line, quotes[-1][0])


class QuotedRecord(NamedTuple):
    """A record that may cover several lines.

    Attributes:
        cells: its cells, without quotes.
        more_lines: number of lines after its first one.
        is_overlong: whether a cell is longer than a cell should be.
    """

    cells: list[str]
    more_lines: int
    is_overlong: bool


class _OverlongCellError(Exception):
    """A quoted cell is longer than a cell should be."""


def scan_record(line: str, lines: DelimitedLines, delimiter: str) -> QuotedRecord | None:
    """Scan the record that begins with `line`; return None if a quote in it is not closed.

    Args:
        line: first line of the record, already taken.
        lines: the lines after it; none of them is taken.
        delimiter: one character.

    Raises:
        InputError: the quotes are closed, but the record has more than MAX_LINE characters.
    """
    try:
        return _RecordScanner(line, lines, delimiter, may_be_overlong=False).scan()
    except _OverlongCellError:
        return _RecordScanner(line, lines, delimiter, may_be_overlong=True).scan()


class _RecordScanner:
    def __init__(
        self, line: str, lines: DelimitedLines, delimiter: str, *, may_be_overlong: bool
    ) -> None:
        self._line = line
        self._position = 0
        self._lines = lines
        self._delimiter = delimiter
        self._may_be_overlong = may_be_overlong
        self._more_lines = self._quoted_characters = 0
        self._cells: list[str] = []
        self._opening_quotes: list[tuple[int, int]] = []

    def scan(self) -> QuotedRecord | None:
        """Scan cell by cell up to the end of the record."""
        while self._scan_cell():
            if self._quoted_characters > MAX_LINE:
                if self._may_be_overlong:
                    return None
                place = f"{self._lines.name}, line {self._lines.taken_count}"
                raise InputError(f"{place}: {describe_overlong('row')}")
            if not self._line[self._position : self._position + 2].strip(_LINE_ENDS):
                return QuotedRecord(self._cells, self._more_lines, self._may_be_overlong)
            if not self._line.startswith(self._delimiter, self._position):
                break
            self._position += 1
        self._lines.remember_unclosed(self._opening_quotes)
        return None

    def _scan_cell(self) -> bool:
        """Scan the next cell; return False if it has an unclosed quote."""
        if self._line.startswith('"', self._position):
            return self._scan_quoted_cell()
        end = self._line.find(self._delimiter, self._position)
        if end < 0:
            end = len(self._line.rstrip(_LINE_ENDS))
        self._cells.append(self._line[self._position : end])
        self._position = end
        return True

    def _scan_quoted_cell(self) -> bool:
        place = self._lines.taken_count + self._more_lines, self._position
        self._opening_quotes.append(place)
        if place in self._lines.unclosed:
            return False
        parts: list[str] = []
        characters = line_breaks = 0
        position = self._position + 1
        while True:
            match = _UP_TO_CLOSING_QUOTE.match(self._line, position)
            end = match.end() if match else position
            parts.append(self._line[position:end])
            characters += end - position
            if not self._may_be_overlong and (
                characters > MAX_CELL_CHARACTERS or line_breaks > _MAX_CELL_LINE_BREAKS
            ):
                raise _OverlongCellError
            if characters > MAX_LINE:
                return False
            if end < len(self._line):
                text = "".join(parts).replace('""', '"')
                self._cells.append(text)
                self._quoted_characters += len(text) + 1
                self._position = end + 1
                return True
            line_breaks += 1
            position = 0
            if not self._go_to_next_line():
                return False

    def _go_to_next_line(self) -> bool:
        self._more_lines += 1
        ahead = self._lines.peek(self._more_lines)
        if len(ahead) < self._more_lines:
            return False
        self._line = ahead[self._more_lines - 1]
        return True
