"""Errors that say how to correct a command line; also types of options and arguments."""

from __future__ import annotations

import errno
import os
import re
import stat
from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import join_or, quote
from wa_link._support.similar_names import did_you_mean
from wa_link.cli.option_names import shell_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

# Options of wa-link, and names that other tools use for them. An error proposes those options of
# wa-link that the command has.
_OPTIONS = {
    option: meant.split()
    for meant, others in {
        "--text": "--message --msg --body --prefill --template -m",
        "--username --username-column": "--user --user-name --handle --nickname",
        "--region": "--country --country-code --cc --locale --default-region -c",
        "--number --phone-column": "--phone --tel --mobile --recipient --phone-number -n -p",
        "--phone-column": "--column --phone-field --col",
        "--output": "--out --outfile --save --file -f",
        "--dark": "--color --colour --foreground --fg --fill",
        "--light": "--background --bg --back-color",
        "--size": "--width --height --scale",
        "--caption": "--label --title --footer",
        "--logo": "--image --icon",
        "--to --qr-format --output-format": "--format",
        "--delimiter": "--sep --separator -d",
        "--sheet": "--worksheet --tab",
        "--qr-dir": "--qr --codes --code-dir",
        "--stock": "--layout --labels",
        "--unique": "--dedupe --deduplicate",
        "--json": "--as-json --to-json",
    }.items()
    for option in others.split()
}
_NAMES_OF_NUMBER = (
    "--phone",
    "--tel",
    "--mobile",
    "--recipient",
    "--phone-number",
    "--number",
    "-n",
    "-p",
)
_NAMES_OF_OUTPUT = ("-o", "--output", "--out", "--outfile", "--save", "--file", "-f")
# Commands of wa-link, and names that other tools use for them.
_COMMANDS = {
    other: meant
    for meant, others in {
        "link": "generate make create url chat send",
        "qr": "code qrcode qr-code draw",
        "batch": "csv sheet bulk convert contacts import",
        "labels": "print pdf stickers posters",
        "inspect": "parse validate info",
        "check": "lint audit scan verify find",
    }.items()
    for other in others.split()
}
_NUMBER_WITH_DASH = re.compile(r"-\d[\d\s()./-]*")
_LIKE_NUMBER = re.compile(r"[+(]?\d[\d\s()./+-]{3,}")


class WholeNumber(click.IntRange):
    """Type of an option for whole numbers in a range; errors name the range: `from 72 to 4800`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401  (click's signature)
        """Return the number; fail if the value is not a whole number in the range."""
        try:
            number: int = super().convert(value, param, ctx)
        except click.BadParameter:
            most = f" to {self.max}" if self.max is not None else " up"
            self.fail(
                f"write a whole number from {self.min}{most}, not {quote(str(value))}.", param, ctx
            )
        return number


class InputFile(click.Path):
    """Type of an argument that names a file to read.

    If the file can't be opened, the command line is wrong (exit code 2).

    With `allow_dash=True`, `-` means standard input.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the path unchanged; fail if there is no such file, or if it can't be read."""
        path: str = value
        if not path or (path == "-" and self.allow_dash):  # an empty path has its own message
            return path
        if ctx is not None and ctx.resilient_parsing:  # completion: `~` is not replaced yet
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
            self.fail(f"{name} can't be read: {os.strerror(errno.EACCES)}.", param, ctx)
        return path


class ExistingPath(click.Path):
    """Type of an argument that names a file or a folder to check; `-` is standard input."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the path unchanged; fail if nothing has this name."""
        path: str = value
        try:
            if path != "-":
                os.lstat(path)
        except (FileNotFoundError, NotADirectoryError, ValueError):  # a path can't contain NUL
            self.fail(f"{quote(path, 200)} does not exist: check its name.", param, ctx)
        except OSError:  # the run reports it, and goes on
            pass
        return path


def unknown_option_error(
    ctx: click.Context, error: click.NoSuchOption, arguments: Sequence[str]
) -> click.UsageError:
    """Return the error for an unknown option; it proposes the option that was probably meant.

    Args:
        ctx: context of the command.
        error: the error that click raised.
        arguments: the arguments of the command, as they were typed.
    """
    for argument in arguments:
        if not argument.startswith(error.option_name):
            continue
        way_out = (
            "write the number without the dash"
            if _NUMBER_WITH_DASH.fullmatch(argument)
            else f"write {shell_quote(f'./{argument}')}"
            if os.path.lexists(argument)
            else ""
        )
        if way_out:
            return click.UsageError(
                f"{quote(argument, 200)} begins with a dash, as options do: {way_out}.", ctx
            )
    has = {flag for each in ctx.command.params for flag in each.opts}
    meant = [each for each in _OPTIONS.get(error.option_name, ()) if each in has]
    if not meant and error.option_name in _NAMES_OF_NUMBER:
        way_out = "write the number without an option before it"
    elif not meant and error.option_name in _NAMES_OF_OUTPUT:
        way_out = "this command prints to standard output; to save that in a file, add > FILE"
    elif meant:
        way_out = f"use {join_or(meant)}"
    else:
        return error
    return click.UsageError(f"No such option '{error.option_name}': {way_out}.", ctx)


def missing_parameter_error(
    ctx: click.Context, error: click.MissingParameter, example: str
) -> click.UsageError:
    """Return the error for a missing argument, with an example of a right command line."""
    parameter = error.param
    if parameter is None:
        return error
    return click.UsageError(f"Give {parameter.make_metavar(ctx).rstrip('.')}, as in {example}", ctx)


def missing_output_error(ctx: click.Context, example: str) -> click.UsageError:
    """Return the error for a missing `--output`, with an example of a right command line."""
    return click.UsageError(f"Give --output, as in {example}", ctx)


def unknown_command_message(name: str, commands: Sequence[str]) -> str:
    """Return the message for an unknown command; it proposes the command that is probably meant."""
    from pathlib import Path  # noqa: PLC0415  (only for a wrong command)

    from wa_link.links.link_forms import is_url_like  # noqa: PLC0415  (as above)

    meant = _COMMANDS.get(name.casefold())
    question = f"Did you mean {meant}?" if meant else did_you_mean(name, commands)
    if question:
        return f"{quote(name)} is not a command. {question}"
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
            f"{quote(name, 200)} is not a command: write a command before it, as in "
            f"wa-link {before} {shell_quote(name)}."
        )
    return f"{quote(name)} is not a command: use {join_or(commands)}."
