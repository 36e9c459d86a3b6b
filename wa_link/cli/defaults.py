"""Values that a user sets as defaults of options: where they are, and how messages show them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import click

from wa_link._support.quoting import quote

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
META = "wa_link.defaults"
"""Key of the defaults that count in `click.Context.meta`."""


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
    found: Layer = ctx.meta.get(META, {})
    return found


def options_of(command: click.Command) -> dict[str, click.Option]:
    """Return the options of a command that can have defaults, by their keys: `call-to-action`."""
    return {
        key_of(each): each
        for each in command.params
        if isinstance(each, click.Option) and each.expose_value
    }
