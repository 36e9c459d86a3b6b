"""What is said to a person, on standard error; and how wide their terminal is."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from wa_link.errors import Note
    from wa_link.qr import QrCode


def json_line(record: dict[str, object]) -> str:
    """A record as one line of JSON: letters as they are, what could act on a terminal escaped."""
    import json  # noqa: PLC0415  (most runs write none)

    text = json.dumps(record, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def say(message: str) -> None:
    """A line on standard error; where nobody can read it, the run and its exit code stand."""
    with suppress(OSError):
        click.echo(message, err=True)


def say_error(message: str) -> None:
    """An error that does not stop the run."""
    say(f"Error: {message}")


def say_notes(notes: Iterable[Note]) -> None:
    """A line for each note."""
    for note in notes:
        say(f"Note: {note.message}")


def draw_on(stream: TextIO, code: QrCode, quiet_zone: int) -> None:
    """Draw a code on a stream.

    Raises:
        ClickException: the stream is a terminal that is too narrow.
    """
    width = terminal_width(stream)
    modules = code.symbol.size + 2 * quiet_zone
    if width is not None and modules > width:
        raise click.ClickException(
            f"The code is {modules} characters wide, the terminal {width}: widen it, shorten the "
            "text, or save the code to a file with -o code.png."
        )
    # The colours are part of the picture: they are written even where the stream is no terminal.
    click.echo(code.terminal(quiet_zone=quiet_zone), file=stream, nl=False, color=True)


def terminal_width(stream: TextIO) -> int | None:
    """Columns of the terminal that `stream` is, or None when it is none."""
    if not stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    return os.get_terminal_size(stream.fileno()).columns or None  # 0 is a size that nobody set
