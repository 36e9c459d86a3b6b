"""Two runs at once into one folder: each comes to what it would have come to alone."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.conftest import read_qr
from tests.long import size

if TYPE_CHECKING:
    from pathlib import Path

TOOL = [sys.executable, "-m", "wa_link"]
PAIRS = size("WA_LINK_PAIRS")


def sheet_of(folder: Path, name: str, rows: int = 120) -> Path:
    path = folder / f"{name}.csv"
    path.write_text("phone,name\n" + "".join(
        f"+{447911000000 + row},{name} {row}\n" for row in range(rows)))  # fmt: skip
    return path


def run(folder: Path, sheet: Path, *more: str) -> subprocess.Popen[str]:
    command = [*TOOL, "batch", str(sheet), "-q", "-t", "{name}", *more]
    if "--qr-dir" not in more:  # codes are drawn by one process
        command += ["--jobs", "2"]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code, and what it said."""
    said = process.communicate(timeout=60)[1]
    return process.returncode, said


def assert_codes_are_those_of(sheet: Path, codes: Path) -> None:
    """Each row's code is there, and holds the row's link."""
    rows = list(csv.DictReader(sheet.read_text("utf-8").splitlines()))
    assert rows
    for row in rows:
        assert read_qr((codes / row["wa_qr"]).read_bytes()) == row["wa_link"]


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("pair", range(PAIRS))
def test_two_runs_draw_into_one_folder(tmp_path: Path, pair: int) -> None:
    draw = random.Random(pair)  # noqa: S311  (moments, no secrets)
    names = ("one", "two")
    runs = []
    for name in names:
        more = ("--qr-dir", "codes", "--qr-name", f"{{name|{name}}}", "-o", f"{name}-links.csv")
        runs.append(run(tmp_path, sheet_of(tmp_path, name), *more))
        time.sleep(draw.uniform(0, 0.4))
    assert [ended(each)[0] for each in runs] == [0, 0]
    for name in names:
        assert_codes_are_those_of(tmp_path / f"{name}-links.csv", tmp_path / "codes")
    assert len(list((tmp_path / "codes").iterdir())) == 240


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("output", ["links.csv", "links.jsonl", "links.xlsx"])
def test_of_two_that_write_one_file_one_is_there_whole(tmp_path: Path, output: str) -> None:
    sheets = [sheet_of(tmp_path, name, 3_000) for name in ("one", "two")]
    alone = []
    for sheet in sheets:
        assert ended(run(tmp_path, sheet, "-o", output)) == (0, "")
        alone.append((tmp_path / output).read_bytes())
    runs = [run(tmp_path, sheet, "-o", output) for sheet in sheets]
    assert [ended(each) for each in runs] == [(0, "")] * 2
    assert (tmp_path / output).read_bytes() in alone
    assert not list(tmp_path.glob(".*"))


# The tool, which tells before it takes its turn, and when its rejects have their name: there it
# waits for a line.
_TELLING = """
import sys
from wa_link._support import files
from wa_link.__main__ import start
from wa_link.cli import output

finish, in_turn = files.finish_part, output.in_turn

def finish_telling(part, target):
    finish(part, target)
    if target.name == "rejects.csv":
        print("named", flush=True)
        sys.stdin.readline()

def in_turn_telling(target):
    print("turn", flush=True)
    return in_turn(target)

files.finish_part, output.in_turn = finish_telling, in_turn_telling
start()
"""


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("output", ["links.csv", "links.xlsx", "labels.pdf"])
def test_a_sheet_and_its_rejects_are_of_one_run(tmp_path: Path, output: str) -> None:
    """Whatever another does between the two names."""
    kind = ["labels", "--stock", "L7160"] if output == "labels.pdf" else ["batch"]

    def begin(name: str) -> subprocess.Popen[str]:
        (tmp_path / f"{name}.csv").write_text(f"phone\n+447911123456\n12 {name}\n")
        words = [*kind, f"{name}.csv", "-q", "-o", output, "--rejects", "rejects.csv"]
        command = [sys.executable, "-c", _TELLING, *words]
        process = subprocess.Popen(command, cwd=tmp_path, text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        ends.enter_context(process)
        ends.callback(process.kill)
        return process

    def next_line(process: subprocess.Popen[str]) -> str:
        assert process.stdout
        return process.stdout.readline().strip()

    with ExitStack() as ends:
        first = begin("first")
        assert next_line(first) == "turn"
        assert next_line(first) == "named"
        second = begin("second")
        assert next_line(second) == "turn"
        time.sleep(0.5)  # it has milliseconds to do
        assert "12 first" in (tmp_path / "rejects.csv").read_text()
        first.communicate("\n", timeout=60)
        assert next_line(second) == "named"
        assert "12 second" in (tmp_path / "rejects.csv").read_text()
        second.communicate("\n", timeout=60)
        assert [first.returncode, second.returncode] == [3, 3]
        assert not list(tmp_path.glob(".*"))
