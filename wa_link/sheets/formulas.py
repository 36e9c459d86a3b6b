"""Find and escape cells of delimited text that a spreadsheet would calculate as formulas.

Sources: OWASP, "CSV injection"; OWASP ASVS 5.0, 1.2.10.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Japanese spreadsheets also calculate a cell that begins with a full-width sign, such as ＝. A
# spreadsheet calculates the phone number +44-7911-123456 as a subtraction, but not the numbers
# +44 7911-123456 and +1 (415) 555-2671.
_SIGNS = "=+\\-@＝＋－＠"
_STARTS = rf"[{_SIGNS}\t\r\n\0]"
_PHONE = r"[0-9(](?:[0-9 ()]*|(?=[0-9 ()/-]*(?:\d \d|\d ?\(|\) ?\d))[0-9 ()/-]*)"
_FORMULA = re.compile(rf"{_STARTS}(?!(?<=\+){_PHONE}\Z)")
# A spreadsheet that expects another delimiter splits a cell at that delimiter and at line breaks,
# even inside quotes.
_FORMULA_WITHIN = re.compile(
    rf'(?:(?<=[,;|\t])(?={_STARTS})|(?<=[,;|\t\r\n])"?(?=[{_SIGNS}]))'
    rf"(?!\+{_PHONE}(?:[,;|\t\r\n]|\Z))"
)


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would calculate the cell as a formula when it opens the CSV."""
    return _FORMULA.match(cell) is not None


def find_formula(cells: Sequence[str]) -> str:
    """Return the first cell that a spreadsheet would calculate as a formula, or an empty string."""
    for cell in cells:
        # Skip cells that begin with a letter, as most cells do: they can't be formulas.
        if (cell < "A" or cell > "\uff00") and _FORMULA.match(cell):
            return cell
    return ""


def escape_formulas(cell: str) -> str:
    """Return the cell with an apostrophe before each formula in it: `=A1` becomes `'=A1`."""
    cell = _FORMULA_WITHIN.sub(r"\g<0>'", cell)
    return f"'{cell}" if is_formula(cell) else cell
