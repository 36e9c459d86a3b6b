"""Rows -> what is written of them: the work of a batch that several processes may share."""

from __future__ import annotations

import io
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from wa_link.batch.acceptors import add_code_notes
from wa_link.batch.linker import Linker
from wa_link.batch.outcome import Accepted, Rejected, note_left_out
from wa_link.cli.flags import name_flags
from wa_link.cli.report import Report
from wa_link.errors import RecordError
from wa_link.sheets.writers import KEEPS_EXTRA, WRITERS, first_formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wa_link.batch.linker import LinkOptions
    from wa_link.batch.outcome import Outcome
    from wa_link.errors import Note
    from wa_link.printing.codes.code_drawing import Drawing
    from wa_link.printing.codes.folder import Order
    from wa_link.sheets.layout import Layout, WriteRow
    from wa_link.sheets.sheet import Row, Sheet, Stretch

# Links, numbers and statuses have none of these in them.
_SAFE_DELIMITERS = ",;\t|"
# Longer lines are not joined with their links: an emoji makes each character of a text take four
# bytes.
_SHORT_LINE = 10_000


@dataclass(frozen=True, slots=True)
class Target:
    """A file of rows that is to be written.

    Attributes:
        path: of it; `-` is standard output.
        file_format: one of WRITERS.
        columns: all of them, ours included.
        layout: of delimited text.
    """

    path: str
    file_format: str
    columns: tuple[str, ...]
    layout: Layout

    @property
    def is_piecewise(self) -> bool:
        """Whether a piece of it can be written apart from the rest."""
        return self.file_format != "xlsx"

    @property
    def keeps_extra(self) -> bool:
        """Whether it keeps what a row has beside the columns."""
        return self.file_format in KEEPS_EXTRA

    @property
    def is_delimited(self) -> bool:
        """Whether it is CSV or its like."""
        return self.file_format in ("csv", "tsv")


@dataclass(slots=True)
class Converted:
    """What came of some rows.

    Attributes:
        report: counts of their outcomes.
        output: what is to be written of them.
        rejects: and of those that are rejected.
        formula: the first cell that a spreadsheet would calculate.
    """

    report: Report = field(default_factory=Report)
    output: bytes = b""
    rejects: bytes = b""
    formula: str = ""


Drawn: TypeAlias = "tuple[Note, ...] | RecordError"
"""What comes of an order: what was noted about it, or why there is no code."""


def draw_jobs(outcomes: Iterable[Outcome]) -> list[Order]:
    """Return the orders for the codes of accepted rows."""
    from wa_link.printing.codes.folder import Order  # noqa: PLC0415  (where codes are drawn)

    return [
        Order(outcome.url, outcome.code, outcome.texts)
        for outcome in outcomes
        if isinstance(outcome, Accepted) and outcome.texts is not None
    ]


def with_drawn(outcomes: Iterable[Outcome], results: Iterable[Drawn]) -> Iterator[Outcome]:
    """The outcomes, after what came of their orders: without its code, none is accepted."""
    following = iter(results)
    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            yield outcome
            continue
        result = next(following)
        if isinstance(result, RecordError):
            yield Rejected.of(outcome.row, result)
        else:
            yield add_code_notes(outcome, result)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a batch does with rows. It can be pickled; calling it makes the converter.

    Attributes:
        columns: a sheet without rows that has the columns of theirs.
        linking: how they are linked.
        output: how they are written.
        rejects: how rejected ones are, where they go to a file of their own.
    """

    columns: Sheet
    linking: LinkOptions
    output: Target
    rejects: Target | None = None

    @property
    def is_shared(self) -> bool:
        """Whether several processes can share it: no row depends on those before it."""
        depends = self.linking.get("unique") or self.linking.get("codes")
        return not depends and all(target.is_piecewise for target in self.targets)

    @property
    def targets(self) -> list[Target]:
        """The files: of the output, and of the rejects."""
        return [self.output, *([self.rejects] if self.rejects else [])]

    def __call__(self) -> Callable[[Stretch], Converted]:
        """The function that makes a piece of a stretch of the sheet."""
        convert, rows = Converter(self).convert, self.columns.rows

        def work(stretch: Stretch) -> Converted:
            with name_flags():  # a process that is not a copy starts without it
                return convert(rows(stretch))

        return work


class Converter:
    """Links rows and writes them."""

    def __init__(
        self,
        conversion: Conversion,
        write: WriteRow | None = None,
        write_reject: WriteRow | None = None,
    ) -> None:
        """A converter into pieces; what can be written only as a whole is, by given functions."""
        self._linker = Linker(conversion.columns, **conversion.linking)
        self._draws = conversion.linking.get("codes") is not None
        self._output, self._rejects = io.BytesIO(), io.BytesIO()
        self._contexts = ExitStack()  # never closed: nothing comes last in a piece
        target, rejects = conversion.output, conversion.rejects
        self._write = write or self._writer(target, self._output)
        if rejects and write_reject is None:
            write_reject = self._writer(rejects, self._rejects)
        self._write_reject = write_reject
        self._keeps_extra = target.keeps_extra
        self._rejects_keep_extra = rejects is not None and rejects.keeps_extra
        self._delimiter = delimiter = target.layout.delimiter
        self._warns = target.is_delimited and not target.layout.spreadsheet_safe
        self._copies = (
            target.is_delimited and target.layout.as_input and delimiter in _SAFE_DELIMITERS
        )

    def _writer(self, target: Target, file: BinaryIO) -> WriteRow:
        layout = replace(target.layout, header=False, byte_order_mark=False, tells_delimiter=False)
        writer = WRITERS[target.file_format](file, target.columns, layout)
        return self._contexts.enter_context(writer)

    def convert(self, rows: Iterable[Row]) -> Converted:
        """Link some rows, and write what comes of them."""
        piece, accepted = Converted(), 0
        delimiter, output = self._delimiter, self._output
        own = f"{delimiter}accepted{delimiter}{delimiter}\n"
        lines: list[str] = []
        fast_link = self._linker.fast_link
        for row in rows:
            if self._warns and not piece.formula:
                piece.formula = first_formula(row.cells)
            if self._copies and 0 < len(row.raw) < _SHORT_LINE and (linked := fast_link(row)):
                link, phone = linked
                lines.append(f"{row.raw}{delimiter}{link}{delimiter}{phone}{own}")
                accepted += 1
                continue
            output.write("".join(lines).encode())
            lines.clear()
            for outcome in self._linker.outcomes((row,)):
                self._put(outcome, piece)
        output.write("".join(lines).encode())
        piece.report.statuses["accepted"] += accepted
        return self._finished(piece)

    def write(self, outcomes: Iterable[Outcome]) -> Converted:
        """Write what some rows have come to."""
        piece = Converted()
        for outcome in outcomes:
            if self._warns and not piece.formula:
                piece.formula = first_formula(outcome.row.cells)
            self._put(outcome, piece)
        return self._finished(piece)

    def link(self, rows: Iterable[Row]) -> Iterator[list[Outcome]]:
        """Link some rows, and write nothing.

        There are several lists where an outcome depends on those before it: what is yielded must be
        settled before more is taken.
        """
        outcomes: list[Outcome] = []
        for outcome in self._linker.linked(rows):
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
        """Free the numbers whose codes can't be drawn, where each number may have one link."""
        if self._linker.seen:
            accepted = [outcome for outcome in outcomes if isinstance(outcome, Accepted)]
            for outcome, picture in zip(accepted, pictures, strict=True):
                self._linker.seen.settle(outcome, is_made=not isinstance(picture, RecordError))

    def _finished(self, piece: Converted) -> Converted:
        piece.output, piece.rejects = drain(self._output), drain(self._rejects)
        return piece

    def _put(self, outcome: Outcome, piece: Converted) -> None:
        is_reject = self._write_reject is not None and isinstance(outcome, Rejected)
        if not (self._rejects_keep_extra if is_reject else self._keeps_extra):
            outcome = note_left_out(outcome)
        piece.report.count(outcome)
        row, own = outcome.row, outcome.output
        if self._write_reject and isinstance(outcome, Rejected):
            self._write_reject(row.cells, outcome.reject_output, row.raw, row.extra)
            return
        if self._draws:
            own = (*own, outcome.code if isinstance(outcome, Accepted) else "")
        self._write(row.cells, own, row.raw, row.extra)


def drain(file: io.BytesIO) -> bytes:
    """What was written to `file`, which is empty again."""
    written = file.getvalue()
    file.seek(0)
    file.truncate()
    return written
