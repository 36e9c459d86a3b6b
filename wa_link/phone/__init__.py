"""One raw cell -> one PhoneNumber, or a reason.

The way of a cell: `clean`, `unwrap`, `spreadsheet`, `several`, `dialling`, then `choice` between
the ways to read its digits, for which it asks `reading` (how a phone takes them, by the numbering
`plans`) and `rules` (countries whose numbering changed). `cell` walks it.
"""

from wa_link.phone.cell import apart, parse_phone, parse_phones
from wa_link.phone.choice import Bare
from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import LineType

__all__ = ["Bare", "LineType", "PhoneNumber", "apart", "parse_phone", "parse_phones"]
