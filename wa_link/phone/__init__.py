"""Phone numbers: turn the text of a cell into a PhoneNumber, or raise an error that says why not.

`cell` has the functions to call. `fast` reads most cells; `steps` reads all others, step by step.

Words used in this package:
    reading   a number that digits can mean. `966501234567` has two readings: a Saudi number if a
              plus is put before it, and a number of a German town if it is dialled in Germany
    own       the reading of digits as a number of the given region
    other     the reading of the same digits with a plus before them
    figure    digits that are not a phone number: a date, a decimal number, a score
    count     a small number next to a phone number: the `2.` of `2. 0170 1234567`
"""

from wa_link.phone.assume import Assume
from wa_link.phone.cell import parse_phone, parse_phones
from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import LineType

__all__ = ["Assume", "LineType", "PhoneNumber", "parse_phone", "parse_phones"]
