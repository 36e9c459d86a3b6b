"""Copying text to the clipboard, and reading it, with a program or through the terminal."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

import click

from wa_link._support.quoting import pluralize, quote
from wa_link.cli.desktop.programs import (
    TERMUX,
    WAYLAND,
    X11,
    Program,
    find_program,
    has_display,
    is_remote,
    read_output,
    write_input,
)

# Windows has no program that only prints the clipboard; PowerShell writes UTF-8 if asked to.
_POWERSHELL = (
    "[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false); "
    "[Console]::Out.Write((Get-Clipboard -Raw))"
)
_COPYING = (
    Program("termux-clipboard-set", (), TERMUX),
    Program("pbcopy"),
    Program("clip.exe"),  # reads only ASCII in the same way everywhere; links are ASCII
    Program("wl-copy", (), WAYLAND),
    Program("xclip", ("-selection", "clipboard"), X11),
    Program("xsel", ("--clipboard", "--input"), X11),
)
_READING_X11 = (
    Program("xclip", ("-selection", "clipboard", "-o"), X11),
    Program("xsel", ("--clipboard", "--output"), X11),
)
_READING = (
    Program("termux-clipboard-get", (), TERMUX),
    Program("pbpaste"),
    Program("powershell.exe", ("-NoProfile", "-NonInteractive", "-Command", _POWERSHELL)),
    Program("wl-paste", ("--no-newline", "--type", "text"), WAYLAND),
    *_READING_X11,
)
# By default, tmux ignores the sequence of a program, but sends one for its own buffers (3.2).
_TMUX = Program("tmux", ("load-buffer", "-w", "-"))
_TERMINAL = Path("/dev/tty")
# GNU screen drops longer escape sequences.
_SCREEN_BYTES = 700
# Far more than the numbers that anybody checks by eye.
_MOST_BYTES = 10_000
_MOST_SHOWN = 5
# A program reports that it has no desktop, not that the clipboard has no text.
_NO_DESKTOP = re.compile(rb"display|connect|server", re.IGNORECASE)
_OTHER_WAY = "write the number in place of --paste"


def copy(text: str) -> str:
    """Copy an ASCII text to the user's clipboard, and return a message about the result.

    Over SSH, or if no program such as `xclip` works, the terminal is asked to copy the text. Most
    terminals obey, but none of them reports whether it has copied the text.

    Raises:
        ClickException: no program works, and there is no terminal.
    """
    data = text.encode()
    command = None if is_remote() else find_program(_COPYING)
    if command is not None and write_input(command, data):
        return "Copied to the clipboard."
    if "TMUX" not in os.environ:
        _ask_terminal(data)
        return "Asked the terminal to copy. Not every terminal does so: paste to check it."
    tmux = find_program((_TMUX,))
    if tmux is None or not write_input(tmux, data):
        _ask_terminal(data)
    return "Asked tmux to copy. If nothing was copied, run: tmux set -g set-clipboard on"


def paste_lines() -> list[str]:
    """Return the lines of the clipboard that are not blank.

    The terminal is never asked for the clipboard (OSC 52): most terminals refuse, and other input
    could be mixed into the answer.

    Raises:
        ClickException: no program can read the clipboard, or it has no text, or too much text.
    """
    command = find_program(_READING_X11 if is_remote() else _READING)
    if command is None and is_remote():
        raise click.ClickException(
            f"--paste can't read the clipboard of your computer over SSH: {_OTHER_WAY}."
        )
    if command is None and not has_display():
        raise click.ClickException(
            f"--paste can't read a clipboard, because there is no display here: {_OTHER_WAY}."
        )
    if command is None:
        raise click.ClickException(
            "--paste can't read the clipboard, because there is no program such as wl-paste, "
            f"xclip, xsel or pbpaste. Install one of them, or {_OTHER_WAY}."
        )
    done = read_output(command, _MOST_BYTES)
    if done is None or (done.returncode and _NO_DESKTOP.search(done.stderr)):
        raise click.ClickException(
            f"{Path(command[0]).name} can't reach the clipboard of a desktop: {_OTHER_WAY}."
        )
    if len(done.stdout) > _MOST_BYTES:
        raise click.ClickException(
            f"The clipboard has more than {_MOST_BYTES:,} bytes: copy only the numbers, one on "
            "each line. For a sheet, use wa-link batch."
        )
    lines = [] if done.returncode else _split_lines(done.stdout)
    if not lines:
        raise click.ClickException(
            "The clipboard has no text: copy a phone number, and run the command again."
        )
    return lines


def _split_lines(data: bytes) -> list[str]:
    """Return the lines of a text that are not blank; an empty list if the data is not a text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return []
    return [] if "\0" in text else [line for line in text.splitlines() if line.strip()]


def describe_lines(lines: list[str]) -> str:
    """Return the message that shows what was read, because the user does not see the clipboard."""
    shown = ", ".join(map(quote, lines[:_MOST_SHOWN]))
    if len(lines) == 1:
        return f"Read {shown} from the clipboard."
    more = f" and {len(lines) - _MOST_SHOWN} more" if len(lines) > _MOST_SHOWN else ""
    return f"Read {pluralize(len(lines), 'line')} from the clipboard: {shown}{more}."


def _ask_terminal(data: bytes) -> None:
    """Send ASCII text to the terminal in the escape sequence OSC 52, which asks it to copy it.

    Raises:
        ClickException: there is no terminal.
    """
    sequence = b"\x1b]52;c;" + base64.b64encode(data) + b"\a"
    if "STY" in os.environ:  # GNU screen passes such strings on to the terminal
        starts = range(0, len(sequence), _SCREEN_BYTES)
        parts = (sequence[start : start + _SCREEN_BYTES] for start in starts)
        sequence = b"".join(b"\x1bP" + part + b"\x1b\\" for part in parts)
    try:
        with _TERMINAL.open("wb", buffering=0) as terminal:
            terminal.write(sequence)
    except OSError:
        missing, way_out = "no display", "Copy"
        if has_display():
            missing = "no program such as wl-copy, xclip, xsel or pbcopy"
            way_out = "Install one of them, or copy"
        raise click.ClickException(
            f"--copy can't find a clipboard, because there is no terminal and {missing}. {way_out} "
            "the link above by hand."
        ) from None
