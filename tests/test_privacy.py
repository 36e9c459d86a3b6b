"""Nothing leaves the machine, and nothing of anyone's contacts stays but what was asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# Python tells of each of these before it does it (the table of audit events).
OFFLINE = """
import sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg",
                 "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
                 "urllib.Request", "http.client.connect", "webbrowser.open"}:
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(refuse)
from wa_link.cli import main
sys.exit(main(sys.argv[1:]))
"""
SHEET = "phone,name\n+447911123456,Ann\n0501234567,علي\n12,Bo\n"
COMMANDS = {
    "link": ("link +447911123456 -t Hi --json", 0),
    "qr in the terminal": ("qr +447911123456", 0),
    "png": ("qr +447911123456 -o code.png --caption Oak --size 40mm", 0),
    "svg": ("qr wa.me/message/ABC123DEF456G1 -o code.svg", 0),
    "pdf": ("qr +447911123456 -o code.pdf --caption شقة", 0),
    "inspect": ("inspect https://wa.me/447911123456?text=Hi", 0),
    "batch": ("batch sheet.csv -r SA -t {name} -o links.csv --rejects r.csv", 3),
    "batch, codes": ("batch sheet.csv -r SA -o links.csv --qr-dir codes --jobs 2", 3),
    "workbook": ("batch sheet.csv -r SA -o links.xlsx", 3),
    "labels": ("labels sheet.csv -r SA --stock L7160 --caption {name} -o labels.pdf", 3),
    "help": ("--help", 0),
}
WRITTEN = {
    "png": {"code.png"}, "svg": {"code.svg"}, "pdf": {"code.pdf"},
    "batch": {"links.csv", "r.csv"}, "workbook": {"links.xlsx"}, "labels": {"labels.pdf"},
    "batch, codes": {"links.csv", "codes", "codes/000001-447911123456.png",
                     "codes/000002-966501234567.png"},
}  # fmt: skip


@pytest.mark.long(daily=5)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_network_and_nothing_kept(name: str, tmp_path: Path) -> None:
    command, code = COMMANDS[name]
    folders = {each: tmp_path / each for each in ("work", "home", "temporary")}
    for folder in folders.values():
        folder.mkdir()
    (folders["work"] / "sheet.csv").write_text(SHEET)
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, *command.split()],
        cwd=folders["work"],
        env={**os.environ, "HOME": str(folders["home"]), "TMPDIR": str(folders["temporary"])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    found = {
        each: {str(path.relative_to(folder)) for path in folder.rglob("*")}
        for each, folder in folders.items()
    }
    assert found == {
        "work": {"sheet.csv"} | WRITTEN.get(name, set()), "home": set(), "temporary": set()
    }  # fmt: skip


def test_the_guard_guards(tmp_path: Path) -> None:
    program = OFFLINE.partition("from wa_link")[0] + "import socket; socket.getaddrinfo('a', 1)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert (done.returncode, "socket.getaddrinfo" in done.stderr) == (1, True)
