"""Read records whose quoted cells contain line breaks, so one record covers several lines.

The csv module is not used here: after an unclosed quote it reads to the end of the file, and it
does not report the line on which a record begins. In this module, the closing quote of a cell must
be directly before a delimiter or a line end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import InputError
from wa_link.sheets.encodings.read_text import MAX_LINE, describe_overlong
from wa_link.sheets.input_file import never
from wa_link.sheets.peekable_lines import PeekableLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# A quoted cell with more characters is overlong. With more than MAX_LINE characters, its opening
# quote counts as unclosed.
MAX_CELL_CHARACTERS = 100_000
_MAX_CELL_LINE_BREAKS = 200
_UP_TO_CLOSING_QUOTE = re.compile(r'(?:[^"]++|"")*+')
_LINE_ENDS = "\r\n"


class DelimitedLines(PeekableLines):
    """Lines of delimited text; the object remembers which quotes are known to be unclosed.

    Attributes:
        unclosed: places of opening quotes without a closing quote. Each place is the number of the
            line and the index in the line.
        overlong_lines: how many of the next lines belong to a cell that is too long (overlong).
    """

    def __init__(
        self,
        blocks: Iterable[list[str]],
        name: str = "",
        would_wait: Callable[[], bool] = never,
    ) -> None:
        """Store the blocks, which are lists of lines; see `PeekableLines`."""
        super().__init__(blocks, name, would_wait)
        self.unclosed: set[tuple[int, int]] = set()
        self.overlong_lines = 0
        self._last_unclosed_line = 0

    def remember_unclosed(self, quotes: list[tuple[int, int]]) -> None:
        """Remember unclosed quotes, so that the search for their closing quotes is not repeated.

        Args:
            quotes: for each opening quote, the number of its line and its index in the line.
        """
        if self._last_unclosed_line < self.taken_count:
            self.unclosed.clear()
        self.unclosed.update(quotes)
        self._last_unclosed_line = max(self._last_unclosed_line, quotes[-1][0])


class QuotedRecord(NamedTuple):
    """A record that can cover several lines.

    Attributes:
        cells: the cells of the record, without quotes.
        more_lines: number of lines of the record after its first line.
        is_overlong: whether a cell has more than MAX_CELL_CHARACTERS characters or too many lines.
    """

    cells: list[str]
    more_lines: int
    is_overlong: bool


class _OverlongCellError(Exception):
    """Error for a quoted cell with more than MAX_CELL_CHARACTERS characters or too many lines."""


def scan_record(line: str, lines: DelimitedLines, delimiter: str) -> QuotedRecord | None:
    """Return the record that begins with `line`, or None if a quote in the record is not closed.

    Args:
        line: first line of the record, which was already taken from `lines`.
        lines: the following lines. They are read ahead, but not taken from `lines`.
        delimiter: one character.

    Raises:
        InputError: the quoted cells of one record have more than MAX_LINE characters together,
            although none of them alone is too long.
    """
    try:
        return _RecordScanner(line, lines, delimiter, may_be_overlong=False).scan()
    except _OverlongCellError:
        return _RecordScanner(line, lines, delimiter, may_be_overlong=True).scan()


class _RecordScanner:
    """Reader of one record; it keeps the current line and the position in the line."""

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
        """Read the cells of the record one by one; return None if a quote is not closed."""
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
        """Read the next cell; return False if its opening quote has no closing quote."""
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
