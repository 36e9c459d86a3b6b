"""The tree of commands and groups: list it, find a command in it, and name a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def walk_commands(ctx: click.Context) -> Iterator[click.Context]:
    """Yield a context of each command below the group of a context, in the order of the help.

    A group comes before its own commands.
    """
    group = ctx.command
    if isinstance(group, click.Group):
        for name in group.list_commands(ctx):
            if (command := group.get_command(ctx, name)) is not None:
                inner = click.Context(command, ctx, name)
                yield inner
                yield from walk_commands(inner)


def find_command(ctx: click.Context, words: Sequence[str]) -> tuple[click.Context, list[str]]:
    """Return the context of the command that the first words name, and the other words.

    If the words name no command of the group, its own context is returned, with all words.
    """
    command = ctx.command
    if words and isinstance(command, click.Group):
        found = command.get_command(ctx, words[0])
        if found is not None:
            return find_command(click.Context(found, ctx, words[0]), words[1:])
    return ctx, [*words]


def full_name(ctx: click.Context) -> str:
    """Return the name of a command with the groups that contain it: `business links sync`."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(names)
