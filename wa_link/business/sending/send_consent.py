"""Decide by the opt-in column whether a row gets a message, also if rows with a number disagree."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from wa_link.batch.outcome import Accepted
from wa_link.business.sending.ledger import person_key
from wa_link.business.sending.opt_in import OptIns, is_blank
from wa_link.phone.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wa_link.batch.outcome import Outcome
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row

_DIGITS: Final = re.compile(r"[0-9](?:[0-9 \u00a0().-]*[0-9])?")
_NOT_DIGITS: Final = re.compile(r"\(0\)|[^0-9]")
_FEWEST_DIGITS: Final = 7
"""Fewer digits at the end of a number are no sign of the same number."""


class Consents:
    """The opt-in column of a sheet, together with the numbers of its rows."""

    def __init__(
        self,
        outcomes: Sequence[Outcome],
        column: int,
        name: str,
        read_all: Callable[[Row], Iterable[Outcome | None]],
        phone_columns: Sequence[int],
    ) -> None:
        """Note which numbers have a row that says yes, and which have a row that says another word.

        Args:
            outcomes: all rows of the sheet.
            column: index of the opt-in column.
            name: name of the opt-in column, for messages.
            read_all: function that returns a row with each of its numbers. A row that does not say
                yes speaks for all its numbers, also if the run reads only one of them, or none.
            phone_columns: indices of the phone columns.
        """
        self._column = column
        self._opt_ins = OptIns(name, (outcome.row.cells[column] for outcome in outcomes))
        self._yes: dict[str, int] = {}
        self._others: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        for outcome in outcomes:
            row = outcome.row
            if row.problem:
                self._note_digits(row.line, row.cells[:1], ())
            elif not is_blank(row.cells[column]):
                phone = outcome.phone if isinstance(outcome, Accepted) else None
                if phone and not self._refuse_cell(row, phone):
                    self._yes.setdefault(person_key(phone.e164), row.line)
                else:
                    read = [each for each in read_all(row) if isinstance(each, Accepted)]
                    phones = [each.phone for each in read if each.phone]
                    self._note_numbers(row, phones, [row.cells[index] for index in phone_columns])

    def _note_numbers(self, row: Row, phones: Sequence[PhoneNumber], cells: Sequence[str]) -> None:
        """Note the numbers of a row that is rejected, or does not say yes, unless it says yes.

        Args:
            row: the row.
            phones: the numbers of the row that could be read.
            cells: its phone cells, which may also contain digits that could not be read.
        """
        refused = [phone for phone in phones if self._refuse_cell(row, phone)]
        for phone in refused:
            self._others.setdefault(person_key(phone.e164), row.line)
        if refused or self._refuse_cell(row, None):
            self._note_digits(row.line, cells, phones)

    def _note_digits(self, line: int, texts: Iterable[str], phones: Sequence[PhoneNumber]) -> None:
        """Note the digits of a row that may be a number, but could not be read as one.

        Args:
            line: line of the row.
            texts: texts of the row.
            phones: numbers of the row that could be read.
        """
        for found in chain.from_iterable(_DIGITS.findall(clean(text)) for text in texts):
            digits = _NOT_DIGITS.sub("", found).lstrip("0")
            is_read = any(phone.digits.endswith(digits) for phone in phones)
            if len(digits) >= _FEWEST_DIGITS and not is_read:
                self._endings.setdefault(digits, line)

    def find_refusal(self, row: Row, phone: PhoneNumber) -> str:
        """Return a sentence that says why the person of a row has not agreed to get messages.

        The text is empty if the cell of the row says yes, and no other row with the same number
        says another word. A blank cell in another row says nothing.
        """
        refusal = self._refuse_cell(row, phone)
        person = person_key(phone.e164)
        agreed = self._yes.get(person)
        if not refusal:
            way_out = "and doesn't say yes: correct one of the two rows, or delete it."
            if (other := self._others.get(person)) is not None:
                return f"Line {other:,} has the same number {way_out}"
            if (other := self._find_ending(phone.digits)) is not None:
                return f"Line {other:,} may have the same number {way_out}"
        elif agreed is not None and not is_blank(row.cells[self._column]):
            return f"{refusal} Line {agreed:,} has the same number and says yes."
        return refusal

    def _find_ending(self, digits: str) -> int | None:
        """Return the line of a row with digits with which a number ends; None if there is none."""
        starts = range(len(digits) - _FEWEST_DIGITS + 1) if self._endings else ()
        found = (self._endings.get(digits[start:]) for start in starts)
        return next((line for line in found if line is not None), None)

    def _refuse_cell(self, row: Row, phone: PhoneNumber | None) -> str:
        """Return a sentence that says why the cell of a row does not say yes; empty if it does."""
        return self._opt_ins.find_refusal(row.cells[self._column], phone.region if phone else "")
