"""Propose a whole command line for one that has no command, or has options before the command."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape
from wa_link.cli.command_tree import find_command, full_name
from wa_link.cli.mistakes.misplaced_files import is_like_number, is_sheet
from wa_link.cli.mistakes.unquoted_numbers import NumberParts
from wa_link.cli.mistakes.unquoted_values import group_words
from wa_link.cli.option_names import shell_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIKE_PART = re.compile(r"[+(]?\d[\d\s()./+-]*")
_LONGEST = 400
# Commands for each kind of words, the most likely first.
_FOR_NUMBERS = ("link", "qr", "inspect")
_FOR_LINKS = ("inspect", "link", "qr", "check")
_FOR_SHEETS = ("batch", "labels", "check")
_FOR_FILES = ("check", "batch", "labels")
_FOR_NOTHING = ("link", "qr", "batch", "labels", "check")
_FOR_TEXTS = ("link", "qr")


def spell_command(arguments: Sequence[str]) -> str:
    """Return a command line that can be copied: `wa-link link "+44 7911 123456"`.

    Characters that a terminal would act on are escaped, and a very long line is cut.
    """
    line = " ".join(("wa-link", *(escape(shell_quote(each)) for each in arguments)))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def complete(ctx: click.Context, arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the command that was probably meant; [] if none is probable.

    Args:
        ctx: context of a group of commands.
        arguments: all arguments of the group; none of them is a command, or options come before the
            command.
    """
    names = ctx.command.list_commands(ctx) if isinstance(ctx.command, click.Group) else []
    for at, argument in enumerate(arguments):
        if argument in names and (at == 0 or _may_be_first(arguments[0])):
            moved = [argument, *arguments[at + 1 :], *arguments[:at]]
            return [*full_name(ctx).split(), *moved] if has_options(ctx, moved) else []
    if ctx.parent is not None:  # not the group of all commands
        return []
    link, _ = find_command(ctx, ["link"])
    words = [word for each in group_words(link, arguments) for word in each.words]
    candidates, before, whole = _suit(words, _find_region(arguments))
    for name in candidates:
        if has_options(ctx, [name, *before, *arguments]):
            return [name, *before, *_join(arguments, words, whole)]
    return []


def _may_be_first(argument: str) -> bool:
    """Return whether people write such an argument before the command: an option, a number."""
    from wa_link.links.link_forms import is_url_like  # noqa: PLC0415  (only for a wrong command)

    is_value = argument.startswith("-") or is_like_number(argument) or is_url_like(argument)
    return is_value or os.path.lexists(argument)


def has_options(ctx: click.Context, arguments: Sequence[str]) -> bool:
    """Return whether the command at the beginning of the arguments has all options after it."""
    inner, rest = find_command(ctx, arguments)
    flags = {flag for each in inner.command.get_params(inner) for flag in each.opts}
    used = {each.partition("=")[0] for each in rest if each.startswith("--")}
    used |= {each[:2] for each in rest if re.match("-[a-zA-Z]", each)}
    return used <= flags


def _suit(words: list[str], region: str | None) -> tuple[tuple[str, ...], list[str], str]:
    """Return what the words of a command line are.

    Returns:
        The commands that take such words; the option that is missing before them, such as
        `--username`; and the words as one value, if the shell split it, else "".
    """
    if not words:
        return _FOR_NOTHING, [], ""
    first, whole = words[0], " ".join(words)
    if first == "-":  # standard input
        return _FOR_NUMBERS, [], ""
    if os.path.lexists(first):
        return _for_file(first), [], ""
    if os.path.lexists(whole):
        return _for_file(whole), [], whole
    if all(map(_LIKE_PART.fullmatch, words)) and len(words) > 1:
        is_one = not is_like_number(first) or NumberParts("link", region, None).is_number(words)
        return _FOR_NUMBERS, [], whole if is_one else ""
    return *_suit_word(first, is_alone=len(words) == 1), ""


def _suit_word(word: str, *, is_alone: bool) -> tuple[tuple[str, ...], list[str]]:
    """Return the commands that take such a word, and the option that is missing before it."""
    from wa_link.links.given_link import find_username  # noqa: PLC0415  (only for a wrong command)
    from wa_link.links.link_forms import is_url_like  # noqa: PLC0415  (as above)

    if is_like_number(word):
        return _FOR_NUMBERS, []
    if is_url_like(word):
        return _FOR_LINKS, []
    if is_sheet(word):
        return _FOR_SHEETS, []
    if is_alone and word.startswith("@") and find_username(word):
        return _FOR_TEXTS, ["--username"]
    if " " in word and any(map(str.isalpha, word)):
        return _FOR_TEXTS, ["--text"]
    return (), []


def _for_file(path: str) -> tuple[str, ...]:
    """Return the commands that read a file, the most likely first."""
    is_file = not os.path.isdir(path)  # noqa: PTH112  (pathlib takes 1 ms to load)
    return _FOR_SHEETS if is_file and is_sheet(path) else _FOR_FILES


def _join(arguments: Sequence[str], words: list[str], whole: str) -> list[str]:
    """Return the arguments with `whole` in place of the words that the shell split."""
    if not whole:
        return [*arguments]
    rest, joined = [*words], []
    for argument in arguments:
        if rest and argument == rest[0]:
            if len(rest) == len(words):
                joined.append(whole)
            rest.pop(0)
        else:
            joined.append(argument)
    return joined


def _find_region(arguments: Sequence[str]) -> str | None:
    """Return the region that the arguments give, if it is known."""
    from wa_link.phone.regions import find_region  # noqa: PLC0415  (loads phonenumbers)

    for before, argument in pairwise(arguments):
        if before in {"-r", "--region"}:
            return find_region(argument)
    found = (each.partition("=")[2] for each in arguments if each.startswith("--region="))
    return next(map(find_region, found), None)
