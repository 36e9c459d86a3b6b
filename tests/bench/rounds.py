"""Rounds: ours and a peer's by turns, for the machine is shared; and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.processes import cost
from tests.bench.table import Result, duration

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Rounds:
    """The seconds of each round, ours and the peer's."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    def faster(self, size: str) -> Result:
        """How many times as fast as the peer ours is."""
        ratios = [peer / ours for ours, peer in zip(self.ours, self.peer, strict=True)]
        return self._result(median(self.peer) / median(self.ours), "times as fast", ratios, size)

    def slower(self, size: str) -> Result:
        """How many times the peer's time ours takes."""
        ratios = [ours / peer for ours, peer in zip(self.ours, self.peer, strict=True)]
        return self._result(median(self.ours) / median(self.peer), "times its time", ratios, size)

    def _result(self, ratio: float, unit: str, ratios: list[float], size: str) -> Result:
        return Result(
            ratio,
            measured=f"{ratio:.2f} {unit}",
            size=size,
            spread=f"{min(ratios):.2f}–{max(ratios):.2f}",
            ours=duration(median(self.ours)),
        )


def by_turns(ours: Callable[[], float], peer: Callable[[], float], rounds: int) -> Rounds:
    """The seconds that each of the two tells, ours first, then the peer's, and so on."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return Rounds(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def processes_by_turns(ours: list[str], peer: list[str], rounds: int) -> Rounds:
    """The wall-clock seconds of two command lines, from start to end."""
    return by_turns(lambda: cost(ours).seconds, lambda: cost(peer).seconds, rounds)
