"""The message about defaults that come from the file of the current folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.cli.defaults import FOLDER_FILE, defaults_of
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click


def note_folder(ctx: click.Context, keys: Sequence[str]) -> None:
    """Print which options the file `.wa-link.toml` of the folder sets, also with `--quiet`.

    The file can come from a stranger, and its call to action is printed on codes and labels. If no
    code is drawn into a file, these options have no effect, except for the quiet zone of a code in
    the terminal.
    """
    parameters = ctx.params
    if ctx.command.name == "qr" and parameters.get("output") is None:
        keys = [each for each in keys if each == "quiet-zone"]
    elif ctx.command.name == "batch" and parameters.get("qr_dir") is None:
        keys = []
    if keys:
        *first, last = keys
        named = f"{', '.join(first)} and {last}" if first else last
        say(
            f"Note: The file {FOLDER_FILE} in this folder sets {named}. To ignore it, add "
            "--no-folder-config."
        )


def say_source(ctx: click.Context, name: str, sentence: str) -> None:
    """Print a sentence and the place from which an option comes, unless it was typed.

    Args:
        ctx: context of the command.
        name: parameter name of the option, such as `number`.
        sentence: the sentence without its period, such as `All rows get the number +44 …`.
    """
    if (default := defaults_of(ctx).get(name)) is not None:
        say(f"{sentence}, from {default.place}.")
