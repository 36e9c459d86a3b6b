"""Phone numbers: turn the text of a cell into a PhoneNumber, or raise an error that says why not.

`cell` has the functions to call. `fast` reads most cells; `steps` reads all others, step by step.

Words used in this package:
    reading   a number that digits can mean. `966501234567` has two readings: a Saudi number if a
              plus is put before it, and a number of a German town if it is dialled in Germany
    own       the reading of digits as a number of the given region
    other     the reading of the same digits with a plus before them
    figure    digits that are not a phone number: a date, a decimal number, a score
    count     a small number next to a phone number: the `2.` of `2. 0170 1234567`

Each name in `__all__` is imported when a program first uses it, so that the words for headers can
be read without phonenumbers.
"""

TYPE_CHECKING = False  # type checkers read it as True
if TYPE_CHECKING:
    from wa_link.phone.assume import Assume
    from wa_link.phone.cell import parse_phone, parse_phones
    from wa_link.phone.number import PhoneNumber
    from wa_link.phone.plans import LineType

__all__ = ["Assume", "LineType", "PhoneNumber", "parse_phone", "parse_phones"]

_MODULES = {
    "Assume": "assume",
    "LineType": "plans",
    "PhoneNumber": "number",
    "parse_phone": "cell",
    "parse_phones": "cell",
}


def __getattr__(name: str) -> object:
    """Import an exported name, such as `wa_link.phone.parse_phone`, when it is first used."""
    from importlib import import_module  # noqa: PLC0415  (importing importlib takes 1 ms)

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"wa_link.phone.{_MODULES[name]}"), name)
