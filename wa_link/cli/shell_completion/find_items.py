"""Find the items that complete a command line: commands, options, or values of an option."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from wa_link.cli.defaults import is_typed
from wa_link.cli.shell_completion.values import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from wa_link.cli.shell_completion.line import Line

    Items: TypeAlias = list[CompletionItem[Any]]


def find_items(commands: click.Group, line: Line) -> Items:
    """Return the items that can replace the word at the cursor, in the order of the help."""
    parent: click.Context | None = None
    command: click.Command = commands
    before, is_help = line.before, False
    while isinstance(command, click.Group):
        parent = command.make_context(command.name, [], parent=parent, resilient_parsing=True)
        while before[:1] == ("help",):
            before, is_help = before[1:], True
        if not before:
            return command.shell_complete(parent, line.word)
        found = command.get_command(parent, before[0])
        if found is None:
            return []
        command, before = found, before[1:]
    return [] if is_help else _complete_command(command, parent, replace(line, before=before))


def _complete_command(command: click.Command, parent: click.Context | None, line: Line) -> Items:
    """Return the items for the words after a command; see `find_items`."""
    parameters = command.params
    waiting = _find_option(parameters, line.before[-1]) if line.before else None
    typed = line.before[:-1] if waiting else line.before
    # Mistakes in the rest of the line are ignored.
    context = command.make_context(
        command.name, [*typed, *line.after], parent=parent, resilient_parsing=True
    )
    if waiting is not None:
        return _find_values(context, waiting, line.word)
    if "--" in line.before or not line.word.startswith("-"):
        return _complete_argument(context, line.word)
    name, equals, value = line.word.partition("=")
    # After a short option, the = would be a part of the value.
    option = _find_option(parameters, name) if equals and name.startswith("--") else None
    if option is not None:
        return [_put_before(f"{name}=", item) for item in _find_values(context, option, value)]
    return _shorten_helps(command.shell_complete(context, line.word))


def _find_option(parameters: Iterable[click.Parameter], name: str) -> click.Option | None:
    """Return the option that has this name and takes a value, else None."""
    for each in parameters:
        if isinstance(each, click.Option) and name in each.opts:
            return None if each.is_flag or each.count else each
    return None


def _complete_argument(context: click.Context, word: str) -> Items:
    """Return the values of the next argument; if there are none, return the options."""
    for each in context.command.params:
        if isinstance(each, click.Argument) and (
            each.nargs == -1 or not is_typed(context, each.name or "")
        ):
            items = _find_values(context, each, word)
            break
    else:
        items = []
    return items or ([] if word else _shorten_helps(context.command.shell_complete(context, "--")))


def _find_values(context: click.Context, parameter: click.Parameter, word: str) -> Items:
    """Return the values of an option or argument that begin with a word."""
    find = VALUES.get(parameter.name or "")
    return find(context, word) if find else parameter.shell_complete(context, word)


def _put_before(prefix: str, item: CompletionItem[Any]) -> CompletionItem[Any]:
    """Return an item whose value begins with the name of the option, as in `--region=SA`."""
    return CompletionItem(f"{prefix}{item.value}", item.type, item.help, endings=item.endings)


def _shorten_helps(options: Items) -> Items:
    """Return the same options, each only with the first sentence of its help."""
    return [
        CompletionItem(each.value, help=(each.help or "").partition(". ")[0].rstrip("."))
        for each in options
    ]
