"""Reading of numbers without a sheet, in a process that is warmed up."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.bench.data import make_phones
from tests.bench.processes import PROGRAMS, program_command, read_output
from tests.bench.rounds import run_in_turn
from tests.bench.setting import SEED
from tests.bench.table import Missing

if TYPE_CHECKING:
    from tests.bench.setting import Setting
    from tests.bench.table import Result

PACKAGE = "libphonenumber-js/max"


def against_javascript(setting: Setting) -> Result:
    """Compare clean international numbers of every region; only the loop is timed."""
    places = _node_path(setting.node_modules)
    node = _node(places)
    file = setting.folder / "numbers.txt"
    file.write_text("\n".join(make_phones(2 * setting.numbers, SEED)), encoding="utf-8")
    ours = program_command("read_with_wa_link.py", file)
    peer = [node, str(PROGRAMS / "read_with_libphonenumber.js"), str(file)]
    rounds = run_in_turn(
        lambda: _seconds(read_output(ours), setting.numbers),
        lambda: _seconds(read_output(peer, NODE_PATH=places), setting.numbers),
        setting.rounds,
    )
    return rounds.faster(f"{setting.numbers:,} numbers")


def _node_path(folder: str) -> str:
    """Return the path on which Node finds packages, `folder` first."""
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
    """Return the seconds that a program prints, if it found nearly all numbers valid.

    The numbering plans of two libraries are rarely of the same day, so a few may differ.
    """
    seconds, valid = printed.split()
    if int(valid) < 0.98 * numbers:
        raise SystemExit(f"Only {valid} of {numbers} numbers were read as valid.")
    return float(seconds)
