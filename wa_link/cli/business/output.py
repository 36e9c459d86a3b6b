"""Output of the commands of the Business Platform: tables, or records as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from wa_link.cli.messages.json_line import json_line
from wa_link.cli.messages.table import format_table
from wa_link.cli.options.sections import option
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.business import MessageTemplate, NumberStatus, Profile, SentMessage, ShortLink

json_option = option(
    "--json",
    "as_json",
    section="Output",
    is_flag=True,
    help="Print each record as a JSON object on one line.",
)
"""The option `--json`."""


def print_json(record: MessageTemplate | NumberStatus | Profile | SentMessage | ShortLink) -> None:
    """Print a record as a JSON object on one line."""
    click.echo(json_line(asdict(record)))


def print_result(record: SentMessage | ShortLink, text: str, *, as_json: bool) -> None:
    """Print what a change has made, as JSON or as a text.

    If standard output can't be written, print it on standard error: a user who sees nothing would
    do it again.
    """
    line = json_line(asdict(record)) if as_json else text
    try:
        click.echo(line)
    except OSError:
        say(f"The request was carried out: {line}")
        raise


def print_table(rows: Sequence[Sequence[str]], *, is_list: bool = True) -> None:
    """Print rows as lines with columns; see `format_table`."""
    for line in format_table(rows, is_list=is_list):
        click.echo(line)
