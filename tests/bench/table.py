"""Table of the benchmarks: lines, goals, results, and their Markdown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.setting import Setting

_COLUMNS = ("measurement", "goal", "result", "spread", "our median")
HEAD = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}"


class Missing(Exception):  # noqa: N818  (not an error: the line is skipped)
    """Report a program that a line needs and this machine lacks, with the way to get it."""


class Goal(NamedTuple):
    """Range in which a figure should be."""

    text: str
    least: float = 0
    most: float = math.inf


@dataclass(frozen=True, slots=True)
class Result:
    """Result of a line.

    Attributes:
        figure: the figure that the goal limits; a ratio is that of the medians.
        measured: the figure with its unit.
        size: the size of the data, such as `100,000 rows`.
        spread: the smallest and the largest ratio of a round; empty without rounds.
        ours: the median of the times of wa-link; empty if no time is measured.
    """

    figure: float
    measured: str
    size: str
    spread: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Line of the table."""

    what: str
    goal: Goal | None
    measure: Callable[[Setting], Result]

    def row(self, setting: Setting) -> str:
        """Measure, and return the row, which marks a goal that is not met."""
        goal = self.goal.text if self.goal else ""
        try:
            result = self.measure(setting)
        except Missing as missing:
            return _row(self.what, goal, f"skipped: {missing}")
        missed = self.goal and not self.goal.least <= result.figure <= self.goal.most
        return _row(
            f"{self.what}, {result.size}",
            goal,
            f"{result.measured}, **goal not met**" if missed else result.measured,
            result.spread,
            result.ours,
        )


def _row(*cells: str) -> str:
    filled = [cell or "–" for cell in cells] + ["–"] * (len(_COLUMNS) - len(cells))
    return f"| {' | '.join(filled)} |"


def format_duration(seconds: float) -> str:
    """Return seconds with three digits: `123 s`, `12.3 s`, `1.23 s`, `123 ms`."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.{2 - (seconds >= 9.995) - (seconds >= 99.95)}f} s"
