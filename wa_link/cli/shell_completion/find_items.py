"""Find the items that complete a command line: commands, options, or values of an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from wa_link.cli.shell_completion.values import VALUES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    from wa_link.cli.shell_completion.line import Line

    Items: TypeAlias = list[CompletionItem[Any]]


def find_items(commands: click.Group, line: Line) -> Items:
    """Return the items that can replace the word at the cursor, in the order of the help."""
    top = commands.make_context("wa-link", [], resilient_parsing=True)
    if not line.before or line.before == ("help",):
        return commands.shell_complete(top, line.word)
    command = commands.get_command(top, line.before[0])
    if command is None:
        return []
    *words, last = line.before
    option = _find_option(command, last) if words else None
    name, equals, value = line.word.partition("=")
    if option is not None:
        context = _parse(top, command, [*words[1:], *line.after])
        return _find_values(context, option, line.word)
    if "--" in line.before or not line.word.startswith("-"):
        context = _parse(top, command, [*line.before[1:], *line.after])
        return _complete_argument(context, line.word)
    context = _parse(top, command, [*line.before[1:], *line.after])
    option = _find_option(command, name)
    if equals and option is not None:
        items = _find_values(context, option, value)
        return [_put_before(f"{name}=", item) for item in items]
    return _shorten_helps(command.shell_complete(context, line.word))


def _parse(top: click.Context, command: click.Command, words: Sequence[str]) -> click.Context:
    """Return the context of a command with the values of its words; mistakes are ignored."""
    return command.make_context(command.name, [*words], parent=top, resilient_parsing=True)


def _find_option(command: click.Command, name: str) -> click.Option | None:
    """Return the option of a command that has this name and takes a value, else None."""
    for each in command.params:
        if isinstance(each, click.Option) and name in each.opts:
            return None if each.is_flag or each.count else each
    return None


def _complete_argument(context: click.Context, word: str) -> Items:
    """Return the values of the next argument; if there are none, return the options."""
    for each in context.command.params:
        if isinstance(each, click.Argument) and (
            each.nargs == -1
            or context.get_parameter_source(each.name or "") is not ParameterSource.COMMANDLINE
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
