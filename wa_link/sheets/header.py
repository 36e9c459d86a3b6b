"""The header row of a sheet: where it is among the first rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import pluralize
from wa_link.errors import InputError, OptionError
from wa_link.phone.clean import clean
from wa_link.sheets.columns import phone_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.sheets.rows import Record

HEADER_WITHIN = 30
"""How many rows from the top may hold the header row."""

# The digits of a number, however they are written; and of dates and times.
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d(?:[\W_]{0,4}\d){6}")
_DATE = re.compile(
    r"(?<![\d./-])(?:(?:19|20)\d\d[-_./]?\d\d[-_./]?\d\d|\d{1,2}([-./])\d{1,2}\1(?:\d\d){1,2})"
    r"(?![\d./-])|\b\d{1,2}:\d\d(?::\d\d)?\b"
)
# A number of a column, which any header may be.
_COLUMN_NUMBER = re.compile(r"#*\d+")
# Of a row that may be a header, and characters of a cell that may hold a number: more takes time.
_MOST_COLUMNS, _MOST_CHARACTERS = 1_000, 10_000
# Of the rows that are kept while the header is looked for.
_MOST_AHEAD = 1 << 20


class Header(NamedTuple):
    """The header row, and what was read to find it.

    Attributes:
        record: the header row; None where there is no row at all.
        rest: the records below it that have been read.
        titles: how many rows above it are skipped.
        blank_lines: how many blank lines have been read.
        error: what reading ended with, after these records.
    """

    record: Record | None
    rest: list[Record]
    titles: int
    blank_lines: int
    error: InputError | None = None

    def below(self) -> Iterator[Record]:
        """Yield the records below it that have been read.

        Raises:
            InputError: there are no more, for the sheet cannot be read on.
        """
        yield from self.rest
        if self.error:
            raise self.error

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences for the person: which row it is, where titles are skipped."""
        if self.record is None or not self.titles:
            return ()
        return (header_remark(self.record.line, self.titles),)


def take_header(
    records: Iterator[Record | None], names: Sequence[str] = (), row: int | None = None
) -> Header:
    """Take records up to the header row of a sheet, and as many more as it takes to find it.

    Args:
        records: of the sheet; None for a blank line.
        names: headers of phone columns that a person named; none to find them by their words.
        row: the row or line of the header in the file, from 1, where a person named it.
    """
    if row is not None:
        return _take_row(records, row)
    taken: list[Record] = []
    error = None
    blank_lines = characters = 0
    try:
        for record in records:
            if record is None:
                blank_lines += 1
                continue
            taken.append(record)
            characters += record.characters
            is_far = len(taken) >= HEADER_WITHIN or characters > _MOST_AHEAD
            if is_far or _ends_search(cells_to_judge(record), names, is_first=len(taken) == 1):
                break
    except InputError as caught:
        if not taken:
            raise
        error = caught
    titles = find_header([cells_to_judge(record) for record in taken], names)
    header = taken[titles] if taken else None
    return Header(header, taken[titles + 1 :], titles, blank_lines, error)


def _ends_search(cells: Sequence[str], names: Sequence[str], *, is_first: bool) -> bool:
    """Return whether no row below can be the header: this one is, or may be a contact."""
    return (is_first and has_phone_column(cells, names) and not _is_title(cells)) or has_number(
        cells
    )


def take_first(records: Iterator[Record | None]) -> Header:
    """Take records up to the first row, of a sheet without header."""
    blank_lines = 0
    for record in records:
        if record is not None:
            return Header(record, [], 0, blank_lines)
        blank_lines += 1
    return Header(None, [], 0, blank_lines)


def _take_row(records: Iterator[Record | None], row: int) -> Header:
    """Take records up to a row; its record is None where that row is blank or not there."""
    titles = blank_lines = 0
    for record in records:
        if record is None:
            blank_lines += 1
        elif record.line >= row:
            return Header(record if record.line == row else None, [], titles, blank_lines)
        else:
            titles += 1
    return Header(None, [], titles, blank_lines)


def missing_row(name: str, row: int) -> OptionError:
    """Return the error for a header row that a person named, and that is blank or not there."""
    return OptionError(
        f"{option('header_row')}: {name} has nothing in row {row:,}: give the number of the row "
        "that names the columns, counted from 1, blank rows included."
    )


def find_header(rows: Sequence[Sequence[str]], names: Sequence[str] = ()) -> int:
    """Return the index of the header row among the first rows of a sheet.

    It is the first row, unless that has no phone column and a later one has, with nothing but
    titles above it: rows with fewer cells and without a phone number, which might be a contact.

    Args:
        rows: the first rows that are not blank, `HEADER_WITHIN` at most.
        names: headers of phone columns that a person named; none to find them by their words.
    """
    widest, is_one_column = 0, True
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if has_number(row):
            break
        filled, heads = _count_filled(row), has_phone_column(row, names)
        if index == 0 and heads:
            if _is_named(row, names) or not _is_title(row):
                break
            is_one_column = False
        elif heads and (
            filled > widest or (filled == 1 and is_one_column) or _is_named(row, names)
        ):
            return index
        widest = max(widest, filled)
        is_one_column = is_one_column and filled <= 1
    return 0


def heads_several(cells: Sequence[str]) -> bool:
    """Return whether a row has several cells and heads a column of phone numbers."""
    return not _is_title(cells) and has_phone_column(cells, ()) and not has_number(cells)


def has_phone_column(row: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row heads the columns that were named, or any of phone numbers.

    Args:
        row: the cells of what may be the header row.
        names: headers or numbers of phone columns that a person named. Where they are numbers
            alone, or none, a phone column is found by its words.
    """
    return _is_named(row, names) or (
        all(map(_COLUMN_NUMBER.fullmatch, names)) and bool(phone_columns(row[:_MOST_COLUMNS]))
    )


def header_remark(number: int, titles: int) -> str:
    """Return the sentence that says which row is the header.

    Args:
        number: of its row or line in the file, from 1.
        titles: how many rows above it are skipped.
    """
    above = "row" if titles == 1 else pluralize(titles, "row")
    return f"Row {number:,} is the header; skipped the {above} above it."


def has_number(cells: Sequence[str]) -> bool:
    """Return whether a cell holds the digits of a phone number, apart from dates and times."""
    return any(
        _NUMBER.search(_DATE.sub("", clean(cell)))
        for cell in (each[:_MOST_CHARACTERS] for each in cells)
        if _DIGIT.search(cell)
    )


def cells_to_judge(record: Record) -> Sequence[str]:
    """Return the cells of a record; of one that cannot be read, its text."""
    return (record.raw,) if record.problem else record.cells


def _is_named(row: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row has all headers that a person named, in words."""
    named = [name for name in names if not _COLUMN_NUMBER.fullmatch(name)]
    return bool(named) and set(named) <= set(row)


def _is_title(row: Sequence[str]) -> bool:
    """Return whether a row may be a title that has the words of a header: `Phone numbers`."""
    return _count_filled(row) <= 1


def _count_filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell and not cell.isspace())
