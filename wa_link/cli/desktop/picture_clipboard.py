"""Copying a picture to the clipboard, with a program of the desktop."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from wa_link.cli.desktop.programs import (
    WAYLAND,
    X11,
    Program,
    find_program,
    has_display,
    is_remote,
    write_input,
)

# AppleScript reads a picture only from a file, which is its argument.
_APPLESCRIPT = (
    "on run argv",
    "set the clipboard to (read (POSIX file (item 1 of argv)) as «class PNGf»)",
    "end run",
)
# The picture is read from standard input in base64, because PowerShell reads input as text.
_POWERSHELL = (
    "Add-Type -AssemblyName System.Windows.Forms, System.Drawing; "
    "$bytes = [Convert]::FromBase64String([Console]::In.ReadToEnd()); "
    "$stream = New-Object IO.MemoryStream (,$bytes); "
    "[Windows.Forms.Clipboard]::SetImage([Drawing.Image]::FromStream($stream))"
)
_OSASCRIPT = Program("osascript", tuple(word for line in _APPLESCRIPT for word in ("-e", line)))
_WITH_BASE64 = Program(
    "powershell.exe", ("-NoProfile", "-NonInteractive", "-Sta", "-Command", _POWERSHELL)
)
_WITH_PNG = (
    Program("wl-copy", ("--type", "image/png"), WAYLAND),
    Program("xclip", ("-selection", "clipboard", "-t", "image/png"), X11),
)


def copy_picture(png: bytes, other_way: str) -> None:
    """Copy a PNG picture to the clipboard of the user.

    Args:
        png: the picture.
        other_way: end of the error messages: what to do instead.

    Raises:
        ClickException: no program can copy a picture here.
    """
    if is_remote():
        raise click.ClickException(
            f"--copy can't copy a picture to your computer over SSH: {other_way}."
        )
    if sys.platform == "darwin" and (command := find_program([_OSASCRIPT])):
        with TemporaryDirectory() as folder:
            file = Path(folder, "code.png")
            file.write_bytes(png)
            is_copied = write_input([*command, str(file)], b"")
    elif command := find_program([_WITH_BASE64]):
        is_copied = write_input(command, base64.b64encode(png))
    elif command := find_program(_WITH_PNG):
        is_copied = write_input(command, png)
    elif not has_display():
        raise click.ClickException(
            f"--copy can't copy a picture, because there is no display here: {other_way}."
        )
    else:
        raise click.ClickException(
            "--copy can't copy a picture, because there is no program such as wl-copy or xclip. "
            f"Install one of them, or {other_way}."
        )
    if not is_copied:
        raise click.ClickException(
            f"{Path(command[0]).name} can't copy the picture to the clipboard: {other_way}."
        )
