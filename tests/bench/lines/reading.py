"""Reading a number, without the sheet around it: a loop in a process that is warm."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.bench.data import phones
from tests.bench.processes import PROGRAMS, output, program
from tests.bench.rounds import by_turns
from tests.bench.setting import SEED
from tests.bench.table import Missing

if TYPE_CHECKING:
    from tests.bench.setting import Setting
    from tests.bench.table import Result

PACKAGE = "libphonenumber-js/max"


def against_javascript(setting: Setting) -> Result:
    """Clean international numbers of every region, none read before; the loop alone is timed."""
    places = _node_path(setting.node_modules)
    node = _node(places)
    file = setting.folder / "numbers.txt"
    file.write_text("\n".join(phones(2 * setting.numbers, SEED)), encoding="utf-8")
    ours = program("read_with_wa_link.py", file)
    peer = [node, str(PROGRAMS / "read_with_libphonenumber.js"), str(file)]
    rounds = by_turns(
        lambda: _seconds(output(ours), setting.numbers),
        lambda: _seconds(output(peer, NODE_PATH=places), setting.numbers),
        setting.rounds,
    )
    return rounds.faster(f"{setting.numbers:,} numbers")


def _node_path(folder: str) -> str:
    """Where Node looks for packages, `folder` first."""
    return os.pathsep.join(filter(None, (folder, os.environ.get("NODE_PATH"))))


def _node(places: str) -> str:
    node = shutil.which("node")
    if node is None:
        raise Missing("node is not installed.")
    found = subprocess.run(
        [node, "-e", f"require.resolve('{PACKAGE}')"],
        cwd=PROGRAMS,
        env=os.environ | {"NODE_PATH": places},
        capture_output=True,
        check=False,
    )
    if found.returncode:
        raise Missing(
            "node finds no libphonenumber-js: `npm install libphonenumber-js --prefix DIR`, "
            "then `--node-modules DIR/node_modules`."
        )
    return node


def _seconds(printed: str, numbers: int) -> float:
    """The seconds that a program prints; but it must have found (nearly) all numbers valid.

    Nearly, for the numbering plans of two libraries are seldom of the same day.
    """
    seconds, valid = printed.split()
    if int(valid) < 0.98 * numbers:
        raise SystemExit(f"Only {valid} of {numbers} numbers were read as valid.")
    return float(seconds)
