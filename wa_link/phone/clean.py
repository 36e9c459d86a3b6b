"""Clean-up of a cell: remove invisible characters, and write the digits of every script in ASCII.

A control character usually separates two texts, like the tab between two copied cells of a
spreadsheet. So each control character becomes a tab, and a tab separates numbers.
"""

from __future__ import annotations

import re
import unicodedata

# In FileMaker, \v is the line break inside a cell, and U+001D separates repeated fields.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1f\x85\u2028\u2029]")
# U+FE00..FE0F and U+E0100..E01EF, of the category Mn: emoji keyboards leave them after digits.
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WRAPPER = re.compile(r'="([^"]*)"')
_FULL_WIDTH_PLUS = "\uff0b"


def clean(cell: str) -> str:
    r"""Return a cell without invisible characters, with `\n` as line break, and with ASCII digits.

    `٠٥٠` becomes `050`. `⁵` and `①` stay as they are, because nobody types a phone number with
    them; NFKC would turn them into digits.
    """
    if not (cell.isascii() and cell.isprintable()):
        cell = "".join(map(_clean_character, _LINE_BREAKS.sub("\n", cell)))
        cell = _VARIATION_SELECTORS.sub("", cell)
    cell = cell.strip()
    if wrapped := _WRAPPER.fullmatch(cell):  # ="0501234567", a formula that keeps the zero
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
