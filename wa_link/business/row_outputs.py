"""Outputs of a run over a sheet: one with all its rows, and one with the rejected rows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypedDict

from wa_link._support.arguments import NONE
from wa_link._support.same_file import refuse_overwriting, refuse_same
from wa_link.batch.outcome import Rejected, note_left_out
from wa_link.batch.outputs import open_outputs, rejects_format, row_format
from wa_link.batch.tally import Tally
from wa_link.errors import OptionError
from wa_link.sheets.formulas import find_formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    from wa_link._support.same_file import PathOrFile
    from wa_link.batch.options import Kinds
    from wa_link.batch.outcome import Outcome
    from wa_link.batch.outputs import Output, RowFormat
    from wa_link.sheets.sheet import Sheet


class OutputOptions(TypedDict, total=False):
    """Options for the files of a run.

    Attributes:
        rejects: path of a file for the rejected rows, or a file opened for bytes. By default,
            rejected rows are written to the output, between the other rows.
        to: format of the output: `csv`, `tsv`, `jsonl` or `xlsx`. By default, the extension of the
            target chooses the format.
        spreadsheet_safe: whether to put an apostrophe before text that a spreadsheet would
            calculate as a formula.
    """

    rejects: PathOrFile | None
    to: str | None
    spreadsheet_safe: bool


OUTPUT_KINDS: Final[Kinds] = {"rejects": (), "to": (str, NONE), "spreadsheet_safe": (bool,)}
"""Allowed types of each option in `OutputOptions`; `()` allows any type."""


class RowOutputs:
    """The output and the rejects file of a run, and its counts.

    Attributes:
        tally: counts of the rows that were written; in a dry run, they are only counted.
    """

    def __init__(
        self,
        sheet: Sheet,
        target: PathOrFile | None,
        own_columns: Sequence[str],
        options: OutputOptions,
    ) -> None:
        """Choose the formats of the files.

        Args:
            sheet: the sheet of the rows.
            target: path or file of the output.
            own_columns: columns that are added after those of the sheet.
            options: see `OutputOptions`; other options are not used.

        Raises:
            OptionError: a file can't be written in its format, or the files are the same.
        """
        rejects, is_safe = options.get("rejects"), options.get("spreadsheet_safe", False)
        self.tally = Tally()
        self._target, self._rejects = target, rejects
        self._form: RowFormat | None = None
        self._rejects_form: RowFormat | None = None
        self._opened: tuple[Output | None, Output | None] = (None, None)
        if target is not None:
            self._form = row_format(
                sheet, target, options.get("to"), own_columns, spreadsheet_safe=is_safe
            )
            if self._form.name == "vcf":
                raise OptionError(
                    f"The output can't be a .vcf file, because a card has no place for "
                    f"{own_columns[0]}: use .csv, .tsv, .jsonl or .xlsx."
                )
        if rejects is not None:
            self._rejects_form = rejects_format(sheet, rejects, spreadsheet_safe=is_safe)
            if target is not None:
                refuse_same(target, rejects)

    @property
    def loses_extra(self) -> bool:
        """Return whether the output has no place for keys of JSON objects that are not columns."""
        return self._form is not None and not self._form.keeps_extra

    def refuse_overwriting(self, **journal: str | PathLike[str]) -> None:
        """Fail if an output would overwrite a journal, which exists already.

        Args:
            **journal: its path; the name of the argument is used in the message.

        Raises:
            OptionError: an output is the journal.
        """
        for file in (self._target, self._rejects):
            refuse_overwriting(file, **journal)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Open the files; at the end of the block, they are complete and get their names."""
        pairs = ((self._target, self._form), (self._rejects, self._rejects_form))
        targets = [(file, form) for file, form in pairs if file is not None and form is not None]
        with open_outputs(targets) as outputs:
            opened = iter(outputs)
            self._opened = (
                next(opened) if self._form else None,
                next(opened) if self._rejects_form else None,
            )
            yield

    def write(self, outcome: Outcome, make_own: Callable[[Outcome], Sequence[str]]) -> None:
        """Count a row, and write it if the files are open.

        Args:
            outcome: the row.
            make_own: function that returns the values of the own columns in the output.
        """
        output, rejects = self._opened
        is_reject = self._rejects_form is not None and isinstance(outcome, Rejected)
        form = self._rejects_form if is_reject else self._form
        if form and not form.keeps_extra:
            outcome = note_left_out(outcome)
        row = outcome.row
        if form and form.is_delimited and not form.layout.spreadsheet_safe:
            self.tally.formula = self.tally.formula or find_formula(row.cells)
        self.tally.count(outcome)
        if is_reject and rejects and isinstance(outcome, Rejected):
            rejects.write(row.cells, outcome.reject_output, row.raw, row.extra)
        elif output and not is_reject:
            output.write(row.cells, make_own(outcome), row.raw, row.extra)
