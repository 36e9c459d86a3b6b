"""The end of a batch: how many rows came to what, in one place that knows the exit code."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_link.batch import Rejected
from wa_link.cli import ALL_ACCEPTED, SOME_REJECTED

if TYPE_CHECKING:
    from wa_link.batch import Outcome


@dataclass(slots=True)
class Report:
    """Counts outcomes, and prints itself."""

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)

    def count(self, outcome: Outcome) -> None:
        """Count the outcome of one row."""
        self.statuses[outcome.status] += 1
        if isinstance(outcome, Rejected):
            self.reasons[outcome.reason] += 1

    @property
    def rows(self) -> int:
        """Rows counted so far: accepted, repaired and rejected together."""
        return self.statuses.total()

    @property
    def exit_code(self) -> int:
        """3 when a row was rejected, else 0."""
        return SOME_REJECTED if self.statuses["rejected"] else ALL_ACCEPTED

    def summary(self, blank_lines: int) -> str:
        """Two or three lines for a person."""
        seconds = time.monotonic() - self.started
        counts = ", ".join(
            f"{self.statuses[status]:,} {status}" for status in ("accepted", "repaired", "rejected")
        )
        lines = [f"{_plural(self.rows, 'row')}: {counts}, in {seconds:.1f} s."]
        if self.reasons:
            reasons = ", ".join(f"{count:,} {code}" for code, count in self.reasons.most_common())
            lines.append(f"Rejected: {reasons}.")
        if blank_lines:
            lines.append(f"{_plural(blank_lines, 'blank line')} passed over.")
        return "\n".join(lines)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
