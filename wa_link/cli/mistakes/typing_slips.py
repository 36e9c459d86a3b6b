"""Slips of typing that click would read as something else, such as `-text` or `--text --copy`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape, quote
from wa_link.cli.command_tree import full_name
from wa_link.cli.mistakes.unquoted_values import CURLY_QUOTES, all_groups
from wa_link.cli.option_names import HELP_WORDS, shell_quote
from wa_link.cli.stderr import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.cli.mistakes.unquoted_values import WordGroup

# Office programs and phones turn -- into these dashes.
_LONG_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


def asks_for_help(arguments: Sequence[str]) -> bool:
    """Return whether the only argument is a word for help, such as `help` or `/?`, not a file."""
    return len(arguments) == 1 and arguments[0] in HELP_WORDS and not os.path.lexists(arguments[0])


def refuse_slips(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Fail if an argument is a slip that click would take for another thing.

    Args:
        ctx: context of the command.
        arguments: the arguments of the command, as they were typed.

    Raises:
        UsageError: the command is typed twice; an option is written with one dash or a long dash;
            or an option is followed by another option in place of its value.
    """
    flags = {flag for each in ctx.command.get_params(ctx) for flag in each.opts}
    groups = all_groups(ctx, arguments)
    _refuse_doubled_command(ctx, [word for each in groups for word in each.words])
    before_end = arguments[: arguments.index("--")] if "--" in arguments else arguments
    values = {each.value for each in groups if each.option}
    for argument in before_end:
        if argument not in values and not os.path.lexists(argument):
            _refuse_other_signs(ctx, argument, flags)
            _refuse_dashes(ctx, argument, flags)
    for each in groups:
        if each.option and each.value in flags and f"{each.option}={each.value}" not in arguments:
            raise click.UsageError(
                f"{each.option} needs a value, but {each.value} is an option: write the value "
                f"after {each.option}, or {_long(ctx, each)}={each.value} if that is the value.",
                ctx,
            )


def _refuse_other_signs(ctx: click.Context, argument: str, flags: set[str]) -> None:
    """Fail for `-o=code.png`, `/region` and `region=SA`, which are options in other programs."""
    short, equals, value = argument[:2], argument[2:3], argument[3:]
    if short in flags and equals == "=" and short != "--":
        raise click.UsageError(
            f"{quote(argument, 60)} has = after one letter: write {short} "
            f"{escape(shell_quote(value))}",
            ctx,
        )
    name, equals, value = argument.removeprefix("/").partition("=")
    meant = f"-{name}" if len(name) == 1 else f"--{name}"
    if meant in flags and (value or argument.startswith("/")):
        raise click.UsageError(
            f"{quote(argument, 60)} has no dashes: write "
            f"{escape(shell_quote(f'{meant}{equals}{value}'))}",
            ctx,
        )


def _long(ctx: click.Context, group: WordGroup) -> str:
    """Return the long name of an option: `--text` for `-t`."""
    params = ctx.command.get_params(ctx)
    return next(each.opts[-1] for each in params if group.option in each.opts)


def _refuse_doubled_command(ctx: click.Context, words: Sequence[str]) -> None:
    """Fail if the name of the command is the first word, as in `wa-link link link 0501234567`."""
    command = ctx.info_name or ""
    if len(words) > 1 and words[0] in {command, "wa-link"} and not os.path.lexists(words[0]):
        from wa_link.cli.mistakes.propose_command import spell_command  # noqa: PLC0415  (only for a slip)

        rest = words[1:] if words[1] != command else words[2:]
        raise click.UsageError(
            f"{quote(words[0])} is already typed: write it once, as in "
            f"{spell_command([*full_name(ctx).split(), *rest])}",
            ctx,
        )


def _refuse_dashes(ctx: click.Context, argument: str, flags: set[str]) -> None:
    """Fail if `argument` is an option with wrong dashes: `-text` or `–text` for `--text`."""
    name = argument.lstrip(f"-{_LONG_DASHES}").partition("=")[0]
    dashes = argument[: len(argument) - len(argument.lstrip(f"-{_LONG_DASHES}"))]
    meant = f"--{name}"
    if len(name) > 1 and dashes not in {"", "--"} and meant in {*flags, "--help"}:
        kind = "one dash" if dashes == "-" else "a long dash"
        raise click.UsageError(
            f"{quote(argument, 30)} has {kind}: type two short ones, as in {meant}", ctx
        )


def note_curly_quotes(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Print a note if a text is in curly quotes alone: they become a part of the text."""
    for each in all_groups(ctx, arguments):
        if each.parameter in {"text", "title", "caption", "call_to_action"} and _is_curly(each):
            plain = each.value.strip(CURLY_QUOTES)
            say(
                f"Note: The quotes of {each.option} {escape(each.value)} are part of the text, "
                f"because they are not straight: to leave them out, write {each.option} "
                f"{escape(shell_quote(plain))}"
            )


def _is_curly(each: WordGroup) -> bool:
    """Return whether a value is one word in curly quotes, which the user meant to be straight."""
    value = each.value
    return (
        len(value) > 1
        and value[0] in CURLY_QUOTES
        and value[-1] in CURLY_QUOTES
        and not any(map(str.isspace, value))
    )
