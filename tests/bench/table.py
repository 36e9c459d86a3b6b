"""The table that is printed: its lines, what they measured, and Markdown of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.setting import Setting

_COLUMNS = ("what", "goal", "measured", "spread", "our median")
HEAD = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}"


class Missing(Exception):  # noqa: N818  (no error: the line is skipped, and says so)
    """What a line needs is not on this machine; the message says what, and how to get it."""


class Goal(NamedTuple):
    """What a figure should be."""

    text: str
    least: float = 0
    most: float = math.inf


@dataclass(frozen=True, slots=True)
class Result:
    """What a line measured.

    Attributes:
        figure: what the goal is about; of a ratio, that of the medians.
        measured: the figure with its unit.
        size: how much was measured: `100,000 rows`.
        spread: the least and the greatest ratio of a round; empty where a run is like the other.
        ours: the median of our times; empty where time is not the question.
    """

    figure: float
    measured: str
    size: str
    spread: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table."""

    what: str
    goal: Goal | None
    measure: Callable[[Setting], Result]

    def row(self, setting: Setting) -> str:
        """Measure it; gives its row, which marks a goal that is not met."""
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


def duration(seconds: float) -> str:
    """`123 s`, `12.3 s`, `1.23 s`, `123 ms`."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.{2 - (seconds >= 9.995) - (seconds >= 99.95)}f} s"
