"""The outcome of one input: nothing, or a finding, whose name similar inputs share."""

from __future__ import annotations

import time
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.robustness.fuzz.invariants import BrokenError
from tests.robustness.fuzz.mutations import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.robustness.fuzz.targets import Target

SLOW_SECONDS = 2.0
"""Processor time beyond which an input is a finding."""
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Outcome:
    """The outcome of an input.

    Attributes:
        finding: its name; empty if there is none.
        details: the error, for a person.
        seconds: processor time.
    """

    finding: str
    details: str
    seconds: float


def outcome_of(target: Target, data: bytes) -> Outcome:
    """Try one input. Warnings are errors here, as in tests."""
    finding = details = ""
    begun = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            target.check(data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  (a panic of a library is no Exception)
            finding = _name_of(error)
            details = "".join(traceback.format_exception(error, limit=-12))
    seconds = time.process_time() - begun
    if not finding and seconds > SLOW_SECONDS and len(data) <= MOST_BYTES:
        finding, details = "slow", f"{seconds:.1f} s"
    return Outcome(finding, details, seconds)


def _name_of(error: BaseException) -> str:
    if isinstance(error, BrokenError):
        return error.what
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "wa_link" in Path(frame.filename).parts] or frames
    last = ours[-1]
    path = Path(last.filename)
    where = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path.name
    return f"{type(error).__name__} in {where}: {last.name}"


def minimised(data: bytes, still_fails: Callable[[bytes], bool], tries: int = 2_000) -> bytes:
    """Return a shorter input that still fails: slices are left out, long ones first."""
    length = max(1, len(data) // 2)
    while True:
        start = 0
        shortened = False
        while start < len(data) and tries > 0:
            shorter = data[:start] + data[start + length :]
            tries -= 1
            if still_fails(shorter):
                data, shortened = shorter, True
            else:
                start += length
        if tries <= 0 or (length == 1 and not shortened):
            return data
        length = length if shortened and length == 1 else max(1, length // 2)
