"""Outputs of `sync_links`: the sheet with its short links, and the file of rejected rows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wa_link._support.same_file import refuse_overwriting, refuse_same
from wa_link.batch.outcome import Rejected, note_left_out
from wa_link.batch.outputs import open_outputs, rejects_format, row_format
from wa_link.errors import OptionError
from wa_link.sheets.formulas import find_formula
from wa_link.sheets.own_columns import SHORT_LINK_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from wa_link._support.same_file import PathOrFile
    from wa_link.batch.outcome import Outcome
    from wa_link.batch.outputs import Output, RowFormat
    from wa_link.batch.tally import Tally
    from wa_link.sheets.sheet import Sheet

_OWN_COLUMNS = (SHORT_LINK_COLUMN, "wa_status", "wa_reason", "wa_note")


class SyncOutputs:
    """The output and the rejects file of a run; each can be None."""

    def __init__(
        self,
        sheet: Sheet,
        target: PathOrFile | None,
        rejects: PathOrFile | None,
        to: str | None,
        *,
        is_safe: bool,
    ) -> None:
        """Choose the formats of the files.

        Args:
            sheet: the sheet of the rows.
            target: path or file of the output.
            rejects: path or file for the rejected rows.
            to: format of the output; None if the extension of its path chooses it.
            is_safe: whether an apostrophe is put before text that a spreadsheet would calculate.

        Raises:
            OptionError: a file can't be written in its format, or the files are the same.
        """
        self._target, self._rejects = target, rejects
        self._form: RowFormat | None = None
        self._rejects_form: RowFormat | None = None
        if target is not None:
            self._form = row_format(sheet, target, to, _OWN_COLUMNS, is_safe=is_safe)
            if self._form.name == "vcf":
                raise OptionError(
                    "The output can't be a .vcf file, because a card has no place for a short "
                    "link: use .csv, .tsv, .jsonl or .xlsx."
                )
        if rejects is not None:
            self._rejects_form = rejects_format(sheet, rejects, is_safe=is_safe)
            if target is not None:
                refuse_same(target, rejects)

    def refuse_overwriting(self, state: str | PathLike[str]) -> None:
        """Fail if an output would overwrite the state file, which exists already.

        Raises:
            OptionError: an output is the state file.
        """
        for file in (self._target, self._rejects):
            refuse_overwriting(file, the_state_file=state)

    @contextmanager
    def open(self) -> Iterator[tuple[Output | None, Output | None]]:
        """Open the files, and yield the output and the rejects file; complete both at the end."""
        pairs = ((self._target, self._form), (self._rejects, self._rejects_form))
        targets = [(file, form) for file, form in pairs if file is not None and form is not None]
        with open_outputs(targets) as outputs:
            opened = iter(outputs)
            yield next(opened) if self._form else None, next(opened) if self._rejects_form else None

    def write(
        self,
        outcomes: Iterable[Outcome],
        tally: Tally,
        opened: tuple[Output | None, Output | None] = (None, None),
    ) -> None:
        """Count the rows, and write them to the opened files.

        Args:
            outcomes: the rows in order.
            tally: gets the counts.
            opened: the output and the rejects file; a dry run opens none.
        """
        output, rejects = opened
        for each in outcomes:
            is_reject = self._rejects_form is not None and isinstance(each, Rejected)
            form = self._rejects_form if is_reject else self._form
            outcome = note_left_out(each) if form and not form.keeps_extra else each
            if form and form.is_delimited and not form.layout.spreadsheet_safe:
                tally.formula = tally.formula or find_formula(each.row.cells)
            tally.count(outcome)
            row = outcome.row
            if is_reject and rejects and isinstance(outcome, Rejected):
                rejects.write(row.cells, outcome.reject_output, row.raw, row.extra)
            elif output and not is_reject:
                url, _, *more = outcome.output
                output.write(row.cells, (url, *more), row.raw, row.extra)
