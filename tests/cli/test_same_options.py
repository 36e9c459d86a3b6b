"""An option means the same in every command: its type, its help and the name of its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from wa_link.cli import commands
from wa_link.cli.command_tree import full_name, walk_commands

if TYPE_CHECKING:
    from collections.abc import Iterator

# Options whose help or values differ between commands, and why.
DIFFERENT = {
    "--config": "config shows what counts with a file, and runs nothing",
    "--no-config": "config shows what counts without files, and runs nothing",
    "--copy": "link copies links, and qr copies a picture",
    "--design": "labels: the stock has a design",
    "--dry-run": "sync and send-sheet also send no requests",
    "--dpi": "labels: resolution of a thermal printer; elsewhere: resolution of a PNG file",
    "--json": "inspect also prints problems, with their codes",
    "--parameter": "in a sheet it is a template",
    "--output": "each command says what it writes, and labels has no default",
    "--rejects": "sync can delete the links of rows that are not in its sheet",
    "--region": "what writes to people reads no variable",
    "--text": "in a sheet it is a template",
    "--text-file": "in a sheet it is a template",
    "--to": "each command has its own formats",
    "--title": "in a sheet it is a template",
    "--yes": "sync deletes, and send-sheet sends",
    "--bleed": "labels: each label has a fixed size",
    "--caption": "in a sheet it is a template",
}


def find_options() -> Iterator[tuple[str, str, click.Option]]:
    top = click.Context(commands, info_name="wa-link", **commands.context_settings)
    for context in walk_commands(top):
        for each in context.command.get_params(context):
            if isinstance(each, click.Option):
                yield each.opts[-1], full_name(context), each


NAMES = sorted({name for name, _, _ in find_options()})


def describe(option: click.Option) -> tuple[object, ...]:
    kind = option.type
    values = tuple(kind.choices) if isinstance(kind, click.Choice) else type(kind).__name__
    return (
        *option.opts, values, option.metavar, option.help, option.multiple, option.is_flag,
        option.default,
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_option_means_the_same_in_every_command(name: str) -> None:
    meanings = {describe(option) for other, _, option in find_options() if other == name}
    assert (len(meanings) > 1) == (name in DIFFERENT)


@pytest.mark.parametrize("name", NAMES)
def test_a_short_name_means_the_same_in_every_command(name: str) -> None:
    short = {tuple(option.opts[:-1]) for other, _, option in find_options() if other == name}
    assert len(short) == 1


def test_a_short_name_belongs_to_one_option() -> None:
    pairs = {(flag, name) for name, _, each in find_options() for flag in each.opts[:-1]}
    assert len({flag for flag, _ in pairs}) == len(pairs)
