"""Cells whose text python-calamine does not give: errors, formulas, unusual number formats."""

from __future__ import annotations

FORMULA = "=…"
"""Text of a formula that has no value, and whose text is not in its cell."""
_MAX_CELL = 32_767  # characters of an Excel cell


class SpecialCells:
    """Texts and number formats of some cells of a worksheet, by row and column, from 0.

    Attributes:
        texts: texts of errors, and of formulas without a value.
        formats: number formats that show digits or a plus that the value lacks.
        shown_texts: texts of such cells, if the file has them; blank if they are not certain.
        unknown_formats: whether there are numbers whose format is not known.
        width: number of columns up to the last one in `texts`.
    """

    def __init__(self) -> None:
        self.texts: dict[int, dict[int, str]] = {}
        self.formats: dict[int, dict[int, str]] = {}
        self.shown_texts: dict[int, dict[int, str]] = {}
        self.unknown_formats = False
        self.width = 0

    def add_text(self, row: int, column: int, text: str) -> None:
        """Keep the text of an error or a formula."""
        self.texts.setdefault(row, {})[column] = text[:_MAX_CELL]
        self.width = max(self.width, column + 1)

    def add_format(self, row: int, column: int, code: str) -> None:
        """Keep the format of a cell."""
        self.formats.setdefault(row, {})[column] = code

    def add_shown(self, row: int, column: int, text: str) -> None:
        """Keep the text that a cell shows."""
        self.shown_texts.setdefault(row, {})[column] = text

    @property
    def has_any(self) -> bool:
        """Return whether there are any such cells."""
        return bool(self.texts or self.formats or self.shown_texts)


def format_formula(formula: str) -> str:
    """Return the text of a cell from its formula, which has no value."""
    return f"={formula.strip().removeprefix('=')}" if formula.strip() else FORMULA
