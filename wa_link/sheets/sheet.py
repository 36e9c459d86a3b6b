"""The class Sheet: columns and a stream of rows. All readers return a Sheet, for every format."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from wa_link._support.arguments import require_texts
from wa_link._support.quoting import pluralize, quote
from wa_link._support.wrapped_lines import begins_number
from wa_link.errors import InputError, OptionError, Reason
from wa_link.sheets.column_names import list_names, suggest_name
from wa_link.sheets.input_file import never
from wa_link.sheets.malformed_rows import TOO_MANY_CELLS, find_earlier_problem
from wa_link.sheets.own_columns import DROPPED_COLUMNS
from wa_link.sheets.peekable_records import PeekableRecords
from wa_link.sheets.rows import Block, Record, Row, RowRange, fit_details, make_record, split_item

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence


MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Size of the largest Excel worksheet. Other sheets can have more rows, but not more columns."""
_NO_WIDTH = -1  # no record has -1 cells, so a block with this width returns only records
_MAX_RANGE_CHARACTERS = 1 << 19  # in the rows that a worker receives at once


class Sheet:
    """Columns and rows of an input file. Iterate over it only once: rows are not stored.

    Attributes:
        columns: names of the columns in order, without those that wa-link adds, such as `wa_link`.
            Two columns can have the same name. If there is no header, the names are `1`, `2`, ….
        has_header: whether the sheet has a header row.
        delimiter: the character between cells, such as `;`; a comma if it is not delimited text.
        has_sep_line: whether the first line is Excel's line with the delimiter, `sep=;`.
        has_byte_order_mark: whether output as delimited text should begin with a byte-order mark.
        blank_lines: number of blank lines that were skipped so far; a blank line is not a row.
        other_worksheets: how many other worksheets the workbook has; they are not read.
        format: format of the file: `delimited` for text such as CSV, `workbook`, `vcard` or
            `jsonl`; `rows` for rows that the caller gave.
        encoding: encoding of the text; None for a workbook, and for rows that the caller gave.
        worksheet: name of the worksheet; None if the file is not a workbook.
        header_row: number of the header row in the file, from 1; None if there is no header row.
        remarks: sentences for the user about how the file is read, such as its header row.
        has_formats: whether cells can have number formats that add digits, such as `"+966 "0`.
        keeps_cards: whether `Row.raw` has the card of a row. Set it before the first row is read.
        would_wait: function that returns whether the next row of a pipe has not come yet.
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
        """Make a sheet. In `records`, a Block contains many records, and None is a blank line.

        `columns` includes columns that wa-link added earlier. For other arguments, see the class.
        """
        self._names, self._width = tuple(columns), len(columns)
        self._leave_out(DROPPED_COLUMNS)
        self._dropped: int | None = None
        self._records = PeekableRecords(records)
        self._is_read = self._is_closed = False
        self.has_header = has_header
        self.delimiter = delimiter
        self.has_sep_line = has_sep_line
        self.has_byte_order_mark = has_byte_order_mark
        self.blank_lines = blank_lines
        self.other_worksheets = other_worksheets
        self.remarks = tuple(remarks)
        self.format = "rows"
        self.encoding: str | None = None
        self.worksheet: str | None = None
        self.header_row: int | None = None
        self.has_formats, self.keeps_cards = has_formats, False
        self.would_wait: Callable[[], bool] = never

    @classmethod
    def from_rows(cls, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
        """Return a sheet whose rows come from a list or generator; the header counts as line 1."""
        require_texts("columns", columns)
        return cls(columns, (make_record(line, row) for line, row in enumerate(rows, start=2)))

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
        """Yield the rows in ranges of at least `size` rows, but fewer than twice `size`.

        The last range can be shorter, and a range before a pipe waits, or of long rows, which would
        fill memory. In a plain list, a range seldom ends at a line that may end within a number.
        If the file can't be read to its end, yield all rows, and then raise the error.

        Args:
            size: usual number of rows in a range.
            copies: how many copies of a range the caller keeps in memory; more make ranges shorter.
        """
        # The minimum memory of a row: its cells, and the names of the columns when it is written.
        weight = sum(map(len, self.columns)) + 8 * self._width
        limit = _MAX_RANGE_CHARACTERS // copies
        size = max(1, min(size, limit // (weight + 1)))
        before, count, characters, records = 0, 0, 0, list[Record | Block]()
        try:
            for record in self._records:
                self.blank_lines += record is None
                for each in split_item(record, size, limit):
                    records.append(each)
                    count += 1 if isinstance(each, Record) else len(each)
                    characters += each.characters
                    fill = max(count / size, characters / limit)
                    is_open = self._width == 1 and fill < 2 and begins_number(each.last_line)
                    if fill >= 1 and not is_open:
                        yield RowRange(before, records)
                        before, count, characters, records = before + count, 0, 0, []
                if records and self.would_wait():
                    yield RowRange(before, records)
                    before, count, characters, records = before + count, 0, 0, []
        except InputError:
            yield RowRange(before, records)
            raise
        self._end_reading()
        yield RowRange(before, records)

    def peek_rows(self, count: int) -> list[Row]:
        """Return about `count` first rows, fewer if a pipe waits; they are read again later."""
        return self.make_rows(RowRange(0, self._records.peek(count, self.would_wait)))

    def close(self) -> None:
        """Close the reader, such as the child process of a workbook. No row can be read later."""
        self._is_closed = not self._is_read
        self._records.close()

    def _end_reading(self) -> None:
        """Record that all rows were read; raise ValueError if the sheet was closed before that."""
        if self._is_closed:
            raise ValueError("The sheet is closed: read its rows before you close it.")
        self._is_read = True

    def make_rows(self, row_range: RowRange) -> list[Row]:
        """Return the rows of a RowRange that this sheet yielded."""
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
        """Return a copy of the sheet without its rows, so that the copy can be pickled."""
        sheet = copy(self)
        sheet._records, sheet.would_wait = PeekableRecords(()), never  # noqa: SLF001  (a Sheet, too)
        return sheet

    def keep_column(self, name: str) -> None:
        """Include a column of wa-link, such as `wa_link`, in the rows. Call this before reading."""
        self._leave_out({*self._own} - {name})

    def drop_column(self, name: str, *, can_be_typed: bool = False) -> None:
        """Leave a column out that the run writes again: its cells are in `Row.details.dropped`.

        Call this before reading. With `can_be_typed`, a person may have added the column.

        Raises:
            InputError: the sheet has that column, but is not an earlier output of wa-link.
        """
        if name in self.columns and not (self._own or can_be_typed):
            noun = self.column_noun
            raise InputError(
                f"The sheet has a {noun} {quote(name)}, and wa-link writes a column with the same "
                f"name: rename the {noun}."
            )
        self._leave_out({*self._own, name})
        self._dropped = self._own.get(name)

    def _leave_out(self, names: Collection[str]) -> None:
        """Set `columns` to all columns of the file except those with these names."""
        self._kept = [i for i, name in enumerate(self._names) if name not in names]
        self._own = {name: i for i, name in enumerate(self._names) if name in names}
        self.columns = tuple(self._names[i] for i in self._kept)

    def find_column(self, name: str, *, others: Sequence[str] = ()) -> int:
        """Return the index of the column that has this exact name, or this number in the file.

        `2` is the second column of the file. But if a column is named "2", then `2` means that
        column, and `#2` means the second column.

        Args:
            name: the name or the number.
            others: names that are also allowed where `name` was written, for the message.

        Raises:
            OptionError: no column has that name or number, or several columns have the name.
        """
        found = [i for i, column in enumerate(self.columns) if column == name]
        if len(found) == 1:
            return found[0]
        if found:
            numbers = " or ".join(map(self._number_reference, found))
            raise OptionError(
                f"{len(found)} columns are named {quote(name)}: use the column's number, {numbers}."
            )
        numbers_in_file = [str(self.number_in_file(i)) for i in range(len(self.columns))]
        number = name.lstrip("#").lstrip("0")
        if number in numbers_in_file:
            return numbers_in_file.index(number)
        noun, listed = self.column_noun, self.list_columns()
        question = suggest_name(name, (*self.columns, *others))
        raise OptionError(f"There is no {noun} {quote(name)}.{question} The {noun}s are {listed}.")

    @property
    def column_noun(self) -> str:
        """Return the word for a column in messages: `key` for JSON Lines, else `column`."""
        return "key" if self.format == "jsonl" else "column"

    def name_column(self, index: int) -> str:
        """Return the text that chooses a column in an option: its name, or else its number."""
        name = self.columns[index]
        is_clear = self.columns.count(name) == 1 and name.isprintable()
        return name if is_clear else self._number_reference(index)

    def _number_reference(self, index: int) -> str:
        """Return the number that chooses a column: `2`, or `#2` if a column is named "2"."""
        reference = str(self.number_in_file(index))
        while reference in self.columns:
            reference = f"#{reference}"
        return reference

    @property
    def dropped_columns(self) -> tuple[str, ...]:
        """Return the names of columns that wa-link added earlier; rows do not contain them."""
        return tuple(self._own)

    def number_in_file(self, index: int) -> int:
        """Return the number of a column in the file, from 1; columns like `wa_link` count too."""
        return self._kept[index] + 1

    def list_columns(self) -> str:
        """Return the names of the columns for a message, such as `"name", "phone"`."""
        worksheet = self.worksheet if self.other_worksheets else None
        return list_names(self.columns, self.number_in_file(len(self.columns) - 1), worksheet)

    def _make_row(self, number: int, record: Record) -> Row:
        cells, problem = record.cells, record.problem
        if len(cells) > self._width and any(map(str.strip, cells[self._width :])):
            problem = (
                f"{TOO_MANY_CELLS} {len(cells):,} cells, but the sheet has "
                f"{pluralize(self._width, 'column')}: put quotes around each cell that contains "
                "the delimiter."
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
            dropped = "" if self._dropped is None else cells[self._dropped]
            details = fit_details(record.details, self._kept, dropped)
            cells = tuple(cells[i] for i in self._kept)
            return Row(number, record.line, cells, problem, "", details)
        return Row(number, record.line, cells, problem, "", record.details)

    def _earlier_problem(self, cells: tuple[str, ...]) -> str:
        """Return why an earlier run rejected a row as malformed, or "" if it is corrected."""
        if "wa_reason" not in self._own or cells[self._own["wa_reason"]] != Reason.MALFORMED_ROW:
            return ""
        raw, *rest = (cells[i] for i in self._kept) if self._kept else ("",)
        note = cells[self._own["wa_note"]] if "wa_note" in self._own else ""
        return find_earlier_problem(raw, rest, note)
