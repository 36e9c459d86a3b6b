from __future__ import annotations

import base64
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("only POSIX: shell scripts and pseudo-terminals", allow_module_level=True)

import pty

from tests.cli.desktop import Desktop
from tests.conftest import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

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
        ("clip.exe", {"WSL_DISTRO_NAME": "Debian"}, ""),
        ("termux-clipboard-set", {"TERMUX_VERSION": "1"}, ""),
    ],
    ids=["wl-copy", "xclip", "xsel", "pbcopy", "wsl", "android"],
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


OSC_52 = b"\x1b]52;c;" + base64.b64encode(LINK.encode()) + b"\a"
ASKED = "Asked the terminal to copy. Not every terminal does so: paste to check it."
ASKED_TMUX = "Asked tmux to copy. If nothing was copied, run: tmux set -g set-clipboard on"


def run_in_terminal(environment: dict[str, str], command: list[str] = COPY) -> bytes:
    """Run a command in a terminal, and return all that the terminal gets."""
    process, terminal = pty.fork()
    if process == 0:  # the child process; the pty is its controlling terminal
        os.execve(command[0], command, environment)  # noqa: S606  (the tool itself)
    said = b""
    while chunk := _read(terminal):
        said += chunk
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return said


@pytest.mark.parametrize(
    ("program", "script", "environment", "sequence", "message"),
    [
        pytest.param("pbcopy", "/bin/touch {called}", {"SSH_TTY": "/dev/pts/0"}, OSC_52, ASKED,
                     id="over ssh"),
        pytest.param("pbcopy", "/bin/touch {called}", {"SSH_CONNECTION": "1 2 3 4"}, OSC_52, ASKED,
                     id="over ssh without a terminal of its own"),
        pytest.param("xclip", "/bin/touch {called}", {}, OSC_52, ASKED, id="without a desktop"),
        pytest.param("xclip", "exit 1", {"DISPLAY": ":99"}, OSC_52, ASKED,
                     id="a desktop that is gone"),
        pytest.param("tmux", "exit 1", {"TMUX": "default,1,0"}, OSC_52, ASKED_TMUX,
                     id="old tmux"),
        pytest.param("pbcopy", "exit 1", {"STY": "1.pts-0.host"}, b"\x1bP" + OSC_52 + b"\x1b\\",
                     ASKED, id="screen"),
    ],
)  # fmt: skip
def test_the_terminal_is_asked_by_osc_52(
    tmp_path: Path,
    program: str,
    script: str,
    environment: dict[str, str],
    sequence: bytes,
    message: str,
) -> None:
    fake_program(tmp_path, program, script.format(called=tmp_path / "called"))
    said = run_in_terminal({"PATH": str(tmp_path), **environment})
    assert sequence in said
    assert message.encode() in said
    assert not (tmp_path / "called").exists()


def test_screen_gets_a_long_text_in_parts(tmp_path: Path) -> None:
    """GNU screen drops strings of more than 768 bytes."""
    environment = {"PATH": str(tmp_path), "STY": "1.pts-0.host"}
    said = run_in_terminal(environment, [*COPY, "-t", "Hi " * 400])
    parts = re.findall(rb"\x1bP(.*?)\x1b\\", said, re.DOTALL)
    assert max(map(len, parts)) < 768
    link = said.split(b"\r\n")[0]
    assert b"".join(parts) == b"\x1b]52;c;" + base64.b64encode(link) + b"\a"


def test_tmux_gets_the_link_as_its_buffer(tmp_path: Path) -> None:
    fake_program(
        tmp_path, "tmux", f'echo "$@" > {tmp_path}/arguments; /bin/cat > {tmp_path}/copied'
    )
    said = run_in_terminal({"PATH": str(tmp_path), "TMUX": "x", "SSH_TTY": "/dev/pts/0"})
    assert (tmp_path / "copied").read_text() == LINK
    assert (tmp_path / "arguments").read_text() == "load-buffer -w -\n"
    assert ASKED_TMUX.encode() in said
    assert b"\x1b]52" not in said


def test_tmux_with_its_own_settings_passes_the_link_on(tmp_path: Path) -> None:
    """By default, tmux ignores the sequence OSC 52 of a program."""
    tmux = program("tmux", "tmux")
    words = " ".join(map(shlex.quote, COPY))
    command = [tmux, "-L", str(os.getpid()), "-f", "/dev/null", "new-session", f"{words}; sleep 1"]
    environment = {
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "TMUX_TMPDIR": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "SSH_TTY": "/dev/pts/0",
    }
    said = run_in_terminal(environment, command)
    assert re.search(rb"\x1b\]52;c?;" + base64.b64encode(LINK.encode()) + b"\a", said), said


def test_windows_reads_ascii_in_its_own_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wa_link: Callable[..., Run]
) -> None:
    desktop = Desktop(tmp_path, monkeypatch)
    desktop.add("System32/clip.exe")
    desktop.add("clip.exe")
    desktop.set("win32")
    run = wa_link("link", "+447911123456", "-t", "é", "--copy")
    assert run.err == "Copied to the clipboard.\n"
    (call,) = desktop.calls
    assert base64.b64decode(call.input) == b"https://wa.me/447911123456?text=%C3%A9"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # on Linux, the other end is closed
        return b""


@pytest.mark.parametrize(
    ("desktop", "why"),
    [
        pytest.param({"DISPLAY": ":0"}, (
            "no program such as wl-copy, xclip, xsel or pbcopy. Install one of them, or copy the "
            "link above by hand."
        ), id="no program"),
        pytest.param({}, "no display. Copy the link above by hand.", id="no display"),
    ],
)  # fmt: skip
def test_neither_desktop_nor_terminal_is_told(
    tmp_path: Path, desktop: dict[str, str], why: str
) -> None:
    if not desktop and sys.platform == "darwin":
        pytest.skip("macOS always has a display")
    if not desktop:
        fake_program(tmp_path, "xclip", "exit 1")
    environment = {"PATH": str(tmp_path), **desktop}
    done = subprocess.run(
        COPY, env=environment, capture_output=True, check=False, start_new_session=True
    )
    assert (done.returncode, done.stdout.decode()) == (1, f"{LINK}\n")
    assert done.stderr.decode() == (
        f"Error: --copy can't find a clipboard, because there is no terminal and {why}\n"
    )
