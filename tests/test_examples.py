from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from wa_link import chat_link
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run
    from wa_link.qr.preflight import Preflight

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


def test_short_links_have_the_modules_that_pages_name() -> None:
    with (EXAMPLES / "listings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    advert = (EXAMPLES / "advert.txt").read_text(encoding="utf-8").rstrip()
    long = [_preflight(chat_link("+966501234567", text=advert.format(**row)).url) for row in rows]
    short = _preflight("https://wa.me/message/ABCDEF234567G1")
    widths = sorted(f"{each.module:.2f}" for each in long)
    assert (
        f"at 30 mm, they are {short.module:.2f} mm wide, "
        f"in place of {widths[0]} to {widths[-1]} mm with the texts above."
    ) in _one_line("README.md")
    assert (
        f"{short.modules} on each side, in place of {long[1].modules} for the Arabic offer of "
        "`listings.csv`. So each module is nearly twice as wide in print."
    ) in _one_line("examples/README.md")


def test_links_with_texts_do_not_fit_on_small_labels(
    wa_link: Callable[..., Run], tmp_path: Path
) -> None:
    """Short links fit there, as a command of the README shows."""
    assert "on the small labels L7651, where none of the codes above fits" in _one_line("README.md")
    run = wa_link(
        "labels", str(EXAMPLES / "listings.csv"), "--number", "+966 50 123 4567", "--text-file",
        str(EXAMPLES / "advert.txt"), "--stock", "L7651", "-o", str(tmp_path / "labels.pdf"),
    )  # fmt: skip
    assert "Rejected: 4 qr_too_dense." in run.err


def _preflight(link: str) -> Preflight:
    return QrCode.of(link).proof("svg", size="30mm").preflight


def _one_line(page: str) -> str:
    return re.sub(r"\s+", " ", (EXAMPLES.parent / page).read_text(encoding="utf-8"))
