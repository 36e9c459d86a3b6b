"""Rounds of wa-link and another tool in turn, because the load of the machine changes."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.processes import measure_cost
from tests.bench.table import Result, format_duration

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Rounds:
    """Seconds of each round of wa-link (`ours`) and of the other tool (`peer`)."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    def faster(self, size: str) -> Result:
        """Return how many times as fast as the peer wa-link is."""
        ratios = [peer / ours for ours, peer in zip(self.ours, self.peer, strict=True)]
        return self._result(median(self.peer) / median(self.ours), "times as fast", ratios, size)

    def slower(self, size: str) -> Result:
        """Return how many times the time of the peer wa-link takes."""
        ratios = [ours / peer for ours, peer in zip(self.ours, self.peer, strict=True)]
        return self._result(median(self.ours) / median(self.peer), "times its time", ratios, size)

    def _result(self, ratio: float, unit: str, ratios: list[float], size: str) -> Result:
        return Result(
            ratio,
            measured=f"{ratio:.2f} {unit}",
            size=size,
            spread=f"{min(ratios):.2f}–{max(ratios):.2f}",
            ours=format_duration(median(self.ours)),
        )


def run_in_turn(ours: Callable[[], float], peer: Callable[[], float], rounds: int) -> Rounds:
    """Call both functions in turn; each returns the seconds that it measured."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return Rounds(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def run_processes_in_turn(ours: list[str], peer: list[str], rounds: int) -> Rounds:
    """Run two command lines in turn, and measure their wall-clock seconds."""
    return run_in_turn(
        lambda: measure_cost(ours).seconds, lambda: measure_cost(peer).seconds, rounds
    )
