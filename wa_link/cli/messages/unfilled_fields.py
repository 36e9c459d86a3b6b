"""Notes on fields such as `{name}` in texts of commands that have no rows to fill them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.cli.defaults import defaults_of
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    import click

_FIELD = re.compile(r"\{[^{}\n]{1,60}\}")


def find_unfilled(text: str) -> str:
    """Return the first field of a text, such as `{name}`; "" if there is none."""
    found = _FIELD.search(text)
    return found[0] if found else ""


def note_unfilled(ctx: click.Context, name: str, text: str | None, verb: str) -> None:
    """Print a note if a text contains a field such as `{name}`, which stays unchanged.

    A text from a file can be meant for other commands, so the note names the file.

    Args:
        ctx: context of the command.
        name: parameter name of the option with the text, such as `title`.
        text: the text; None if there is none.
        verb: what happens to the field, such as `is printed`.
    """
    if not text or not (field := find_unfilled(text)):
        return
    key = name.replace("_", "-")
    default = defaults_of(ctx).get(name)
    source = f", from {default.place}," if default else ""
    is_in_file = default is not None and not default.is_variable
    way_out = f" Move {key} into the table [batch] or [labels]." if is_in_file else ""
    say(
        f"Note: {quote(field)} in --{key}{source} {verb} unchanged: only the commands labels "
        f"and batch replace such fields.{way_out}"
    )
