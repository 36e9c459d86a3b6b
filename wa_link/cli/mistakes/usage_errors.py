"""Errors for values that are missing or wrong; also types of options and arguments."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import join_or, quote
from wa_link.cli.command_tree import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # click 8.1 has no type parameter

# Values of options, and words that people write for them.
_OTHER_WORDS = {
    other: meant
    for meant, others in {
        "wa.me": "whatsapp short",
        "api": "api.whatsapp.com",
        "web": "web.whatsapp.com browser desktop",
        "xlsx": "excel xls",
        "jsonl": "ndjson jsonlines",
        "vcf": "vcard contacts addressbook address-book",
        "powershell": "pwsh ps1 windows",
        "png": "jpg jpeg picture image",
        "L": "low",
        "M": "medium",
        "Q": "quartile",
        "H": "high",
        "below": "bottom under",
        "side": "left right",
        "dots": "circle circles round-dots",
        "split": "all each",
        "national": "local",
    }.items()
    for other in others.split()
}


class Choice(_Choice):
    """Type of an option that has a few values; letter case does not matter.

    The error for another value proposes the nearest value.
    """

    def __init__(self, choices: Iterable[str]) -> None:
        super().__init__(tuple(choices), case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the value as it is listed; fail if it is none of the values."""
        try:
            chosen: str = super().convert(value, param, ctx)
        except click.BadParameter:
            from wa_link._support.similar_names import did_you_mean  # noqa: PLC0415  (only for a wrong value)

            meant = _OTHER_WORDS.get(str(value).strip().casefold())
            question = (
                f"Did you mean {meant}?"
                if meant in self.choices
                else did_you_mean(str(value), self.choices)
            )
            way_out = f"Use {join_or(self.choices)}."
            self.fail(
                " ".join(filter(None, (f"Unknown value {quote(str(value))}.", question, way_out))),
                param,
                ctx,
            )
        return chosen


class DecimalNumber(click.types.FloatParamType):
    """Type of an option for a number that can have decimals, such as 4.5."""

    def convert(
        self,
        value: Any,  # noqa: ANN401  (click's signature)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Return the number; fail if the value is not a number."""
        try:
            number: float = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"write a number such as 4.5, not {quote(str(value))}.", param, ctx)
        return number


class WholeNumber(click.IntRange):
    """Type of an option for whole numbers in a range; errors name the range: `from 72 to 4800`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401  (click's signature)
        """Return the number; fail if the value is not a whole number in the range."""
        try:
            number: int = super().convert(value, param, ctx)
        except click.BadParameter:
            least = f" from {self.min}" if self.min is not None else ""
            most = f" to {self.max}" if self.max is not None else " up" * bool(least)
            self.fail(f"write a whole number{least}{most}, not {quote(str(value))}.", param, ctx)
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
        from wa_link.cli.mistakes.windows_globs import find_matches  # noqa: PLC0415  (only for a path)

        name = quote(path, 200)
        if matches := find_matches(path):
            if len(matches) > 1:
                self.fail(f"{name} matches {len(matches)} files: name one of them.", param, ctx)
            return matches[0]
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116  (pathlib takes 1 ms to load)
        except (FileNotFoundError, ValueError):  # a path can't contain NUL
            from wa_link.cli.mistakes.misplaced_files import find_way_out  # noqa: PLC0415  (only for a wrong path)

            self.fail(f"{name} does not exist{find_way_out(path)}", param, ctx)
        except OSError as error:
            self.fail(f"{name} can't be read: {error.strerror}.", param, ctx)
        if is_folder:
            self.fail(f"{name} is a folder: name a file.", param, ctx)
        if not os.access(path, os.R_OK):
            self.fail(f"{name} can't be read: {os.strerror(errno.EACCES)}.", param, ctx)
        return path


class OutputPath(click.Path):
    """Type of an option that names a file or a folder to write."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the path unchanged; fail if it is a folder in place of a file, or the reverse."""
        path: str = value
        if os.path.lexists(path) and path != "-":
            if not self.dir_okay and os.path.isdir(path):  # noqa: PTH112  (pathlib takes 1 ms to load)
                self.fail(f"{quote(path, 200)} is a folder: name a file.", param, ctx)
            if not self.file_okay and not os.path.isdir(path):  # noqa: PTH112  (as above)
                self.fail(f"{quote(path, 200)} is a file: name a folder.", param, ctx)
        return path


class ExistingPath(click.Path):
    """Type of an argument that names a file or a folder to check; `-` is standard input.

    On Windows, a pattern such as `*.html` is also accepted, if it matches a file.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        """Return the path unchanged; fail if nothing has this name."""
        from wa_link.cli.mistakes.windows_globs import find_matches  # noqa: PLC0415  (only for a path)

        path: str = value
        try:
            if path != "-" and not find_matches(path):
                os.lstat(path)
        except (FileNotFoundError, NotADirectoryError, ValueError):  # a path can't contain NUL
            from wa_link.cli.mistakes.misplaced_files import find_way_out  # noqa: PLC0415  (only for a wrong path)

            self.fail(f"{quote(path, 200)} does not exist{find_way_out(path)}", param, ctx)
        except OSError:  # the run reports it, and goes on
            pass
        return path


def describe(error: click.ClickException) -> str:
    """Return the message of an error, without click's usage; it names the option that is wrong.

    For a wrong argument, the message quotes its value, so it does not name the argument.
    """
    if not isinstance(error, click.BadParameter):
        return error.format_message()
    name = error.param_hint
    if name is None and isinstance(error.param, click.Option):
        source = error.ctx and error.ctx.get_parameter_source(error.param.name or "")
        is_from_environment = source is click.core.ParameterSource.ENVIRONMENT
        name = error.param.envvar if is_from_environment else error.param.opts[-1]
    return f"{name}: {error.message}" if isinstance(name, str) else error.message


def missing_parameter_error(
    ctx: click.Context, error: click.MissingParameter, example: str
) -> click.UsageError:
    """Return the error for a missing argument or option, with a right command line."""
    parameter = error.param
    if parameter is None:
        return error
    name = (parameter.metavar or parameter.name or "").rstrip(".")
    if isinstance(parameter, click.Option):
        name = parameter.opts[-1]
    return click.UsageError(f"Give {name}, as in {example}", ctx)


def missing_value_error(ctx: click.Context, error: click.BadOptionUsage) -> click.UsageError:
    """Return the error for an option without its value, or with a value that it does not take."""
    options = (each for each in ctx.command.get_params(ctx) if error.option_name in each.opts)
    parameter = next(options, None)
    if parameter is None:
        return error
    name = parameter.opts[-1]
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return click.UsageError(f"{name} takes no value: write only {name}.", ctx)
    if isinstance(parameter.type, click.Choice):
        values = join_or(map(str, parameter.type.choices))
        return click.UsageError(f"{name} needs a value: {values}.", ctx)
    if not isinstance(parameter, click.Option):
        return error
    from wa_link.cli.example_values import spell_example  # noqa: PLC0415  (only for a missing value)

    value = spell_example(full_name(ctx), parameter)
    return click.UsageError(f"{name} needs a value after it, as in {name} {value}", ctx)


def surplus_argument_error(ctx: click.Context, arguments: Sequence[str]) -> click.UsageError:
    """Return the error for arguments that a command does not take."""
    return click.UsageError(
        f"{full_name(ctx)} takes no {quote(arguments[0])}: leave it out, or put a value with "
        f"spaces in quotes.\nSee {ctx.command_path} --help",
        ctx,
    )


def missing_output_error(ctx: click.Context, example: str) -> click.UsageError:
    """Return the error for a missing `--output`, with an example of a right command line."""
    return click.UsageError(f"Give --output, as in {example}", ctx)
