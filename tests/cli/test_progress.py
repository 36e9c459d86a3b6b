from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("piped", [False, True], ids=["file", "pipe"])
def test_long_work_on_a_terminal_is_shown(tmp_path: Path, piped: bool) -> None:  # noqa: FBT001  (a parameter of the table)
    sheet = tmp_path / "contacts.csv"
    sheet.write_text("phone\n" + "+447911123456\n" * 40_000)
    command = [sys.executable, "-m", "wa_link", "batch", "-" if piped else str(sheet)]
    command += ["-o", str(tmp_path / "links.csv")]
    shown = said_on_a_terminal(command, sheet)
    assert ("\r" in shown) is True
    assert (" rows" in shown.split("40,000 rows:")[0]) is piped
    assert ("%" in shown) is not piped
    assert "40,000 accepted" in shown
    assert said_on_a_terminal([*command, "-q"], sheet) == ""


def said_on_a_terminal(command: list[str], piped: Path) -> str:
    """What a command writes to standard error when that is a terminal."""
    leader, follower = pty.openpty()
    with (
        subprocess.Popen(["/bin/cat", str(piped)], stdout=subprocess.PIPE) as cat,
        subprocess.Popen(command, stdin=cat.stdout, stderr=follower) as run,
    ):
        os.close(follower)
        said = b""
        while chunk := _read(leader):
            said += chunk
    assert run.returncode == 0
    os.close(leader)
    return said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux's way to say that the other end is closed
        return b""
