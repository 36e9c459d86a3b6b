"""The clipboard: by the desktop's own program, or through the terminal."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import click

# Program, its arguments, and the environment variable without which its desktop is not there.
_PROGRAMS = (
    ("pbcopy", (), ""),
    ("clip.exe", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
)
_TERMINAL = Path("/dev/tty")


def copy(text: str) -> str:
    """Put `text` (ASCII) on the clipboard of the person who sees the terminal; tells what was done.

    Over ssh that is not this machine's: there, and where the desktop does not answer, the terminal
    is asked to do it (OSC 52, which most terminals know; whether it does, it does not tell).

    Raises:
        ClickException: there is neither a desktop nor a terminal.
    """
    command = None if "SSH_TTY" in os.environ else _desktop_command()
    if command is not None:
        done = subprocess.run(  # noqa: S603  (a program of the table above, found on PATH)
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode == 0:
            return "Copied."
    _ask_terminal(text)
    return "Asked the terminal to copy; in tmux that needs `set -g set-clipboard on`."


def _desktop_command() -> list[str] | None:
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
            "--copy finds no clipboard: there is no terminal, and no desktop that wl-copy, xclip, "
            "xsel or pbcopy could ask. Install one of them, or copy the link above."
        ) from None
