"""One raw cell -> one PhoneNumber, or a reason.

The way of a cell: `clean`, `unwrap`, `spreadsheet`, `several`, `dialling`, then `reading`, which
asks `plans` (the numbering plans) and `rules` (countries whose numbering changed). `cell` walks it.
"""

from wa_link.phone.cell import apart, parse_phone, parse_phones
from wa_link.phone.number import LineType, PhoneNumber
from wa_link.phone.reading import Bare

__all__ = ["Bare", "LineType", "PhoneNumber", "apart", "parse_phone", "parse_phones"]
