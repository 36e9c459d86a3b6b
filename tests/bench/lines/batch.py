"""Wall-clock time of `wa-link batch` from CSV to CSV, with the start of the process."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.bench.data import FEW_COLUMNS
from tests.bench.processes import program_command, wa_link_command
from tests.bench.rounds import Rounds, run_processes_in_turn

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.setting import Setting
    from tests.bench.table import Result

ONE_PROCESS = ("--jobs", "1")
REGION = "GB"


def command(sheet: Path, target: Path, *options: str) -> list[str]:
    """Return the command line that links a contact sheet, with a text for each row."""
    return wa_link_command("batch", sheet, "-o", target, "--text", "Hi {name}", "--quiet", *options)


def every_region(setting: Setting) -> Result:
    """Measure international numbers of all regions."""
    rounds = _against_loop(setting, setting.contacts(setting.rows, columns=FEW_COLUMNS))
    return rounds.faster(f"{setting.rows:,} rows")


def one_region(setting: Setting) -> Result:
    """Measure national numbers of one region."""
    sheet = setting.contacts(setting.rows, region=REGION, columns=FEW_COLUMNS)
    rounds = _against_loop(setting, sheet, REGION)
    return rounds.faster(f"{setting.rows:,} rows")


def _against_loop(setting: Setting, sheet: Path, region: str = "") -> Rounds:
    ours, peer = setting.folder / "ours.csv", setting.folder / "peer.csv"
    options = ("--region", region) if region else ()
    rounds = run_processes_in_turn(
        command(sheet, ours, *ONE_PROCESS, *options),
        program_command("naive_batch.py", sheet, peer, *options[1:]),
        setting.rounds,
    )
    _refuse_differences(ours, peer)
    return rounds


def _refuse_differences(ours: Path, peer: Path) -> None:
    """End the benchmark if the two did not link each row to the same number."""
    with (
        ours.open(encoding="utf-8", newline="") as our_file,
        peer.open(encoding="utf-8", newline="") as peer_file,
    ):
        for mine, theirs in zip(csv.DictReader(our_file), csv.DictReader(peer_file), strict=True):
            if mine["wa_link"].split("?")[0] != theirs["link"].split("?")[0]:
                raise SystemExit(f"These are not the same link:\n{mine}\n{theirs}")


def against_copy(setting: Setting) -> Result:
    """Compare with a plain copy by csv, which is the least that a batch can take."""
    sheet = setting.contacts(setting.rows)
    rounds = run_processes_in_turn(
        command(sheet, setting.folder / "ours.csv", *ONE_PROCESS),
        program_command("bare_copy.py", sheet, setting.folder / "peer.csv"),
        setting.rounds,
    )
    return rounds.slower(f"{setting.rows:,} rows")


def jobs(setting: Setting) -> Result:
    """Compare the default number of processes with one."""
    sheet = setting.contacts(setting.many_rows)
    target = setting.folder / "ours.csv"
    rounds = run_processes_in_turn(
        command(sheet, target), command(sheet, target, *ONE_PROCESS), setting.rounds
    )
    return rounds.faster(f"{setting.many_rows:,} rows")
