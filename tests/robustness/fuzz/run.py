"""A long run of one target, in a process of its own: what ends or hangs it does not lose its input.

The child writes each input before it tries it. The parent minimises what the child finds, each try
in another child.
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
    """What a run came to.

    Attributes:
        tried: how many inputs.
        findings: by their names, what a person wants to know of each, with its case file.
        slowest: seconds of the processor that an input took.
    """

    tried: int = 0
    findings: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0


def fuzz(name: str, seconds: float, number: int, folder: Path) -> Tally:
    """Fuzz a target for some time; each finding goes to a case file.

    Args:
        name: of the target.
        seconds: by the clock.
        number: that chance begins with; the same gives the same inputs.
        folder: for the input that is tried at the moment.
    """
    tally = Tally()
    end = time.monotonic() + seconds
    current = folder / f"{name}-{number}"
    TARGETS[name].seeds()  # once, before there are children
    rounds = 0
    while (left := end - time.monotonic()) > 0:
        finding = _one_child(name, left, f"{number} {rounds}", current, tally)
        rounds += 1
        if finding:
            _keep(name, finding, current.read_bytes(), "", tally)
    return tally


def _one_child(name: str, seconds: float, number: str, current: Path, tally: Tally) -> str:
    """Let a child fuzz; what ended it, or nothing where its time was over."""
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
    """Take what a child tells until it ends; `hangs` where it tells nothing for long."""
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
    told = time.monotonic()
    known: set[str] = set()
    while time.monotonic() < end:
        data = make()
        current.write_bytes(data)
        found = outcome_of(target, data)
        tried, slowest = tried + 1, max(slowest, found.seconds)
        is_new = found.finding not in known | {""}
        if is_new or tried >= _REPORT_EVERY or time.monotonic() - told > 1:
            known.add(found.finding)
            details, data = (found.details, data) if is_new else ("", b"")
            sender.send((tried, slowest, found.finding if is_new else "", details, data))
            tried, told = 0, time.monotonic()
    sender.send((tried, slowest, "", "", b""))
    sender.close()
    os._exit(0)  # what its parent has begun is not the child's to end


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
    """Whether a child that tries one input ends as another did."""

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
    """How children are made: they begin with what their parent has loaded. Windows has no such."""
    return multiprocessing.get_context("fork")


def _limit_memory() -> None:
    import resource  # noqa: PLC0415  (Windows has none)

    with contextlib.suppress(OSError, ValueError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
