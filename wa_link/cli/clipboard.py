"""Copying to the clipboard, by a program of the desktop or through the terminal."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import click

# A program, its arguments, and the environment variable that its desktop sets.
_PROGRAMS = (
    ("pbcopy", (), ""),
    ("clip.exe", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
)
_TERMINAL = Path("/dev/tty")


def copy(text: str) -> str:
    """Copy an ASCII text to the clipboard of the user; return a message about the result.

    Over ssh, and if the desktop's program fails, the terminal is asked to copy the text by the
    escape sequence OSC 52. Most terminals do so, but they send no answer.

    Raises:
        ClickException: there is neither a desktop nor a terminal.
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
            return "Copied."
    _ask_terminal(text)
    return "Asked the terminal to copy. In tmux, this needs `set -g set-clipboard on`."


def _find_program() -> list[str] | None:
    for program, arguments, needs in _PROGRAMS:
        if (not needs or os.environ.get(needs)) and (path := shutil.which(program)):
            return [path, *arguments]
    return None


def _ask_terminal(text: str) -> None:
    sequence = b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\a"
    try:
        with _TERMINAL.open("wb", buffering=0) as terminal:
            terminal.write(sequence)
    except OSError:
        raise click.ClickException(
            "--copy can't find a clipboard: there is no terminal and no desktop with wl-copy, "
            "xclip, xsel or pbcopy. Install one of these, or copy the link above by hand."
        ) from None
