"""The command `wa-link config`: show the defaults in use, or write a file for one's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import escape, quote
from wa_link.cli.defaults import (
    COMMANDS,
    CONFIG_VARIABLE,
    FOLDER_FILE,
    defaults_of,
    existing_files,
    is_typed,
    key_of,
    options_of,
    user_file,
)
from wa_link.cli.exit_codes import ALL_ACCEPTED, WRONG_USAGE
from wa_link.cli.mistakes.usage_errors import InputFile, OutputPath
from wa_link.cli.option_names import shell_quote
from wa_link.cli.options.config_option import NO_FOLDER_HELP
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.own_defaults.config_keys import APPEARANCE, load_command
from wa_link.cli.own_defaults.config_layers import set_defaults
from wa_link.cli.own_defaults.default_value import format_value
from wa_link.cli.own_defaults.unknown_variables import describe_unknown
from wa_link.cli.stderr import say, say_error, without_tokens
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 80


@click.command(
    cls=SectionedCommand,
    on_several=lambda _, actions: _unknown_action_error(actions[0]),
    examples=("wa-link config", "wa-link config init", "wa-link config --config shop.toml"),
)
@click.argument("action", metavar="[init]", required=False)
@option(
    "--here",
    section="Options",
    is_flag=True,
    help=f"With init: write the file {FOLDER_FILE} into this folder. It can set only the "
    "appearance of codes and labels.",
)
@option(
    "--config",
    "named",
    section="Other",
    metavar="FILE",
    type=click.Path(),
    envvar=CONFIG_VARIABLE,
    show_envvar=True,
    help="Show the defaults in use with this file. With init: write this file, such as for another "
    "shop.",
)
@option(
    "--no-config", section="Other", is_flag=True, help="Show the defaults in use without files."
)
@option("--no-folder-config", section="Other", is_flag=True, help=NO_FOLDER_HELP)
@click.pass_context
def config(
    ctx: click.Context,
    /,
    *,
    action: str | None,
    here: bool,
    named: str | None,
    no_config: bool,
    no_folder_config: bool,
) -> int:
    """Show the defaults in use, and where each comes from; `init` writes a file for your own.

    For each option, the first place that sets it counts: the command line; the environment, such
    as WA_LINK_LABELS__STOCK for labels --stock; the file of --config or WA_LINK_CONFIG; the file
    .wa-link.toml in this folder, for the appearance only; and your own file. In a file, write the
    options without dashes before them, such as region = "SA". At the top, they count for each
    command that has them; after a line such as [labels], only for that command. If a command would
    refuse a value, the value is marked as wrong, and the exit code is 2.
    """
    if action == "init":
        if here and is_typed(ctx, "named"):
            raise click.UsageError(
                f"--here writes {FOLDER_FILE}, and --config writes {escape(named or '')}: use only "
                "one of these options."
            )
        _write_template(_convert_path(ctx, named, OutputPath(dir_okay=False)), here=here)
        return ALL_ACCEPTED
    if action is not None:
        raise _unknown_action_error(action)
    if here:
        raise click.UsageError("--here is for init: use wa-link config init --here.")
    named = _convert_path(ctx, named, InputFile())
    files = [] if no_config else existing_files(named, with_folder=not no_folder_config)
    rows, faults = _find_rows(files)
    if no_config:
        click.echo("No configuration file is read, because of --no-config.")
    else:
        lines = _list_files(named, with_folder=not no_folder_config)
        click.echo(without_tokens("\n".join(lines)))
    if rows:
        click.echo("\nDefaults in use:")
        click.echo(without_tokens("\n".join(_align(rows))))
    else:
        click.echo(f"\nNo default is set. {_describe_beginning(files)}")
    if unknown := list(describe_unknown()):
        click.echo("\nUnknown variables, which have no effect:")
        click.echo(without_tokens("\n".join(unknown)))
    for fault in faults:
        say_error(fault)
    return WRONG_USAGE if faults else ALL_ACCEPTED


def _unknown_action_error(action: str) -> click.UsageError:
    """Return the error for another word than `init`, such as `set`."""
    return click.UsageError(
        f"{quote(action)} is not an action: use wa-link config to show the defaults, or "
        "wa-link config init to write a file, and edit that file to change them."
    )


def _convert_path(ctx: click.Context, path: str | None, kind: InputFile | OutputPath) -> str | None:
    """Return the path of `--config`; fail if there can't be such a file.

    Args:
        ctx: context of the command.
        path: the path; None if it is not given.
        kind: the type of a file to read, or of a file to write.
    """
    option = next(each for each in ctx.command.params if each.name == "named")
    return None if path is None else kind.convert(path, option, ctx)


def _describe_beginning(files: Sequence[tuple[str, str]]) -> str:
    """Return how to set the first default: in a file that exists, or in a new one."""
    if files:
        return f"To set one, remove the # before it in {_shorten(escape(files[0][0]))}."
    return "To begin, write a file: wa-link config init"


def _write_template(named: str | None, *, here: bool) -> None:
    """Write a file with all options as comments.

    Args:
        named: the file of `--config`; None for the user's own file.
        here: whether to write the file of the folder instead.

    Raises:
        OptionError: the file exists already, its folder does not exist, or the user has no home
            folder.
        OSError: the file can't be written.
    """
    from wa_link.cli.own_defaults.config_template import make_template  # noqa: PLC0415  (only for `init`)

    path = FOLDER_FILE if here else named or user_file()
    if path is None:
        raise OptionError("You have no home folder: write a file with init --here, or set HOME.")
    text = make_template(APPEARANCE if here else None)
    folder = os.path.dirname(path)  # noqa: PTH120  (as in the rest of the start)
    if folder and not named:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103  (as above)
    try:
        with open(path, "x", encoding="utf-8") as file:  # noqa: PTH123  (as above)
            file.write(text)
    except FileExistsError:
        raise OptionError(f"{escape(path)} exists already: edit it, or remove it first.") from None
    except FileNotFoundError:
        raise OptionError(
            f"{escape(path)} can't be written: its folder does not exist. Create the folder first."
        ) from None
    way = f" To use it, add --config {escape(shell_quote(path))}" if named and not here else ""
    say(f"Wrote {escape(path)}: remove the # before each option that you need.{way}")


def _find_rows(
    files: Sequence[tuple[str, str]],
) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Find the defaults in use, and those of them that can't be used.

    Args:
        files: the configuration files, as `existing_files` returns them.

    Returns:
        For each default: option with value, commands, and place; and the errors about the values.

    Raises:
        OptionError: a file can't be read, or has an unknown key or a value of the wrong type.
    """
    faults: dict[str, None] = {}
    rows: dict[tuple[str, str], list[str]] = {}
    for name in COMMANDS:
        command = load_command(name)
        options = options_of(command)
        with click.Context(command, info_name=name) as ctx:
            set_defaults(ctx, options, {}, files)
            wrong = _find_wrong_values(ctx)
            faults |= dict.fromkeys(wrong.values())
            for each in options.values():
                if default := defaults_of(ctx).get(each.name or ""):
                    shown = f"{key_of(each)} = {format_value(default.given)}"
                    place = f"{default.place}{' (wrong)' * (each.name in wrong)}"
                    rows.setdefault((shown, place), []).append(name)
    table = [
        (shown, "all commands" if len(names) == len(COMMANDS) else ", ".join(names), place)
        for (shown, place), names in rows.items()
    ]
    return table, list(faults)


def _find_wrong_values(ctx: click.Context) -> dict[str, str]:
    """Return the errors about the defaults of a command, by parameter name."""
    if not defaults_of(ctx):
        return {}
    from wa_link.cli.config_checks import find_faults  # noqa: PLC0415  (loads all rooms)

    return dict(find_faults(ctx))


def _list_files(named: str | None, *, with_folder: bool) -> list[str]:
    """Return lines with the configuration files, and whether each exists and is read."""
    own = user_file()
    is_read = _describe_existence(FOLDER_FILE) if with_folder else "(not read)"
    files = [
        ("--config FILE", "not given" if named is None else escape(named)),
        ("this folder", f"{FOLDER_FILE} {is_read}"),
        (
            "your own file",
            f"{_shorten(escape(own))} {_describe_existence(own)}" if own else "no home folder",
        ),
    ]
    heading = "Files, the highest first:"
    return [heading, *(f"  {name:<15}{path}".rstrip() for name, path in files)]


def _describe_existence(path: str) -> str:
    """Return `(does not exist)` if there is no file with this path, else an empty text."""
    return "" if os.path.lexists(path) else "(does not exist)"


def _align(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return the rows as lines of a table; a place that does not fit gets a line of its own."""
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    place_width = max(len(_shorten(place)) for _, _, place in rows)
    end = "  " if first + second + place_width + 6 <= _WIDTH else "\n      "
    second *= end == "  "
    return [
        f"  {shown:<{first}}  {names:<{second}}{end}{_shorten(place)}"
        for shown, names, place in rows
    ]


def _shorten(path: str) -> str:
    """Return a path with ~ in place of the user's home folder, as a shell can read it."""
    home = os.path.join(os.path.expanduser("~"), "")  # noqa: PTH111, PTH118  (as above)
    return f"~/{path[len(home) :]}" if os.name == "posix" and path.startswith(home) else path
