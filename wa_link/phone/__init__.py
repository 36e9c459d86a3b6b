"""One cell -> one PhoneNumber, or a reason.

`cell` has the entry points. `fast` reads most cells; `steps` has the full way of all others.

Words used here:
    piece     part of a cell that is read as one number
    reading   one way to read digits: after a plus, or as a region dials them
    figure    digits that are not a phone number: a date, a decimal, a score
    own       the reading in the given region; `other` is the reading after a plus
"""

from wa_link.phone.assume import Assume
from wa_link.phone.cell import parse_phone, parse_phones
from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import LineType

__all__ = ["Assume", "LineType", "PhoneNumber", "parse_phone", "parse_phones"]
