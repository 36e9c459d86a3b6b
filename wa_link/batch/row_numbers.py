"""Rows to phone numbers: read a number, or several, from the phone columns of a row."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import option, require
from wa_link._support.quoting import escape, quote
from wa_link.batch.labelled_cells import cells_reader, refusal_by_label
from wa_link.errors import Note, NoteCode, OptionError, PhoneError, Reason, named_option
from wa_link.phone import Assume, PhoneNumber
from wa_link.phone.assume import assume_option
from wa_link.phone.fast import parse_fast
from wa_link.phone.regions import find_region, region_option
from wa_link.phone.steps import note_split, parse_all, parse_fully

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wa_link.sheets.rows import Row, ShownCell
    from wa_link.sheets.sheet import Sheet

# Limits for one row that is split: rows, each as long as the original, and characters.
MOST_SPLIT, _MOST_SPLIT_CHARACTERS = 50, 1_000_000

Numbers: TypeAlias = list[PhoneNumber | PhoneError]


class Multiple(StrEnum):
    """How to read several numbers in a cell."""

    FIRST = "first"
    SPLIT = "split"
    REJECT = "reject"


def multiple_option(multiple: Multiple | str) -> Multiple:
    """Return the way to read several numbers that has this name.

    Raises:
        OptionError: there is no such way.
    """
    require("multiple", multiple, str)
    try:
        return Multiple(multiple)
    except ValueError:
        raise OptionError(
            f"{quote(multiple)} is not a way to take several numbers: use {', '.join(Multiple)}."
        ) from None


class NumbersReader:
    """Reads the numbers of a row that are to be linked."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[int],
        *,
        region: str | None,
        region_column: str | None,
        multiple: Multiple | str,
        assume: Assume | str | None,
        is_named: bool,
    ) -> None:
        """Check the options.

        Args:
            sheet: the sheet of the rows.
            columns: indices of the phone columns, in the order in which they are tried.
            region: country of numbers without `+`; see `ContactOptions` for this and the next ones.
            region_column: column with the country of each row.
            multiple: how to read several numbers in a cell.
            assume: how to read digits with neither `+` nor a leading zero.
            is_named: whether a person named the columns.

        Raises:
            OptionError: an option has a value that does not exist, such as an unknown region.
        """
        self._sheet, self._columns, self._is_named = sheet, columns, is_named
        self._home = home = region_option(region) if region is not None else None
        self._region_of = None
        if region_column is not None:
            self._region_of = _region_reader(sheet, region_column, home)
        self._assume = assume_option(assume) if assume is not None else None
        self._multiple = multiple_option(multiple)
        self._cells_of = cells_reader(sheet, columns, is_named=is_named)

    def read(self, row: Row) -> Numbers:
        """Return the numbers of a row, at least one.

        Raises:
            PhoneError: no column gives a number.
        """
        columns = self._columns
        region = self._region_of(row) if self._region_of else self._home
        refusal = None
        texts = map(row.cells.__getitem__, columns)
        cells = self._cells_of(row) if self._cells_of else [*zip(columns, texts, strict=True)]
        for index, cell in cells:
            try:
                notes = _format_notes(row, index) if row.details.formats else ()
                if self._multiple is Multiple.FIRST:
                    numbers: Numbers = [
                        parse_fast(cell, region) or parse_fully(cell, region, self._assume)
                    ]
                else:
                    numbers = _read_several(cell, region, self._assume, self._multiple)
            except PhoneError as error:
                if refusal is None or refusal.reason is Reason.EMPTY:
                    refusal = error
                # A person who names columns wants all of them tried; among columns that were found,
                # a damaged cell must not lead to another number.
                if self._is_named or error.reason is Reason.EMPTY:
                    continue
                raise
            if len(numbers) > 1:
                _check_split(row, len(numbers))
            if index != columns[0]:
                notes = (_other_column(self._sheet, index), *notes)
            return _with_notes(numbers, notes) if notes else numbers
        raise _final_refusal(row, set(columns).difference(index for index, _ in cells), refusal)


def constant_reader(number: PhoneNumber) -> Callable[[Row], Numbers]:
    """Return a function that gives this number for every row that is not blank."""
    # A repair of the option was noted once; it is not a repair of each row.
    numbers: Numbers = [replace(number, notes=())]

    def read(row: Row) -> Numbers:
        if not any(map(str.strip, row.cells)):
            raise PhoneError(Reason.EMPTY, "The row is blank.")
        return numbers

    return read


def _region_reader(sheet: Sheet, column: str, home: str | None) -> Callable[[Row], str | None]:
    """Return a function that reads the region of a row: `home` where its cell is blank."""
    with named_option(option("region_column")):
        index = sheet.find_column(column)

    def read(row: Row) -> str | None:
        cell = row.cells[index]
        if not cell.strip():
            return home
        if found := find_region(cell):
            return found
        raise PhoneError(
            Reason.UNKNOWN_REGION,
            f"{quote(cell)} names no region for certain: write two letters, such as GB.",
        )

    return read


def _final_refusal(row: Row, unread: Iterable[int], refusal: PhoneError | None) -> PhoneError:
    """Return why no column gives a number: the first refusal, or the labels of unread columns."""
    if refusal is not None and refusal.reason is not Reason.EMPTY:
        return refusal
    return (
        refusal_by_label(row, unread) or refusal or PhoneError(Reason.EMPTY, "There is no number.")
    )


def _read_several(
    cell: str, region: str | None, assume: Assume | None, multiple: Multiple
) -> Numbers:
    """Return all numbers of a cell, at least one that is valid.

    Raises:
        PhoneError: no number is valid; or there are several, and the row is to be rejected.
    """
    numbers = parse_all(cell, region, assume)
    refused = [number for number in numbers if isinstance(number, PhoneError)]
    if len(refused) == len(numbers):
        raise refused[0]
    if len(numbers) == 1:
        return numbers
    if multiple is Multiple.REJECT:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(cell)} has {len(numbers)} numbers: keep one, take the first "
            f"({option('multiple', 'first')}), or make a row for each "
            f"({option('multiple', 'split')}).",
        )
    if len(numbers) > MOST_SPLIT:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(cell)} has {len(numbers)} numbers, and a row is split into at most "
            f"{MOST_SPLIT}: put its numbers into rows of their own.",
        )
    return note_split(cell, numbers)


def _check_split(row: Row, count: int) -> None:
    """Fail if the rows from a split take too much memory."""
    size = sum(map(len, row.cells))
    if count * size > _MOST_SPLIT_CHARACTERS:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"The row has {count} numbers and {size:,} characters, and would be split into more "
            f"than {_MOST_SPLIT_CHARACTERS:,}: put its numbers into rows of their own.",
        )


def _with_notes(numbers: Numbers, notes: tuple[Note, ...]) -> Numbers:
    """Return the numbers, each with these notes before its own."""
    return [
        number if isinstance(number, PhoneError) else replace(number, notes=(*notes, *number.notes))
        for number in numbers
    ]


def _format_notes(row: Row, index: int) -> tuple[Note, ...]:
    """Return the note on a cell that shows more than its value.

    Raises:
        PhoneError: it is not certain which digits the cell shows.
    """
    cell = formats.get(index) if (formats := row.details.formats) else None
    if cell is None:
        return ()
    if not cell.text:
        raise _unknown_format(cell)
    message = (
        f"The cell contains {quote(cell.value)} and shows {quote(cell.text)} by its number format."
    )
    return (Note(NoteCode.NUMBER_FORMAT, message),)


def _unknown_format(cell: ShownCell) -> PhoneError:
    form = f", {escape(cell.code[:60])}," if cell.code else ""
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"The cell contains {quote(cell.value)}, and its number format{form} shows other digits: "
        "write the number as text, with + and the calling code.",
    )


def _other_column(sheet: Sheet, index: int) -> Note:
    return Note(
        NoteCode.OTHER_COLUMN, f"The number is from column {quote(sheet.columns[index], 30)}."
    )
