"""Cleaning: what is invisible goes, digits of every script become ASCII, nothing else changes.

Control characters are no part of a number, but stand between things: a tab is what a spreadsheet
puts between two cells that are copied. Each becomes a tab, which parts numbers.
"""

from __future__ import annotations

import re
import unicodedata

# \v is the line break inside a cell of FileMaker, and U+001D stands between its repeated fields.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1f\x85\u2028\u2029]")
# U+FE00..FE0F and U+E0100..E01EF are category Mn; emoji keyboards leave them behind digits.
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WRAPPER = re.compile(r'="([^"]*)"')
_FULL_WIDTH_PLUS = "\uff0b"


def clean(cell: str) -> str:
    r"""`cell` without what people cannot see: line breaks are `\n`, digits are ASCII.

    Compatibility forms are left alone: NFKC would turn `⁵` and `①` into digits that can be
    dialled, though nobody typed a digit.
    """
    if not (cell.isascii() and cell.isprintable()):
        cell = "".join(map(_clean_character, _LINE_BREAKS.sub("\n", cell)))
        cell = _VARIATION_SELECTORS.sub("", cell)
    cell = cell.strip()
    if wrapped := _WRAPPER.fullmatch(cell):  # ="0501234567", the export of careful shops
        cell = wrapped[1].strip()
    return cell.removeprefix("'").lstrip()  # '0501234567, as typed into a spreadsheet


def _clean_character(char: str) -> str:
    if char == "\n":
        return char
    match unicodedata.category(char):
        case "Nd":
            return str(unicodedata.decimal(char))
        case "Zs":
            return " "
        case "Cc":
            return "\t"
        case "Cf":
            return ""
        case _:
            return "+" if char == _FULL_WIDTH_PLUS else char
