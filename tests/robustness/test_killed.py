"""Runs that SIGKILL ends at random moments: each file is whole, and codes are not redrawn."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from tests.long import size
from tests.support.test_files import make_older

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOOL = [sys.executable, "-m", "wa_link"]
KILLS = size("WA_TEST_KILLS")
COMMANDS = {
    "codes": "batch {sheet} -q -o links.csv --rejects r.csv --qr-dir codes --qr-name {{name}} "
    "--caption {{name}} --size 30mm",
    "codes without texts": "batch {sheet} -q -o links.csv --rejects r.csv --qr-dir codes",
    "json lines": "batch {sheet} -q -o links.jsonl --rejects r.jsonl --jobs 1",
    "workbook": "batch {sheet} -q -o links.xlsx --rejects r.csv",
    "labels": "labels {sheet} -q --stock L7160 --title {{name}} -o labels.pdf --rejects r.csv",
    "code": "qr +447911123456 -o code.png --title Oak --caption Table --size 40mm",
    "code as PDF": "qr +447911123456 -o code.pdf --title Oak",
}


def state_of(folder: Path) -> dict[str, bytes]:
    """Return the files that have their names."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not (path.name.startswith(".") and path.suffix == ".part")
    }


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@posix("SIGKILL and TMPDIR")
@pytest.mark.long(daily=2)
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_moment(name: str, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    folder, whole, temporary = (tmp_path / each for each in ("killed", "whole", "temporary"))
    rows = (
        f"+{447911000000 + row},Oak table {row}\n" if row % 9 else "12,x\n" for row in range(180)
    )
    sheet.write_text("phone,name\n" + "".join(rows))
    for each in (folder, whole, temporary):
        each.mkdir()
    command = [*TOOL, *(word.format(sheet=sheet) for word in COMMANDS[name].split())]
    run = partial(subprocess.run, command, check=False, env=os.environ | {"TMPDIR": str(temporary)})
    started = time.monotonic()
    code = run(cwd=whole).returncode
    longest = time.monotonic() - started
    assert code == (0 if name in ("code", "code as PDF") else 3)
    expected = state_of(whole)
    draw = random.Random(name)  # noqa: S311  (moments, no secrets)
    for number in range(KILLS // len(COMMANDS)):
        while not killed(run, folder, draw.uniform(0.1, 0.9) * longest):
            longest *= 0.9  # the machine was busier then
            shutil.rmtree(folder)
            folder.mkdir()
        found = state_of(folder)
        assert found.items() <= expected.items()  # each file with its name is whole
        if number % 5 == 4:
            for part in (*folder.rglob("*.part"), *temporary.iterdir()):
                make_older(part)  # as the next run removes them
            assert run(cwd=folder).returncode == code
            assert state_of(folder) == expected
            assert files_in(folder) == set(expected)  # and nothing else is there
            # `tempfile` itself may leave the file of four bytes with which it tries a folder.
            assert not [path for path in temporary.iterdir() if path.is_dir()]
            shutil.rmtree(folder)
            folder.mkdir()


def killed(run: Callable[..., object], folder: Path, seconds: float) -> bool:
    """Kill a run after so many seconds; return False if it had ended before."""
    try:
        run(cwd=folder, timeout=seconds)
    except subprocess.TimeoutExpired:  # subprocess.run has killed it
        return True
    return False
