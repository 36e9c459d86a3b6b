"""Write the rows of `send_sheet`: each with the id of its message, or why it got none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from wa_link._support.same_file import refuse_same
from wa_link.batch.outcome import Rejected, note_left_out
from wa_link.batch.outputs import open_outputs, rejects_format, row_format
from wa_link.batch.tally import Tally
from wa_link.errors import OptionError
from wa_link.sheets.formulas import find_formula
from wa_link.sheets.own_columns import MESSAGE_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link._support.same_file import PathOrFile
    from wa_link.batch.outcome import Outcome
    from wa_link.batch.outputs import Output, RowFormat
    from wa_link.sheets.sheet import Sheet

_OWN_COLUMNS: Final = ("wa_phone", MESSAGE_COLUMN, "wa_status", "wa_reason", "wa_note")


class SendOutput:
    """The output files of a run, and its counts.

    Attributes:
        tally: counts of the rows that were written.
        keeps_extra: whether the output has a place for the keys of JSON objects that are not
            columns, or there is no output.
    """

    def __init__(
        self,
        sheet: Sheet,
        target: PathOrFile | None,
        rejects: PathOrFile | None,
        *,
        to: str | None = None,
        is_safe: bool = False,
    ) -> None:
        """Choose the formats of the files; see `SendOptions`.

        Raises:
            OptionError: a file can't be written in its format, or both files are the same.
        """
        self._targets: list[tuple[PathOrFile, RowFormat]] = []
        self._output: Output | None = None
        self._rejects: Output | None = None
        self._has_output, self._has_rejects = target is not None, rejects is not None
        self.tally = Tally()
        if target is not None:
            form = row_format(sheet, target, to, _OWN_COLUMNS, is_safe=is_safe)
            if form.name == "vcf":
                raise OptionError(
                    "The output can't be a .vcf file, because a card has no place for a message "
                    "id: use .csv, .tsv, .jsonl or .xlsx."
                )
            self._targets.append((target, form))
        if rejects is not None:
            if target is not None:
                refuse_same(target, rejects)
            self._targets.append((rejects, rejects_format(sheet, rejects, is_safe=is_safe)))
        self.keeps_extra = target is None or self._targets[0][1].keeps_extra

    @property
    def files(self) -> list[PathOrFile]:
        """Return the files that are written."""
        return [file for file, _ in self._targets]

    @contextmanager
    def open(self) -> Iterator[None]:
        """Open the files; they get their names at the end of the block, when they are complete."""
        with open_outputs(self._targets) as outputs:
            opened = iter(outputs)
            self._output = next(opened) if self._has_output else None
            self._rejects = next(opened) if self._has_rejects else None
            yield

    def write(self, outcome: Outcome, message_id: str = "") -> None:
        """Count a row, and write it to its file.

        Args:
            outcome: the row; Accepted if its message was sent, or would be sent in a dry run.
            message_id: id of the message.
        """
        output = self._output
        if isinstance(outcome, Rejected) and self._rejects is not None:
            output = self._rejects
        row = outcome.row
        if output is not None and not output.format.keeps_extra:
            outcome = note_left_out(outcome)
        self.tally.count(outcome)
        if output is None:
            return
        layout = output.format.layout
        if output.format.is_delimited and not layout.spreadsheet_safe and not self.tally.formula:
            self.tally.formula = find_formula(row.cells)
        if output is self._rejects and isinstance(outcome, Rejected):
            output.write(row.cells, outcome.reject_output, row.raw, row.extra)
            return
        _, number, *status = outcome.output
        output.write(row.cells, (number, message_id, *status), row.raw, row.extra)
