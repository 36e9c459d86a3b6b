"""Tally: the numbers of accepted, repaired and rejected rows.

Each worker process counts its own rows; the main process adds the counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_link.batch.outcome import Rejected

if TYPE_CHECKING:
    from wa_link.batch.outcome import Outcome
    from wa_link.phone.two_readings import TwoReadings

MOST_EXAMPLES = 3
"""Number of examples that are kept for each reason and each note."""
_MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class AmbiguousRows:
    """Rows that were rejected because their numbers have two readings in the same two regions.

    Attributes:
        count: number of the rows.
        lines: lines of the first ten of these rows.
        readings: the two readings of the number in the first line.
    """

    count: int
    lines: tuple[int, ...]
    readings: TwoReadings


@dataclass(slots=True)
class Tally:
    """Counts of the outcomes of rows, with a few examples.

    Attributes:
        statuses: number of rows with each status: `accepted`, `repaired` or `rejected`.
        reasons: number of rejected rows for each reason, such as `too_short`.
        notes: number of accepted or repaired rows for each note, such as `br_9_added`.
        examples: up to three sentences for each reason and note, such as `line 5: …`.
        formula: the first cell that a spreadsheet would calculate as a formula. Empty if there is
            none, if the output is not CSV or TSV, or with `spreadsheet_safe`.
        ambiguous: for each pair of regions, the rows between whose readings the option `assume`
            would choose. A key says also whether the national number is valid.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    formula: str = ""
    ambiguous: dict[tuple[str, str, bool], AmbiguousRows] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> None:
        """Count one row: whether it is accepted, its notes, or the reason for its rejection."""
        if isinstance(outcome, Rejected):
            self.statuses["rejected"] += 1
            self.reasons[outcome.reason] += 1
            if outcome.readings:
                self._add_ambiguous(1, (outcome.row.line,), outcome.readings)
            self._keep_example(outcome.reason, outcome.row.line, outcome.message)
        elif not outcome.notes:
            self.statuses["accepted"] += 1
        else:
            self.statuses[outcome.status] += 1
            for note in outcome.notes:
                self.notes[note.code] += 1
                self._keep_example(note.code, outcome.row.line, note.message)

    def add(self, other: Tally) -> None:
        """Add the counts and examples of `other`, whose rows come after the rows of this tally."""
        self.statuses.update(other.statuses)
        self.reasons.update(other.reasons)
        self.notes.update(other.notes)
        self.formula = self.formula or other.formula
        for rows in other.ambiguous.values():
            self._add_ambiguous(rows.count, rows.lines, rows.readings)
        for code, examples in other.examples.items():
            kept = self.examples.setdefault(code, [])
            kept += examples[: MOST_EXAMPLES - len(kept)]

    def _add_ambiguous(self, count: int, lines: tuple[int, ...], readings: TwoReadings) -> None:
        """Count rows with the same pair of regions.

        Args:
            count: number of the rows, which come after all rows that were counted so far.
            lines: lines of the first of them.
            readings: the two readings of the number in the first line.
        """
        # There are at most as many keys as pairs of regions, so memory stays constant.
        key = (readings.region, readings.other_region, bool(readings.national))
        if known := self.ambiguous.get(key):
            count, lines, readings = known.count + count, known.lines + lines, known.readings
        self.ambiguous[key] = AmbiguousRows(count, lines[:_MOST_LINES], readings)

    def _keep_example(self, code: str, line: int, message: str) -> None:
        """Keep a message as an example of its reason or note, if fewer than three are kept."""
        kept = self.examples.setdefault(code, [])
        if len(kept) < MOST_EXAMPLES:
            kept.append(f"line {line}: {message}")
