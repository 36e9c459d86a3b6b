"""Reports on runs over sheets: lines for the user, with counts, reasons and notes."""

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
from wa_link.cli.messages.row_messages import RowMessages, RowPlace, name_numbers
from wa_link.cli.stderr import point_to_explain
from wa_link.errors import NoteCode, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wa_link.batch.outcome import Outcome
    from wa_link.batch.tally import AmbiguousRows

# Pairs of regions that the end of a run names.
_MOST_PAIRS = 3
_MOST_LINES = 10


class Report:
    """Counts, notes and reasons for rejections of one run of the command `labels`.

    The labels are a PDF, which has no columns for these messages. So `labels` prints them.

    Attributes:
        tally: the counts by status, reason and note.
        noted: each note, with the rows that have it.
        rejected: each reason for a rejection, with the rows that were rejected for it.
        started: time when counting began, from `time.monotonic`.
    """

    def __init__(self) -> None:
        self.tally = Tally()
        self.noted, self.rejected = RowMessages(), RowMessages()
        self.started = time.monotonic()

    def count(self, outcome: Outcome) -> None:
        """Count an accepted or rejected row, and keep its notes or the reason for the rejection."""
        self.tally.count(outcome)
        place = RowPlace(outcome.row.number, outcome.row.line)
        if isinstance(outcome, Rejected):
            self.rejected.add(outcome.reason, outcome.message, place)
        else:
            for note in outcome.notes:
                self.noted.add(note.code, note.message, place)

    def add(self, other: Report) -> None:
        """Add the counts and messages of another report, about later rows of the same sheet."""
        self.tally.add(other.tally)
        self.noted.update(other.noted)
        self.rejected.update(other.rejected)

    @property
    def rows(self) -> int:
        """Return the number of rows that were counted so far."""
        return self.tally.statuses.total()

    @property
    def exit_code(self) -> int:
        """Return the exit code of the run: 3 if a row was rejected, else 0."""
        return SOME_REJECTED if self.tally.statuses["rejected"] else ALL_ACCEPTED

    def forecast(self, blank_lines: int) -> str:
        """Return the lines that a dry run prints; see `describe_forecast`."""
        return describe_forecast(self._summary(blank_lines), self.started)

    def summary(self, blank_lines: int) -> str:
        """Return the lines that a run prints at its end; see `describe`."""
        return describe(self._summary(blank_lines), self.started)

    def all_notes(self) -> str:
        """Return all notes with their rows, grouped by code; "" if there are no notes.

        A line is, for example, `row 4 (line 5): …`.
        """
        lines: list[str] = []
        for code, count in self.tally.notes.most_common():
            lines.append(f"Noted: {count:,} {code}")
            lines += [f"  {sentence}" for sentence in self.noted.with_code(code)]
        return "\n".join(lines)

    def _summary(self, blank_lines: int) -> Summary:
        """Return the counts, with a few examples for each reason and each note.

        The examples name rows in the same form as the option `--rows`: `rows 5-9`.
        """
        tally = self.tally
        examples = {
            code: list(islice(rows.with_code(code), MOST_EXAMPLES))
            for rows, codes in ((self.rejected, tally.reasons), (self.noted, tally.notes))
            for code in codes
        }
        summary = Summary.of(SheetInfo(()), tally, blank_lines=blank_lines)
        return replace(summary, examples=examples)


def describe(summary: Summary, started: float) -> str:
    """Return the lines that a run prints at its end: counts, reasons and skipped blank lines.

    Args:
        summary: the counts.
        started: time when the run began, from `time.monotonic`.
    """
    lines = [_describe_counts(summary, started)]
    if summary.reasons:
        reasons = ", ".join(f"{count:,} {code}" for code, count in summary.reasons.items())
        lines.append(f"Rejected: {reasons}.")
    if summary.blank_lines:
        lines.append(f"{pluralize(summary.blank_lines, 'blank line')} skipped.")
    lines += _describe_ambiguous(summary)
    # With --unique, duplicates are expected, so that reason is not explained.
    if reason := next((each for each in summary.reasons if each != Reason.DUPLICATE), None):
        lines.append(point_to_explain(reason))
    return "\n".join(lines)


def describe_forecast(summary: Summary, started: float) -> str:
    """Return the lines of a dry run: counts by reason and note, each with a few examples.

    Args:
        summary: the counts and examples.
        started: time when the run began, from `time.monotonic`.
    """
    lines = [_describe_counts(summary, started)]
    for title, counts in (("Rejected", summary.reasons), ("Noted", summary.notes)):
        for code, count in counts.items():
            lines += ["", f"{title}: {count:,} {code}"]
            lines += [f"  {example}" for example in summary.examples[code]]
    if summary.blank_lines:
        lines += ["", f"{pluralize(summary.blank_lines, 'blank line')} skipped."]
    if summary.ambiguous:
        lines += ["", *_describe_ambiguous(summary)]
    return "\n".join(lines)


def _describe_counts(summary: Summary, started: float) -> str:
    """Return the line that says how many rows were accepted, repaired and rejected."""
    return (
        f"{pluralize(summary.rows, 'row')}: {summary.accepted:,} accepted, {summary.repaired:,} "
        f"repaired, {summary.rejected:,} rejected, in {time.monotonic() - started:.1f} s."
    )


def _describe_ambiguous(summary: Summary) -> list[str]:
    """Return lines about rows that `--assume` could link: their counts, and one row of each kind.

    The lines recommend neither way: only the owner of the sheet knows how its numbers are written.
    If `--assume` would also change rows that have a link, the lines say how many, and name a way
    out that changes no other row.
    """
    ambiguous = summary.ambiguous
    if not ambiguous:
        return []
    way_out = "--assume national or international decides for the whole sheet."
    if cost := _describe_cost(summary.notes):
        way_out = f"write their numbers with + and the country code ({_name_lines(ambiguous)})."
    if len(ambiguous) == 1:
        (rows,) = ambiguous
        return [f"{_describe_pair(rows)}: {way_out}", f"  {_describe_example(rows)}", *cost]
    total = sum(rows.count for rows in ambiguous)
    lines = [
        f"{total:,} rows have numbers with two readings: {way_out}",
        *(
            f"  {_describe_pair(each)}; {_describe_example(each)}"
            for each in ambiguous[:_MOST_PAIRS]
        ),
    ]
    if rest := sum(rows.count for rows in ambiguous[_MOST_PAIRS:]):
        have = "row has a number" if rest == 1 else "rows have numbers"
        lines.append(f"  {rest:,} more {have} of other regions")
    return [*lines, *cost]


def _describe_cost(notes: Mapping[str, int]) -> list[str]:
    """Return a line which says how many rows with a link `--assume` would change; [] if none.

    Other rows keep their number or are rejected: their digits are valid in only one way.
    """
    changes = [
        f"{way} also changes {pluralize(notes[code], 'row')} now read as {kind}"
        for way, code, kind in (
            ("international", NoteCode.NATIONAL_ASSUMED, "national"),
            ("national", NoteCode.PLUS_ASSUMED, "international"),
        )
        if notes.get(code)
    ]
    if several := notes.get(NoteCode.SEVERAL_NUMBERS):
        # Another of the numbers may be the first that is valid.
        changes.append(f"both can change {pluralize(several, 'row')} with several numbers")
    line = (
        f"--assume decides for the whole sheet: {', and '.join(changes)}, so links that are right "
        "may then reach other people."
    )
    return [line] if changes else []


def _name_lines(ambiguous: Sequence[AmbiguousRows]) -> str:
    """Return the lines of the rows: `lines 4, 7-9`; a few of them if there are many."""
    lines = sorted({line for rows in ambiguous for line in rows.lines})[:_MOST_LINES]
    rest = sum(rows.count for rows in ambiguous) > len(lines)
    return name_numbers("line", lines) + ", …" * rest


def _describe_pair(rows: AmbiguousRows) -> str:
    """Return words such as `645 rows can be numbers of CN or, with a +, of US`."""
    readings = rows.readings
    number = "number" if readings.national else "mistyped number"
    verb = f"can be a {number}" if rows.count == 1 else f"can be {number}s"
    other = "no country" if readings.other_region == "001" else readings.other_region
    return f"{pluralize(rows.count, 'row')} {verb} of {readings.region} or, with a +, of {other}"


def _describe_example(rows: AmbiguousRows) -> str:
    """Return the readings of the first of the rows: `line 2: +86 139 … or +1 391 …`."""
    national = rows.readings.national or f"a wrong digit in a number of {rows.readings.region},"
    return f"line {rows.lines[0]}: {national} or {rows.readings.international}"


class Counts(Protocol):
    """An object that counts rows in its attribute `rows`, such as a Report."""

    @property
    def rows(self) -> int:
        """Return the number of rows that were counted so far."""


@contextmanager
def report_interruption(
    counts: Counts, remains: str | Callable[[], str], noun: str = "row"
) -> Iterator[None]:
    """Print how many rows were done, if a signal interrupts the `with` block.

    Args:
        counts: the object that counts the rows while the block runs.
        remains: end of the message, which describes the output, such as `nothing is written.`; or
            a function that returns it.
        noun: noun for the counted things, in the singular.
    """
    try:
        yield
    except BaseException as error:
        interruption = signals.find_interruption(error)
        if interruption is None:
            raise
        end = remains if isinstance(remains, str) else remains()
        with suppress(OSError):  # the terminal is closed
            click.echo(f"Interrupted after {pluralize(counts.rows, noun)}: {end}", err=True)
        if isinstance(interruption, KeyboardInterrupt):
            raise click.Abort from None  # click prints an empty line for KeyboardInterrupt
        raise interruption from None
