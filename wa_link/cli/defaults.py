"""Defaults of one's own: values of options from environment variables and configuration files.

A layer is a place that gives values of options. These are the layers, the highest first: the
command line; `WA_LINK_<COMMAND>__<OPTION>`; `WA_LINK_REGION`; the file of `--config`; the file
`.wa-link.toml` in the current folder; and the user's own file. In each file, the table of the
command is above the keys at the top. For each option, the highest layer that has it counts. If
options contradict each other, the option of the higher layer counts, and the other one is dropped.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import click

from wa_link._support.quoting import quote
from wa_link.cli.contradictions import drop_contradicted
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Options: TypeAlias = Mapping[str, click.Option]
    Layer: TypeAlias = dict[str, "Default"]

COMMANDS = ("link", "qr", "batch", "labels", "inspect", "check")
"""The commands whose options can have defaults of one's own."""
FOLDER_FILE = ".wa-link.toml"
"""Name of the configuration file in the current folder."""
CONFIG_VARIABLE = "WA_LINK_CONFIG"
"""Environment variable that names a configuration file, as `--config` does."""
_META = "wa_link.defaults"


@dataclass(frozen=True, slots=True)
class Default:
    """The value of an option that does not come from the command line.

    Attributes:
        value: the value for the option; a path is relative to the current folder, or absolute.
        given: the value as it was written.
        place: file and line, such as `/home/ann/.config/wa-link/config.toml:2`, or the name of an
            environment variable.
        key: name of the option in that file, such as `call-to-action`; empty for a variable.
        is_from_folder: whether it comes from the file `.wa-link.toml` of the current folder.
    """

    value: object
    given: object
    place: str
    key: str = ""
    is_from_folder: bool = False

    @property
    def is_variable(self) -> bool:
        """Return whether the value comes from an environment variable."""
        return not self.key

    def __str__(self) -> str:
        value = format_value(self.given)
        return f"{self.place}: {self.key} = {value}" if self.key else f"{self.place}={value}"


def format_value(value: object) -> str:
    """Return a value as it is written in TOML, shortened if it is long: `"SA"`, `true`, `[…]`."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return quote(str(value), 20)[1:-1]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return f"[{', '.join(map(quote, value[:5]))}{', …' * (len(value) > 5)}]"
    return "[…]" if isinstance(value, list) else "…"


def key_of(option: click.Option) -> str:
    """Return the name of an option in a configuration file: `call-to-action`, `output`."""
    return next(each for each in reversed(option.opts) if each.startswith("--"))[2:]


def variable_of(command: str, key: str) -> str:
    """Return the environment variable for an option of a command: `WA_LINK_QR__MODULE_SIZE`."""
    return f"WA_LINK_{command}__{key.replace('-', '_')}".upper()


def user_file() -> str | None:
    """Return the path of the user's own file, or None if the user has no home folder."""
    path = os.path.join(click.get_app_dir("wa-link"), "config.toml")  # noqa: PTH118  (pathlib takes 1 ms to load)
    return path if os.path.isabs(path) else None  # noqa: PTH117  (as above)


def defaults_of(ctx: click.Context) -> Layer:
    """Return the defaults that count in this run, by the parameter names of their options."""
    found: Layer = ctx.meta.get(_META, {})
    return found


def set_defaults(
    ctx: click.Context, options: Options, typed: Mapping[str, object], *, named: str | None,
    with_files: bool,
) -> None:  # fmt: skip
    """Find the defaults of all options of a command, and let click use them.

    Args:
        ctx: context of the command.
        options: options of the command that can have defaults, by their keys.
        typed: values of the command line, by parameter name.
        named: the file that `--config` or `WA_LINK_CONFIG` names.
        with_files: False for `--no-config`.

    Raises:
        OptionError: a file can't be read, or has an unknown key or a value of the wrong type; or
            options of one layer contradict each other.
    """
    command = ctx.command.name or ""
    layers = _read_variables(command, options)
    if with_files and (files := _existing_files(named)):
        from wa_link.cli.config_keys import read_layers  # noqa: PLC0415  (only if there is a file)

        for path, place in files:
            layers += read_layers(path, place, command, options)
    found = drop_contradicted([layer for layer in layers if layer], typed)
    ctx.meta[_META] = found
    ctx.default_map = {
        name: default.value for name, default in found.items() if not default.is_variable
    }


def _existing_files(named: str | None) -> list[tuple[str, str]]:
    """Return the configuration files that exist, with their layers: `named`, `folder` or `user`."""
    own = user_file()
    files = [] if named is None else [(named, "named")]
    for path, place in ((FOLDER_FILE, "folder"), (own, "user")):
        try:
            found = path and os.lstat(path)
        except OSError:
            continue
        if found and not (named is not None and _is_same(named, path or "")):
            files.append((path or "", place))
    return files


def _is_same(one: str, other: str) -> bool:
    """Return whether two paths name the same file."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121  (pathlib takes 1 ms to load)
    except OSError:
        return False


def _read_variables(command: str, options: Options) -> list[Layer]:
    """Return the two layers of environment variables; an empty variable is ignored."""
    layers: list[Layer] = [{}, {}]
    for key, option in options.items():
        for layer, names in zip(layers, (variable_of(command, key), option.envvar), strict=True):
            if isinstance(names, str) and (text := os.environ.get(names)):
                layer[option.name or ""] = Default(text, text, names)
    return layers


def name_source(ctx: click.Context, error: OptionError | click.UsageError) -> Exception:
    """Return an error that begins with the place of the default that is at fault, if one is.

    A default is at fault if the message begins with its option, or quotes its value.
    """
    message = error.message if isinstance(error, click.UsageError) else str(error)
    for parameter in ctx.command.params:
        default = defaults_of(ctx).get(parameter.name or "")
        if default is None:
            continue
        value, flag = str(default.value), parameter.opts[-1]
        quoted = {quote(value), quote(value, 200), f"{flag} {value}"} if value else {f"{flag} "}
        if message.startswith((f"{flag} ", f"{flag}:")) or any(each in message for each in quoted):
            return OptionError(f"{default}: {message}")
    return error
