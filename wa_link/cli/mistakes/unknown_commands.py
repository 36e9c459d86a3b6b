"""Errors for unknown commands, and for options before a command; they propose what was meant."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape, join_or, quote
from wa_link._support.similar_names import find_similar
from wa_link.cli.command_tree import find_command, full_name, walk_commands
from wa_link.cli.mistakes.propose_command import complete, has_options, spell_command
from wa_link.cli.mistakes.typed_tokens import refuse_tokens
from wa_link.cli.mistakes.unknown_names import find_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _invert(table: Mapping[str, str]) -> dict[str, str]:
    """Return the command for each other name; in `table`, spaces separate these names."""
    return {other: meant for meant, others in table.items() for other in others.split()}


# For each group, its commands, and names that people or other tools use for them.
OTHER_NAMES = {
    "": _invert({
        "link": "generate make create url chat open message whatsapp number text",
        "qr": "code qrcode qr-code draw",
        "batch": "csv sheet bulk convert contacts import",
        "labels": "print pdf stickers posters poster",
        "inspect": "parse validate info",
        "labels --list-stock": "list-stock list-stocks stock stocks",
        "check": "lint audit scan verify find fix",
        "business send or link": "send",
        "business": "cloud api cloud-api platform meta waba",
        "business send-sheet": "broadcast campaign",
        "explain": "rule rules describe codes reasons",
        "config": "settings preferences options defaults",
        "config init": "init setup configure",
        "--version": "version -v",
    }),
    "business": _invert({
        "business links": "link short-link short-links shortlinks",
        "business send": "message text",
        "business send-sheet": "broadcast campaign bulk send-all send-batch",
        "business status": "number info health quality",
        "business profile": "about",
        "business templates": "template",
    }),
    "business links": _invert({
        "business links list": "ls show all",
        "business links create": "new add make link",
        "business links update": "edit change set",
        "business links delete": "rm remove del",
        "business links sync": "import push batch apply",
    }),
}  # fmt: skip
"""For each group, other names of commands, with the right command lines."""


def option_before_command_error(
    ctx: click.Context, error: click.NoSuchOption, arguments: Sequence[str]
) -> click.UsageError:
    """Return the error for an option before the command, with the right command line.

    Args:
        ctx: context of the group.
        error: the error that click raised.
        arguments: the arguments of the group.
    """
    refuse_tokens(arguments)
    name = error.option_name
    what = f"{ctx.command_path} has no option {escape(name)}"
    if meant := OTHER_NAMES[full_name(ctx)].get(name):
        return click.UsageError(f"{what}. Did you mean {meant}?", ctx)
    options = [flag for each in ctx.command.get_params(ctx) for flag in each.opts]
    if name not in options and (near := find_near(name, options)):
        return click.UsageError(f"{what}. Did you mean {near[0]}?", ctx)
    if completed := complete(ctx, arguments):
        return click.UsageError(
            f"The command comes first, then its options: {spell_command(completed)}", ctx
        )
    example = ""
    if not full_name(ctx):
        example = ", as in wa-link link +447911123456 --text Hi"
    return click.UsageError(
        f"{what}: begin with a command, and write its options after it{example}\n"
        f"See {ctx.command_path} --help",
        ctx,
    )


def unknown_command_error(ctx: click.Context, arguments: Sequence[str]) -> click.UsageError:
    """Return the error for an unknown command; it proposes the right command line, or a command.

    Args:
        ctx: context of the group.
        arguments: all arguments of the group; the first one is not a command.
    """
    refuse_tokens(arguments)
    name, *rest = arguments
    group = full_name(ctx)
    what = f"{quote(name, 200)} is not a command{f' of {ctx.command_path}' * bool(group)}"
    meant = OTHER_NAMES[group].get(name.casefold())
    if meant and not os.path.lexists(name):
        return click.UsageError(f"{what}. Did you mean {meant}?", ctx)
    if re.fullmatch(r"wa[-_]?link(\.exe)?", name, re.IGNORECASE) and rest:
        return click.UsageError(f"Write wa-link once: {spell_command(rest)}", ctx)
    first, *words = name.split() or [""]
    if find_command(ctx, [first])[0] is not ctx:
        way_out = spell_command([*group.split(), first, *words, *rest])
        return click.UsageError(
            f"{quote(name, 200)} came as one argument: type a plain space after {first}, and no "
            f"quotes around both: {way_out}",
            ctx,
        )
    way_out = "" if os.path.lexists(name) else _find_elsewhere(ctx, arguments)
    return click.UsageError(f"{what}{way_out or _find_way_out(ctx, arguments)}", ctx)


def _find_elsewhere(ctx: click.Context, arguments: Sequence[str]) -> str:
    """Return the way out if the first word is a command of another group; else "".

    `wa-link links list` and `wa-link business links status` are such command lines.
    """
    top = ctx.find_root()
    found = [each for each in walk_commands(top) if each.info_name == arguments[0]]
    found.sort(key=lambda each: not full_name(each).startswith(full_name(ctx)))
    for each in found[:1]:
        inner, rest = find_command(each, arguments[1:])
        is_group = isinstance(inner.command, click.Group)
        if rest and is_group:
            return ""  # not a command of that group
        line = [*full_name(inner).split(), *rest]
        if has_options(top, line) and not is_group:
            return f": write {spell_command(line)}"
        return f". Did you mean {full_name(inner)}?"
    return ""


def _find_way_out(ctx: click.Context, arguments: Sequence[str]) -> str:
    """Return the end of the message that the first word is not a command: what to write."""
    from wa_link.cli.mistakes.lone_words import describe_username, describe_word  # noqa: PLC0415  (seldom needed)

    is_top = ctx.parent is None
    if is_top and (way_out := describe_word(arguments)):
        return way_out
    if completed := complete(ctx, arguments):
        return f": write {spell_command(completed)}"
    if near := _find_similar_names(ctx, arguments):
        return f". Did you mean {' '.join([*full_name(ctx).split(), *near])}?"
    group = ctx.command
    names = group.list_commands(ctx) if isinstance(group, click.Group) else []
    listed = f": use {join_or(names)}.\nSee {ctx.command_path} --help"
    return (describe_username(arguments) if is_top else "") or listed


def _find_similar_names(ctx: click.Context, arguments: Sequence[str]) -> list[str]:
    """Return the names of the command that the first words probably mean: `busines lnks`."""
    group = ctx.command
    if not isinstance(group, click.Group) or not arguments or arguments[0].startswith("-"):
        return []
    near = find_similar(arguments[0], group.list_commands(ctx))
    if not near:
        return []
    inner, _ = find_command(ctx, near)
    return [*near, *_find_similar_names(inner, arguments[1:])]
