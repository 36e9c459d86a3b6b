"""Cells whose text the reading library does not give: errors, formulas, number formats."""

from __future__ import annotations

FORMULA = "=…"
"""Stands for a formula without a value whose text is not in its cell."""
_LONGEST = 32_767  # characters of a cell, as Excel has them at most


class SpecialCells:
    """Texts and number formats of cells of a worksheet, by their places.

    Attributes:
        texts: of errors, and of formulas without a value, by row and column, from 0.
        formats: of the cells that show digits or a plus of their own; as above.
        shown: what such cells show, where the file has it, or nothing if it can't be trusted.
        unknown_formats: whether there are numbers whose format can't be known.
        width: columns up to the last that has such a text.
    """

    def __init__(self) -> None:
        self.texts: dict[int, dict[int, str]] = {}
        self.formats: dict[int, dict[int, str]] = {}
        self.shown: dict[int, dict[int, str]] = {}
        self.unknown_formats = False
        self.width = 0

    def add_text(self, row: int, column: int, text: str) -> None:
        """Keep the text of an error or a formula."""
        self.texts.setdefault(row, {})[column] = text[:_LONGEST]
        self.width = max(self.width, column + 1)

    def add_format(self, row: int, column: int, code: str) -> None:
        """Keep the format of a cell."""
        self.formats.setdefault(row, {})[column] = code

    def add_shown(self, row: int, column: int, text: str) -> None:
        """Keep what a cell shows."""
        self.shown.setdefault(row, {})[column] = text

    @property
    def has_any(self) -> bool:
        """Return whether there are any."""
        return bool(self.texts or self.formats or self.shown)


def format_formula(formula: str) -> str:
    """Return the text of a cell whose formula has no value."""
    return f"={formula.strip().removeprefix('=')}" if formula.strip() else FORMULA
