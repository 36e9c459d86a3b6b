"""Converter: rows to the bytes of output files, in worker processes or in this one."""

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
    from wa_link.printing.codes.drawing import Drawing
    from wa_link.sheets.rows import Row, RowRange
    from wa_link.sheets.sheet import Sheet
    from wa_link.sheets.writer import WriteRow

# Links, numbers and statuses do not contain these, so they need no quotes.
_SAFE_DELIMITERS = ",;\t|"
# Characters. A longer line is not joined with its link: one emoji in it makes every character of
# the joined text take four bytes.
_SHORT_LINE = 10_000


@dataclass(slots=True)
class Converted:
    """Some rows, converted.

    Attributes:
        tally: counts of their outcomes.
        output: bytes for the output.
        rejects: bytes for the rejects file.
    """

    tally: Tally = field(default_factory=Tally)
    output: bytes = b""
    rejects: bytes = b""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How rows are converted.

    It can be pickled; a worker calls it to get the function that converts rows.

    Attributes:
        columns: a sheet with the columns of the rows, and no rows.
        options: how rows are linked.
        output: how rows are written.
        rejects: how rejected rows are written, if they have a file of their own.
        spelling: how messages name options.
    """

    columns: Sheet
    options: LinkOptions
    output: RowFormat
    rejects: RowFormat | None = None
    spelling: Spelling = field(default_factory=current_spelling)

    @property
    def is_shareable(self) -> bool:
        """Return whether workers can share it: no row depends on earlier rows."""
        depends = self.options.get("unique") or self.options.get("codes")
        return not depends and all(each.can_append for each in self.formats)

    @property
    def formats(self) -> list[RowFormat]:
        """Formats of the files: of the output, and of the rejects."""
        return [self.output, *([self.rejects] if self.rejects else [])]

    def __call__(self) -> Callable[[RowRange], Converted]:
        """Return the function that converts some rows of the sheet."""
        converter, make_rows = Converter(self), self.columns.make_rows

        def work(row_range: RowRange) -> Converted:
            with spell_options(self.spelling):  # a spawned worker begins with the default
                return converter.convert(make_rows(row_range))

        return work


class Converter:
    """Links rows and writes them."""

    def __init__(
        self,
        conversion: Conversion,
        write: WriteRow | None = None,
        write_reject: WriteRow | None = None,
    ) -> None:
        """Prepare to link and write rows.

        Args:
            conversion: how rows are converted.
            write: writes a row to the output; None to return bytes instead.
            write_reject: writes a rejected row to its file; None as above.
        """
        self._linker = Linker(conversion.columns, **conversion.options)
        self._has_codes = conversion.options.get("codes") is not None
        self._output, self._rejects = io.BytesIO(), io.BytesIO()
        self._writers = ExitStack()  # never closed: the file's own writer writes its end
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
        layout = replace(form.layout, header=False, has_byte_order_mark=False, has_sep_line=False)
        return self._writers.enter_context(WRITERS[form.name](file, form.columns, layout))

    def convert(self, rows: Iterable[Row]) -> Converted:
        """Link some rows and write them."""
        result, accepted = Converted(), 0
        delimiter, output, tally = self._delimiter, self._output, result.tally
        end = f"{delimiter}accepted{delimiter}{delimiter}\n"
        lines: list[str] = []
        fast_link = self._linker.fast_link
        for row in rows:
            if self._seeks_formula and not tally.formula:
                tally.formula = find_formula(row.cells)
            if self._copies_lines and 0 < len(row.raw) < _SHORT_LINE and (found := fast_link(row)):
                link, phone = found
                lines.append(f"{row.raw}{delimiter}{link}{delimiter}{phone}{end}")
                accepted += 1
                continue
            output.write("".join(lines).encode())
            lines.clear()
            for outcome in self._linker.link_row(row):
                if outcome is not None:  # no code is awaited here
                    self._write_outcome(outcome, tally)
        output.write("".join(lines).encode())
        tally.statuses["accepted"] += accepted
        return self._finish(result)

    def write(self, outcomes: Iterable[Outcome]) -> Converted:
        """Write rows that are linked."""
        result = Converted()
        for outcome in outcomes:
            if self._seeks_formula and not result.tally.formula:
                result.tally.formula = find_formula(outcome.row.cells)
            self._write_outcome(outcome, result.tally)
        return self._finish(result)

    def link(self, rows: Iterable[Row]) -> Iterator[list[Outcome]]:
        """Link some rows whose codes are drawn later, and yield their outcomes.

        There are several lists if an outcome depends on earlier rows: the caller has to call
        `settle` for each list before it takes the next.
        """
        outcomes: list[Outcome] = []
        for outcome in self._linker.undecided_outcomes(rows):
            if outcome is None:
                yield outcomes
                outcomes = []
                continue
            outcomes.append(outcome)
            if self._linker.seen and isinstance(outcome, Accepted):
                self._linker.seen.wait_for(outcome)
        yield outcomes

    def settle(
        self, outcomes: Iterable[Outcome], pictures: Iterable[Drawing | RecordError]
    ) -> None:
        """Free the numbers of rows whose codes can't be drawn, if each may be linked only once."""
        if self._linker.seen:
            accepted = [outcome for outcome in outcomes if isinstance(outcome, Accepted)]
            for outcome, picture in zip(accepted, pictures, strict=True):
                self._linker.seen.settle(outcome, is_made=not isinstance(picture, RecordError))

    def _write_outcome(self, outcome: Outcome, tally: Tally) -> None:
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
        result.output, result.rejects = drain(self._output), drain(self._rejects)
        return result


def drain(file: io.BytesIO) -> bytes:
    """Return the bytes that were written to `file`, and empty it."""
    written = file.getvalue()
    file.seek(0)
    file.truncate()
    return written
