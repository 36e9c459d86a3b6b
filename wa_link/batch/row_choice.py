"""Choices of rows by their numbers: `5-9,12`."""

from __future__ import annotations

import re
from typing import NamedTuple

from wa_link._support.quoting import pluralize, quote
from wa_link.errors import OptionError

_RANGE = re.compile(r"\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?", re.ASCII)


class RowChoice(NamedTuple):
    """Row numbers that a person chose; rows count from 1, without the header, as `{wa_row}` does.

    Attributes:
        ranges: first and last row of each range.
    """

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, text: str) -> RowChoice:
        """Parse row numbers and ranges, separated by commas.

        Raises:
            OptionError: the text is not a list of numbers and ranges.
        """
        ranges = []
        for part in text.split(","):
            found = _RANGE.fullmatch(part)
            first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
            if not 1 <= first <= last:
                raise OptionError(
                    f"{quote(text)} is not a list of rows: write numbers and ranges, as in "
                    "5-9,12. They count from 1, without the header, as {wa_row} does."
                )
            ranges.append((first, last))
        return cls(tuple(ranges))

    def has(self, row: int) -> bool:
        """Return whether the row with that number is chosen."""
        return any(first <= row <= last for first, last in self.ranges)

    def check_end(self, rows: int) -> None:
        """Fail if a row is chosen that comes after the last row.

        Args:
            rows: number of rows of the sheet.

        Raises:
            OptionError: there is such a row.
        """
        last = max(last for _, last in self.ranges)
        if last > rows:
            raise OptionError(f"There is no row {last:,}: the sheet has {pluralize(rows, 'row')}.")
