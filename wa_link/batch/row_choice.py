"""Parse the option `rows`, which chooses rows by their numbers, such as `5-9,12`."""

from __future__ import annotations

import re
from typing import NamedTuple

from wa_link._support.quoting import pluralize, quote
from wa_link.errors import OptionError

_RANGE = re.compile(r"\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?", re.ASCII)


class RowChoice(NamedTuple):
    """The rows that the user chose; the first row below the header is row 1.

    Attributes:
        ranges: first and last row of each range: `5-9,12` is `((5, 9), (12, 12))`.
    """

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, text: str) -> RowChoice:
        """Parse row numbers and ranges that are separated by commas, such as `5-9,12`.

        Raises:
            OptionError: the text is not such a list, or a range is empty, such as `9-5`.
        """
        ranges = []
        for part in text.split(","):
            found = _RANGE.fullmatch(part)
            first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
            if not 1 <= first <= last:
                raise OptionError(
                    f"{quote(text)} is not a list of rows: write numbers and ranges, as in "
                    "5-9,12. The first row below the header is row 1."
                )
            ranges.append((first, last))
        return cls(tuple(ranges))

    def has(self, row: int) -> bool:
        """Return whether the row with the number `row` is chosen."""
        return any(first <= row <= last for first, last in self.ranges)

    def check_end(self, rows: int) -> None:
        """Fail if the user chose a row after the last row of the sheet.

        Args:
            rows: number of rows in the sheet.

        Raises:
            OptionError: the user chose a row after the last one.
        """
        last = max(last for _, last in self.ranges)
        if last > rows:
            raise OptionError(f"There is no row {last:,}: the sheet has {pluralize(rows, 'row')}.")
