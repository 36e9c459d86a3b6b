"""Faults that are injected: a sentence, the documented exit code, nothing lost that was there."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TOOL = [sys.executable, "-m", "wa_link"]
ROWS = 3_000


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Every other row is rejected."""
    path = tmp_path / "in" / "contacts.csv"
    path.parent.mkdir()
    rows = (f"{447911000000 + row},Ann\n" if row % 2 else "12,Bo\n" for row in range(ROWS))
    path.write_text("phone,name\n" + "".join(f"+{row}" if row[0] == "4" else row for row in rows))
    return path


class Ended(NamedTuple):
    code: int
    err: str


def run(
    command: str, sheet: Path, *, most: int | None = None, stdout: int | None = subprocess.DEVNULL
) -> Ended:
    """Run a command line in a folder of its own; `most` is the bytes that a file may have."""
    (folder := sheet.parent.parent / "out").mkdir(exist_ok=True)

    def limit() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    words = [str(sheet) if word == "SHEET" else word for word in command.split()]
    done = subprocess.run([*TOOL, *words], cwd=folder, preexec_fn=limit, stdout=stdout,
                          stderr=subprocess.PIPE, text=True, check=False, timeout=60)  # fmt: skip
    return Ended(done.returncode, done.stderr)


def files_in(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text("latin-1") for path in paths}


FULL = [
    pytest.param("batch SHEET -q -o links.csv", 20_000, "links.csv", id="csv"),
    pytest.param("batch SHEET -q -o links.csv --jobs 2", 20_000, "links.csv", id="csv, jobs"),
    pytest.param("batch SHEET -q -o links.tsv", 20_000, "links.tsv", id="tsv"),
    pytest.param("batch SHEET -q -o links.jsonl", 20_000, "links.jsonl", id="json lines"),
    pytest.param("batch SHEET -q -o links.xlsx", 20_000, "wa-link-", id="workbook"),
    pytest.param("batch SHEET -q --rejects r.csv", 20_000, "r.csv", id="rejects"),
    pytest.param("batch SHEET -q -o l.csv --rejects r.csv", 20_000, "l.csv", id="output, rejects"),
    pytest.param("batch SHEET -q -o l.csv --qr-dir codes", 300, "codes/000002-", id="codes"),
    pytest.param("qr +447911123456 -o code.png", 300, "code.png", id="png"),
    pytest.param("qr +447911123456 -o code.svg", 300, "code.svg", id="svg"),
    pytest.param("qr +447911123456 -o code.pdf", 300, "code.pdf", id="pdf"),
    pytest.param("labels SHEET -q --stock L7160 -o l.pdf --rejects r.csv", 20_000, "r.csv",
                 id="labels, rejects"),
    pytest.param("labels SHEET -q --number +447911123456 -t {wa_row} --stock L7160 -o l.pdf",
                 200_000, "l.pdf", id="labels"),
]  # fmt: skip


@pytest.mark.parametrize("before", [None, "what stood there before"], ids=["new", "old"])
@pytest.mark.parametrize(("command", "most", "name"), FULL)
def test_a_full_disk_is_told_with_the_name_and_loses_nothing(
    sheet: Path, command: str, most: int, name: str, before: str | None
) -> None:
    (folder := sheet.parent.parent / "out").mkdir()
    outputs = [word for word in command.split() if "." in word and word != "."]
    if before is not None:
        for output in outputs:
            (folder / output).write_text(before)
    ended = run(command, sheet, most=most)
    assert ended.code == 1
    assert ended.err.startswith("Error: ")
    assert name in ended.err
    assert ended.err.endswith(": File too large.\n")
    assert len(ended.err.splitlines()) == 1
    assert files_in(folder) == ({} if before is None else dict.fromkeys(outputs, before))


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("batch SHEET -q", "Standard output"),
        ("batch SHEET -q -o /dev/full", "/dev/full"),
        ("batch SHEET -q -o /dev/full --to xlsx", "/dev/full"),
        ("batch SHEET -q -o /dev/stdout", "/dev/stdout"),
        ("batch SHEET -q -o l.csv --rejects /dev/full", "/dev/full"),
        ("link +447911123456", "Standard output"),
        ("qr +447911123456", "Standard output"),
        ("qr +447911123456 -o - --format png", "Standard output"),
        ("labels SHEET -q --stock L7160 -o - --rejects r.csv", "Standard output"),
        ("labels SHEET -q --stock L7160 -o /dev/full --rejects r.csv", "/dev/full"),
    ],
)
def test_a_full_device_is_told(sheet: Path, command: str, name: str) -> None:
    if not os.path.exists("/dev/full"):  # noqa: PTH110  (a device, not a file)
        pytest.skip("/dev/full is a device of Linux")
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        ended = run(command, sheet, stdout=full)
    finally:
        os.close(full)
    assert (ended.code, ended.err) == (1, f"Error: {name}: No space left on device.\n")
    assert set(files_in(sheet.parent.parent / "out")) <= {"r.csv"}
