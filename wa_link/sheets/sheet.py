"""Sheet: columns and a stream of rows, whatever format they were read from."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wa_link._support.arguments import require_texts
from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError, Reason
from wa_link.sheets.own_columns import OWN_COLUMNS
from wa_link.sheets.rows import Record, Row, RowRange, split_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_link.sheets.rows import Block, Details

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Size of an Excel worksheet. Any sheet may have that many columns, and more rows."""
OPEN_QUOTE: Final = "A cell's opening quote"
_TOO_MANY: Final = "The row has"
# Notes on malformed delimited rows, other than rows of digits alone, begin with one of these two.
_MALFORMED_NOTES: Final = (OPEN_QUOTE, _TOO_MANY)
_STILL_MALFORMED = "The row was malformed, and still is: put each cell into its column."
_MAX_NOTE_CHARACTERS = 500
_DIGITS = re.compile(r"\+?\d+")
# A width that no row has.
_NO_WIDTH = -1
# An e-mail address, or the digits of a phone number.
_LIKE_CONTACT = re.compile(r"@|(?:\d\D{0,2}){7}")
# Limit for the rows that a worker gets at once.
_MAX_RANGE_CHARACTERS = 1 << 19


def _make_record(line: int, row: Sequence[str]) -> Record:
    """Make a record from a row in memory.

    Raises:
        TypeError: a cell is not text.
    """
    try:
        return Record(line, tuple(row), ",".join(row))
    except TypeError:
        require_texts(f"row {line - 1}", row)
        raise


class Sheet:
    """Columns and a stream of rows. Iterate over it once; rows are read as they are taken.

    Attributes:
        columns: names of the columns in order, without wa-link's own; names may repeat. In a sheet
            without header they are `1`, `2`, ….
        has_header: whether the sheet has a header row.
        delimiter: delimiter of its cells, for output in the same format.
        has_sep_line: whether its first line names the delimiter (`sep=;`), for the same reason.
        has_byte_order_mark: whether it begins with a byte-order mark, for the same reason.
        blank_lines: number of blank lines skipped so far; blank lines are not rows.
        other_worksheets: number of other worksheets in its workbook.
        is_json_lines: whether it is JSON Lines, for output in the same format.
        is_delimited: whether it is delimited text.
        encoding: encoding of its text; None for a workbook, and for rows in memory.
        worksheet: name of its worksheet; None if it is not a workbook.
        remarks: sentences for the user about how it is read, such as which worksheet.
        has_formats: whether its rows may have cells that show more than their values.
    """

    def __init__(
        self,
        columns: Sequence[str],
        records: Iterable[Record | Block | None],
        *,
        has_header: bool = True,
        delimiter: str = ",",
        has_sep_line: bool = False,
        has_byte_order_mark: bool = False,
        blank_lines: int = 0,
        other_worksheets: int = 0,
        remarks: Sequence[str] = (),
        has_formats: bool = False,
    ) -> None:
        """Make a sheet of records and blocks of them, with None for each blank line.

        `columns` are all columns of the file, wa-link's own included. See the class for the rest.
        """
        self._names, self._width = tuple(columns), len(columns)
        self._kept = [i for i, name in enumerate(columns) if name not in OWN_COLUMNS]
        self._own = {name: i for i, name in enumerate(columns) if name in OWN_COLUMNS}
        self._records = iter(records)
        self._is_read = self._is_closed = False
        self.columns = tuple(columns[i] for i in self._kept)
        self.has_header = has_header
        self.delimiter = delimiter
        self.has_sep_line = has_sep_line
        self.has_byte_order_mark = has_byte_order_mark
        self.blank_lines = blank_lines
        self.other_worksheets = other_worksheets
        self.remarks = tuple(remarks)
        self.is_json_lines = self.is_delimited = False
        self.encoding: str | None = None
        self.worksheet: str | None = None
        self.has_formats = has_formats

    @classmethod
    def from_rows(cls, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
        """Make a sheet of rows in memory or from a generator; its header counts as line 1."""
        require_texts("columns", columns)
        return cls(columns, (_make_record(line, row) for line, row in enumerate(rows, start=2)))

    def __iter__(self) -> Iterator[Row]:
        before = 0
        for record in self._records:
            if record is None:
                self.blank_lines += 1
                continue
            rows = self.make_rows(RowRange(before, [record]))
            before += len(rows)
            yield from rows
        self._end_reading()

    def row_ranges(self, size: int, *, copies: int = 1) -> Iterator[RowRange]:
        """Yield ranges of rows: `size` of them each, or up to twice as many.

        The last range is shorter, and so are ranges of long rows. All rows that can be read come
        before an error is raised.

        Args:
            size: number of rows in a range.
            copies: how many copies of a range may be in memory at once.
        """
        # The least memory of a row: its cells, and the names of its columns when it is written.
        weight = sum(map(len, self.columns)) + 8 * self._width
        limit = _MAX_RANGE_CHARACTERS // copies
        size = max(1, min(size, limit // (weight + 1)))
        before, count, characters = 0, 0, 0
        records: list[Record | Block] = []
        try:
            for record in self._records:
                if record is None:
                    self.blank_lines += 1
                    continue
                for each in (
                    (record,) if isinstance(record, Record) else split_block(record, size, limit)
                ):
                    records.append(each)
                    count += 1 if isinstance(each, Record) else len(each)
                    characters += each.characters
                    if count >= size or characters >= limit:
                        yield RowRange(before, records)
                        before, count, characters, records = before + count, 0, 0, []
        except InputError:
            yield RowRange(before, records)
            raise
        self._end_reading()
        yield RowRange(before, records)

    def close(self) -> None:
        """End the reader, such as a child process; no more rows can be taken."""
        self._is_closed = not self._is_read
        close = getattr(self._records, "close", None)
        if close is not None:
            close()

    def _end_reading(self) -> None:
        """Record that all rows were read; raise ValueError if the sheet was closed before that."""
        if self._is_closed:
            raise ValueError("The sheet is closed: take its rows before you close it.")
        self._is_read = True

    def make_rows(self, row_range: RowRange) -> list[Row]:
        """Return the rows of a RowRange of this sheet."""
        found: list[Row] = []
        for each in row_range.records:
            if isinstance(each, Record):
                found.append(self._make_row(row_range.before + len(found) + 1, each))
            else:
                found += self._make_rows_of_block(each, row_range.before + len(found))
        return found

    def _make_rows_of_block(self, block: Block, before: int) -> list[Row]:
        made = block.rows(before, _NO_WIDTH if self._own else self._width)
        return [
            each if isinstance(each, Row) else self._make_row(number, each)
            for number, each in enumerate(made, before + 1)
        ]

    def copy_without_rows(self) -> Sheet:
        """Return a sheet with the same columns and no rows, which can be pickled."""
        sheet = copy(self)
        sheet._records = iter(())  # noqa: SLF001  (its own kind)
        return sheet

    def keep_column(self, name: str) -> None:
        """Keep one of wa-link's own columns, such as `wa_link`. Call it before rows are made."""
        self._own.pop(name, None)
        kept = {*self._kept, *(i for i, each in enumerate(self._names) if each == name)}
        self._kept = sorted(kept)
        self.columns = tuple(self._names[i] for i in self._kept)

    def find_column(self, name: str) -> int:
        """Return the index of the column with an exact name, or with a number in the file.

        Numbers count from 1. `#2` is column 2 even if another header is "2", unless one is "#2".

        Raises:
            OptionError: no column has that name or number, or several have the name.
        """
        found = [i for i, column in enumerate(self.columns) if column == name]
        if len(found) == 1:
            return found[0]
        if found:
            numbers = " or ".join(map(self._number_reference, found))
            raise OptionError(
                f"{quote(name)} names {len(found)} columns: use its number, {numbers}."
            )
        numbers_in_file = [str(self.number_in_file(i)) for i in range(len(self.columns))]
        number = name.lstrip("#").lstrip("0")
        if number in numbers_in_file:
            return numbers_in_file.index(number)
        raise OptionError(
            f"There is no column {quote(name)}. The columns are {self.list_columns()}."
        )

    def _number_reference(self, index: int) -> str:
        """Return the column's number, with enough `#` before it to differ from all headers."""
        reference = str(self.number_in_file(index))
        while reference in self.columns:
            reference = f"#{reference}"
        return reference

    @property
    def dropped_columns(self) -> tuple[str, ...]:
        """Return the names of wa-link's own columns in the file, which its rows don't have."""
        return tuple(self._own)

    def number_in_file(self, index: int) -> int:
        """Return the number of a column in the file, from 1, counting wa-link's own columns too."""
        return self._kept[index] + 1

    def list_columns(self) -> str:
        """List the columns for a message, by their names or, if those may be contacts, by numbers.

        Names may be contacts if the first row is not a header.
        """
        if any(map(_LIKE_CONTACT.search, self.columns)):
            return f"numbered 1 to {self.number_in_file(len(self.columns) - 1)}"
        names = [quote(name, 30) for name in self.columns[:30]]
        more = len(self.columns) - len(names)
        return ", ".join(names) + (f" and {more} more" if more else "")

    def _make_row(self, number: int, record: Record) -> Row:
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
            raw = record.raw if record.can_copy else ""
            return Row(number, record.line, cells, "", raw, record.details)
        cells = (*cells[: self._width], *("",) * (self._width - len(cells)))
        if self._own:
            problem = self._earlier_problem(cells)
            cells = tuple(cells[i] for i in self._kept)
        return Row(number, record.line, cells, problem, "", self._fit_details(record))

    def _fit_details(self, record: Record) -> Details:
        """Return a record's details, with its formats by the indices of the columns kept."""
        formats = record.details.formats
        if not formats:
            return record.details
        places = {index: place for place, index in enumerate(self._kept)}
        kept = {places[i]: cell for i, cell in formats.items() if i in places}
        return replace(record.details, formats=kept)

    def _earlier_problem(self, cells: tuple[str, ...]) -> str:
        """Return why a row of an earlier output was malformed, if nobody has corrected it.

        The first cell is then the raw text of the row, which could give a wrong number.
        """
        if "wa_reason" not in self._own or cells[self._own["wa_reason"]] != Reason.MALFORMED_ROW:
            return ""
        raw, *rest = (cells[i] for i in self._kept) if self._kept else ("",)
        note = cells[self._own["wa_note"]] if "wa_note" in self._own else ""
        is_corrected = any(rest) or (_DIGITS.fullmatch(raw) and note.startswith(_MALFORMED_NOTES))
        if is_corrected:
            return ""
        # The note may have been changed to anything, and is shown on a terminal.
        return (
            note
            if note.isprintable() and 0 < len(note) <= _MAX_NOTE_CHARACTERS
            else _STILL_MALFORMED
        )
