"""Reports of runs over sheets: counts, reasons and notes, as lines for a person."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import click

from wa_link._support import signals
from wa_link._support.quoting import pluralize
from wa_link.batch.outcome import Rejected
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.batch.tally import MOST_EXAMPLES, Tally
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.row_messages import Place, RowMessages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.batch.outcome import Outcome


class Report:
    """Counts of outcomes, with the rows of each note and rejection: no column shows them.

    Attributes:
        tally: the counts.
        noted: rows of each note.
        rejected: rows of each rejection.
        started: time when counting began, from `time.monotonic`.
    """

    def __init__(self) -> None:
        self.tally = Tally()
        self.noted, self.rejected = RowMessages(), RowMessages()
        self.started = time.monotonic()

    def count(self, outcome: Outcome) -> None:
        """Count the outcome of one row."""
        self.tally.count(outcome)
        place = Place(outcome.row.number, outcome.row.line)
        if isinstance(outcome, Rejected):
            self.rejected.add(outcome.reason, outcome.message, place)
        else:
            for note in outcome.notes:
                self.noted.add(note.code, note.message, place)

    def add(self, other: Report) -> None:
        """Add the counts of later rows."""
        self.tally.add(other.tally)
        self.noted.update(other.noted)
        self.rejected.update(other.rejected)

    @property
    def rows(self) -> int:
        """Number of rows so far."""
        return self.tally.statuses.total()

    @property
    def exit_code(self) -> int:
        """3 if a row was rejected, else 0."""
        return SOME_REJECTED if self.tally.statuses["rejected"] else ALL_ACCEPTED

    def forecast(self, blank_lines: int) -> str:
        """Return what a run would do; see `describe_forecast`."""
        return describe_forecast(self._summary(blank_lines), self.started)

    def summary(self, blank_lines: int) -> str:
        """Return the last lines of a run; see `describe`."""
        return describe(self._summary(blank_lines), self.started)

    def all_notes(self) -> str:
        """Return the notes by their codes, each with all its rows; empty without notes."""
        lines: list[str] = []
        for code, count in self.tally.notes.most_common():
            lines.append(f"Noted: {count:,} {code}")
            lines += [f"  {sentence}" for sentence in self.noted.with_code(code)]
        return "\n".join(lines)

    def _summary(self, blank_lines: int) -> Summary:
        """Return the counts, with examples that name rows in the way that --rows takes them."""
        tally = self.tally
        examples = {
            code: list(islice(rows.with_code(code), MOST_EXAMPLES))
            for rows, codes in ((self.rejected, tally.reasons), (self.noted, tally.notes))
            for code in codes
        }
        summary = Summary.of(SheetInfo(()), tally, blank_lines=blank_lines)
        return replace(summary, examples=examples)


def describe(summary: Summary, started: float) -> str:
    """Return the last lines of a run: counts, reasons and blank lines.

    Args:
        summary: the counts.
        started: time when the run began, from `time.monotonic`.
    """
    lines = [_counts(summary, started)]
    if summary.reasons:
        reasons = ", ".join(f"{count:,} {code}" for code, count in summary.reasons.items())
        lines.append(f"Rejected: {reasons}.")
    if summary.has_assume_hint:
        lines.append(
            "To read all numbers with neither + nor a leading 0 in one way, add --assume national "
            "or --assume international."
        )
    if summary.blank_lines:
        lines.append(f"{pluralize(summary.blank_lines, 'blank line')} skipped.")
    return "\n".join(lines)


def describe_forecast(summary: Summary, started: float) -> str:
    """Return what a run would do: counts by reason and note, each with a few examples."""
    lines = [_counts(summary, started)]
    for title, counts in (("Rejected", summary.reasons), ("Noted", summary.notes)):
        for code, count in counts.items():
            lines += ["", f"{title}: {count:,} {code}"]
            lines += [f"  {example}" for example in summary.examples[code]]
    if summary.blank_lines:
        lines += ["", f"{pluralize(summary.blank_lines, 'blank line')} skipped."]
    return "\n".join(lines)


def _counts(summary: Summary, started: float) -> str:
    return (
        f"{pluralize(summary.rows, 'row')}: {summary.accepted:,} accepted, {summary.repaired:,} "
        f"repaired, {summary.rejected:,} rejected, in {time.monotonic() - started:.1f} s."
    )


class Counts(Protocol):
    """Anything that counts rows."""

    @property
    def rows(self) -> int:
        """Number of rows so far."""


@contextmanager
def report_interruption(counts: Counts, remains: str) -> Iterator[None]:
    """Print how many rows were done if the block is interrupted.

    Args:
        counts: counts the rows of the block.
        remains: the files that it leaves, as the end of the line.
    """
    try:
        yield
    except BaseException as error:
        interruption = signals.find_interruption(error)
        if interruption is None:
            raise
        with suppress(OSError):  # the terminal is closed
            click.echo(f"Interrupted after {counts.rows:,} rows: {remains}", err=True)
        if isinstance(interruption, KeyboardInterrupt):
            raise click.Abort from None  # click prints an empty line for KeyboardInterrupt
        raise interruption from None
