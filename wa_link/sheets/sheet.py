"""Sheet: the columns and the stream of rows that every input becomes."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import require_texts
from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError, Reason
from wa_link.sheets.rows import Record, Row, Stretch, cut_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_link.sheets.rows import Block, Details

__all__ = [
    "CODE_COLUMN",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "OPEN_QUOTE",
    "OUTPUT_COLUMNS",
    "OWN_COLUMNS",
    "REJECTS_COLUMNS",
    "Record",
    "Row",
    "Sheet",
    "Stretch",
]

OUTPUT_COLUMNS = ("wa_link", "wa_phone", "wa_status", "wa_reason", "wa_note")
"""What is put behind a row's own columns; CODE_COLUMN follows where codes are drawn."""
CODE_COLUMN = "wa_qr"
"""The file name of a row's code."""
REJECTS_COLUMNS = ("wa_line", "wa_reason", "wa_note")
"""What is put behind the columns of a rejected row that goes to a file of its own."""
OWN_COLUMNS = tuple(dict.fromkeys((*OUTPUT_COLUMNS, CODE_COLUMN, *REJECTS_COLUMNS)))
"""All of those; dropped from input, so that a corrected output can be fed back."""
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Of a worksheet of Excel; any sheet may have so many columns, and more rows."""

_STILL_MALFORMED = "The row was malformed, and still is: put each cell into its column."
_MOST_NOTE = 500  # characters
OPEN_QUOTE, _TOO_MANY = "A cell's opening quote", "The row has"
"""How the notes begin on rows of delimited text whose cells are wrong; none of those is digits."""
_DIGITS = re.compile(r"\+?\d+")
# What no row has.
_NO_WIDTH = -1
# An e-mail address, or the digits of a number.
_LIKE_CONTACT = re.compile(r"@|(?:\d\D{0,2}){7}")
# Of rows that are worked on together.
_MOST_CHARACTERS = 1 << 19


def _record(line: int, row: Sequence[str]) -> Record:
    """Return a row in memory as a record.

    Raises:
        TypeError: a cell is not text.
    """
    try:
        return Record(line, tuple(row), ",".join(row))
    except TypeError:
        require_texts(f"row {line - 1}", row)
        raise


class Sheet:
    """Columns and a stream of rows: iterate over it, once; reading goes on as rows are taken.

    Attributes:
        columns: their names, in order, without our own; names may repeat. `1`, `2`, … in a sheet
            without header.
        has_header: whether the names stood in the sheet.
        delimiter: what separated its cells, for output that should be alike.
        tells_delimiter: whether its first line told so, `sep=;`, for the same reason.
        byte_order_mark: whether it began with one, for the same reason.
        blank_lines: how many were passed over so far; they are no rows.
        beside: how many other sheets its workbook has.
        is_json_lines: whether it is JSON Lines, for output that should be alike.
        is_delimited: whether it is delimited text.
        encoding: encoding of its text; None for a workbook, and for rows in memory.
        worksheet: name of its worksheet; None for what is not a workbook.
        remarks: sentences for the person about how the sheet is read, such as which worksheet.
        has_formats: whether its rows may have cells that show more than their values.
    """

    def __init__(
        self,
        columns: Sequence[str],
        records: Iterable[Record | Block | None],
        *,
        has_header: bool = True,
        delimiter: str = ",",
        tells_delimiter: bool = False,
        byte_order_mark: bool = False,
        blank_lines: int = 0,
        beside: int = 0,
        remarks: Sequence[str] = (),
        has_formats: bool = False,
    ) -> None:
        """A sheet of `records`, in which None stands for a blank line, behind so many of them."""
        self._width = len(columns)
        self._kept = [i for i, name in enumerate(columns) if name not in OWN_COLUMNS]
        self._own = {name: i for i, name in enumerate(columns) if name in OWN_COLUMNS}
        self._records = iter(records)
        self._is_read = self._is_closed = False
        self.columns = tuple(columns[i] for i in self._kept)
        self.has_header = has_header
        self.delimiter = delimiter
        self.tells_delimiter = tells_delimiter
        self.byte_order_mark = byte_order_mark
        self.blank_lines = blank_lines
        self.beside = beside
        self.remarks = tuple(remarks)
        self.is_json_lines = self.is_delimited = False
        self.encoding: str | None = None
        self.worksheet: str | None = None
        self.has_formats = has_formats

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
        """A sheet of rows in memory, or from a generator; its header counts as line 1."""
        require_texts("columns", columns)
        return cls(columns, (_record(line, row) for line, row in enumerate(rows, start=2)))

    def __iter__(self) -> Iterator[Row]:
        before = 0
        for record in self._records:
            if record is None:
                self.blank_lines += 1
                continue
            rows = self.rows(Stretch(before, [record]))
            before += len(rows)
            yield from rows
        self._end()

    def stretches(self, size: int, *, copies: int = 1) -> Iterator[Stretch]:
        """What the rows are made of: so many of them at a time, or up to twice as many.

        The last are fewer, and so are long ones, and those of which so many copies may be made. All
        that can be read come before an error does.
        """
        # What a row takes for itself: its cells, and its columns' names where they are written.
        weight = sum(map(len, self.columns)) + 8 * self._width
        most = _MOST_CHARACTERS // copies
        size = max(1, min(size, most // (weight + 1)))
        before, count, characters = 0, 0, 0
        records: list[Record | Block] = []
        try:
            for record in self._records:
                if record is None:
                    self.blank_lines += 1
                    continue
                for each in (
                    (record,) if isinstance(record, Record) else cut_block(record, size, most)
                ):
                    records.append(each)
                    count += 1 if isinstance(each, Record) else len(each)
                    characters += each.characters
                    if count >= size or characters >= most:
                        yield Stretch(before, records)
                        before, count, characters, records = before + count, 0, 0, []
        except InputError:
            yield Stretch(before, records)
            raise
        self._end()
        yield Stretch(before, records)

    def close(self) -> None:
        """End what reads the rows, such as a child process; rows that are left can't be taken."""
        self._is_closed = not self._is_read
        close = getattr(self._records, "close", None)
        if close is not None:
            close()

    def _end(self) -> None:
        """Note that all rows are read, unless it was closed before: none is lost in silence."""
        if self._is_closed:
            raise ValueError("The sheet is closed: take its rows before.")
        self._is_read = True

    def rows(self, stretch: Stretch) -> list[Row]:
        """The rows that are made of records of this sheet."""
        found: list[Row] = []
        for each in stretch.records:
            if isinstance(each, Record):
                found.append(self._row(stretch.before + len(found) + 1, each))
            else:
                found += self._rows(each, stretch.before + len(found))
        return found

    def _rows(self, block: Block, before: int) -> list[Row]:
        made = block.rows(before, _NO_WIDTH if self._own else self._width)
        return [
            each if isinstance(each, Row) else self._row(number, each)
            for number, each in enumerate(made, before + 1)
        ]

    def without_rows(self) -> Sheet:
        """A sheet with the same columns, and no rows: it can be pickled."""
        sheet = copy(self)
        sheet._records = iter(())  # noqa: SLF001  (its own kind)
        return sheet

    def column(self, name: str) -> int:
        """Return the index of the column with that exact name, or with that number in the file.

        Numbers count from 1. `#2` is column 2 even where a header is "2", unless one is "#2".

        Raises:
            OptionError: there is none, or there are several.
        """
        found = [i for i, column in enumerate(self.columns) if column == name]
        if len(found) == 1:
            return found[0]
        if found:
            numbers = " or ".join(map(self._reference, found))
            raise OptionError(
                f"{quote(name)} names {len(found)} columns: use its number, {numbers}."
            )
        numbers_in_file = [str(self.number(i)) for i in range(len(self.columns))]
        number = name.lstrip("#").lstrip("0")
        if number in numbers_in_file:
            return numbers_in_file.index(number)
        raise OptionError(f"There is no column {quote(name)}. The columns are {self.listing()}.")

    def _reference(self, index: int) -> str:
        """Return what `column` takes for that column alone: its number, which no header is."""
        reference = str(self.number(index))
        while reference in self.columns:
            reference = f"#{reference}"
        return reference

    @property
    def dropped(self) -> tuple[str, ...]:
        """The names of our own columns that it has, and its rows have not."""
        return tuple(self._own)

    def number(self, index: int) -> int:
        """The number in the file, from 1, of the column with that index: our own count there."""
        return self._kept[index] + 1

    def listing(self) -> str:
        """The columns, for a message: by their names, unless those tell of a person.

        They do where the first row is no header; and a message quotes one cell at most.
        """
        if any(map(_LIKE_CONTACT.search, self.columns)):
            return f"numbered 1 to {self.number(len(self.columns) - 1)}"
        names = [quote(name, 30) for name in self.columns[:30]]
        more = len(self.columns) - len(names)
        return ", ".join(names) + (f" and {more} more" if more else "")

    def _row(self, number: int, record: Record) -> Row:
        cells, problem = record.cells, record.problem
        if len(cells) > self._width and any(map(str.strip, cells[self._width :])):
            problem = (
                f"{_TOO_MANY} {len(cells):,} cells, the sheet {self._width} columns: "
                "put quotes around a cell that contains the delimiter."
            )
        if problem:
            cells = (record.raw, *("",) * (len(self.columns) - 1))
            return Row(number, record.line, cells, problem)
        if len(cells) == self._width and not self._own:
            raw = record.raw if record.plain else ""
            return Row(number, record.line, cells, "", raw, record.details)
        cells = (*cells[: self._width], *("",) * (self._width - len(cells)))
        if self._own:
            problem = self._old_problem(cells)
            cells = tuple(cells[i] for i in self._kept)
        return Row(number, record.line, cells, problem, "", self._details(record))

    def _details(self, record: Record) -> Details:
        """Return a record's details, its formats by the indices of the columns that are kept."""
        formats = record.details.formats
        if not formats:
            return record.details
        places = {index: place for place, index in enumerate(self._kept)}
        kept = {places[i]: cell for i, cell in formats.items() if i in places}
        return replace(record.details, formats=kept)

    def _old_problem(self, cells: tuple[str, ...]) -> str:
        """Why a row of our output was malformed, while its raw text still stands in one cell.

        Read as that cell, the text could give the number of another column, or of no row at all.
        """
        if "wa_reason" not in self._own or cells[self._own["wa_reason"]] != Reason.MALFORMED_ROW:
            return ""
        raw, *rest = (cells[i] for i in self._kept) if self._kept else ("",)
        note = cells[self._own["wa_note"]] if "wa_note" in self._own else ""
        is_mended = any(rest) or (
            _DIGITS.fullmatch(raw) and note.startswith((OPEN_QUOTE, _TOO_MANY))
        )
        if is_mended:
            return ""
        # A note may be anything by now, and is shown on a terminal.
        return note if note.isprintable() and 0 < len(note) <= _MOST_NOTE else _STILL_MALFORMED
