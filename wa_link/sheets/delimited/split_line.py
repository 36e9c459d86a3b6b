"""Split lines of delimited text into cells, one line or a block of lines at a time.

Each line must be a complete record; `quoted_cells.py` reads records that cover several lines.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from wa_link.sheets.delimited.quoted_cells import MAX_CELL_CHARACTERS
from wa_link.sheets.delimited.write_delimited import format_record
from wa_link.sheets.rows import Record, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DELIMITERS: Final = (",", ";", "\t", "|")
"""Delimiters that are detected; the user must give any other delimiter."""
NO_DELIMITER: Final = "\U0010ffff"
"""Delimiter for a sheet with one column: a code point that no text contains."""
_LINE_ENDS = "\r\n"


def split_line(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the cells of a line; an empty tuple if this function can't split the line.

    The caller must then use `scan_record`. That can only happen if the line contains quotes, and a
    quote is not closed, the line is very long, or the delimiter is unusual.

    Args:
        text: the line without its line end.
        delimiter: one character.
    """
    if '"' not in text:
        return tuple(text.split(delimiter))
    if delimiter not in DELIMITERS or len(text) > MAX_CELL_CHARACTERS:
        return ()
    try:
        # In strict mode, the csv module fails on a quote that is not closed.
        return tuple(next(csv.reader((text,), delimiter=delimiter, strict=True)))
    except csv.Error:
        return ()


def can_copy_line(text: str, cells: tuple[str, ...], delimiter: str) -> bool:
    """Return whether `text` can be copied, because wa-link would write `cells` exactly like it."""
    if delimiter == NO_DELIMITER:
        delimiter = ","
    elif '"' not in text:
        return True
    return format_record(cells, delimiter) == f"{text}\n"


@dataclass(slots=True)
class LineBlock:
    """Lines of delimited text, each of which is a complete record; see `rows.Block`.

    Attributes:
        line: number of the first line in the file, from 1.
        lines: the lines, with their line ends.
        delimiter: one character.
    """

    line: Final[int]
    lines: Final[list[str]]
    delimiter: Final[str]

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def characters(self) -> int:
        """Return the number of characters of all lines."""
        return sum(map(len, self.lines))

    @property
    def last_line(self) -> str:
        """Return the last line."""
        return self.lines[-1]

    def has_only_records(self) -> bool:
        """Return whether each line is a complete record: not blank, and without unclosed quotes."""
        if any(map(str.isspace, self.lines)):
            return False
        if not self._has_quotes():
            return True
        if self.delimiter not in DELIMITERS or max(map(len, self.lines)) > MAX_CELL_CHARACTERS:
            return False
        try:
            return sum(1 for _ in self._split_all(self.lines)) == len(self.lines)
        except csv.Error:
            return False

    def split(self, size: int) -> Iterator[LineBlock]:
        """Split the block into blocks of at most `size` lines."""
        for start in range(0, len(self.lines), size):
            yield LineBlock(self.line + start, self.lines[start : start + size], self.delimiter)

    def rows(self, before: int, width: int) -> list[Row | Record]:
        """Return a Row for each line that has `width` cells, and a Record for any other line.

        Args:
            before: number of rows of the sheet before this block.
            width: number of cells that a Row must have.
        """
        texts = [line.rstrip(_LINE_ENDS) for line in self.lines]
        can_copy_all = not self._has_quotes() and self.delimiter != NO_DELIMITER
        return [
            Row(
                number,
                line,
                cells,
                "",
                text if can_copy_all or can_copy_line(text, cells, self.delimiter) else "",
            )
            if len(cells) == width
            else Record(line, cells, text)
            for number, line, text, cells in zip(
                count(before + 1), count(self.line), texts, self._split_all(texts), strict=False
            )
        ]

    def _has_quotes(self) -> bool:
        return '"' in "".join(self.lines)

    def _split_all(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        if self._has_quotes():
            return map(tuple, csv.reader(texts, delimiter=self.delimiter, strict=True))
        delimiter = self.delimiter
        return (tuple(text.split(delimiter)) for text in texts)
