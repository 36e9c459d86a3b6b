"""`link --open` opens the link that wa-link made, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.desktop import Desktop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the programs of the desktop are scripts with #!"
)
LINK = "https://wa.me/447911123456?text=Hi%20%26%20%25PATH%25"
ASK = ("link", "+44 7911 123456", "-t", "Hi & %PATH%", "--open")
NOWHERE = (
    f"Note: There is no display here: open {LINK} on your phone or computer, or add --qr and scan "
    "the code.\n"
)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return Desktop(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("platform", "environment", "programs", "called"),
    [
        pytest.param("linux", {"DISPLAY": ":0"}, ["xdg-open"], ["xdg-open", LINK], id="x11"),
        pytest.param("linux", {"WAYLAND_DISPLAY": "w"}, ["xdg-open"], ["xdg-open", LINK],
                     id="wayland"),
        pytest.param("linux", {"DISPLAY": "localhost:10", "SSH_TTY": "/dev/pts/1"}, ["xdg-open"],
                     ["xdg-open", LINK], id="x11 over ssh"),
        pytest.param("linux", {"WSL_DISTRO_NAME": "Debian", "DISPLAY": ":0"},
                     ["xdg-open", "wslview", "rundll32.exe"],
                     ["rundll32.exe", "url.dll,FileProtocolHandler", LINK], id="wsl"),
        pytest.param("linux", {"WSL_DISTRO_NAME": "Debian"}, ["wslview"], ["wslview", LINK],
                     id="wslview"),
        pytest.param("linux", {"TERMUX_VERSION": "1"}, ["termux-open-url", "xdg-open"],
                     ["termux-open-url", LINK], id="android"),
        pytest.param("darwin", {}, ["open", "xdg-open"], ["open", LINK], id="macos"),
        pytest.param("linux", {"BROWSER": "code-helper --new %s"}, ["code-helper", "xdg-open"],
                     ["code-helper", "--new", LINK], id="browser of an editor"),
        pytest.param("linux", {"BROWSER": "lynx", "DISPLAY": ":0"}, ["lynx", "xdg-open"],
                     ["xdg-open", LINK], id="browser for text"),
        pytest.param("linux", {"BROWSER": "gone", "DISPLAY": ":0"}, ["xdg-open"],
                     ["xdg-open", LINK], id="browser that is gone"),
        pytest.param("linux", {"BROWSER": "'a", "DISPLAY": ":0"}, ["xdg-open"],
                     ["xdg-open", LINK], id="browser with an open quote"),
    ],
)  # fmt: skip
def test_each_system_opens_the_link(
    platform: str,
    environment: dict[str, str],
    programs: list[str],
    called: list[str],
    desktop: Desktop,
    wa_link: Callable[..., Run],
) -> None:
    for name in programs:
        desktop.add(name, out=b"noise", err="noise")
    desktop.set(platform, **environment)
    run = wa_link(*ASK)
    assert (run.code, run.out, run.err) == (0, f"{LINK}\n", "Opening the link.\n")
    assert [[call.name, *call.arguments] for call in desktop.calls] == [called]


@pytest.mark.parametrize(
    ("platform", "environment"),
    [
        pytest.param("linux", {}, id="linux"),
        pytest.param("linux", {"DISPLAY": ""}, id="blank"),
        pytest.param("linux", {"BROWSER": "w3m"}, id="browser for text"),
        pytest.param("linux", {"WSL_DISTRO_NAME": "Debian", "SSH_TTY": "/dev/pts/1"}, id="wsl"),
        pytest.param("darwin", {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, id="macos"),
        pytest.param("win32", {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, id="windows"),
    ],
)
def test_without_a_display_it_says_what_to_do(
    platform: str, environment: dict[str, str], desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    for name in ("xdg-open", "open", "w3m", "lynx", "www-browser", "rundll32.exe"):
        desktop.add(name)
    desktop.set(platform, **environment)
    run = wa_link(*ASK)
    assert (run.code, run.out, run.err) == (0, f"{LINK}\n", NOWHERE)
    assert desktop.calls == []
    run = wa_link(*ASK, "--qr")
    assert run.err.endswith(f"open {LINK} on your phone or computer.\n")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        pytest.param(None, 0, "Opening the link.\n", id="opened"),
        pytest.param(OSError(2, "No application is associated"), 1,
                     "Error: Windows can't open the link (No application is associated): open it "
                     "by hand, or scan it with --qr.\n", id="refused"),
    ],
)  # fmt: skip
def test_windows_opens_the_link(
    error: OSError | None,
    code: int,
    said: str,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
    wa_link: Callable[..., Run],
) -> None:
    opened: list[str] = []

    def start(url: str) -> None:
        opened.append(url)
        if error:
            raise error

    monkeypatch.setattr(os, "startfile", start, raising=False)
    desktop.set("win32")
    run = wa_link(*ASK)
    assert (run.code, run.out, run.err) == (code, f"{LINK}\n", said)
    assert opened == [LINK]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        pytest.param({"code": 3}, "xdg-open can't open the link (exit code 3): open it by hand, or "
                     "scan it with --qr.", id="fails"),
        pytest.param(None, "--open can't find a program that opens links, such as xdg-open. "
                     "Install the package xdg-utils, or open the link above by hand.",
                     id="not installed"),
    ],
)  # fmt: skip
def test_a_program_that_fails_is_an_error(
    script: dict[str, Any] | None, said: str, desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    if script:
        desktop.add("xdg-open", **script)
    desktop.set(DISPLAY=":0")
    run = wa_link(*ASK)
    assert (run.code, run.out, run.err) == (1, f"{LINK}\n", f"Error: {said}\n")


def test_a_broken_program_is_an_error(
    desktop: Desktop, tmp_path: Path, wa_link: Callable[..., Run]
) -> None:
    (tmp_path / "xdg-open").write_bytes(b"\0")
    (tmp_path / "xdg-open").chmod(0o755)
    desktop.set(DISPLAY=":0")
    run = wa_link(*ASK)
    assert (run.code, run.err.startswith("Error: xdg-open can't open the link (")) == (1, True)


def test_nobody_waits_for_the_browser(desktop: Desktop, tmp_path: Path) -> None:
    """The browser keeps running, and our output ends although the browser is still there."""
    desktop.add("xdg-open", out=b"noise", seconds=30)
    began = time.monotonic()
    command = [sys.executable, "-m", "wa_link", *ASK]
    environment = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    assert time.monotonic() - began < 15
    assert (done.stdout, done.stderr) == (f"{LINK}\n", "Opening the link.\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(["+447911123456", "+447911123457"], 2,
                     "--open opens one link, but got 2 numbers: give one number, or leave out "
                     "--open.", id="two numbers"),
        pytest.param(["12"], 3, "too short", id="refused"),
        pytest.param(["+44", "7911", "123456"], 3, "put it in quotes", id="without quotes"),
        pytest.param([], 2, "Give a number, a text or both", id="nothing"),
    ],
)  # fmt: skip
def test_nothing_else_is_opened(
    words: list[str], code: int, said: str, desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xdg-open")
    desktop.set(DISPLAY=":0")
    run = wa_link("link", *words, "--open", "-r", "GB")
    assert (run.code, run.out) == (code, "")
    assert said in run.err
    assert desktop.calls == []


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (["-t", "Hi"], "https://wa.me/?text=Hi"),
        (["--username", "maria.lopez"], "https://wa.me/maria.lopez"),
        (["+447911123456", "--via", "app"], "whatsapp://send?phone=447911123456"),
        (["+447911123456", "--via", "web"], "https://web.whatsapp.com/send?phone=447911123456"),
        (["+447911123456", "--json"], "https://wa.me/447911123456"),
        (["wa.me/447911123456?text=Hi"], "https://wa.me/447911123456?text=Hi"),
    ],
    ids=["text", "username", "app", "web", "json", "link"],
)
def test_each_form_of_link_is_opened(
    words: list[str], link: str, desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xdg-open")
    desktop.set(DISPLAY=":0")
    assert wa_link("link", *words, "--open").code == 0
    assert [call.arguments for call in desktop.calls] == [[link]]
