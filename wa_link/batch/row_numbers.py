"""Read the phone number, or several phone numbers, of a row from its phone columns."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import option, require
from wa_link._support.quoting import join_or, quote
from wa_link.batch.labelled_cells import cells_reader, label_error
from wa_link.batch.links_column import hint_at_links_column
from wa_link.batch.number_formats import format_notes
from wa_link.batch.row_regions import region_reader
from wa_link.errors import Note, NoteCode, OptionError, PhoneError, Reason
from wa_link.links.given_link import hint_at_username, read_number, read_numbers
from wa_link.phone import Assume, PhoneNumber
from wa_link.phone.assume import assume_option
from wa_link.phone.fast import parse_fast
from wa_link.phone.steps import note_split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wa_link.batch.row_regions import Conflict, UnreadCountries
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

MOST_SPLIT = 50
"""The most rows that one row is split into."""
# The most characters of all rows together that one row is split into; each is a copy of the row.
_MOST_SPLIT_CHARACTERS = 1_000_000

Numbers: TypeAlias = list[PhoneNumber | PhoneError]
"""The numbers of a row: a PhoneNumber for each valid number, and a PhoneError for each other."""


class Multiple(StrEnum):
    """Option that says what to do if a cell contains several numbers.

    Attributes:
        FIRST: take the first valid number.
        SPLIT: split the row into one row for each number.
        REJECT: reject the row.
    """

    FIRST = "first"
    SPLIT = "split"
    REJECT = "reject"


def multiple_option(multiple: Multiple | str) -> Multiple:
    """Return the member of `Multiple` that is named `first`, `split` or `reject`.

    Raises:
        OptionError: the name is not one of these three.
        TypeError: the name is not text.
    """
    require("multiple", multiple, str)
    try:
        return Multiple(multiple)
    except ValueError:
        raise OptionError(
            f"{option('multiple')} must be {join_or(Multiple)}, not {quote(multiple)}."
        ) from None


class NumbersReader:
    """Reads the phone numbers of rows, with the options of `ContactOptions`."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[int],
        *,
        region: str | None,
        region_column: str | None,
        countries: UnreadCountries | None,
        multiple: Multiple | str,
        assume: Assume | str | None,
        is_named: bool,
        is_printed: bool,
    ) -> None:
        """Check the options, which `ContactOptions` describes.

        Args:
            sheet: the sheet of the rows.
            columns: indices of the phone columns, in the order in which they are tried.
            region: country of numbers without `+`.
            region_column: name of the column with the country of each row.
            countries: columns of countries that are not read; None if there are none.
            multiple: what to do if a cell contains several numbers.
            assume: how to read digits with neither `+` nor a leading 0.
            is_named: whether the user named the phone columns.
            is_printed: whether codes or labels are made.

        Raises:
            OptionError: an option has a value that does not exist, such as an unknown region.
        """
        self._sheet, self._columns, self._is_named = sheet, columns, is_named
        self._is_printed = is_printed
        self._region_of = region_reader(sheet, region_column, region)
        self._countries = countries
        self._assume = assume_option(assume) if assume is not None else None
        self._multiple = multiple_option(multiple)
        self._cells_of = cells_reader(sheet, columns, is_named=is_named)

    def read(self, row: Row) -> Numbers:
        """Return the number of a row, or several numbers if the row is split.

        With `multiple="split"`, the list can contain errors for numbers that are not valid, but at
        least one number is valid.

        Raises:
            PhoneError: the row has no number that can be used; its region is unknown; it has
                several numbers, and `multiple` is `reject`; or it is too large to be split.
        """
        columns = self._columns
        region = self._region_of(row)
        conflict = self._countries.find_conflict(row) if self._countries else None
        refusal = None
        texts = map(row.cells.__getitem__, columns)
        cells = self._cells_of(row) if self._cells_of else [*zip(columns, texts, strict=True)]
        for index, cell in cells:
            try:
                notes = format_notes(row, index) if row.details.formats else ()
                if conflict:
                    numbers = self._read_without_region(cell, region, conflict)
                else:
                    numbers = self._read_cell(cell, region)
            except PhoneError as error:
                hinted = self._add_hints(error, cell, self._sheet.columns[index])
                if refusal is None or refusal.reason is Reason.EMPTY:
                    refusal = hinted
                # If the user named the columns, all are tried. Else the columns were found by their
                # headers, and a wrong number must not be replaced by one from a later column.
                if self._is_named or error.reason is Reason.EMPTY:
                    continue
                raise hinted from None
            if len(numbers) > 1:
                _check_split(row, len(numbers))
            if index != columns[0]:
                message = f"The number is from column {quote(self._sheet.columns[index], 30)}."
                notes = (Note(NoteCode.OTHER_COLUMN, message), *notes)
            return _with_notes(numbers, notes) if notes else numbers
        raise _row_error(row, set(columns).difference(index for index, _ in cells), refusal)

    def _read_cell(self, cell: str, region: str | None) -> Numbers:
        """Return the numbers of a cell, as the option `multiple` says.

        Raises:
            PhoneError: no number can be used.
        """
        if phone := parse_fast(cell, region):
            return [phone]
        if self._multiple is Multiple.FIRST:
            return [read_number(cell, region, self._assume)]
        return _read_several(cell, region, self._assume, self._multiple)

    def _read_without_region(self, cell: str, region: str | None, conflict: Conflict) -> Numbers:
        """Return the numbers of a cell that are certain in each region, such as those with `+`.

        Args:
            cell: the cell.
            region: region that is given for all rows.
            conflict: the cell of the row that names another country.

        Raises:
            PhoneError: there is no such number.
        """
        error = conflict.make_error(cell, region)
        try:
            numbers = self._read_cell(cell, None)
        except PhoneError:
            self._read_cell(cell, region)  # raises its own error if it is not valid there either
            raise error from None
        return [
            error if isinstance(each, PhoneError) and each.reason is Reason.NO_REGION else each
            for each in numbers
        ]

    def _add_hints(self, error: PhoneError, cell: str, column: str) -> PhoneError:
        """Return the error; its message names an option that may help."""
        hinted = hint_at_username(error, cell, "username_column")
        if self._countries:
            hinted = self._countries.add_way_out(hinted)
        return hint_at_links_column(hinted, cell, column) if self._is_printed else hinted


def constant_reader(number: PhoneNumber) -> Callable[[Row], Numbers]:
    """Return a function that returns the same number for each row.

    The function raises PhoneError for a blank row.
    """
    # A repair of this number is reported once, not for each row.
    numbers: Numbers = [replace(number, notes=())]

    def read(row: Row) -> Numbers:
        if not any(map(str.strip, row.cells)):
            raise PhoneError(Reason.EMPTY, "The row is blank.")
        return numbers

    return read


def _row_error(row: Row, unread: Iterable[int], refusal: PhoneError | None) -> PhoneError:
    """Return the error for a row without a valid number.

    Args:
        row: the row.
        unread: indices of the phone columns that were not read, because their cells have labels
            such as `Fax`.
        refusal: the error from reading the other phone columns; None if all were left unread.
    """
    if refusal is not None and refusal.reason is not Reason.EMPTY:
        return refusal
    return label_error(row, unread) or refusal or PhoneError(Reason.EMPTY, "There is no number.")


def _read_several(
    cell: str, region: str | None, assume: Assume | None, multiple: Multiple
) -> Numbers:
    """Return all numbers of a cell: a PhoneNumber if a number is valid, else a PhoneError.

    At least one number in the list is valid.

    Raises:
        PhoneError: no number is valid; the cell has several numbers, and `multiple` is `reject`; or
            the cell has more than MOST_SPLIT numbers.
    """
    numbers = read_numbers(cell, region, assume)
    refused = [number for number in numbers if isinstance(number, PhoneError)]
    if len(refused) == len(numbers):
        raise refused[0]
    if len(numbers) == 1:
        return numbers
    if multiple is Multiple.REJECT:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(cell)} contains {len(numbers)} numbers: keep only one of them, or set "
            f"{option('multiple', 'first')} to link the first valid one, or set "
            f"{option('multiple', 'split')} to make a row for each.",
        )
    if len(numbers) > MOST_SPLIT:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(cell)} contains {len(numbers)} numbers, and a row can be split into at most "
            f"{MOST_SPLIT} rows: write each number into its own row.",
        )
    return note_split(cell, numbers)


def _check_split(row: Row, count: int) -> None:
    """Raise PhoneError if a row is too long to be split, because the copies would fill the memory.

    Args:
        row: the row.
        count: number of rows into which the row would be split.
    """
    size = sum(map(len, row.cells))
    if count * size > _MOST_SPLIT_CHARACTERS:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"The row has {size:,} characters. {count} copies of it would have more than "
            f"{_MOST_SPLIT_CHARACTERS:,} characters in all: write each number into its own row.",
        )


def _with_notes(numbers: Numbers, notes: tuple[Note, ...]) -> Numbers:
    """Return the list with `notes` put before the notes of each number; errors stay unchanged."""
    return [
        number if isinstance(number, PhoneError) else replace(number, notes=(*notes, *number.notes))
        for number in numbers
    ]
