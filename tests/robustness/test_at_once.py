"""Two runs at the same time: each file is whole, and from one of the two."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import read_qr
from tests.long import size

if TYPE_CHECKING:
    from pathlib import Path

TOOL = [sys.executable, "-m", "wa_link"]
PAIRS = size("WA_TEST_PAIRS")


def sheet_of(folder: Path, name: str, rows: int = 120) -> Path:
    path = folder / f"{name}.csv"
    path.write_text("phone,name\n" + "".join(
        f"+{447911000000 + row},{name} {row}\n" for row in range(rows)))  # fmt: skip
    return path


def run(folder: Path, sheet: Path, *more: str) -> subprocess.Popen[str]:
    command = [*TOOL, "batch", str(sheet), "-q", "-t", "{name}", *more]
    if "--qr-dir" not in more:  # one process draws codes
        command += ["--jobs", "2"]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a run; return its exit code, and its messages."""
    said = process.communicate(timeout=60)[1]
    return process.returncode, said


def rows_of(sheet: Path) -> list[dict[str, str]]:
    rows = list(csv.DictReader(sheet.read_text("utf-8").splitlines()))
    assert rows
    return rows


def assert_codes_are_those_of(sheet: Path, codes: Path) -> None:
    """Assert that each row's code is there, and contains the row's link."""
    for row in rows_of(sheet):
        assert read_qr((codes / row["wa_qr"]).read_bytes()) == row["wa_link"]


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("pair", range(PAIRS))
def test_two_runs_draw_into_one_folder(tmp_path: Path, pair: int) -> None:
    draw = random.Random(pair)  # noqa: S311  (random moments, not a secret)
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
def test_of_two_with_the_same_names_each_code_is_whole(tmp_path: Path) -> None:
    """Neither run waits: a code is from one of the two, and both sheets are whole."""
    sheets = [sheet_of(tmp_path, name) for name in ("one", "two")]
    runs = [run(tmp_path, sheet, "--qr-dir", "codes", "-o", f"{sheet.stem}-links.csv")
            for sheet in sheets]  # fmt: skip
    assert [ended(each) for each in runs] == [(0, "")] * 2
    tables = [rows_of(tmp_path / f"{sheet.stem}-links.csv") for sheet in sheets]
    for one, two in zip(*tables, strict=True):
        assert one["wa_qr"] == two["wa_qr"]
        code = read_qr((tmp_path / "codes" / one["wa_qr"]).read_bytes())
        assert code in (one["wa_link"], two["wa_link"])
    assert all(path.suffix == ".png" for path in (tmp_path / "codes").iterdir())


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("output", ["links.csv", "links.jsonl", "links.xlsx", "links.vcf"])
def test_of_two_with_the_same_output_it_is_whole(tmp_path: Path, output: str) -> None:
    sheets = [sheet_of(tmp_path, name, 3_000) for name in ("one", "two")]
    alone = []
    for sheet in sheets:
        assert ended(run(tmp_path, sheet, "-o", output)) == (0, "")
        alone.append((tmp_path / output).read_bytes())
    runs = [run(tmp_path, sheet, "-o", output) for sheet in sheets]
    assert [ended(each) for each in runs] == [(0, "")] * 2
    assert (tmp_path / output).read_bytes() in alone
    assert not list(tmp_path.glob(".*"))


@pytest.mark.long(daily=1)
@pytest.mark.parametrize("output", ["links.csv", "labels.pdf"])
def test_of_two_with_the_same_rejects_both_files_are_whole(tmp_path: Path, output: str) -> None:
    kind = ["labels", "--stock", "L7160"] if output == "labels.pdf" else ["batch"]
    alone: list[tuple[bytes, bytes]] = []

    def begin(name: str) -> subprocess.Popen[str]:
        (tmp_path / f"{name}.csv").write_text(f"phone\n+447911123456\n12 {name}\n")
        words = [*kind, f"{name}.csv", "-q", "-o", output, "--rejects", "rejects.csv"]
        return subprocess.Popen([*TOOL, *words], cwd=tmp_path, stderr=subprocess.PIPE, text=True)

    def written() -> tuple[bytes, bytes]:
        return (tmp_path / output).read_bytes(), (tmp_path / "rejects.csv").read_bytes()

    for name in ("one", "two"):
        assert ended(begin(name)) == (3, "")
        alone.append(written())
    runs = [begin(name) for name in ("one", "two")]
    assert [ended(each) for each in runs] == [(3, "")] * 2
    sheet, rejects = written()
    assert rejects in [each[1] for each in alone]
    assert output == "labels.pdf" or sheet in [each[0] for each in alone]
    assert not list(tmp_path.glob(".*"))
