"""The converter: makes the links of rows, and turns the rows into bytes of output files."""

from __future__ import annotations

import io
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from wa_link._support.arguments import current_spelling, spell_options
from wa_link.batch.linker import Linker
from wa_link.batch.outcome import Accepted, Rejected, note_left_out
from wa_link.batch.tally import Tally
from wa_link.errors import RecordError
from wa_link.sheets.formulas import find_formula
from wa_link.sheets.output_formats import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wa_link._support.arguments import Spelling
    from wa_link.batch.options import LinkOptions
    from wa_link.batch.outcome import Outcome
    from wa_link.batch.outputs import RowFormat
    from wa_link.errors import NoteCode
    from wa_link.printing.codes.drawing import Drawing
    from wa_link.sheets.rows import Row, RowRange
    from wa_link.sheets.sheet import Sheet
    from wa_link.sheets.writer import WriteRow

# Delimiters that links, phone numbers and statuses never contain, so these cells need no quotes.
_SAFE_DELIMITERS = ",;\t|"
# The most characters of a line that is joined with others into one text. One emoji in that text
# makes each of its characters take four bytes of memory, so long lines are written alone.
_MOST_JOINED = 10_000


@dataclass(slots=True)
class Converted:
    """Bytes of the output files for a chunk of rows, and counts of the rows.

    Attributes:
        tally: counts of the rows: accepted, repaired and rejected.
        output: bytes to append to the output.
        rejects: bytes to append to the rejects file.
    """

    tally: Tally = field(default_factory=Tally)
    output: bytes = b""
    rejects: bytes = b""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Settings for making the links of rows, and for writing the rows to the output files.

    A Conversion is pickled and sent to each worker. The worker calls the Conversion to get the
    function that converts rows.

    Attributes:
        columns: a sheet that has the columns of the rows, but no rows.
        options: options for linking the rows.
        output: format of the output.
        rejects: format of the rejects file; None if rejected rows go to the output.
        spelling: function that writes options in messages, such as `region=` or `--region`.
    """

    columns: Sheet
    options: LinkOptions
    output: RowFormat
    rejects: RowFormat | None = None
    spelling: Spelling = field(default_factory=current_spelling)

    @property
    def can_use_workers(self) -> bool:
        """Return whether worker processes can convert the rows.

        They can't if a row depends on earlier rows (`unique`, `codes`), or if they would have to
        write a workbook.
        """
        depends = self.options.get("unique") or self.options.get("codes")
        return not depends and all(each.can_append for each in self.formats)

    @property
    def formats(self) -> list[RowFormat]:
        """Return the format of the output, and of the rejects file if there is one."""
        return [self.output, *([self.rejects] if self.rejects else [])]

    def __call__(self) -> Callable[[RowRange], Converted]:
        """Return the function that converts the rows of a RowRange (one part of the sheet)."""
        converter, make_rows = Converter(self), self.columns.make_rows

        def work(row_range: RowRange) -> Converted:
            with spell_options(self.spelling):  # a new process has the default spelling
                return converter.convert(make_rows(row_range))

        return work


class Converter:
    """Makes the links of rows, and turns the rows into bytes of the output and the rejects file."""

    def __init__(
        self,
        conversion: Conversion,
        write: WriteRow | None = None,
        write_reject: WriteRow | None = None,
    ) -> None:
        """Prepare to make links and to write rows; no row is converted yet.

        Args:
            conversion: settings for the links and for the output files.
            write: function that writes a row directly to the output, such as to a workbook. If
                None, the rows are returned as bytes.
            write_reject: function that writes a row directly to the rejects file. If None, the
                rejected rows are returned as bytes.
        """
        self._linker = Linker(conversion.columns, **conversion.options)
        self._linker.is_extra_lost = not conversion.output.keeps_extra
        self._has_codes = conversion.options.get("codes") is not None
        self._output, self._rejects = io.BytesIO(), io.BytesIO()
        self._writers = ExitStack()  # never closed: that writes the end of a file
        form, rejects = conversion.output, conversion.rejects
        self._write = write or self._writer(form, self._output)
        if rejects and write_reject is None:
            write_reject = self._writer(rejects, self._rejects)
        self._write_reject = write_reject
        self._keeps_extra = form.keeps_extra
        self._rejects_keep_extra = rejects is not None and rejects.keeps_extra
        self._delimiter = form.layout.delimiter
        self._seeks_formula = form.is_delimited and not form.layout.spreadsheet_safe
        self._copies_lines = (
            form.is_delimited and form.layout.can_copy_cells and self._delimiter in _SAFE_DELIMITERS
        )

    def _writer(self, form: RowFormat, file: BinaryIO) -> WriteRow:
        """Return a function that writes rows to `file` in a format, without a header."""
        layout = replace(
            form.layout,
            header=False,
            has_byte_order_mark=False,
            has_sep_line=False,
            phone_columns=self._linker.phone_columns,
        )
        return self._writers.enter_context(WRITERS[form.name](file, form.columns, layout))

    def convert(self, rows: Iterable[Row]) -> Converted:
        """Make the links of a chunk of rows, and return the rows as bytes for the output files."""
        result, accepted = Converted(), 0
        delimiter, output, tally = self._delimiter, self._output, result.tally
        end = f"{delimiter}accepted{delimiter}{delimiter}\n"
        lines: list[str] = []
        fast_link = self._linker.fast_link
        for row in rows:
            if self._seeks_formula and not tally.formula:
                tally.formula = find_formula(row.cells)
            if self._copies_lines and 0 < len(row.raw) < _MOST_JOINED and (found := fast_link(row)):
                link, phone = found
                lines.append(f"{row.raw}{delimiter}{link}{delimiter}{phone}{end}")
                accepted += 1
                continue
            output.write("".join(lines).encode())
            lines.clear()
            for outcome in self._linker.link_row(row):
                if outcome is not None:  # None comes only if codes are drawn later
                    self._write_outcome(outcome, tally)
        output.write("".join(lines).encode())
        tally.statuses["accepted"] += accepted
        return self._finish(result)

    def write(self, outcomes: Iterable[Outcome]) -> Converted:
        """Return the rows of `outcomes`, each with its link or error, as bytes for the files."""
        result = Converted()
        for outcome in outcomes:
            if self._seeks_formula and not result.tally.formula:
                result.tally.formula = find_formula(outcome.row.cells)
            self._write_outcome(outcome, result.tally)
        return self._finish(result)

    def link(self, rows: Iterable[Row]) -> Iterator[list[Outcome]]:
        """Make the links of a chunk of rows without drawing QR codes; yield lists of outcomes.

        An outcome is a row with its link, or with the reason why it was rejected.

        Usually there is one list. But if a row may repeat the number of an earlier row whose code
        is not drawn yet, a new list begins with this row. The caller must draw the codes of each
        list, and call `resolve_pending`, before it reads the next list.
        """
        outcomes: list[Outcome] = []
        for outcome in self._linker.undecided_outcomes(rows):
            if outcome is None:
                yield outcomes
                outcomes = []
                continue
            outcomes.append(outcome)
            if self._linker.seen and isinstance(outcome, Accepted):
                self._linker.seen.add_pending(outcome)
        yield outcomes

    def resolve_pending(
        self, outcomes: Iterable[Outcome], pictures: Iterable[Drawing | RecordError]
    ) -> None:
        """Record which QR codes could be drawn.

        If the code of a row could not be drawn, a later row with the same number can be accepted.
        This has an effect only with the option `unique`, which rejects repeated numbers.

        Args:
            outcomes: rows that were accepted or rejected.
            pictures: for each accepted outcome, the picture of its code, or the error if the code
                could not be drawn.
        """
        if self._linker.seen:
            accepted = [outcome for outcome in outcomes if isinstance(outcome, Accepted)]
            for outcome, picture in zip(accepted, pictures, strict=True):
                is_made = not isinstance(picture, RecordError)
                self._linker.seen.resolve_pending(outcome, is_made=is_made)

    @property
    def rejected_notes(self) -> frozenset[NoteCode]:
        """Return the notes that reject a row; see the option `reject_notes`."""
        return self._linker.rejected_notes

    def _write_outcome(self, outcome: Outcome, tally: Tally) -> None:
        """Count an outcome in `tally`, and write its row to the output or the rejects file."""
        is_reject = self._write_reject is not None and isinstance(outcome, Rejected)
        keeps_extra = self._rejects_keep_extra if is_reject else self._keeps_extra
        row = outcome.row
        if not keeps_extra and row.extra:
            outcome = note_left_out(outcome)
        tally.count(outcome)
        if self._write_reject and isinstance(outcome, Rejected):
            self._write_reject(row.cells, outcome.reject_output, row.raw, row.extra)
            return
        own = outcome.output
        if self._has_codes:
            own = (*own, outcome.code if isinstance(outcome, Accepted) else "")
        self._write(row.cells, own, row.raw, row.extra)

    def _finish(self, result: Converted) -> Converted:
        """Put the bytes that were written since the last call into `result`, and return it."""
        result.output, result.rejects = drain(self._output), drain(self._rejects)
        return result


def drain(file: io.BytesIO) -> bytes:
    """Return the bytes that were written to `file`, and empty it."""
    written = file.getvalue()
    file.seek(0)
    file.truncate()
    return written
