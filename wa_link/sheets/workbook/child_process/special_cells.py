"""Cells whose text python-calamine does not read, called special cells.

Special cells are: errors such as `#REF!`; formulas without a value, which means that the file does
not contain their result; and numbers whose number format adds text to the value, such as
`"+966 "0`.
"""

from __future__ import annotations

FORMULA = "=…"
"""Text of a cell, if the file contains neither the result nor the text of its formula."""
_MAX_CELL = 32_767  # limit of characters in an Excel cell


class SpecialCells:
    """Texts and number formats of cells that python-calamine does not read, for one worksheet.

    The first key is the row, the second is the column, both from 0: `texts[4][1]` is for cell B5.

    Attributes:
        texts: texts of errors such as `#REF!`, and formulas of cells without a value.
        formats: number formats of cells, such as `"+966 "0`, which can add digits, a plus or words
            to the value. An .ods file has `shown_texts` instead.
        shown_texts: texts that cells of an .ods file show, such as `+966 501234567`, if they differ
            from the value. A text is blank if wa-link can't be sure of it.
        unknown_formats: True if some numbers have number formats that can't be read.
        width: number of columns up to the last column in `texts`.
    """

    def __init__(self) -> None:
        """Begin with no texts and no number formats."""
        self.texts: dict[int, dict[int, str]] = {}
        self.formats: dict[int, dict[int, str]] = {}
        self.shown_texts: dict[int, dict[int, str]] = {}
        self.unknown_formats = False
        self.width = 0

    def add_text(self, row: int, column: int, text: str) -> None:
        """Keep the text of a cell: its error, such as `#REF!`, or a formula that has no value."""
        self.texts.setdefault(row, {})[column] = text[:_MAX_CELL]
        self.width = max(self.width, column + 1)

    def add_format(self, row: int, column: int, code: str) -> None:
        """Keep the number format of a cell, such as `"+966 "0`."""
        self.formats.setdefault(row, {})[column] = code

    def add_shown(self, row: int, column: int, text: str) -> None:
        """Keep the text that a cell shows. A blank `text` means that it is not certain."""
        self.shown_texts.setdefault(row, {})[column] = text

    @property
    def has_any(self) -> bool:
        """Return whether the worksheet has any special cells, such as errors."""
        return bool(self.texts or self.formats or self.shown_texts)


def format_formula(formula: str) -> str:
    """Return the text for a cell that has the formula `A1+1` but no value: `=A1+1`."""
    return f"={formula.strip().removeprefix('=')}" if formula.strip() else FORMULA
