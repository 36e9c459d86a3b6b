"""Errors of command lines, which name the command or option that was probably meant."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import join_or, quote
from wa_link.cli.flags import shell_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

# Our options, and their names in other tools; the first option that the command has is proposed.
_OPTIONS = {
    option: meant.split()
    for meant, others in {
        "--text": "--message --msg --body --prefill --template -m",
        "--region": "--country --country-code --cc --locale --default-region -c",
        "--number --phone-column": "--phone --tel --mobile --recipient --phone-number -n -p",
        "--phone-column": "--column --phone-field --col",
        "--output": "--out --outfile --save --file -f",
        "--dark": "--color --colour --foreground --fg --fill",
        "--light": "--background --bg --back-color",
        "--size": "--width --height --scale",
        "--caption": "--label --title --footer",
        "--logo": "--image --icon",
        "--to --qr-format": "--format",
        "--delimiter": "--sep --separator -d",
        "--sheet": "--worksheet --tab",
        "--qr-dir": "--qr --codes --code-dir",
        "--stock": "--layout --labels",
        "--unique": "--dedupe --deduplicate",
        "--json": "--as-json --to-json",
    }.items()
    for option in others.split()
}
_NUMBER = ("--phone", "--tel", "--mobile", "--recipient", "--phone-number", "--number", "-n", "-p")
_OUTPUT = ("-o", "--output", "--out", "--outfile", "--save", "--file", "-f")
# Our commands, and their names in other tools.
_COMMANDS = {
    other: meant
    for meant, others in {
        "link": "generate make create url chat send",
        "qr": "code qrcode qr-code draw",
        "batch": "csv sheet bulk convert contacts import",
        "labels": "print pdf stickers posters",
        "inspect": "check explain parse validate info",
    }.items()
    for other in others.split()
}
_NUMBER_WITH_DASH = re.compile(r"-\d[\d\s()./-]*")
_LIKE_NUMBER = re.compile(r"[+(]?\d[\d\s()./+-]{3,}")


class WholeNumber(click.IntRange):
    """Whole numbers in a range, with an error in words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401  (click's signature)
        """Convert the text of a number."""
        try:
            number: int = super().convert(value, param, ctx)
        except click.BadParameter:
            most = f" to {self.max}" if self.max is not None else " up"
            self.fail(
                f"write a whole number from {self.min}{most}, not {quote(str(value))}.", param, ctx
            )
        return number


class InputFile(click.Path):
    """Path of a file to read: a name that can't be opened is a wrong command line (exit code 2).

    With `allow_dash=True`, `-` means standard input.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the path unchanged; fail if there is no such file, or if it can't be read."""
        path: str = value
        if not path or (path == "-" and self.allow_dash):  # an empty path has its own message
            return path
        name = quote(path, 200)
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116  (pathlib takes 1 ms to load)
        except (FileNotFoundError, ValueError):  # a path can't contain NUL
            self.fail(f"{name} does not exist: check its name.", param, ctx)
        except OSError as error:
            self.fail(f"{name} can't be read: {error.strerror}.", param, ctx)
        if is_folder:
            self.fail(f"{name} is a folder: name a file.", param, ctx)
        if not os.access(path, os.R_OK):
            self.fail(f"{name} can't be read: you have no permission.", param, ctx)
        return path


def unknown_option(
    ctx: click.Context, error: click.NoSuchOption, arguments: Sequence[str]
) -> click.UsageError:
    """Return the error for an unknown option, with the option that was probably meant.

    Args:
        ctx: context of the command.
        error: the error of click.
        arguments: the command line, as it was typed.
    """
    for argument in arguments:
        if argument.startswith(error.option_name) and _NUMBER_WITH_DASH.fullmatch(argument):
            return click.UsageError(
                f"{quote(argument)} begins with a dash, as options do: write the number without.",
                ctx,
            )
    has = {flag for each in ctx.command.params for flag in each.opts}
    meant = [each for each in _OPTIONS.get(error.option_name, ()) if each in has]
    if not meant and error.option_name in _NUMBER:
        way_out = "write the number by itself, without an option"
    elif not meant and error.option_name in _OUTPUT:
        way_out = "it prints to standard output: add > FILE"
    elif meant:
        way_out = f"use {join_or(meant)}"
    else:
        return error
    return click.UsageError(f"No such option '{error.option_name}': {way_out}.", ctx)


def missing_parameter(
    ctx: click.Context, error: click.MissingParameter, example: str
) -> click.UsageError:
    """Return the error for a required argument that is missing, with an example."""
    parameter = error.param
    if parameter is None:
        return error
    return click.UsageError(f"Give {parameter.make_metavar(ctx).rstrip('.')}, as in {example}", ctx)


def missing_output(ctx: click.Context, example: str) -> click.UsageError:
    """Return the error for a run without `--output` that would write a file, with an example."""
    return click.UsageError(f"Give --output, as in {example}", ctx)


def unknown_command(name: str, commands: Sequence[str]) -> str:
    """Return the message for an unknown command, with the command that was probably meant."""
    import difflib  # noqa: PLC0415  (where one is wrong)
    from pathlib import Path  # noqa: PLC0415  (as above)

    from wa_link.links.url_forms import is_url_like  # noqa: PLC0415  (as above)

    near = difflib.get_close_matches(name.casefold(), commands, 1, 0.6)
    meant = _COMMANDS.get(name.casefold()) or (near[0] if near else "")
    if meant:
        return f"{quote(name)} is not a command. Did you mean {meant}?"
    before = (
        "link"
        if _LIKE_NUMBER.fullmatch(name)
        else "inspect"
        if is_url_like(name)
        else "batch"
        if "." in name and "\0" not in name and Path(name).is_file()
        else ""
    )
    if before:
        return (
            f"{quote(name, 200)} is not a command: write one before it, as in wa-link {before} "
            f"{shell_quote(name)}."
        )
    return f"{quote(name)} is not a command: use {join_or(commands)}."
