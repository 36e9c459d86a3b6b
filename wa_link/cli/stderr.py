"""Messages to the user, printed on standard error."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import quote
from wa_link.links.chat_link_forms import UNSCANNABLE, Via

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_link.errors import Note


def say(message: str) -> None:
    """Print a line on standard error, without tokens; do nothing if standard error is closed."""
    with suppress(OSError):
        click.echo(without_tokens(message), err=True)


def without_tokens(text: str) -> str:
    """Return a text in which `…` replaces access tokens, such as one in a wrong variable."""
    own = os.environ.get("WA_LINK_TOKEN", "")
    if not own and "EAA" not in text:
        return text
    from wa_link.business.api.token import Token, hide_tokens  # noqa: PLC0415  (seldom needed)

    return hide_tokens(text, Token(own))


def say_error(message: str) -> None:
    """Print an error on standard error; the run continues."""
    say(f"Error: {message}")


def say_notes(notes: Iterable[Note]) -> None:
    """Print each note as a line on standard error."""
    for note in notes:
        say(f"Note: {note.message}")


def point_to_explain(code: str) -> str:
    """Return a line for the end of a run: the command that explains its most frequent code."""
    return f"To see what to do, run wa-link explain {code}"


def note_number_as_text(text: str) -> None:
    """Print a note if the text of a link without a number seems to be the number of the link."""
    if re.fullmatch(r"[+(]?\d[\d\s()./+-]{5,}", text.strip()):
        say(
            f"Note: The link opens no chat, because {quote(text.strip())} is its text: to link to "
            "a number, write it without --text."
        )


def note_formula(cell: str) -> None:
    """Print a note on a cell of a CSV or TSV file that a spreadsheet would calculate."""
    say(
        f"Note: A spreadsheet would calculate cells such as {quote(cell, 30)}. To prevent that, "
        "add --spreadsheet-safe: such cells then begin with an apostrophe."
    )


def note_unscannable(via: str | None) -> None:
    """Print a note if some phones can't open the chat when they scan the QR code of a link.

    Args:
        via: form of the link, such as `web`. For None, no note is printed.
    """
    if via is not None and (problem := UNSCANNABLE.get(Via(via))):
        say(f"Note: {problem}")
