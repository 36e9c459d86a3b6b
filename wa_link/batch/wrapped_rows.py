"""Numbers on several rows of a plain list: a mail can wrap `+44 7911 123456` after `7911`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link._support.wrapped_lines import begins_number, is_comment, join_lines
from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.phone import Assume, PhoneNumber
    from wa_link.sheets.rows import Row

# More rows than any wrapped number has, and more digits than any number.
_MOST_ROWS, _MOST_DIGITS = 6, 18


class WrappedRows:
    """Reads the rows of a sheet with one column; refuses a row that is the rest of a number.

    Such a row alone can be the number of another person. The rows before it are refused, and the
    first one has a plus. A row that begins with a plus or 0 is a number of its own.

    Attributes:
        begun: cells of the rows before the next row, if a number may continue there; else [].
    """

    def __init__(
        self,
        read: Callable[[Row], Sequence[PhoneNumber | PhoneError]],
        region: str | None,
        assume: Assume | str | None,
    ) -> None:
        """Store a function that reads the numbers of a row, and the options with which it reads."""
        self.begun: list[str] = []
        self._read, self._region, self._assume = read, region, assume
        self._last_row = 0

    def __call__(self, row: Row) -> Sequence[PhoneNumber | PhoneError]:
        """Return the numbers of a row.

        Raises:
            PhoneError: the row has no valid number, or is the rest of a number.
        """
        cell = row.cells[0].strip()
        begun = self.begun if row.number == self._last_row + 1 else []  # not the rows of a worker
        self.begun, self._last_row = [], row.number
        try:
            numbers = self._read(row)
        except PhoneError:
            is_part = is_comment(cell) or any(map(str.isdecimal, cell))
            if begins_number(cell) or (begun and is_part):
                self.begun = [*begun, cell][-_MOST_ROWS:]
            raise
        if begun and not cell.startswith(("+", "0")):
            self._refuse_rest([*begun, cell], numbers)
        return numbers

    def _refuse_rest(self, cells: list[str], numbers: Sequence[PhoneNumber | PhoneError]) -> None:
        """Fail if several cells are one number, which is none of `numbers`."""
        for start in range(len(cells) - 1):
            parts = join_lines(cells[start:], is_refused=True)
            whole = " ".join(parts)
            if len(parts) == 1 or not parts[0].startswith(("+", "(+")):
                continue
            if sum(map(str.isdecimal, whole)) > _MOST_DIGITS:
                continue
            try:
                phone = parse_phone(whole, self._region, assume=self._assume)
            except PhoneError:
                continue
            if phone not in numbers:
                before = "row" if len(cells) - start == 2 else f"{len(cells) - start - 1} rows"
                raise PhoneError(
                    Reason.NOT_A_NUMBER,
                    f"{quote(whole)} came as {len(cells) - start} rows: if it is one number, put "
                    f"it into one row; if not, correct or remove the {before} before this row.",
                )
