"""Copying text to the clipboard, with a program of the desktop or through the terminal."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import click

# Each program with its arguments and the environment variable that its desktop sets.
_PROGRAMS = (
    ("pbcopy", (), ""),
    ("clip.exe", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
)
_TERMINAL = Path("/dev/tty")


def copy(text: str) -> str:
    """Copy an ASCII text to the user's clipboard, and return a message about the result.

    Over ssh, or if no program such as `xclip` works, the escape sequence OSC 52 asks the terminal
    to copy the text. Most terminals obey, but none of them reports whether it has copied the text.

    Raises:
        ClickException: no program works, and there is no terminal.
    """
    command = None if "SSH_TTY" in os.environ else _find_program()
    if command is not None:
        finished = subprocess.run(  # noqa: S603  (a program of the table above, found on PATH)
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if finished.returncode == 0:
            return "Copied to the clipboard."
    _ask_terminal(text)
    return (
        "Asked the terminal to copy. If nothing was copied in tmux, run: "
        "tmux set -g set-clipboard on"
    )


def _find_program() -> list[str] | None:
    """Return the path and arguments of the first clipboard program that can be used, or None."""
    for program, arguments, needs in _PROGRAMS:
        if (not needs or os.environ.get(needs)) and (path := shutil.which(program)):
            return [path, *arguments]
    return None


def _ask_terminal(text: str) -> None:
    """Send the text to the terminal in the escape sequence OSC 52.

    Raises:
        ClickException: there is no terminal.
    """
    sequence = b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\a"
    try:
        with _TERMINAL.open("wb", buffering=0) as terminal:
            terminal.write(sequence)
    except OSError:
        raise click.ClickException(
            "--copy can't find a clipboard, because there is no terminal and no program such as "
            "wl-copy, xclip, xsel or pbcopy. Install one of them, or copy the link above by hand."
        ) from None
