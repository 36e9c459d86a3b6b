"""The end of a batch: how many rows came to what, in one place that knows the exit code."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import click

from wa_link._support import signals as interrupts
from wa_link._support.quoting import plural
from wa_link.batch.outcome import Rejected
from wa_link.cli import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.row_messages import Place, RowMessages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.batch.outcome import Outcome

# How many examples of each reason and note are kept.
_EXAMPLES = 3


@dataclass(slots=True)
class Report:
    """Counts outcomes, and prints itself.

    Attributes:
        statuses: how many rows have each status.
        reasons: how many rows were rejected for each reason.
        notes: how many rows have each note.
        examples: of each reason and note, a line for some rows.
        assume_decides: whether a row was rejected that --assume would link.
        keeps_lines: whether the places of all notes and rejected rows are kept.
        noted_lines: of notes, where they are kept.
        rejected_lines: of rejected rows, where they are kept.
        started: when counting began.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    assume_decides: bool = False
    keeps_lines: bool = False
    noted_lines: RowMessages = field(default_factory=RowMessages)
    rejected_lines: RowMessages = field(default_factory=RowMessages)
    started: float = field(default_factory=time.monotonic)

    def count(self, outcome: Outcome) -> None:
        """Count the outcome of one row."""
        if isinstance(outcome, Rejected):
            self.statuses["rejected"] += 1
            self.reasons[outcome.reason] += 1
            self.assume_decides |= "--assume" in outcome.message
            self._keep_example(outcome.reason, outcome.row.line, outcome.message)
            if self.keeps_lines:
                place = Place(outcome.row.number, outcome.row.line)
                self.rejected_lines.add(outcome.reason, outcome.message, place)
        elif not outcome.notes:
            self.statuses["accepted"] += 1
        else:
            self.statuses[outcome.status] += 1
            for note in outcome.notes:
                self.notes[note.code] += 1
                self._keep_example(note.code, outcome.row.line, note.message)
                if self.keeps_lines:
                    place = Place(outcome.row.number, outcome.row.line)
                    self.noted_lines.add(note.code, note.message, place)

    def add(self, other: Report) -> None:
        """Add the counts of a report on later rows."""
        self.statuses.update(other.statuses)
        self.reasons.update(other.reasons)
        self.notes.update(other.notes)
        self.assume_decides |= other.assume_decides
        for code, examples in other.examples.items():
            kept = self.examples.setdefault(code, [])
            kept += examples[: _EXAMPLES - len(kept)]
        if self.keeps_lines:
            self.noted_lines.update(other.noted_lines)
            self.rejected_lines.update(other.rejected_lines)

    @property
    def rows(self) -> int:
        """Rows counted so far: accepted, repaired and rejected together."""
        return self.statuses.total()

    @property
    def exit_code(self) -> int:
        """3 when a row was rejected, else 0."""
        return SOME_REJECTED if self.statuses["rejected"] else ALL_ACCEPTED

    def forecast(self, blank_lines: int) -> str:
        """What a run would do: counts by reason and note, each with a few examples."""
        lines = [self._counts()]
        for title, counts in (("Rejected", self.reasons), ("Noted", self.notes)):
            for code, _ in counts.most_common():
                lines += ["", *self._examples_of(title, counts, code)]
        if blank_lines:
            lines += ["", f"{plural(blank_lines, 'blank line')} passed over."]
        return "\n".join(lines)

    def all_notes(self) -> str:
        """Notes by their code, each with all lines that have it; empty without notes."""
        lines: list[str] = []
        for code, count in self.notes.most_common():
            lines.append(f"Noted: {count:,} {code}")
            lines += [f"  {sentence}" for sentence in self.noted_lines.with_code(code)]
        return "\n".join(lines)

    def summary(self, blank_lines: int) -> str:
        """Two or three lines for a person."""
        lines = [self._counts()]
        if self.reasons:
            reasons = ", ".join(f"{count:,} {code}" for code, count in self.reasons.most_common())
            lines.append(f"Rejected: {reasons}.")
        if self.assume_decides:
            lines.append(
                "To read all digits without + and 0 alike: --assume national or "
                "--assume international."
            )
        if blank_lines:
            lines.append(f"{plural(blank_lines, 'blank line')} passed over.")
        return "\n".join(lines)

    def _examples_of(self, title: str, counts: Counter[str], code: str) -> list[str]:
        examples = self.examples[code]
        if self.keeps_lines:
            lines = self.noted_lines if counts is self.notes else self.rejected_lines
            examples = [f"  {sentence}" for sentence in islice(lines.with_code(code), _EXAMPLES)]
        return [f"{title}: {counts[code]:,} {code}", *examples]

    def _keep_example(self, code: str, line: int, message: str) -> None:
        kept = self.examples.setdefault(code, [])
        if len(kept) < _EXAMPLES:
            kept.append(f"  line {line}: {message}")

    def _counts(self) -> str:
        seconds = time.monotonic() - self.started
        counts = ", ".join(
            f"{self.statuses[status]:,} {status}" for status in ("accepted", "repaired", "rejected")
        )
        return f"{plural(self.rows, 'row')}: {counts}, in {seconds:.1f} s."


@contextmanager
def report_interruption(report: Report, what_stays: str) -> Iterator[None]:
    """Where the block is interrupted, a line that says how far it came.

    Args:
        report: of the rows until then.
        what_stays: of what was written, to end the line.
    """
    try:
        yield
    except BaseException as error:
        interruption = interrupts.cause_of(error)
        if interruption is None:
            raise
        with suppress(OSError):  # its terminal is gone
            click.echo(f"Interrupted after {report.rows:,} rows: {what_stays}", err=True)
        if isinstance(interruption, KeyboardInterrupt):
            raise click.Abort from None  # else click would make a line more
        raise interruption from None
