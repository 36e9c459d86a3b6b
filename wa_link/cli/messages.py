"""Messages to a person on standard error, and records as lines of JSON."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from wa_link.links.via import Via

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_link.errors import Note

# Forms of links that not every phone opens from a code.
_UNSCANNABLE = {
    Via.WEB: "The code opens WhatsApp Web, which is for computers; but phones scan codes.",
    Via.APP: "The code opens only the WhatsApp app; some cameras open nothing but web pages.",
}


def json_line(record: dict[str, object]) -> str:
    """Return a record as one line of JSON; characters that could act on a terminal are escaped."""
    import json  # noqa: PLC0415  (most runs write none)

    text = json.dumps(record, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def say(message: str) -> None:
    """Print a line on standard error; if it is closed, the run goes on."""
    with suppress(OSError):
        click.echo(message, err=True)


def say_error(message: str) -> None:
    """Print an error that does not stop the run."""
    say(f"Error: {message}")


def say_notes(notes: Iterable[Note]) -> None:
    """Print a line for each note."""
    for note in notes:
        say(f"Note: {note.message}")


def say_unscannable(via: str | None) -> None:
    """Print a note if codes of this form of link don't open a chat on every phone."""
    if via is not None and (problem := _UNSCANNABLE.get(Via(via))):
        say(f"Note: {problem} Use a wa.me link, which is the default of --via.")
