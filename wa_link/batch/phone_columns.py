"""Phone columns: which columns of a sheet are read for numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, named_option
from wa_link.phone.clean import clean
from wa_link.sheets.headers.header_row import has_phone_digits
from wa_link.sheets.headers.phone_headers import can_head_numbers, find_phone_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_link.sheets.sheet import Sheet


def choose_phone_columns(sheet: Sheet, names: Sequence[str] = ()) -> list[int]:
    """Return the indices of the columns that numbers are read from, in the order of reading.

    Args:
        sheet: the sheet.
        names: names or numbers of columns that a person chose; found by headers when empty.

    Raises:
        OptionError: there is no such column; or none was named, and no header names a phone column.
    """
    if names:
        with named_option(option("phone_columns")):
            indices = [sheet.find_column(name) for name in names]
        # A column that was named by its whole text is a header, not a number.
        _refuse_numbers(sheet, (i for i in indices if sheet.columns[i] not in names))
        return indices
    found = find_phone_columns(sheet.columns)
    if len(sheet.columns) == 1 and _may_have_numbers(sheet):
        found = [0]
    _refuse_numbers(sheet, found)
    if found:
        return found
    if sheet.is_json_lines:
        raise OptionError(
            f"No key with phone numbers found. The keys are {sheet.list_columns()}: name one with "
            f"{option('phone_columns')}, or give one number for all rows with {option('number')}."
        )
    hint = ""
    if sheet.has_header:
        hint = (
            f", say {_no_header()} if the first row is not a header, or name the row of the header "
            f"with {option('header_row')}"
        )
    raise OptionError(
        f"No phone column found. The columns are {sheet.list_columns()}: name one with "
        f"{option('phone_columns')}, give one number for all rows with {option('number')}{hint}."
    )


def _may_have_numbers(sheet: Sheet) -> bool:
    """Return whether the only column may have numbers, or a number where its header should be."""
    header = sheet.columns[0]
    return not sheet.has_header or can_head_numbers(header) or has_phone_digits((header,))


def _refuse_numbers(sheet: Sheet, indices: Iterable[int]) -> None:
    """Fail if a header contains a number, which would be lost if the row is not a header."""
    for index in indices:
        if has_phone_digits((sheet.columns[index],)):
            if sheet.is_json_lines:
                raise OptionError(
                    f"The key of the phone numbers is {quote(clean(sheet.columns[index]))}, which "
                    "contains a number: rename the key, or give the whole key with "
                    f"{option('phone_columns')}."
                )
            raise OptionError(
                f"The header of the phone column is {quote(clean(sheet.columns[index]))}, which "
                f"contains a number: say {_no_header()} if the first row is not a header, else "
                f"name the column by its whole header with {option('phone_columns')}."
            )


def _no_header() -> str:
    return option("header", value=False)
