"""Find the header row among the first rows of a sheet, which may begin with title rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import pluralize
from wa_link.errors import InputError, OptionError
from wa_link.phone.clean import clean
from wa_link.sheets.headers.phone_headers import find_phone_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_link.sheets.rows import Record

HEADER_WITHIN = 30
"""Number of rows at the beginning of a sheet that are searched for the header row."""

# A phone number is at least seven digits with any separators; dates and times are not numbers.
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d(?:[\W_]{0,4}\d){6}")
_DATE = re.compile(
    r"(?<![\d./-])(?:(?:19|20)\d\d[-_./]?\d\d[-_./]?\d\d|\d{1,2}([-./])\d{1,2}\1(?:\d\d){1,2})"
    r"(?![\d./-])|\b\d{1,2}:\d\d(?::\d\d)?\b"
)
# The number of a column, such as `2` or `#2`; a header can also be such a number.
_COLUMN_NUMBER = re.compile(r"#*\d+")
# To save time, only so many columns of a header and characters of a cell are searched.
_MAX_COLUMNS, _MAX_CHARACTERS = 1_000, 10_000
# Limit of characters in memory while the header row is searched for.
_MAX_AHEAD = 1 << 20


class Header(NamedTuple):
    """The header row, and the records that were read to find it.

    Attributes:
        record: the header row; None if the sheet has no row at all.
        rest: the records below the header row that were already read.
        titles: number of title rows above the header row, which are skipped.
        blank_lines: number of blank lines that were read.
        error: the error at which reading stopped, after the records in `rest`; None if
            there was no error.
    """

    record: Record | None
    rest: list[Record]
    titles: int
    blank_lines: int
    error: InputError | None = None

    def below(self) -> Iterator[Record]:
        """Yield the records in `rest`; then raise `error` if it is not None.

        Raises:
            InputError: the file could not be read after these records.
        """
        yield from self.rest
        if self.error:
            raise self.error

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return a tuple with a remark on the skipped title rows; empty if none were skipped."""
        if self.record is None or not self.titles:
            return ()
        return (header_remark(self.record.line, self.titles),)


def take_header(records: Iterator[Record | None], names: Sequence[str] = ()) -> Header:
    """Read records until the header row is found; return this row and the records read after it.

    Args:
        records: records of the sheet; None for a blank line.
        names: headers that the user gave for the phone columns. If there are none, a phone column
            is recognised by words such as `phone`.
    """
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
            is_far = len(taken) >= HEADER_WITHIN or characters > _MAX_AHEAD
            if is_far or _ends_search(cells_or_text(record), names, is_first=len(taken) == 1):
                break
    except InputError as caught:
        if not taken:
            raise
        error = caught
    titles = find_header_row([cells_or_text(record) for record in taken], names)
    header = taken[titles] if taken else None
    return Header(header, taken[titles + 1 :], titles, blank_lines, error)


def _ends_search(cells: Sequence[str], names: Sequence[str], *, is_first: bool) -> bool:
    """Return whether the search for the header row can end at a row.

    It can end at the first row if this is clearly a header row, and at any row with a phone number.
    """
    return (
        is_first and has_phone_header(cells, names) and not _is_title(cells)
    ) or has_phone_digits(cells)


def take_first(records: Iterator[Record | None]) -> Header:
    """Read the first row of a sheet without a header; skip the blank lines above this row."""
    blank_lines = 0
    for record in records:
        if record is not None:
            return Header(record, [], 0, blank_lines)
        blank_lines += 1
    return Header(None, [], 0, blank_lines)


def missing_header_row(name: str, row: int) -> OptionError:
    """Return the error for the option `header_row` if that row is blank or does not exist."""
    return OptionError(
        f"{option('header_row')}: {name} has nothing in row {row:,}: give the number of the row "
        "with the names of the columns. Count from 1, and count blank rows, too."
    )


def find_header_row(rows: Sequence[Sequence[str]], names: Sequence[str] = ()) -> int:
    """Return the index of the header row among the first rows of a sheet.

    It is the first row that has the header of a phone column, such as `phone`, if all rows above it
    are titles. Otherwise, it is the first row of the sheet (index 0).

    A title has no phone number, and has fewer cells than the header row. There are two exceptions:
    If the header row has only one cell, a title can have one cell, too. If the header row has the
    headers in `names`, a title can have any number of cells.

    Args:
        rows: the first rows that are not blank, at most `HEADER_WITHIN`.
        names: headers that the user gave for the phone columns. If there are none, a phone column
            is recognised by words such as `phone`.
    """
    widest, is_one_column = 0, True
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if has_phone_digits(row):
            break
        filled, heads = _count_filled(row), has_phone_header(row, names)
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


def is_header_of_several(cells: Sequence[str]) -> bool:
    """Return whether a row has several cells, no phone number, and the header of a phone column."""
    return not _is_title(cells) and has_phone_header(cells, ()) and not has_phone_digits(cells)


def has_phone_header(row: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row has all headers in `names`, or a header such as `phone`.

    Args:
        row: cells of a row that may be the header row.
        names: headers (`Mobile`) or numbers (`2`) of the phone columns that the user gave. If no
            header was given, a header such as `phone` is looked for.
    """
    return _is_named(row, names) or (
        all(map(_COLUMN_NUMBER.fullmatch, names)) and bool(find_phone_columns(row[:_MAX_COLUMNS]))
    )


def header_remark(number: int, titles: int) -> str:
    """Return a sentence such as `Row 4 is the header; skipped the 3 rows above it`.

    Args:
        number: number of the header's row or line in the file, from 1.
        titles: number of rows above the header, which are skipped.
    """
    above = "row" if titles == 1 else pluralize(titles, "row")
    return f"Row {number:,} is the header; skipped the {above} above it."


def has_phone_digits(cells: Sequence[str]) -> bool:
    """Return whether a cell contains a phone number: seven or more digits, not a date or time."""
    return any(
        _NUMBER.search(_DATE.sub("", clean(cell)))
        for cell in (each[:_MAX_CHARACTERS] for each in cells)
        if _DIGIT.search(cell)
    )


def cells_or_text(record: Record) -> Sequence[str]:
    """Return the cells of a record; for a malformed record, return its text as one cell."""
    return (record.raw,) if record.problem else record.cells


def _is_named(row: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row has all headers in `names`.

    Column numbers in `names`, such as `2`, are ignored. Return False if `names` has no headers.
    """
    named = [name for name in names if not _COLUMN_NUMBER.fullmatch(name)]
    return bool(named) and set(named) <= set(row)


def _is_title(row: Sequence[str]) -> bool:
    """Return whether a row has at most one cell with text; a title such as `Customers` has one."""
    return _count_filled(row) <= 1


def _count_filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell and not cell.isspace())
