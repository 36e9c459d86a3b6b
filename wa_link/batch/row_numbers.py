"""Rows -> phone numbers: the columns they are read from, and how many a row gives."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import require
from wa_link._support.quoting import printable, quote
from wa_link._support.ways_out import option
from wa_link.batch.labelled_cells import cells_reader, refusal_by_label
from wa_link.errors import Note, NoteCode, OptionError, PhoneError, Reason, named_option
from wa_link.phone import Assume, PhoneNumber
from wa_link.phone.assume import assume_option
from wa_link.phone.clean import clean
from wa_link.phone.regions import find_region, region_option
from wa_link.phone.steps import all_phones, apart, first_phone
from wa_link.sheets.columns import may_head_numbers
from wa_link.sheets.columns import phone_columns as find_phone_columns
from wa_link.sheets.header import has_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wa_link.sheets.rows import Row, ShownCell
    from wa_link.sheets.sheet import Sheet

# What is made of a row in numbers, each of which takes as much as the row, and in characters.
MOST_SPLIT, _MOST_SPLIT_CHARACTERS = 50, 1_000_000

Numbers: TypeAlias = list[PhoneNumber | PhoneError]


class Multiple(StrEnum):
    """What becomes of a cell with several numbers."""

    FIRST = "first"
    SPLIT = "split"
    REJECT = "reject"


def multiple_option(multiple: Multiple | str) -> Multiple:
    """What is to become of several numbers, by its name.

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


def choose_phone_columns(sheet: Sheet, names: Sequence[str] = ()) -> list[int]:
    """The indices of the columns that numbers are read from, the first to be tried first.

    Raises:
        OptionError: a name is wrong; or none was given, and no header names a phone column.
    """
    if names:
        with named_option(option("phone_columns")):
            indices = [sheet.column(name) for name in names]
        # One that was named by its very text is a header.
        _refuse_numbers(sheet, (i for i in indices if sheet.columns[i] not in names))
        return indices
    found = find_phone_columns(sheet.columns)
    if len(sheet.columns) == 1 and _may_be_numbers(sheet):
        found = [0]
    _refuse_numbers(sheet, found)
    if found:
        return found
    hint = ""
    if sheet.has_header:
        hint = (
            f", say {_no_header()} if the first row is not a header, or name the row of the header "
            f"with {option('header_row')}"
        )
    raise OptionError(
        f"No phone column found. The columns are {sheet.listing()}: name one with "
        f"{option('phone_columns')}, give one number for all rows with {option('number')}{hint}."
    )


def _may_be_numbers(sheet: Sheet) -> bool:
    """Return whether the first column may hold numbers, or have one in place of its header."""
    header = sheet.columns[0]
    return not sheet.has_header or may_head_numbers(header) or has_number((header,))


def _refuse_numbers(sheet: Sheet, indices: Iterable[int]) -> None:
    """Fail where a number stands in a header: it would be lost if that is no header."""
    for index in indices:
        if has_number((sheet.columns[index],)):
            raise OptionError(
                f"The header of the numbers is {quote(clean(sheet.columns[index]))}, in which a "
                "number stands: "
                f"say {_no_header()} if the first row is not a header, else name the column by all "
                f"of it with {option('phone_columns')}."
            )


def _no_header() -> str:
    return option("header", value=False)


def numbers_reader(
    sheet: Sheet,
    columns: Sequence[int],
    *,
    region: str | None,
    region_column: str | None,
    multiple: Multiple | str,
    assume: Assume | str | None,
    by_name: bool,
) -> Callable[[Row], Numbers]:
    """Reads the numbers of a row that are to be linked; one at least, or PhoneError.

    Args:
        sheet: whose rows are read.
        columns: the indices of those with numbers, the first to be tried first.
        region: how numbers without `+` are read; see `LinkOptions` for this and the next ones.
        region_column: the column that says so for its row.
        multiple: what becomes of several numbers in a cell.
        assume: how digits with neither `+` nor a leading zero are read.
        by_name: whether a person named the columns.

    Raises:
        OptionError: a region, column or way that does not exist.
    """
    region_of = _region_reader(sheet, region, region_column)
    read_cell = _cell_reader(
        multiple_option(multiple), assume_option(assume) if assume is not None else None
    )
    return _phone_reader(sheet, columns, region_of, read_cell, by_name=by_name)


def constant_reader(number: PhoneNumber) -> Callable[[Row], Numbers]:
    """Return a reader that gives that number for every row that is not blank."""
    # What was repaired in it was repaired once, not in each row.
    numbers: Numbers = [replace(number, notes=())]

    def read(row: Row) -> Numbers:
        if not any(map(str.strip, row.cells)):
            raise PhoneError(Reason.EMPTY, "The row is blank.")
        return numbers

    return read


def _region_reader(
    sheet: Sheet, region: str | None, column: str | None
) -> Callable[[Row], str | None]:
    home = region_option(region) if region is not None else None
    if column is None:
        return lambda _: home
    with named_option(option("region_column")):
        index = sheet.column(column)

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


def _phone_reader(
    sheet: Sheet,
    indices: Sequence[int],
    region_of: Callable[[Row], str | None],
    read_cell: Callable[[str, str | None], Numbers],
    *,
    by_name: bool,
) -> Callable[[Row], Numbers]:
    cells_of = cells_reader(sheet, indices, by_name=by_name)

    def read(row: Row) -> Numbers:
        region = region_of(row)
        refusal = None
        cells = cells_of(row)
        for index, cell in cells:
            try:
                format_notes = _format_notes(row, index)
                numbers = read_cell(cell, region)
            except PhoneError as error:
                if refusal is None or refusal.reason is Reason.EMPTY:
                    refusal = error
                # Columns that a person named are all theirs to try; among those that were found,
                # a damaged cell is no reason to write to another number.
                if by_name or error.reason is Reason.EMPTY:
                    continue
                raise
            if len(numbers) > 1:
                _check_split(row, len(numbers))
            notes = (_other_column(sheet, index),) if index != indices[0] else ()
            return _with_notes(numbers, notes + format_notes)
        if refusal is None or refusal.reason is Reason.EMPTY:
            refusal = (
                refusal_by_label(row, set(indices).difference(index for index, _ in cells))
                or refusal
            )
        raise refusal or PhoneError(Reason.EMPTY, "There is no number.")

    return read


def _cell_reader(multiple: Multiple, assume: Assume | None) -> Callable[[str, str | None], Numbers]:
    """Reads the numbers of one cell that are to be linked; one at least, or PhoneError."""
    if multiple is Multiple.FIRST:
        return lambda cell, region: [first_phone(cell, region, assume)]

    def read(cell: str, region: str | None) -> Numbers:
        numbers = all_phones(cell, region, assume)
        refused = [number for number in numbers if isinstance(number, PhoneError)]
        if len(refused) == len(numbers):
            raise refused[0]
        if len(numbers) == 1:
            return numbers
        if multiple is Multiple.REJECT:
            raise PhoneError(
                Reason.AMBIGUOUS,
                f"{quote(cell)} holds {len(numbers)} numbers: keep one, or have the first taken "
                f"({option('multiple', 'first')}) or a row made for each "
                f"({option('multiple', 'split')}).",
            )
        if len(numbers) > MOST_SPLIT:
            raise PhoneError(
                Reason.AMBIGUOUS,
                f"{quote(cell)} holds {len(numbers)} numbers, and {MOST_SPLIT} are the most that "
                "a row is split into: put them into rows of their own.",
            )
        return apart(cell, numbers)

    return read


def _check_split(row: Row, count: int) -> None:
    """Fail where what is made of a row would take too much memory."""
    size = sum(map(len, row.cells))
    if count * size > _MOST_SPLIT_CHARACTERS:
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"The row has {count} numbers and {size:,} characters, and would be split into more "
            f"than {_MOST_SPLIT_CHARACTERS:,}: put its numbers into rows of their own.",
        )


def _with_notes(numbers: Numbers, notes: tuple[Note, ...]) -> Numbers:
    """Return the numbers, each with these notes before its own."""
    if not notes:
        return numbers
    return [
        number if isinstance(number, PhoneError) else replace(number, notes=(*notes, *number.notes))
        for number in numbers
    ]


def _format_notes(row: Row, index: int) -> tuple[Note, ...]:
    """Return the note on a cell that shows more than its value.

    Raises:
        PhoneError: what it shows can't be said for certain.
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
    form = f", {printable(cell.code[:60])}," if cell.code else ""
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"The cell contains {quote(cell.value)}, and its number format{form} shows other digits: "
        "write the number as text, with + and the calling code.",
    )


def _other_column(sheet: Sheet, index: int) -> Note:
    return Note(
        NoteCode.OTHER_COLUMN, f"The number is from column {quote(sheet.columns[index], 30)}."
    )
