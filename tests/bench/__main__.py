"""Benchmarks of wa-link and other tools on one machine, as a table in Markdown.

    python -m tests.bench                        # in about ten minutes
    python -m tests.bench --only codes --rounds 9
    python -m tests.bench --memory-rows 5000000 --node-modules ~/js/node_modules

wa-link and the other tool run in turn, in their own processes, on data that is the same each time.
A figure is the ratio of the medians of all rounds; its spread is the range of the ratios of the
rounds. A goal that is not met is marked, but only a command that fails is an error.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.lines import LINES
from tests.bench.setting import QUICK, Setting
from tests.bench.table import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

PEERS = ("phonenumbers", "qrcode", "segno")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print each line of the table as soon as it is known."""
    options = _options()
    asked = options.parse_args(arguments)
    lines = [line for line in LINES if asked.only.lower() in line.what.lower()]
    if not lines:
        options.error(f"no line has {asked.only!r} in its name")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        setting = _setting(asked, Path(folder))
        print(heading(setting))
        if asked.quick:
            print("The data is tiny: the figures only show that everything runs.")
        print(f"\n{HEAD}", flush=True)
        for line in lines:
            print(line.row(setting), flush=True)
    print(f"\nMeasured in {time.monotonic() - begun:.0f} s.")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0]
    )
    for name, default, what in (
        ("--rounds", 3, "pairs of runs; runs of a fraction of a second have at least 20"),
        ("--rows", 500_000, "rows of a contact sheet"),
        ("--memory-rows", 1_000_000, "rows of the sheet for memory"),
    ):
        parser.add_argument(
            name, type=_count, default=default, metavar="N", help=f"{what} ({default:,})"
        )
    parser.add_argument(
        "--only", default="", metavar="SUBSTRING", help="only lines with this text in their names"
    )
    parser.add_argument("--quick", action="store_true", help="one round with tiny data")
    parser.add_argument(
        "--node-modules", default="", metavar="DIR", help="folder with libphonenumber-js, for node"
    )
    return parser


def _count(text: str) -> int:
    if text.isdecimal() and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a count: write 1 or more")


def _setting(asked: argparse.Namespace, folder: Path) -> Setting:
    sizes = {
        "rounds": asked.rounds,
        "start_rounds": max(20, asked.rounds),
        "rows": asked.rows,
        "many_rows": 3 * asked.rows,
        "memory_rows": asked.memory_rows,
    }
    return Setting(
        folder=folder, node_modules=asked.node_modules, **(QUICK if asked.quick else sizes)
    )


def heading(setting: Setting) -> str:
    """Return the date, the versions, the machine and the number of rounds."""
    versions = [f"{name} {_version(name)}" for name in PEERS]
    return (
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {', '.join(versions)}.\n"
        f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}: seconds depend on "
        "this machine and its other work; ratios and memory can be compared.\n"
        f"Rounds: {setting.rounds} in turn, where no other count is given."
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


if __name__ == "__main__":
    main()
