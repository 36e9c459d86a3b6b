"""Fuzz everything that reads untrusted input, and print a table in Markdown.

    python -m tests.robustness.fuzz                          # ten minutes, all targets in turn
    python -m tests.robustness.fuzz --only batch --seconds 3600 --seed 7

A finding is an unexpected error, an invariant that does not hold, or a small input that takes
more than two seconds. Each is minimised and saved under `cases`, where the test suite tries it
again. The exit code is 1 if there is a finding.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.robustness.fuzz.run import Tally, fuzz
from tests.robustness.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = "| target | inputs tried | findings | slowest input (s) |\n|---|---|---|---|"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, and print the results; return 1 if there are findings."""
    parser = _options()
    asked = parser.parse_args(arguments)
    names = [name for name in TARGETS if asked.only in ("", name)]
    if not names:
        parser.error(f"there is no target {asked.only!r}: there are {', '.join(TARGETS)}")
    share = asked.seconds * asked.jobs / len(names)
    with tempfile.TemporaryDirectory() as folder:
        work = partial(fuzz, seconds=share, number=asked.seed, folder=Path(folder))
        if asked.jobs == 1:
            tallies = [work(name) for name in names]
        else:
            with ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("fork")) as pool:
                tallies = list(pool.map(work, names))
    found = dict(zip(names, tallies, strict=True))
    sys.stdout.write(report(found))
    return int(any(tally.findings for tally in found.values()))


def report(found: dict[str, Tally]) -> str:
    """Return the table, and each finding below it."""
    lines = [_HEAD]
    lines += [
        f"| {name} | {tally.tried:,} | {len(tally.findings)} | {tally.slowest:.2f} |"
        for name, tally in found.items()
    ]
    for name, tally in found.items():
        for finding, details in tally.findings.items():
            lines += ["", f"{name}: {finding}", details]
    return "\n".join(lines) + "\n"


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.robustness.fuzz", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--seconds", type=float, default=600, metavar="N", help="in all, by the clock (600)"
    )
    parser.add_argument("--only", default="", metavar="NAME", help="one target")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="that chance begins with (0)"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="targets at the same time (1)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
