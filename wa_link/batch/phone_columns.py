"""Choose the columns of a sheet from which phone numbers are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import named_option, option
from wa_link._support.quoting import quote
from wa_link.batch.links_column import hint_at_link_headers
from wa_link.errors import OptionError
from wa_link.phone.clean import clean
from wa_link.sheets.headers.header_row import has_phone_digits
from wa_link.sheets.headers.phone_headers import can_head_numbers, find_phone_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_link.sheets.sheet import Sheet


def choose_phone_columns(
    sheet: Sheet,
    names: Sequence[str] = (),
    *,
    is_printed: bool = False,
    has_number_option: bool = True,
) -> list[int]:
    """Return the indices of the phone columns, in the order in which they are tried.

    Args:
        sheet: the sheet.
        names: names or numbers of the columns that the user chose. If empty, phone columns are
            found by their headers, such as `Mobile`.
        is_printed: whether codes or labels are made, which can also be made from links.
        has_number_option: whether the option `number` can replace the phone columns.

    Raises:
        OptionError: a column in `names` does not exist; no phone column was found; or a header
            contains a phone number, so the header row may be the first contact.
    """
    if names:
        with named_option(option("phone_columns")):
            indices = [sheet.find_column(name) for name in names]
        # A user who names a column by the whole text of its header has confirmed the header.
        _refuse_numbers_in_headers(sheet, (i for i in indices if sheet.columns[i] not in names))
        return indices
    found = find_by_headers(sheet)
    _refuse_numbers_in_headers(sheet, found)
    if found:
        return found
    hint = hint_at_link_headers(sheet) if is_printed else ""
    way_out = f"name one with {option('phone_columns')}"
    if has_number_option:
        way_out += f", or give one number for all rows with {option('number')}"
    if sheet.format == "jsonl":
        raise OptionError(
            f"No key with phone numbers found. The keys are {sheet.list_columns()}: {way_out}."
            f"{hint}"
        )
    if sheet.has_header:
        hint += (
            f" If the first row is not a header, add {_no_header()}; if a later row is the header, "
            f"give its number with {option('header_row')}."
        )
    raise OptionError(
        f"No phone column found. The columns are {sheet.list_columns()}: {way_out}.{hint}"
    )


def find_by_headers(sheet: Sheet) -> list[int]:
    """Return the indices of the columns whose headers are those of phone columns."""
    if len(sheet.columns) == 1 and _may_be_phone_column(sheet):
        return [0]
    return find_phone_columns(sheet.columns)


def _may_be_phone_column(sheet: Sheet) -> bool:
    """Return whether the only column of a sheet may contain phone numbers.

    Return True in three cases: the sheet has no header row; the header is a word such as `Number`,
    which can be the header of phone numbers; or the header contains a phone number.
    """
    header = sheet.columns[0]
    return not sheet.has_header or can_head_numbers(header) or has_phone_digits((header,))


def _refuse_numbers_in_headers(sheet: Sheet, indices: Iterable[int]) -> None:
    """Fail if a header contains a phone number, because the header row may be the first contact.

    Args:
        sheet: the sheet.
        indices: indices of the columns to check.
    """
    for index in indices:
        if has_phone_digits((sheet.columns[index],)):
            if sheet.format == "jsonl":
                raise OptionError(
                    "The phone numbers are under the JSON key "
                    f"{quote(clean(sheet.columns[index]))}, which contains a phone number itself, "
                    "so it may be a contact and not a name such as phone: rename the key, or "
                    f"confirm it by giving its full text with {option('phone_columns')}."
                )
            raise OptionError(
                f"The header of the phone column is {quote(clean(sheet.columns[index]))}, which "
                "contains a phone number, so it may be a contact. If the first row is not a "
                f"header, add {_no_header()}; if it is a header, confirm it by giving its full "
                f"text with {option('phone_columns')}."
            )


def _no_header() -> str:
    """Return the option for a sheet without a header row: `header=False` or `--no-header`."""
    return option("header", value=False)
