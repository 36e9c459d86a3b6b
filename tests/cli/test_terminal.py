"""Codes in a window that is too small, and notes on codes that some phones can't open."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix, read_qr
from wa_link.qr import QrCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

NUMBER = "+447911123456"
SIDE = 33  # modules of its code, with the quiet zone
WAY_OUT = "shorten the text, or save the code with wa-link qr … -o code.png."
HEIGHT_NOTE = (
    "Note: The code is {} lines high, but the terminal has {}. To scan the code, enlarge the "
    f"window or make its letters smaller, {WAY_OUT}\n"
)


def on_terminal(*arguments: str, columns: int, lines: int) -> tuple[int, str, str]:
    """Run a command in a terminal of the given size; return exit code, output and messages."""
    leader, follower = os.openpty()
    drawn: list[bytes] = []

    def drain() -> None:
        while True:
            try:
                drawn.append(os.read(leader, 1 << 16))
            except OSError:  # the last process that writes to the terminal has ended
                return

    process = subprocess.Popen(
        [sys.executable, "-m", "wa_link", *arguments],
        stdout=follower,
        stderr=subprocess.PIPE,
        env={"COLUMNS": str(columns), "LINES": str(lines)},
    )
    os.close(follower)
    reader = Thread(target=drain)
    reader.start()
    _, errors = process.communicate(timeout=60)
    reader.join()
    os.close(leader)
    return process.returncode, b"".join(drawn).decode(), errors.decode()


@posix("pseudo-terminals")
@pytest.mark.parametrize(
    ("blocks", "lines", "note"),
    [
        ("half", 18, ""),
        ("half", 17, HEIGHT_NOTE.format(17, 17)),
        ("half", 10, HEIGHT_NOTE.format(17, 10)),
        ("full", 34, ""),
        ("full", 33, HEIGHT_NOTE.format(33, 33)),
    ],
)
def test_a_code_higher_than_the_window_is_drawn_and_noted(
    blocks: str, lines: int, note: str
) -> None:
    code, drawn, errors = on_terminal("qr", NUMBER, "--blocks", blocks, columns=100, lines=lines)
    assert (code, errors) == (0, note)
    expected = QrCode.of("https://wa.me/447911123456").terminal(blocks=blocks)
    assert drawn.replace("\r\n", "\n") == expected


@posix("pseudo-terminals")
@pytest.mark.parametrize(
    ("blocks", "columns", "message"),
    [
        ("half", SIDE, ""),
        (
            "half",
            SIDE - 1,
            "The code is 33 characters wide, but the terminal has 32: widen the terminal, "
            + WAY_OUT,
        ),
        ("full", 2 * SIDE, ""),
        (
            "full",
            2 * SIDE - 1,
            "The code is 66 characters wide, but the terminal has 65: leave out --blocks full, "
            "widen the terminal, " + WAY_OUT,
        ),
    ],
)
def test_a_code_that_is_wider_than_the_window_is_refused(
    blocks: str, columns: int, message: str
) -> None:
    code, drawn, errors = on_terminal("qr", NUMBER, "--blocks", blocks, columns=columns, lines=99)
    assert (code, bool(drawn)) == ((1, False) if message else (0, True))
    assert errors == (f"Error: {message}\n" if message else "")


def test_without_a_terminal_no_size_is_noted(wa_link: Tool) -> None:
    assert wa_link("qr", NUMBER, "-t", "long " * 200).err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("link", NUMBER, "--blocks", "full"), "--blocks has an effect only on codes: add --qr."),
        (
            ("qr", NUMBER, "--blocks", "full", "-o", "code.svg"),
            "--blocks has an effect only in the terminal: leave out -o.",
        ),
        (("qr", NUMBER, "--blocks", "third"), 'Unknown value "third". Use half or full.'),
    ],
)
def test_blocks_are_for_terminals(wa_link: Tool, arguments: tuple[str, ...], message: str) -> None:
    run = wa_link(*arguments)
    assert run.code == 2
    assert message in run.err


def test_link_draws_the_blocks_that_are_asked_for(wa_link: Tool) -> None:
    run = wa_link("link", NUMBER, "--qr", "--blocks", "full")
    assert run.err == wa_link("qr", NUMBER, "--blocks", "full").out
    assert run.err != wa_link("qr", NUMBER).out


WEB = "The code opens WhatsApp Web, which is made for computers, but codes are scanned with phones."
APP = "The code opens only the WhatsApp app, but the cameras of some phones open only web pages."
USE_WA_ME = "Use a wa.me link, which wa-link makes by default."


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("qr", NUMBER), ""),
        (("qr", NUMBER, "--via", "api"), ""),
        (("qr", NUMBER, "--via", "web"), WEB),
        (("qr", NUMBER, "--via", "app"), APP),
        (("qr", "https://web.whatsapp.com/send?phone=447911123456"), WEB),
        (("qr", "whatsapp://send?phone=447911123456"), APP),
        (("qr", "wa.me/447911123456"), ""),
        (("qr", "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv"), ""),
        (("link", NUMBER, "--qr", "--via", "web"), WEB),
        (("link", NUMBER, "+447911123457", "--qr", "--via", "app"), APP),
        (("link", NUMBER, "--qr"), ""),
        (("link", NUMBER, "--via", "web"), ""),
    ],
    ids=" ".join,
)
def test_a_code_that_phones_do_not_open_is_noted_once(
    wa_link: Tool, arguments: tuple[str, ...] | str, problem: str
) -> None:
    run = wa_link(*arguments)
    assert run.code == 0
    notes = [line for line in run.err.splitlines() if line.startswith("Note: ")]
    assert notes == ([f"Note: {problem} {USE_WA_ME}"] if problem else [])


@pytest.mark.parametrize("via", ["wa.me", "api", "web", "app"])
@pytest.mark.parametrize("quiet", [[], ["-q"]], ids=["", "quiet"])
@pytest.mark.parametrize(
    ("command", "has_codes"),
    [
        (("batch", "-o", "{folder}/links.csv"), False),
        (("batch", "-o", "{folder}/links.csv", "--qr-dir", "{folder}/codes"), True),
        (("labels", "-o", "{folder}/labels.pdf", "--stock", "L7160"), True),
    ],
    ids=["links", "codes", "labels"],
)
def test_a_sheet_of_such_codes_is_noted_once(
    wa_link: Tool,
    tmp_path: Path,
    command: tuple[str, ...],
    has_codes: int,
    quiet: list[str],
    via: str,
) -> None:
    name, *options = (word.format(folder=tmp_path) for word in command)
    sheet = b"phone\n+447911123456\n+447911123457\n"
    run = wa_link(name, "-", *options, "--dry-run", "--via", via, *quiet, stdin=sheet)
    problem = {"web": WEB, "app": APP}.get(via) if has_codes and not quiet else None
    assert run.err.count(USE_WA_ME) == (1 if problem else 0)
    assert problem is None or f"Note: {problem} {USE_WA_ME}\n" in run.err


def test_such_a_code_is_drawn_all_the_same(wa_link: Tool, tmp_path: Path) -> None:
    run = wa_link("qr", NUMBER, "--via", "web", "-o", str(file := tmp_path / "code.png"))
    assert run.code == 0
    assert read_qr(file.read_bytes()) == "https://web.whatsapp.com/send?phone=447911123456"


@posix("pseudo-terminals")
def test_cards_are_shown_line_by_line(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("phone,name\n+447911123456,An\x1bn\n")
    code, shown, _ = on_terminal("batch", str(sheet), "--to", "vcf", columns=80, lines=24)
    assert code == 0
    assert shown.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\nN:;An\ufffdn;;;\r\n")
    assert "\\" not in shown
