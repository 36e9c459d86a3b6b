"""Rows -> what is written of them: the work of a batch that several processes may share."""

from __future__ import annotations

import io
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from wa_link.batch import Linker
from wa_link.cli.report import Report
from wa_link.contacts.writers import WRITERS, first_formula
from wa_link.outcome import Accepted, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wa_link.batch import Linking
    from wa_link.contacts.layout import Layout, WriteRow
    from wa_link.contacts.sheet import Row, Sheet, Stretch
    from wa_link.outcome import Outcome
    from wa_link.qr.folder import CodeDrawer

# Links, numbers and statuses have none of these in them.
_SAFE_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Target:
    """How a file of rows is written.

    Attributes:
        file_format: one of WRITERS.
        columns: all of them, ours included.
        layout: of delimited text.
    """

    file_format: str
    columns: tuple[str, ...]
    layout: Layout

    @property
    def is_piecewise(self) -> bool:
        """Whether a piece of it can be written apart from the rest."""
        return self.file_format != "xlsx"

    @property
    def is_delimited(self) -> bool:
        """Whether it is CSV or its like."""
        return self.file_format in ("csv", "tsv")


@dataclass(slots=True)
class Piece:
    """What came of some rows.

    Attributes:
        report: counts of their outcomes.
        output: what is to be written of them.
        rejects: and of those that are rejected.
        codes: the links and file names of QR codes that are to be drawn.
        formula: the first cell that a spreadsheet would calculate.
    """

    report: Report = field(default_factory=Report)
    output: bytes = b""
    rejects: bytes = b""
    codes: list[tuple[str, str]] = field(default_factory=list)
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing of codes. It can be pickled; calling it makes the function that draws."""

    drawer: CodeDrawer

    def __call__(self) -> Callable[[Piece], Piece]:
        """The function that draws a piece's codes."""
        return self.draw

    def draw(self, piece: Piece) -> Piece:
        """The piece, its codes drawn."""
        for link, file_name in piece.codes:
            self.drawer.draw(link, file_name)
        piece.codes.clear()
        return piece


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
    linking: Linking
    output: Target
    rejects: Target | None = None

    @property
    def is_shared(self) -> bool:
        """Whether several processes can share it: no row depends on those before it."""
        depends = self.linking.get("unique") or self.linking.get("codes")
        targets = [self.output, *([self.rejects] if self.rejects else [])]
        return not depends and all(target.is_piecewise for target in targets)

    def __call__(self) -> Callable[[Stretch], Piece]:
        """The function that makes a piece of a stretch of the sheet."""
        convert, rows = Converter(self).convert, self.columns.rows
        return lambda stretch: convert(rows(stretch))


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
        self._contexts = ExitStack()
        target, rejects = conversion.output, conversion.rejects
        self._write = write or self._writer(target, self._output)
        if rejects and write_reject is None:
            write_reject = self._writer(rejects, self._rejects)
        self._write_reject = write_reject
        self._delimiter = delimiter = target.layout.delimiter
        self._warns = target.is_delimited and not target.layout.spreadsheet_safe
        self._copies = (
            target.is_delimited and target.layout.as_input and delimiter in _SAFE_DELIMITERS
        )

    def _writer(self, target: Target, file: BinaryIO) -> WriteRow:
        layout = replace(target.layout, header=False, byte_order_mark=False)
        writer = WRITERS[target.file_format](file, target.columns, layout)
        return self._contexts.enter_context(writer)

    def convert(self, rows: Iterable[Row]) -> Piece:
        """Link some rows, and write what comes of them."""
        piece, accepted = Piece(), 0
        delimiter, output = self._delimiter, self._output
        own = f"{delimiter}accepted{delimiter}{delimiter}\n"
        lines: list[str] = []
        plain_link = self._linker.plain_link
        for row in rows:
            if self._warns and not piece.formula:
                piece.formula = first_formula(row.cells)
            if self._copies and row.raw and (linked := plain_link(row)):
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
        piece.output, piece.rejects = _taken(output), _taken(self._rejects)
        return piece

    def _put(self, outcome: Outcome, piece: Piece) -> None:
        piece.report.count(outcome)
        row, own = outcome.row, outcome.output
        if self._write_reject and isinstance(outcome, Rejected):
            self._write_reject(row.cells, outcome.reject_output, row.raw)
            return
        if self._draws:
            code = outcome.code if isinstance(outcome, Accepted) else ""
            own = (*own, code)
            if isinstance(outcome, Accepted):
                piece.codes.append((outcome.url, code))
        self._write(row.cells, own, row.raw)


def _taken(file: io.BytesIO) -> bytes:
    """What was written to `file`, which is empty again."""
    written = file.getvalue()
    file.seek(0)
    file.truncate()
    return written
