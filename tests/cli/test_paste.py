"""`link --paste` reads the clipboard, and shows what it read."""

from __future__ import annotations

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
NUMBER = b"+44 7911 123456"
LINK = "https://wa.me/447911123456\n"
READ = 'Read "+44 7911 123456" from the clipboard.\n'
NO_TEXT = "Error: The clipboard has no text: copy a phone number, and run the command again.\n"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return Desktop(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("platform", "environment", "name", "words"),
    [
        pytest.param("darwin", {}, "pbpaste", "", id="macos"),
        pytest.param("linux", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "wl-paste",
                     "--no-newline --type text", id="wayland"),
        pytest.param("linux", {"DISPLAY": ":0"}, "xclip", "-selection clipboard -o", id="xclip"),
        pytest.param("linux", {"DISPLAY": ":0"}, "xsel", "--clipboard --output", id="xsel"),
        pytest.param("linux", {"DISPLAY": "localhost:10", "SSH_TTY": "/dev/pts/1"}, "xclip",
                     "-selection clipboard -o", id="x11 over ssh"),
        pytest.param("linux", {"TERMUX_VERSION": "1"}, "termux-clipboard-get", "", id="android"),
        pytest.param("linux", {"WSL_DISTRO_NAME": "Debian"}, "powershell.exe", None, id="wsl"),
        pytest.param("win32", {}, "System32/WindowsPowerShell/v1.0/powershell.exe", None,
                     id="windows"),
    ],
)  # fmt: skip
def test_each_system_reads_the_clipboard(
    platform: str,
    environment: dict[str, str],
    name: str,
    words: str | None,
    desktop: Desktop,
    wa_link: Callable[..., Run],
) -> None:
    desktop.add(name, out=NUMBER)
    desktop.set(platform, **environment)
    run = wa_link("link", "--paste")
    assert (run.code, run.out, run.err) == (0, LINK, READ)
    (call,) = desktop.calls
    if words is None:
        assert call.arguments[-1].endswith("[Console]::Out.Write((Get-Clipboard -Raw))")
    else:
        assert call.arguments == words.split()


@pytest.mark.parametrize(
    ("content", "code", "out", "err"),
    [
        pytest.param(NUMBER + b"\r\n", 0, LINK, READ, id="line end"),
        pytest.param(b"\xef\xbb\xbf" + NUMBER, 0, LINK, READ, id="byte-order mark"),
        pytest.param(b"wa.me/447911123456", 0, LINK,
                     'Read "wa.me/447911123456" from the clipboard.\n', id="link"),
        pytest.param(b"\n\n+447911123456\r\n\r\n+447911123457\r\n", 0,
                     f"{LINK}https://wa.me/447911123457\n",
                     'Read 2 lines from the clipboard: "+447911123456", "+447911123457".\n',
                     id="lines"),
        pytest.param("\u202a+٤٤ ٧٩١١ ١٢٣٤٥٦\u202c".encode(), 0, LINK,
                     'Read "\\u202a+٤٤ ٧٩١١ ١٢٣٤٥٦\\u202c" from the clipboard.\n', id="arabic"),
        pytest.param(b"", 1, "", NO_TEXT, id="empty"),
        pytest.param(b" \n\t\r\n", 1, "", NO_TEXT, id="blank"),
        pytest.param(b"\x89PNG\r\n\x1a\n\xff\xfe", 1, "", NO_TEXT, id="picture"),
        pytest.param("+447911123456".encode("utf-16"), 1, "", NO_TEXT, id="utf-16"),
        pytest.param(b"+\x004\x004\x00", 1, "", NO_TEXT, id="null characters"),
        pytest.param(b"1" * 10_001, 1, "",
                     "Error: The clipboard has more than 10,000 bytes: copy only the numbers, one "
                     "on each line. For a sheet, use wa-link batch.\n", id="long"),
    ],
)  # fmt: skip
def test_what_the_clipboard_can_contain(
    content: bytes, code: int, out: str, err: str, desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xclip", out=content)
    desktop.set(DISPLAY=":0")
    run = wa_link("link", "--paste")
    assert (run.code, run.out, run.err) == (code, out, err)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"0501234567", "--region", id="no region"),
        pytest.param(b"Hello there", '"Hello there"', id="words"),
        pytest.param(
            b"+44 7911\n123456",
            "came as 2 lines: if it is one number, copy it on one "
            'line, or type wa-link link "+44 7911 123456"',
            id="one number on two lines",
        ),
        pytest.param(
            b"Anna: +44 7911\n# page 2\n123456",
            'came as 2 lines: if it is one number, copy it on one line, or type wa-link link "+44',
            id="name and comment",
        ),
        pytest.param(b"\x1b]0;x\x07", r"\x1b]0;x\x07", id="escape sequence"),
        pytest.param(b"--open", '"--open"', id="option"),
    ],
)
def test_each_line_is_judged_as_always(
    content: bytes, said: str, desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xclip", out=content)
    desktop.set(DISPLAY=":0")
    run = wa_link("link", "--paste")
    assert (run.code, run.out) == (3, "")
    assert said in run.err
    assert "\x1b" not in run.err
    assert "put it in quotes after --text" not in run.err


def test_two_numbers_in_a_line_are_noted(desktop: Desktop, wa_link: Callable[..., Run]) -> None:
    both = "+44 7911 123456 / +44 7911 123457"
    desktop.add("xclip", out=both.encode())
    desktop.set(DISPLAY=":0")
    run, typed = wa_link("link", "--paste"), wa_link("link", both)
    assert (run.code, run.out) == (typed.code, typed.out)
    assert run.err == f'Read "{both}" from the clipboard.\n{typed.err}'


def test_the_clipboard_of_macos_is_read_in_utf_8(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, wa_link: Callable[..., Run]
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    desktop.add("pbpaste", out=NUMBER)
    desktop.set("darwin")
    assert wa_link("link", "--paste").out == LINK
    assert desktop.calls[0].locale == "en_US.UTF-8"


def test_many_lines_are_shown_in_short(desktop: Desktop, wa_link: Callable[..., Run]) -> None:
    desktop.add("xclip", out=b"".join(b"+4479111234%02d\n" % i for i in range(12)))
    desktop.set(DISPLAY=":0")
    run = wa_link("link", "--paste")
    assert run.out.count("\n") == 12
    assert run.err == (
        "Read 12 lines from the clipboard: "
        + ", ".join(f'"+4479111234{i:02}"' for i in range(5))
        + " and 7 more.\n"
    )


@pytest.mark.parametrize(
    ("environment", "script", "said"),
    [
        pytest.param({}, {}, "--paste can't read a clipboard, because there is no display here: "
                     "write the number in place of --paste.", id="no display"),
        pytest.param({"TERMUX_VERSION": "1"}, {}, "--paste can't read the clipboard, because there "
                     "is no program such as wl-paste, xclip, xsel or pbpaste. Install one of them, "
                     "or write the number in place of --paste.", id="no program"),
        pytest.param({"SSH_TTY": "/dev/pts/1", "WAYLAND_DISPLAY": "w"}, {},
                     "--paste can't read the clipboard of your computer over SSH: write the number "
                     "in place of --paste.", id="ssh"),
        pytest.param({"DISPLAY": ":9"}, {"code": 1, "err": "Error: Can't open display: :9\n"},
                     "xclip can't reach the clipboard of a desktop: write the number in place of "
                     "--paste.", id="desktop that is gone"),
        pytest.param({"DISPLAY": ":0"}, {"code": 1, "err": "Error: target STRING not available\n"},
                     NO_TEXT[7:-1], id="not a text"),
        pytest.param({"DISPLAY": ":0"}, {"seconds": 9},
                     "xclip can't reach the clipboard of a desktop: write the number in place of "
                     "--paste.", id="no answer"),
    ],
)  # fmt: skip
def test_a_clipboard_that_cannot_be_read(
    environment: dict[str, str],
    script: dict[str, Any],
    said: str,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
    wa_link: Callable[..., Run],
) -> None:
    monkeypatch.setattr("wa_link.cli.desktop.programs._TIMEOUT_SECONDS", 2)
    desktop.add("xclip", **script)
    desktop.add("wl-paste", out=NUMBER)
    desktop.set(**environment)
    run = wa_link("link", "--paste")
    assert (run.code, run.out, run.err) == (1, "", f"Error: {said}\n")


@pytest.mark.parametrize("flags", ["", "exec 1>&2; "], ids=["output", "errors"])
def test_a_program_that_never_stops_writing_is_ended(
    flags: str, desktop: Desktop, tmp_path: Path, wa_link: Callable[..., Run]
) -> None:
    program = tmp_path / "xclip"
    program.write_text(f"#!/bin/sh\n{flags}while :; do echo +447911123456; done\n")
    program.chmod(0o755)
    desktop.set(DISPLAY=":0")
    started = time.monotonic()
    run = wa_link("link", "--paste")
    assert (run.code, run.out) == (1, "")
    assert time.monotonic() - started < 10
    said = "has no text" if flags else "has more than 10,000 bytes"
    assert run.err.startswith(f"Error: The clipboard {said}: ")


@pytest.mark.parametrize("words", [["+447911123456"], ["--username", "maria.lopez"], ["12", "13"]])
def test_no_other_number_can_be_given(
    words: list[str], desktop: Desktop, wa_link: Callable[..., Run]
) -> None:
    desktop.add("xclip", out=NUMBER)
    desktop.set(DISPLAY=":0")
    run = wa_link("link", "--paste", *words)
    assert (run.code, run.out) == (2, "")
    assert "give no other number, or leave out --paste." in run.err
    assert desktop.calls == []


def test_options_apply_to_pasted_numbers(desktop: Desktop, wa_link: Callable[..., Run]) -> None:
    desktop.add("xclip", out=b"07911 123456")
    desktop.add("xdg-open")
    desktop.set(DISPLAY=":0")
    run = wa_link("link", "--paste", "-r", "GB", "-t", "Hi", "--open")
    assert run.out == "https://wa.me/447911123456?text=Hi\n"
    assert desktop.calls[-1].arguments == ["https://wa.me/447911123456?text=Hi"]


def test_a_program_in_the_current_folder_is_not_run(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wa_link: Callable[..., Run]
) -> None:
    """Windows searches the current folder first, which may be a stranger's."""
    desktop.add("powershell.exe", out=NUMBER)
    monkeypatch.chdir(tmp_path)
    desktop.set("win32")
    assert wa_link("link", "--paste").code == 1
    assert desktop.calls == []
