"""A long run of one target in a child process: an input that ends or hangs it is not lost.

The child writes each input to a file before it tries it. The parent minimises the findings,
with another child for each try.
"""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.robustness.fuzz.mutations import Mutator
from tests.robustness.fuzz.outcome import minimised, outcome_of
from tests.robustness.fuzz.seeds import CASES, cases
from tests.robustness.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext
    from pathlib import Path

MOST_MEMORY = 3 << 30
HANG_SECONDS = 30.0
"""By the clock, after which a child that tries one input is ended."""
_REPORT_EVERY = 50
_CRASH_TRIES = 150


@dataclass
class Tally:
    """The results of a run.

    Attributes:
        tried: number of inputs.
        findings: the details of each, with its case file, by their names.
        slowest: the longest processor time of an input, in seconds.
    """

    tried: int = 0
    findings: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0


def fuzz(name: str, seconds: float, number: int, folder: Path) -> Tally:
    """Fuzz a target for some time, and save each finding in a case file.

    Args:
        name: the name of the target.
        seconds: the time of the run.
        number: the random seed; the same seed gives the same inputs.
        folder: the folder for the current input.
    """
    tally = Tally()
    end = time.monotonic() + seconds
    current = folder / f"{name}-{number}"
    TARGETS[name].seeds()  # once, before the first child
    rounds = 0
    while (left := end - time.monotonic()) > 0:
        finding = _one_child(name, left, f"{number} {rounds}", current, tally)
        rounds += 1
        if finding:
            _keep(name, finding, current.read_bytes(), "", tally)
    return tally


def _one_child(name: str, seconds: float, number: str, current: Path, tally: Tally) -> str:
    """Let a child fuzz; return what ended it, or nothing if its time was over."""
    receiver, sender = _forking().Pipe(duplex=False)
    child = _forking().Process(target=_child, args=(name, seconds, number, current, sender))
    child.start()
    sender.close()
    ended = _listen(name, receiver, tally)
    if ended == "hangs":
        child.kill()
    child.join()
    receiver.close()
    if ended:
        return ended
    return f"ends its process ({child.exitcode})" if child.exitcode else ""


def _listen(name: str, receiver: Connection, tally: Tally) -> str:
    """Collect the reports of a child until it ends; return `hangs` if it is silent for long."""
    while True:
        if not receiver.poll(HANG_SECONDS):
            return "hangs"
        try:
            tried, slowest, finding, details, data = receiver.recv()
        except EOFError:
            return ""
        tally.tried += tried
        tally.slowest = max(tally.slowest, slowest)
        if finding:
            _keep(name, finding, data, details, tally)


def _child(name: str, seconds: float, number: str, current: Path, sender: Connection) -> None:
    _limit_memory()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  (for what a library says of its panics)
        os.dup2(nowhere.fileno(), 2)
    target = TARGETS[name]
    make = Mutator([*target.seeds(), *cases(name)], number)
    end = time.monotonic() + seconds
    tried, slowest = 0, 0.0
    reported = time.monotonic()
    known: set[str] = set()
    while time.monotonic() < end:
        data = make()
        current.write_bytes(data)
        found = outcome_of(target, data)
        tried, slowest = tried + 1, max(slowest, found.seconds)
        is_new = found.finding not in known | {""}
        if is_new or tried >= _REPORT_EVERY or time.monotonic() - reported > 1:
            known.add(found.finding)
            details, data = (found.details, data) if is_new else ("", b"")
            sender.send((tried, slowest, found.finding if is_new else "", details, data))
            tried, reported = 0, time.monotonic()
    sender.send((tried, slowest, "", "", b""))
    sender.close()
    os._exit(0)  # skip the clean-up of the parent


def _keep(name: str, finding: str, data: bytes, details: str, tally: Tally) -> None:
    """Minimise an input and save it as a case file, the first of its kind."""
    if finding in tally.findings:
        return
    apart = finding == "hangs" or finding.startswith("ends its process")
    fails = _fails_apart(name, finding) if apart else _fails_here(name, finding)
    tries = _CRASH_TRIES if apart else 20 if finding == "slow" else 2_000
    small = minimised(data, fails, tries) if finding != "hangs" else data
    path = CASES / name / hashlib.sha256(small).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(small)
    details = outcome_of(TARGETS[name], small).details if not apart else details
    tally.findings[finding] = f"{path.name}: {small[:300]!r}\n{details}"


def _fails_here(name: str, finding: str) -> Callable[[bytes], bool]:
    return lambda data: outcome_of(TARGETS[name], data).finding == finding


def _fails_apart(name: str, finding: str) -> Callable[[bytes], bool]:
    """Return whether a child that tries one input ends as another child did."""

    def fails(data: bytes) -> bool:
        child = _forking().Process(target=_try_one, args=(name, data))
        child.start()
        child.join(HANG_SECONDS)
        if child.exitcode is None:
            child.kill()
            child.join()
            return finding == "hangs"
        return bool(child.exitcode) and finding == f"ends its process ({child.exitcode})"

    return fails


def _try_one(name: str, data: bytes) -> None:
    _limit_memory()
    with contextlib.suppress(BaseException):
        outcome_of(TARGETS[name], data)
    os._exit(0)


def _forking() -> ForkContext:
    """Return the context for forks, which start with all modules loaded; not on Windows."""
    return multiprocessing.get_context("fork")


def _limit_memory() -> None:
    import resource  # noqa: PLC0415  (Windows has none)

    with contextlib.suppress(OSError, ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
