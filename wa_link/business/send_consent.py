"""Decide by the opt-in column whether a row gets a message, also if rows with a number disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.batch.outcome import Accepted
from wa_link.business.ledger import person_key
from wa_link.business.opt_in import OptIns, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wa_link.batch.outcome import Outcome
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row


class Consents:
    """The opt-in column of a sheet, together with the numbers of its rows."""

    def __init__(
        self,
        outcomes: Sequence[Outcome],
        column: int,
        name: str,
        read_all: Callable[[Row], Iterable[Outcome | None]],
    ) -> None:
        """Note which numbers have a row that says yes, and which have a row that says another word.

        Args:
            outcomes: all rows of the sheet.
            column: index of the opt-in column.
            name: name of the opt-in column, for messages.
            read_all: function that returns a row with each of its numbers. A row that does not say
                yes speaks for all its numbers, also if the run reads only one of them, or none.
        """
        self._column = column
        self._opt_ins = OptIns(name, (outcome.row.cells[column] for outcome in outcomes))
        self._yes: dict[str, int] = {}
        self._others: dict[str, int] = {}
        for outcome in outcomes:
            row = outcome.row
            phone = outcome.phone if isinstance(outcome, Accepted) else None
            if is_blank(row.cells[column]):
                continue
            if not self._refuse_cell(row, phone):
                if phone:
                    self._yes.setdefault(person_key(phone.e164), row.line)
                continue
            for each in read_all(row):
                if isinstance(each, Accepted) and each.phone:
                    self._others.setdefault(person_key(each.phone.e164), row.line)

    def find_refusal(self, row: Row, phone: PhoneNumber) -> str:
        """Return a sentence that says why the person of a row has not agreed to get messages.

        The text is empty if the cell of the row says yes, and no other row with the same number
        says another word. A blank cell in another row says nothing.
        """
        refusal = self._refuse_cell(row, phone)
        person = person_key(phone.e164)
        other, agreed = self._others.get(person), self._yes.get(person)
        if not refusal and other is not None:
            return (
                f"Line {other:,} has the same number and doesn't say yes: correct one of the two "
                "rows, or delete it."
            )
        if refusal and agreed is not None and not is_blank(row.cells[self._column]):
            return f"{refusal} Line {agreed:,} has the same number and says yes."
        return refusal

    def _refuse_cell(self, row: Row, phone: PhoneNumber | None) -> str:
        """Return a sentence that says why the cell of a row does not say yes; empty if it does."""
        return self._opt_ins.find_refusal(row.cells[self._column], phone.region if phone else "")
