"""CSV, TSV and their like (RFC 4180, and what programs really write): lines <-> records.

The csv module would read on from an unclosed quote to the end of the file, and does not tell where
a record begins. Here a quoted cell must be closed by a quote directly before a delimiter or a line
end; else its first line alone is a record that says so, and reading resumes behind it. Where one is
closed, but is longer than any cell should be, each of its lines is such a record: they could be a
text of many lines, or rows behind a quote that is none, and are not told apart for certain.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from wa_link.errors import InputError
from wa_link.sheets.lines import Lines
from wa_link.sheets.rows import Record, Row
from wa_link.sheets.sheet import OPEN_QUOTE
from wa_link.sheets.text import MAX_LINE, too_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DELIMITERS = (",", ";", "\t", "|")
# A quoted cell ends within these; up to MAX_LINE, it is known to end at all.
_MAX_CELL_CHARACTERS = 100_000
_MAX_CELL_LINE_BREAKS = 200
# What stands between the quotes of a cell, as far as it goes.
_QUOTED = re.compile(r'(?:[^"]++|"")*+')
# Stands in for the delimiter of a sheet of one column: a code point that is no character.
_NO_DELIMITER = "\U0010ffff"
_LINE_ENDS = "\r\n"
_OVERLONG = (
    "This line stands in a quoted cell that is longer than cells are: shorten the cell, or close "
    "its quote where it ends."
)


class QuotedLines(Lines):
    """Lines, and what is known of the quotes in those that come: readers go on by turns."""

    def __init__(self, blocks: Iterable[list[str]], name: str = "") -> None:
        """As `Lines`."""
        super().__init__(blocks, name)
        self.hopeless: set[tuple[int, int]] = set()
        """Where quotes open, by line and index, from which on there is no record."""
        self.hopeless_to = 0  # the last of these lines
        self.within = 0
        """How many of the next lines stand in a cell that is too long."""


def read_records(lines: QuotedLines, delimiter: str | None) -> Iterator[Record | None]:
    """The records of `lines`; None for a wholly blank line.

    Args:
        lines: with their line ends.
        delimiter: one character; None where a line is one cell.

    Raises:
        InputError: a record has no end in sight: its quotes are all closed, and open others.
    """
    delimiter = delimiter or _NO_DELIMITER
    for line in lines:
        start = lines.taken
        text = line.rstrip(_LINE_ENDS)
        if lines.within:
            lines.within -= 1
            yield Record(start, (), text, _OVERLONG) if text.strip() else None
        elif not text or (text.isspace() and delimiter not in text):
            yield None
        elif cells := cells_of(text, delimiter):
            yield Record(start, cells, text, "", _is_plain(text, cells, delimiter))
        elif (quoted := _quoted_record(line, lines, delimiter)) is None:
            yield Record(
                start,
                (),
                text,
                f"{OPEN_QUOTE} has no closing quote directly before a delimiter or line "
                "end: close it, and double the quotes within.",
            )
        elif quoted.is_overlong:
            lines.within = quoted.more_lines
            yield Record(start, (), text, _OVERLONG)
        else:
            raw = line + "".join(lines.take() or "" for _ in range(quoted.more_lines))
            yield Record(start, tuple(quoted.cells), raw.rstrip(_LINE_ENDS))


def read_blocks(lines: QuotedLines, delimiter: str | None) -> Iterator[Record | LineBlock | None]:
    """The same records; those that stand on one line each are kept together."""
    records = read_records(lines, delimiter)
    while ahead := lines.look(1):
        block = LineBlock(lines.taken + 1, list(ahead), delimiter or _NO_DELIMITER)
        if not lines.within and block.is_sound():
            lines.take_block()
            yield block
            continue
        while lines.taken < block.line + len(block) - 1:
            yield next(records)


@dataclass(slots=True)
class LineBlock:
    """Lines of delimited text, each of them a record.

    Attributes:
        line: the physical line on which the first begins, from 1.
        lines: with their line ends.
        delimiter: one character.
    """

    line: Final[int]
    lines: Final[list[str]]
    delimiter: Final[str]

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def characters(self) -> int:
        """How many they have."""
        return sum(map(len, self.lines))

    def is_sound(self) -> bool:
        """Whether each line is a record, indeed."""
        if any(map(str.isspace, self.lines)):
            return False
        if not self._has_quotes():
            return True
        if self.delimiter not in DELIMITERS or max(map(len, self.lines)) > _MAX_CELL_CHARACTERS:
            return False
        try:
            return sum(1 for _ in self._cells(self.lines)) == len(self.lines)
        except csv.Error:
            return False

    def cut(self, size: int) -> Iterator[LineBlock]:
        """See `Block`."""
        for start in range(0, len(self.lines), size):
            yield LineBlock(self.line + start, self.lines[start : start + size], self.delimiter)

    def rows(self, before: int, width: int) -> list[Row | Record]:
        """See `Block`."""
        texts = [line.rstrip(_LINE_ENDS) for line in self.lines]
        plain = not self._has_quotes() and self.delimiter != _NO_DELIMITER
        return [
            Row(
                number,
                line,
                cells,
                "",
                text if plain or _is_plain(text, cells, self.delimiter) else "",
            )
            if len(cells) == width
            else Record(line, cells, text)
            for number, line, text, cells in zip(
                count(before + 1), count(self.line), texts, self._cells(texts), strict=False
            )
        ]

    def _has_quotes(self) -> bool:
        return '"' in "".join(self.lines)

    def _cells(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """The cells of each line; what the csv module takes for a quote, we do."""
        if self._has_quotes():
            return map(tuple, csv.reader(texts, delimiter=self.delimiter, strict=True))
        delimiter = self.delimiter
        return (tuple(text.split(delimiter)) for text in texts)


def cells_of(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a record that stands on one line; none where that takes a closer look."""
    if '"' not in text:
        return tuple(text.split(delimiter))
    if delimiter not in DELIMITERS or len(text) > _MAX_CELL_CHARACTERS:
        return ()
    try:
        # It takes a quote for what we do, and fails where one is not closed.
        return tuple(next(csv.reader((text,), delimiter=delimiter, strict=True)))
    except csv.Error:
        return ()


def _is_plain(text: str, cells: tuple[str, ...], delimiter: str) -> bool:
    """Whether a line is as we would write its cells."""
    if delimiter == _NO_DELIMITER:
        delimiter = ","
    elif '"' not in text:
        return True
    return delimited(cells, delimiter) == f"{text}\n"


class _Quoted(NamedTuple):
    cells: list[str]
    more_lines: int
    is_overlong: bool


class _OverlongError(Exception):
    """A quoted cell goes on, and is longer than any should be."""


def _quoted_record(line: str, lines: QuotedLines, delimiter: str) -> _Quoted | None:
    """The cells of a record with quotes in it, and how many lines it takes after its first."""
    try:
        return _closed_record(line, lines, delimiter)
    except _OverlongError:
        return _closed_record(line, lines, delimiter, is_overlong=True)


def _closed_record(
    line: str, lines: QuotedLines, delimiter: str, *, is_overlong: bool = False
) -> _Quoted | None:
    """The same; None where a cell is not closed.

    Args:
        line: the first of the record.
        lines: behind it.
        delimiter: one character.
        is_overlong: whether cells may be of any length.

    Raises:
        _OverlongError: one is too long.
    """
    cells: list[str] = []
    opened: list[tuple[int, int]] = []
    position = more_lines = length = 0
    most = None if is_overlong else _MAX_CELL_LINE_BREAKS
    while True:
        if line.startswith('"', position):
            opened.append((lines.taken + more_lines, position))
            known = opened[-1] in lines.hopeless
            cell = None if known else _quoted_cell(line, position, lines, more_lines, most)
            if cell is None:
                _remember(opened, lines)
                return None
            line, position, more_lines = cell.line, cell.end, cell.more_lines
            cells.append(cell.text)
            length += len(cell.text) + 1
            if length > MAX_LINE and is_overlong:
                return None
            if length > MAX_LINE:
                raise InputError(f"{lines.name}, line {lines.taken}: {too_long('row')}")
        else:
            end = line.find(delimiter, position)
            end = len(line.rstrip(_LINE_ENDS)) if end < 0 else end
            cells.append(line[position:end])
            position = end
        if not line[position : position + 2].strip(_LINE_ENDS):
            return _Quoted(cells, more_lines, is_overlong)
        if not line.startswith(delimiter, position):
            _remember(opened, lines)
            return None
        position += 1


def _remember(opened: list[tuple[int, int]], lines: QuotedLines) -> None:
    """Remember where it is hopeless: a row of many lines would be tried again from each of them."""
    if lines.hopeless_to < lines.taken:
        lines.hopeless.clear()
    lines.hopeless.update(opened)
    lines.hopeless_to = max(lines.hopeless_to, opened[-1][0])


class _Cell(NamedTuple):
    text: str
    line: str  # the line on which it ends
    end: int  # the index behind its closing quote
    more_lines: int


def _quoted_cell(
    line: str, start: int, lines: QuotedLines, more_lines: int, most_breaks: int | None
) -> _Cell | None:
    """The cell whose opening quote is at `start`, or None where it is not closed.

    Args:
        line: on which it begins.
        start: index of its opening quote.
        lines: behind those that are read.
        more_lines: how many have been read after the first.
        most_breaks: how many line breaks it may have; None for as many as there are.

    Raises:
        _OverlongError: it has more of them, or more characters.
    """
    parts: list[str] = []
    characters = breaks = 0
    position = start + 1
    while True:
        end = _end_of_quoted(line, position)
        parts.append(line[position:end])
        characters += end - position
        if (
            most_breaks is not None
            and max(characters - _MAX_CELL_CHARACTERS, breaks - most_breaks) > 0
        ):
            raise _OverlongError
        if characters > MAX_LINE:
            return None
        if end < len(line):
            return _Cell("".join(parts).replace('""', '"'), line, end + 1, more_lines)
        breaks += 1
        more_lines += 1
        ahead = lines.look(more_lines)
        if len(ahead) < more_lines:
            return None
        line, position = ahead[more_lines - 1], 0


def _end_of_quoted(line: str, position: int) -> int:
    match = _QUOTED.match(line, position)
    return match.end() if match else position


def delimited(values: Sequence[str], delimiter: str) -> str:
    """A line of `values`, ended by LF; quoted where a reader would need it (RFC 4180).

    The csv module leaves a lone CR unquoted when lines end in LF, and such a cell would come back
    as two rows.
    """
    line = delimiter.join(values)
    if '"' in line or "\n" in line or "\r" in line or line.count(delimiter) >= len(values):
        line = delimiter.join(_written(value, delimiter) for value in values)
    if len(values) == 1 and not line.strip():  # bare, it would be a blank line and no row
        line = f'"{line}"'
    return f"{line}\n"


def _written(value: str, delimiter: str) -> str:
    if delimiter in value or '"' in value or "\n" in value or "\r" in value:
        return '"' + value.replace('"', '""') + '"'
    return value
