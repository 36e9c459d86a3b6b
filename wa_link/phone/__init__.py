"""One raw cell -> one PhoneNumber, or a reason.

`cell` is the door. Most cells go the short way, `certain`. The long one, `steps`, is `clean`,
`unwrap`, `spreadsheet`, `several`, `dialling`, then the `choice` between the ways to read the
digits: how a phone takes them (`reading`, by the numbering `plans`), and what countries have
changed (`rules`).
"""

from wa_link.phone.assume import Assume
from wa_link.phone.cell import parse_phone, parse_phones
from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import LineType

__all__ = ["Assume", "LineType", "PhoneNumber", "parse_phone", "parse_phones"]
