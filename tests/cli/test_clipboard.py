from __future__ import annotations

import base64
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("only POSIX: shell scripts and pseudo-terminals", allow_module_level=True)

import pty

if TYPE_CHECKING:
    from pathlib import Path

LINK = "https://wa.me/447911123456"
COPY = [sys.executable, "-m", "wa_link", "link", "+447911123456", "--copy"]


def fake_program(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "desktop", "arguments"),
    [
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, ""),
        ("xclip", {"DISPLAY": ":0"}, "-selection clipboard"),
        ("xsel", {"DISPLAY": ":0"}, "--clipboard --input"),
        ("pbcopy", {}, ""),
    ],
    ids=["wl-copy", "xclip", "xsel", "pbcopy"],
)
def test_the_desktops_program_gets_the_link(
    tmp_path: Path, name: str, desktop: dict[str, str], arguments: str
) -> None:
    fake_program(tmp_path, name, f'echo "$@" > {tmp_path}/arguments; /bin/cat > {tmp_path}/copied')
    environment = {"PATH": str(tmp_path), **desktop}
    done = subprocess.run(COPY, env=environment, capture_output=True, check=True)
    assert (done.stdout.decode(), done.stderr.decode()) == (
        f"{LINK}\n",
        "Copied to the clipboard.\n",
    )
    assert (tmp_path / "copied").read_text() == LINK
    assert (tmp_path / "arguments").read_text().strip() == arguments


@pytest.mark.parametrize(
    ("program", "script", "environment"),
    [
        pytest.param("pbcopy", "/bin/touch {called}", {"SSH_TTY": "/dev/pts/0"}, id="over ssh"),
        pytest.param("xclip", "/bin/touch {called}", {}, id="without a desktop"),
        pytest.param("xclip", "exit 1", {"DISPLAY": ":99"}, id="a desktop that is gone"),
    ],
)
def test_the_terminal_is_asked_by_osc_52(
    tmp_path: Path, program: str, script: str, environment: dict[str, str]
) -> None:
    fake_program(tmp_path, program, script.format(called=tmp_path / "called"))
    environment = {"PATH": str(tmp_path), **environment}
    process, terminal = pty.fork()
    if process == 0:  # the child process; the pty is its controlling terminal
        os.execve(COPY[0], COPY, environment)  # noqa: S606  (the tool itself)
    said = b""
    while chunk := _read(terminal):
        said += chunk
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"\x1b]52;c;" + base64.b64encode(LINK.encode()) + b"\a" in said
    assert b"Asked the terminal to copy" in said
    assert not (tmp_path / "called").exists()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # on Linux, the other end is closed
        return b""


def test_neither_desktop_nor_terminal_is_told() -> None:
    done = subprocess.run(
        COPY, env={"PATH": "/nowhere"}, capture_output=True, check=False, start_new_session=True
    )
    assert (done.returncode, done.stdout.decode()) == (1, f"{LINK}\n")
    assert done.stderr.decode() == (
        "Error: --copy can't find a clipboard, because there is no terminal and no program such as "
        "wl-copy, xclip, xsel or pbcopy. Install one of them, or copy the link above by hand.\n"
    )
