"""Find columns with phone numbers that a run leaves unread, because all rows get one number.

A wrong guess stops a seller who links all listings to one number, so prices, dates, product codes
and order numbers must not be taken for phone numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.batch.phone_columns import find_by_headers
from wa_link.errors import PhoneError
from wa_link.phone import LineType, parse_phone
from wa_link.phone.clean import clean
from wa_link.sheets.headers.header_row import has_phone_digits
from wa_link.sheets.headers.phone_headers import can_head_numbers

if TYPE_CHECKING:
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.sheet import Sheet

_ROWS = 20
_MOST_CHARACTERS = 40
_MOST_COLUMNS = 100
_NOT_DIGITS = re.compile(r"\D")
# Lengths of the product codes EAN-8, UPC, EAN-13 and GTIN-14.
_PRODUCT_CODE = re.compile(r"\d{8}|\d{12,14}")
_MOBILE_TYPES = frozenset((LineType.MOBILE, LineType.FIXED_LINE_OR_MOBILE))


def find_unread_phone_columns(
    sheet: Sheet, number: PhoneNumber, region: str | None = None
) -> list[int]:
    """Return the indices of columns that may contain phone numbers, although they are not read.

    They are the columns that would be found by their headers. If there are none, they are the
    columns whose headers contain a phone number, or whose first cells are mostly phone numbers.

    Args:
        sheet: the sheet.
        number: the number of all rows.
        region: country of numbers without `+`. Default: the country of `number`.
    """
    return (
        find_by_headers(sheet)
        or [index for index, name in enumerate(sheet.columns) if has_phone_digits((name,))]
        or _find_by_cells(sheet, number, region)
    )


def _find_by_cells(sheet: Sheet, number: PhoneNumber, region: str | None) -> list[int]:
    """Return the indices of the columns in which at least half of the filled cells are numbers."""
    home = region or (number.region if number.region.isalpha() else None)
    rows = [row.cells for row in sheet.peek_rows(_ROWS) if not row.problem]
    found = []
    for index, name in enumerate(sheet.columns[:_MOST_COLUMNS]):
        is_plain = not sheet.has_header or can_head_numbers(name)
        cells = [cell for row in rows if (cell := row[index]) and not cell.isspace()]
        count = sum(_is_phone_number(cell, number, home, can_be_plain=is_plain) for cell in cells)
        if count and count * 2 >= len(cells):
            found.append(index)
    return found


def _is_phone_number(
    cell: str, number: PhoneNumber, region: str | None, *, can_be_plain: bool
) -> bool:
    """Return whether a cell is a phone number, and hardly a price, an identifier or a date.

    Args:
        cell: the cell.
        number: the number of all rows.
        region: country of numbers without `+`.
        can_be_plain: whether a mobile number can begin with other digits than 0 and the calling
            code of `number`.
    """
    if len(cell) > _MOST_CHARACTERS or not has_phone_digits((cell,)):
        return False
    text = clean(cell)
    if any(map(str.isalpha, text)):
        return False
    digits = _NOT_DIGITS.sub("", text)
    has_plus = text.startswith(("+", "(+"))
    if not has_plus and (digits.endswith("000") or _is_product_code(digits)):
        return False
    try:
        phone = parse_phone(cell, None if has_plus else region)
    except PhoneError:
        return False
    is_local = digits == phone.digits and phone.calling_code == number.calling_code
    return (
        has_plus
        or digits.startswith("0")
        or is_local
        or (can_be_plain and phone.line_type in _MOBILE_TYPES)
    )


def _is_product_code(digits: str) -> bool:
    """Return whether the last digit is the check digit of a product code (GTIN).

    The digits are weighted 3 and 1 in turn, beginning before the check digit; see the General
    Specifications of GS1, section 7.9.1.
    """
    if not _PRODUCT_CODE.fullmatch(digits):
        return False
    values = [*map(int, reversed(digits))]
    return (sum(values[::2]) + 3 * sum(values[1::2])) % 10 == 0
