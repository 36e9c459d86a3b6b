"""Parse lengths on paper, such as `40mm`, `4cm`, `1.5in` or `2 5/8in`, into millimetres."""

from __future__ import annotations

import re

from wa_link._support.quoting import quote
from wa_link.errors import OptionError

MM_PER_INCH = 25.4
_MM = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH, '"': MM_PER_INCH, "pt": MM_PER_INCH / 72}
_LENGTH = re.compile(
    r'(-?)(\d{1,6}(?:\.\d+)?|(?:(\d{1,3}) )?(\d{1,3})/([1-9]\d{0,2}))\s*(mm|cm|in|"|pt)', re.ASCII
)
# Longer than the paper of any printer.
_LONGEST_MM = 5_000.0


def parse_length(text: str) -> float:
    """Return a length in mm: 40.0 for `4cm`. Fractions such as `2 5/8in` are accepted.

    Raises:
        OptionError: the text is not a number with a unit, or the length is more than 5 m.
    """
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None:
        raise OptionError(f"{quote(text)} is not a length: write it as 40mm, 4cm or 1.5in.")
    sign, number, whole, above, below, unit = match.groups()
    value = int(whole or 0) + int(above) / int(below) if above else float(number)
    length = value * _MM[unit]
    if length > _LONGEST_MM:
        raise OptionError(
            f"{quote(text)} is longer than any paper: give at most {_LONGEST_MM:.0f}mm."
        )
    return -length if sign else length


def parse_length_pair(text: str, separator: str) -> tuple[float, float]:
    """Return two lengths in mm: (45.0, 40.0) for `45x40mm`.

    If the first length has no unit, it gets the unit of the second.

    Args:
        text: the two lengths.
        separator: the text between the two lengths, such as `x`.

    Raises:
        OptionError: the text does not consist of two lengths.
    """
    first, found, second = text.strip().lower().partition(separator)
    if not found:
        example = "45x40mm" if separator == "x" else f"0.5{separator}-1mm"
        raise OptionError(f"{quote(text)} is not two lengths: write them as {example}.")
    last = parse_length(second)
    if re.fullmatch(r"\s*-?[0-9./ ]+", first):
        first += second.strip().lstrip("-0123456789./ ")
    return parse_length(first), last
