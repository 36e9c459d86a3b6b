from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = EXAMPLES / "expected"
ENVIRONMENT = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}


@posix("/bin/sh")
def test_the_shell_script_links_contacts(tmp_path: Path) -> None:
    links, rejects = tmp_path / "contacts-links.csv", tmp_path / "contacts-rejects.csv"
    done = subprocess.run(
        ["/bin/sh", EXAMPLES / "campaign.sh", EXAMPLES / "contacts.csv", links, rejects],
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == (
        f"Some contacts have no link: fix {rejects} and run that file again.\n"
    )
    assert links.read_text() == (EXPECTED / links.name).read_text()
    assert rejects.read_text() == (EXPECTED / rejects.name).read_text()


@posix("/bin/sh")
@pytest.mark.parametrize(
    ("contacts", "said", "code"),
    [
        pytest.param(
            "name,phone,country,company\nBo,+447911123456,,\n", "Every contact", 0, id="all"
        ),
        pytest.param("name,phone\nBo,+447911123456\n", "", 1, id="no country column"),
    ],
)
def test_the_shell_script_acts_on_exit_codes(
    tmp_path: Path, contacts: str, said: str, code: int
) -> None:
    sheet = tmp_path / "contacts.csv"
    sheet.write_text(contacts)
    done = subprocess.run(
        ["/bin/sh", EXAMPLES / "campaign.sh", sheet, tmp_path / "a.csv", tmp_path / "b.csv"],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert done.stdout.decode().startswith(said)


def test_the_python_script_links_listings(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, EXAMPLES / "campaign.py", EXAMPLES / "listings.csv", tmp_path / "codes"],
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == (EXPECTED / "listings.txt").read_text()
    assert sorted(path.name for path in (tmp_path / "codes").iterdir()) == [
        "A-101.svg",
        "A-102.svg",
        "A-103.svg",
        "A-104.svg",
    ]


def test_the_command_links_listings(
    wa_link: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    run = wa_link(
        "batch", "listings.csv", "--number", "+966 50 123 4567", "--text-file", "advert.txt",
        "--to", "jsonl",
    )  # fmt: skip
    assert run.code == 0
    assert run.out == (EXPECTED / "listings.jsonl").read_text()
