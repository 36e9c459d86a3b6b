"""Errors for unknown options; they propose the name that was probably meant."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape, join_or, quote
from wa_link._support.similar_names import find_similar
from wa_link.cli.command_tree import full_name, walk_commands
from wa_link.cli.defaults import key_of, variable_of
from wa_link.cli.mistakes.other_names import OPTIONS
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
    **{
        f"business links {command} {name}": f": write the {name[2:]} without an option before it."
        for command, names in (
            ("create", ("--text",)),
            ("update", ("--text", "--code")),
            ("delete", ("--code",)),
        )
        for name in names
    },
}
_NAMES_OF_BROWSER = ("--open",)  # other commands do not open what this command makes
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
    if " " in typed and any(each.name == "text" for each in _arguments_of(ctx)):
        return click.UsageError(
            f"{quote(typed, 200)} begins with a dash, as options do: write -- before the text, "
            "after all options.",
            ctx,
        )
    what = f"{full_name(ctx)} has no option {escape(name)}"
    after = arguments[arguments.index(name) + 1 :] if name in arguments else ()
    if name in _NAMES_OF_INPUT and after and os.path.lexists(after[0]):
        return click.UsageError(f"{what}: write the file without an option before it.", ctx)
    if after and after[0].endswith(".toml") and "--config" in options:
        return click.UsageError(f"{what}. Did you mean --config?", ctx)
    return click.UsageError(f"{what}{_find_way_out(ctx, name, options)}", ctx)


def _arguments_of(ctx: click.Context) -> list[click.Argument]:
    """Return the parameters of a command that are not options."""
    return [each for each in ctx.command.params if isinstance(each, click.Argument)]


def _find_way_out(ctx: click.Context, name: str, options: Mapping[str, click.Parameter]) -> str:
    """Return the end of the message that a command has no option `name`: what to do."""
    if meant := [each for each in OPTIONS.get(name, ()) if _takes(options, each)]:
        return f". Did you mean {join_or(meant).replace('=', ' ')}?"
    if way_out := _WAYS_OUT.get(f"{full_name(ctx)} {name}") or _turn_off(ctx, name, options):
        return way_out
    if name in _NAMES_OF_NUMBER:
        return _place_number(ctx, options)
    if name in _NAMES_OF_OUTPUT:
        return ", because it prints to standard output: to save that in a file, add > FILE"
    if (others := _commands_with(ctx, name)) and name not in _NAMES_OF_BROWSER:
        have = "has" if len(others) == 1 else "have"
        listed = " and".join(join_or(others).rsplit(" or", 1))
        return f", but {listed} {have} it: see wa-link {others[0]} --help"
    near = find_near(name, [*options])
    return f". Did you mean {join_or(near)}?" if near else f".\nSee {ctx.command_path} --help"


def _place_number(ctx: click.Context, options: Mapping[str, click.Parameter]) -> str:
    """Return the end of the message: where the command takes a number, if it takes one."""
    if not full_name(ctx).startswith("business ") or ctx.command.name == "send":
        return ": write the number without an option before it."
    if "--phone-column" in options:
        return ": the numbers are in the sheet. Did you mean --phone-column?"
    if "--phone-id" in options:
        return ": your own number is named by its ID. Did you mean --phone-id?"
    return f".\nSee {ctx.command_path} --help"


def _turn_off(ctx: click.Context, name: str, options: Mapping[str, click.Parameter]) -> str:
    """Return how to turn off a flag that a file sets, if the option is `--no-` and a flag."""
    flag = options.get(name.replace("--no-", "--", 1))
    if not name.startswith("--no-") or not isinstance(flag, click.Option) or not flag.is_flag:
        return ""
    variable = variable_of(ctx.info_name or "", key_of(flag))
    return f". If a file sets {flag.opts[-1]}, turn it off with {variable}=0, or --no-config."


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
    """Return the other commands that have an option; for a command of a group, only such ones."""
    own = full_name(ctx)
    return [
        name
        for each in walk_commands(ctx.find_root())
        if (name := full_name(each)) != own
        and (" " in name) == (" " in own)
        and any(option in parameter.opts for parameter in each.command.params)
    ]


def find_near(name: str, known: Sequence[str]) -> list[str]:
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
