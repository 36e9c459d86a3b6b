"""README.md says what happens: its transcripts are run, its tables are those of the code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.attacks import ATTACKS
from tests.conftest import program
from wa_link import NoteCode, Reason

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
SETUP = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize("transcript", CONSOLE, ids=[block.splitlines()[0] for block in CONSOLE])
def test_transcripts(checkout: Path, transcript: str) -> None:
    """Each command after `$`, with what it says: standard output, then standard error."""
    commands = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", transcript, re.MULTILINE)
    assert len(commands) == transcript.count("$ ") - transcript.count("${")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("WA_LINK_REGION", None)
    code = 0
    for command, expected in commands:
        if command.startswith("pdftoppm "):
            program("pdftoppm", "poppler-utils")
        done = subprocess.run(
            ["/bin/sh", "-c", f"(exit {code}); {command}"],
            cwd=checkout,
            env=environment,
            capture_output=True,
            check=False,
        )
        code = done.returncode
        said = re.sub(r"in \d+\.\d s", "in 0.1 s", (done.stdout + done.stderr).decode())
        assert said == expected, command
    for picture in (checkout / "examples").glob("*.png"):
        made, shown = (Image.open(each) for each in (picture, ROOT / "examples" / picture.name))
        assert made.size == shown.size
        apart = ImageChops.difference(made.convert("L"), shown.convert("L"))
        assert ImageStat.Stat(apart).mean[0] < 2, picture.name


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_library(checkout: Path, code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=checkout, check=True, capture_output=True)


def test_set_up_is_two_commands() -> None:
    assert len(SETUP) == 2
    assert all("\n" not in command for command in SETUP)


def codes(section: str) -> list[str]:
    """The codes in the first cells of a section's table."""
    rows = README.partition(f"### {section}\n")[2].partition("\n#")[0].splitlines()
    cells = [row.split("|")[1] for row in rows if row.startswith("| `")]
    return [code for cell in cells for code in re.findall(r"`(\w+)`", cell)]


def test_the_tables_list_every_code() -> None:
    assert sorted(codes("Reasons")) == sorted(Reason)
    notes = codes("Notes")
    assert sorted(notes) == sorted(NoteCode)
    assert [note for note in notes if not NoteCode(note).repairs] == notes[-5:]


def test_what_was_tried_is_counted() -> None:
    counts = {
        "tests/test_faults.py": r"\| (\d+) faults",
        "tests/test_bombs.py": r"\| (\d+) bombs",
        "tests/test_privacy.py": r"\| (\d+) commands",
    }
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "--long=slice"]
    environment = {name: it for name, it in os.environ.items() if name != "PYTEST_ADDOPTS"}
    done = subprocess.run([*command, *counts], cwd=ROOT, env=environment, capture_output=True,
                          text=True, check=True)  # fmt: skip
    for file, count in counts.items():
        found = re.findall(rf"^{file}::(?!test_the_guard)", done.stdout, re.MULTILINE)
        told = re.search(count, README)
        assert told
        assert int(told[1]) == len(found)


def test_hostile_cells_are_counted() -> None:
    assert f"| {len(ATTACKS) + 1} cells," in README  # half of a character is one more


def test_it_speaks_of_the_product_alone() -> None:
    assert not re.search(r"pypi\.org|/work/|/tmp/|registry", README)
