"""Cells whose text python-calamine does not read, called special cells.

Special cells are: errors such as `#REF!`; formulas without a value, which means that the file does
not contain their result; and cells whose number format shows more than their value, such as
`"+966 "0`.
"""

from __future__ import annotations

FORMULA = "=…"
"""Text of a cell, if the file contains neither the result nor the text of its formula."""
_MAX_CELL = 32_767  # limit of characters in an Excel cell


class SpecialCells:
    """Texts and number formats of cells that python-calamine does not read, for one worksheet.

    They are found by row and then by column, counted from 0: `texts[4][1]` is the text of cell B5.

    Attributes:
        texts: texts of errors such as `#REF!`, and formulas of cells without a value.
        formats: number formats that can show digits, a plus or words that the value lacks, such as
            `"+966 "0`.
        shown_texts: only for an .ods, the texts that cells with such formats show. A text is blank
            if it is not certain.
        unknown_formats: whether there are numbers whose number formats can't be read.
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
        """Keep the text of a cell with an error, or with a formula without a value."""
        self.texts.setdefault(row, {})[column] = text[:_MAX_CELL]
        self.width = max(self.width, column + 1)

    def add_format(self, row: int, column: int, code: str) -> None:
        """Keep the number format of a cell, such as `"+966 "0`."""
        self.formats.setdefault(row, {})[column] = code

    def add_shown(self, row: int, column: int, text: str) -> None:
        """Keep the text that a cell shows because of its number format, or a blank text."""
        self.shown_texts.setdefault(row, {})[column] = text

    @property
    def has_any(self) -> bool:
        """Return whether the worksheet has any special cells."""
        return bool(self.texts or self.formats or self.shown_texts)


def format_formula(formula: str) -> str:
    """Return a formula as the text of its cell, which has no value: `=A1+1` for `A1+1`."""
    return f"={formula.strip().removeprefix('=')}" if formula.strip() else FORMULA
