"""Decide by the opt-in column whether a row gets a message, also if rows with a number disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.batch.outcome import Accepted
from wa_link.business.opt_in import OptIns, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.batch.outcome import Outcome
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row


def opt_in_reader(
    outcomes: Sequence[Outcome], column: int, name: str
) -> Callable[[Row, PhoneNumber], str]:
    """Return a function that says why the person of a row has not agreed to get messages.

    The function returns an empty text if the cell of the row says yes, and no other row with the
    same number says something else. A blank cell in another row says nothing.

    Args:
        outcomes: all rows of the sheet.
        column: index of the opt-in column.
        name: name of the opt-in column, for messages.
    """
    opt_ins = OptIns(name, (outcome.row.cells[column] for outcome in outcomes))
    yes: dict[str, int] = {}
    others: dict[str, int] = {}
    for outcome in outcomes:
        cell = outcome.row.cells[column]
        if not isinstance(outcome, Accepted) or outcome.phone is None or is_blank(cell):
            continue
        phone = outcome.phone
        lines = others if opt_ins.find_refusal(cell, phone.region) else yes
        lines.setdefault(phone.e164, outcome.row.line)

    def find_refusal(row: Row, phone: PhoneNumber) -> str:
        cell = row.cells[column]
        refusal = opt_ins.find_refusal(cell, phone.region)
        other, agreed = others.get(phone.e164), yes.get(phone.e164)
        if not refusal and other is not None:
            return (
                f"Line {other:,} has the same number and doesn't say yes: correct one of the two "
                "rows, or delete it."
            )
        if refusal and agreed is not None and not is_blank(cell):
            return f"{refusal} Line {agreed:,} has the same number and says yes."
        return refusal

    return find_refusal
