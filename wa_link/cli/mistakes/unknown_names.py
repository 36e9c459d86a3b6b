"""Errors for unknown commands and options; they propose the name that was probably meant."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape, join_or, quote
from wa_link._support.similar_names import did_you_mean, find_similar
from wa_link.cli.defaults import key_of, variable_of
from wa_link.cli.mistakes.other_names import OPTIONS
from wa_link.cli.mistakes.propose_command import complete, spell_command
from wa_link.cli.option_names import shell_quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAMES_OF_NUMBER = (
    *(other for other, meant in OPTIONS.items() if "--number" in meant), "--number", "--to",
)  # fmt: skip
_NAMES_OF_INPUT = ("-i", "--input", "--in", "--csv", "--contacts", "--file", "-f", "--path")
_NAMES_OF_OUTPUT = (
    *(other for other, meant in OPTIONS.items() if meant == ["--output"]), "-o", "--output",
)  # fmt: skip
# Options that another command line replaces.
_WAYS_OUT = {
    "config --init": ". Did you mean config init?",
    **{
        f"link {name}": ": to save a code in a file, write wa-link qr +447911123456 -o code.png"
        for name in ("--qrcode", "--qr-code", "--png", "--svg", "--pdf", "--image")
    },
}
_NAMES_OF_BROWSER = ("--open",)  # other commands do not open what this command makes
# Commands of wa-link, and names that other tools use for them.
_COMMANDS = {
    other: meant
    for meant, others in {
        "link": "generate make create url chat send open message whatsapp number text",
        "qr": "code qrcode qr-code draw",
        "batch": "csv sheet bulk convert contacts import",
        "labels": "print pdf stickers posters poster",
        "inspect": "parse validate info",
        "labels --list-stock": "list-stock list-stocks stock stocks",
        "check": "lint audit scan verify find fix",
        "explain": "rule rules describe codes reasons",
        "config": "settings preferences options defaults",
        "config init": "init setup configure",
        "--version": "version -v",
    }.items()
    for other in others.split()
}
_NUMBER_WITH_DASH = re.compile(r"--?\d[\d\s()./-]*")
_MOST_PROPOSED = 3
_SHORTEST_BEGINNING = len("--x")
_SHORTEST_OTHER = len("--xxxx")  # a shorter name is near too many words


def unknown_option_error(
    ctx: click.Context, error: click.NoSuchOption, arguments: Sequence[str]
) -> click.UsageError:
    """Return the error for an unknown option; it proposes the option that was probably meant.

    Args:
        ctx: context of the command.
        error: the error that click raised.
        arguments: the arguments of the command, as they were typed.
    """
    name = error.option_name
    typed = next((each for each in arguments if each.startswith(name)), name)
    if way_out := _find_value(typed):
        return click.UsageError(
            f"{quote(typed, 200)} begins with a dash, as options do: {way_out}.", ctx
        )
    options = {flag: each for each in ctx.command.get_params(ctx) for flag in each.opts}
    glued = re.match(r"(--[a-z-]+)[\s\xa0\u202f]+", name)
    if glued and glued[1] in options:
        return click.UsageError(
            f"{quote(name, 200)} came as one argument: type a plain space after {glued[1]}, and no "
            "quotes around both.",
            ctx,
        )
    what = f"{ctx.info_name} has no option {escape(name)}"
    after = arguments[arguments.index(name) + 1 :] if name in arguments else ()
    if name in _NAMES_OF_INPUT and after and os.path.lexists(after[0]):
        return click.UsageError(f"{what}: write the file without an option before it.", ctx)
    if after and after[0].endswith(".toml") and "--config" in options:
        return click.UsageError(f"{what}. Did you mean --config?", ctx)
    return click.UsageError(f"{what}{_find_way_out(ctx, name, options)}", ctx)


def _find_way_out(ctx: click.Context, name: str, options: Mapping[str, click.Parameter]) -> str:
    """Return the end of the message that a command has no option `name`: what to do."""
    if meant := [each for each in OPTIONS.get(name, ()) if _takes(options, each)]:
        return f". Did you mean {join_or(meant).replace('=', ' ')}?"
    if way_out := _WAYS_OUT.get(f"{ctx.info_name} {name}") or _turn_off(ctx, name, options):
        return way_out
    if name in _NAMES_OF_NUMBER:
        return ": write the number without an option before it."
    if name in _NAMES_OF_OUTPUT:
        return ", because it prints to standard output: to save that in a file, add > FILE"
    if (others := _commands_with(ctx, name)) and name not in _NAMES_OF_BROWSER:
        have = "has" if len(others) == 1 else "have"
        listed = " and".join(join_or(others).rsplit(" or", 1))
        return f", but {listed} {have} it: see wa-link {others[0]} --help"
    near = _find_near(name, [*options])
    return f". Did you mean {join_or(near)}?" if near else f".\nSee {ctx.command_path} --help"


def _turn_off(ctx: click.Context, name: str, options: Mapping[str, click.Parameter]) -> str:
    """Return how to turn off a flag that a file sets, if the option is `--no-` and a flag."""
    flag = options.get(name.replace("--no-", "--", 1))
    if not name.startswith("--no-") or not isinstance(flag, click.Option) or not flag.is_flag:
        return ""
    variable = variable_of(ctx.info_name or "", key_of(flag))
    return f". If a file sets {flag.opts[-1]}, turn it off with {variable}=0, or --no-config."


def option_before_command_error(
    ctx: click.Context, error: click.NoSuchOption, arguments: Sequence[str]
) -> click.UsageError:
    """Return the error for an option before the command, with the right command line."""
    name = error.option_name
    if name in _COMMANDS:
        return click.UsageError(f"wa-link has no option {name}. Did you mean {_COMMANDS[name]}?")
    options = [flag for each in ctx.command.get_params(ctx) for flag in each.opts]
    if name not in options and (near := _find_near(name, options)):
        return click.UsageError(f"wa-link has no option {name}. Did you mean {near[0]}?", ctx)
    if completed := complete(ctx, arguments):
        return click.UsageError(
            f"The command comes first, then its options: {spell_command(completed)}", ctx
        )
    return click.UsageError(
        f"wa-link has no option {escape(name)}: begin with a command, and write its options after "
        "it, as in wa-link link +447911123456 --text Hi\nSee wa-link --help",
        ctx,
    )


def unknown_command_error(
    ctx: click.Context, arguments: Sequence[str], commands: Sequence[str]
) -> click.UsageError:
    """Return the error for an unknown command; it proposes the right command line, or a command.

    Args:
        ctx: context of the group of commands.
        arguments: all arguments; the first one is not a command.
        commands: the names of all commands.
    """
    name, *rest = arguments
    what = f"{quote(name, 200)} is not a command"
    if (meant := _COMMANDS.get(name.casefold())) and not os.path.lexists(name):
        return click.UsageError(f"{what}. Did you mean {meant}?", ctx)
    if re.fullmatch(r"wa[-_]?link(\.exe)?", name, re.IGNORECASE) and rest:
        return click.UsageError(f"Write wa-link once: {spell_command(rest)}", ctx)
    first, *words = name.split() or [""]
    if first in commands:
        way_out = spell_command([first, *words, *rest])
        return click.UsageError(
            f"{quote(name, 200)} came as one argument: type a plain space after {first}, and no "
            f"quotes around both: {way_out}",
            ctx,
        )
    return click.UsageError(f"{what}{_find_command(ctx, arguments, commands)}", ctx)


def _find_command(ctx: click.Context, arguments: Sequence[str], commands: Sequence[str]) -> str:
    """Return the end of the message that the first word is not a command: what to write."""
    from wa_link.cli.mistakes.lone_words import describe_username, describe_word  # noqa: PLC0415  (seldom needed)

    if way_out := describe_word(arguments):
        return way_out
    if completed := complete(ctx, arguments):
        return f": write {spell_command(completed)}"
    if question := did_you_mean(arguments[0], commands):
        return f". {question}"
    listed = f": use {join_or(commands)}.\nSee wa-link --help"
    return describe_username(arguments) or listed


def _takes(options: Mapping[str, click.Parameter], flag: str) -> bool:
    """Return whether a command has an option such as `--to`, or the value of `--to=json`."""
    name, _, value = flag.partition("=")
    kind = options[name].type if name in options else None
    return kind is not None and (
        not value or (isinstance(kind, click.Choice) and value in kind.choices)
    )


def _find_value(argument: str) -> str:
    """Return how to write a number or a file whose first character is a dash, else ""."""
    if _NUMBER_WITH_DASH.fullmatch(argument):
        return "write the number without the dash"
    return f"write {shell_quote(f'./{argument}')}" if os.path.lexists(argument) else ""


def _commands_with(ctx: click.Context, option: str) -> list[str]:
    """Return the other commands that have an option."""
    group = ctx.find_root().command
    if not isinstance(group, click.Group):
        return []
    others = {name: group.get_command(ctx, name) for name in group.list_commands(ctx)}
    return [
        name
        for name, command in others.items()
        if command and name != ctx.info_name and any(option in each.opts for each in command.params)
    ]


def _find_near(name: str, known: Sequence[str]) -> list[str]:
    """Return the options that `name` begins, or else those that are spelled like it."""
    if name.lower() in known:
        return [name.lower()]
    longer = [each for each in known if each.startswith(name)]
    if longer and len(name) >= _SHORTEST_BEGINNING:
        return longer[:_MOST_PROPOSED]
    # Letters decide, not the dashes, which all options have.
    by_letters = {
        other.lstrip("-"): option
        for other, meant in OPTIONS.items()
        for option in meant
        if option in known and other.startswith("--") and len(other) >= _SHORTEST_OTHER
    } | {each.lstrip("-"): each for each in known if each.startswith("--")}
    return [by_letters[each] for each in find_similar(name.lstrip("-"), by_letters, cutoff=0.72)]
