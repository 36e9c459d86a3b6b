"""Find the columns of numbers, usernames and links, and read the number or username of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import named_option, option
from wa_link._support.reject_notes import find_refusal
from wa_link.batch.options import named_phone_columns
from wa_link.batch.phone_columns import choose_phone_columns
from wa_link.batch.row_numbers import Multiple, NumbersReader, constant_reader
from wa_link.batch.wrapped_rows import WrappedRows
from wa_link.errors import OptionError, PhoneError, Reason
from wa_link.phone.blanks import says_none
from wa_link.sheets.own_columns import LINK_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.batch.options import LinkOptions
    from wa_link.batch.row_regions import UnreadCountries
    from wa_link.errors import NoteCode
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

ReadRow: TypeAlias = "Callable[[Row], Sequence[PhoneNumber | PhoneError | None]]"
"""Return the numbers of a row, or [None] if its link is not made from a number of its own."""


def find_column(sheet: Sheet, name: str, column: str | None) -> int | None:
    """Return the index of the column that an option names, or None if it is not given.

    Args:
        sheet: the sheet.
        name: name of the option, such as `links_column`.
        column: value of the option.
    """
    if column is None:
        return None
    with named_option(option(name)):
        if column == LINK_COLUMN and name == "links_column":
            sheet.keep_column(column)
        return sheet.find_column(column)


def check_number(number: PhoneNumber | None, rejected: frozenset[NoteCode]) -> None:
    """Fail if the number of all rows has a note that rejects rows.

    Raises:
        OptionError: the message is the message of the note.
    """
    if number and (error := find_refusal(number.notes, rejected)):
        raise OptionError(f"{option('number')}: {error.message}")


def find_phone_columns(sheet: Sheet, options: LinkOptions) -> list[int]:
    """Return the indices of the phone columns; [] if an option such as `number` replaces them."""
    names = named_phone_columns(options)
    if names is None:
        return []
    return choose_phone_columns(sheet, names, is_printed=_is_printed(options))


def _is_printed(options: LinkOptions) -> bool:
    """Return whether codes or labels are made, which `links_column` can make from links."""
    return bool(options.get("codes") or options.get("labels"))


def numbers_reader(
    sheet: Sheet,
    columns: list[int],
    username_column: int | None,
    countries: UnreadCountries | None,
    options: LinkOptions,
) -> ReadRow:
    """Return the function that reads the numbers of a row, after checking all options.

    If `number` is given, no column is read, but the options for reading columns are checked.

    Args:
        sheet: the sheet of the rows.
        columns: indices of the phone columns; empty if numbers are not read from columns.
        username_column: index of the column with usernames; None if there is none.
        countries: columns of countries that are not read; None if there are none.
        options: options for making the links.

    Raises:
        OptionError: an option can't be used, such as one column for numbers and usernames.
    """
    reader = NumbersReader(
        sheet,
        columns,
        region=options.get("region"),
        region_column=options.get("region_column"),
        countries=countries,
        multiple=options.get("multiple") or Multiple.FIRST,
        assume=options.get("assume"),
        is_named=bool(options.get("phone_columns")),
        is_printed=_is_printed(options),
    )
    if username_column in columns:
        raise OptionError(
            f"{option('phone_columns')} and {option('username_column')} name the same column: "
            "write numbers and usernames into different columns."
        )
    if number := options.get("number"):
        return constant_reader(number)
    if not columns:
        return lambda row: (None,)  # noqa: ARG005  (as in ReadRow)
    if username_column is not None:
        return _number_or_username(reader, username_column)
    if len(sheet.columns) == 1 and sheet.format == "delimited":  # other cells are not wrapped
        return WrappedRows(reader.read, options.get("region"), options.get("assume"))
    return reader.read


def _number_or_username(reader: NumbersReader, username_column: int) -> ReadRow:
    """Return the function that reads the numbers of a row, or returns [None] for a username."""

    def read(row: Row) -> Sequence[PhoneNumber | PhoneError | None]:
        cell = row.cells[username_column].strip().removeprefix("'")
        has_username = bool(cell) and not says_none(cell)
        try:
            phones = reader.read(row)
        except PhoneError as error:
            if error.reason is Reason.EMPTY:
                if has_username:
                    return (None,)
                raise PhoneError(
                    Reason.EMPTY, "There is neither a number nor a username."
                ) from None
            if not has_username:
                raise
        else:
            if not has_username:
                return phones
        raise PhoneError(
            Reason.AMBIGUOUS, "The row has both a number and a username: keep only one of them."
        )

    return read
