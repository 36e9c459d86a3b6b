"""Tally: counts of outcomes, which worker processes hand over and the run adds up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link.batch.outcome import Rejected

if TYPE_CHECKING:
    from wa_link.batch.outcome import Outcome

MOST_EXAMPLES = 3
"""Examples of each reason and note."""


@dataclass(slots=True)
class Tally:
    """Counts of outcomes.

    Attributes:
        statuses: number of rows with each status.
        reasons: number of rows that were rejected for each reason.
        notes: number of rows with each note.
        examples: for each reason and note, sentences about a few rows.
        formula: the first cell that a spreadsheet would calculate, where it was searched for.
        has_assume_hint: whether a row was rejected that the option `assume` would link.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    formula: str = ""
    has_assume_hint: bool = False

    def count(self, outcome: Outcome) -> None:
        """Count the outcome of one row."""
        if isinstance(outcome, Rejected):
            self.statuses["rejected"] += 1
            self.reasons[outcome.reason] += 1
            self.has_assume_hint |= option("assume", "national") in outcome.message
            self._keep_example(outcome.reason, outcome.row.line, outcome.message)
        elif not outcome.notes:
            self.statuses["accepted"] += 1
        else:
            self.statuses[outcome.status] += 1
            for note in outcome.notes:
                self.notes[note.code] += 1
                self._keep_example(note.code, outcome.row.line, note.message)

    def add(self, other: Tally) -> None:
        """Add the counts of later rows."""
        self.statuses.update(other.statuses)
        self.reasons.update(other.reasons)
        self.notes.update(other.notes)
        self.formula = self.formula or other.formula
        self.has_assume_hint |= other.has_assume_hint
        for code, examples in other.examples.items():
            kept = self.examples.setdefault(code, [])
            kept += examples[: MOST_EXAMPLES - len(kept)]

    def _keep_example(self, code: str, line: int, message: str) -> None:
        kept = self.examples.setdefault(code, [])
        if len(kept) < MOST_EXAMPLES:
            kept.append(f"line {line}: {message}")
