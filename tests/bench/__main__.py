"""The tool against its peers, on one machine and side by side: prints a table in Markdown.

    python -m tests.bench                        # in about ten minutes
    python -m tests.bench --only codes --rounds 9
    python -m tests.bench --memory-rows 5000000 --node-modules ~/js/node_modules

Ours and a peer's run by turns, in processes of their own, on data that is made here, the same each
time. A figure is the ratio of the medians of all rounds; its spread is that of the rounds' ratios.
A goal that is not met is marked, and is no failure; a command that fails is.
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
    """Measure, and print each line as soon as it is known."""
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
            print("Next to nothing is measured: the figures say no more than that all of it runs.")
        print(f"\n{HEAD}", flush=True)
        for line in lines:
            print(line.row(setting), flush=True)
    print(f"\nMeasured in {time.monotonic() - begun:.0f} s.")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0]
    )
    for name, default, what in (
        ("--rounds", 3, "pairs of runs; those of a fraction of a second have 20 at least"),
        ("--rows", 500_000, "of a contact sheet"),
        ("--memory-rows", 1_000_000, "of the sheet for memory"),
    ):
        parser.add_argument(
            name, type=_count, default=default, metavar="N", help=f"{what} ({default:,})"
        )
    parser.add_argument(
        "--only", default="", metavar="SUBSTRING", help="lines with this in their names"
    )
    parser.add_argument("--quick", action="store_true", help="one round of next to nothing")
    parser.add_argument(
        "--node-modules", default="", metavar="DIR", help="where libphonenumber-js is, for node"
    )
    return parser


def _count(text: str) -> int:
    if text.isdecimal() and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no count: write 1 or more")


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
    """When, with what and on what it is measured, and how often."""
    versions = [f"{name} {_version(name)}" for name in PEERS]
    return (
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {', '.join(versions)}.\n"
        f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}: seconds are this "
        "machine's, with whatever else it did meanwhile; ratios and memory travel.\n"
        f"Rounds: {setting.rounds}, ours and the peer's by turns, where no other count is told."
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


if __name__ == "__main__":
    main()
