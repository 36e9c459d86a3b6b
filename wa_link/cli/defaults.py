"""Places where a user sets defaults of options: files, and variables of the environment.

This module is loaded at each start; `config_layers.py` only if there is a file or a variable.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from wa_link.cli.own_defaults.default_value import Layer

COMMANDS = ("link", "qr", "batch", "labels", "inspect", "check")
"""The commands whose options can have defaults of one's own."""
FOLDER_FILE = ".wa-link.toml"
"""Name of the configuration file in the current folder."""
CONFIG_VARIABLE = "WA_LINK_CONFIG"
"""Environment variable that names a configuration file, as `--config` does."""
ONLY_TYPED = ("open", "paste")
"""Options that act on the desktop: they count only if they are typed."""
META = "wa_link.defaults"
"""Key of the defaults in use in `click.Context.meta`."""


def key_of(option: click.Option) -> str:
    """Return the name of an option in a configuration file: `call-to-action`, `output`."""
    return next(each for each in reversed(option.opts) if each.startswith("--"))[2:]


def variable_of(command: str, key: str) -> str:
    """Return the environment variable for an option of a command: `WA_LINK_QR__MODULE_SIZE`."""
    return f"WA_LINK_{command}__{key.replace('-', '_')}".upper()


def user_file() -> str | None:
    """Return the path of the user's own file, or None if the user has no home folder."""
    if os.environ.get("HOME") == "" and os.name != "nt" and not os.environ.get("XDG_CONFIG_HOME"):
        return None  # click would take the root folder
    path = os.path.join(click.get_app_dir("wa-link"), "config.toml")  # noqa: PTH118  (pathlib takes 1 ms to load)
    return path if os.path.isabs(path) else None  # noqa: PTH117  (as above)


def defaults_of(ctx: click.Context) -> Layer:
    """Return the defaults in use in this run, by the parameter names of their options."""
    found: Layer = ctx.meta.get(META, {})
    return found


def can_have_default(option: click.Option) -> bool:
    """Return whether an option counts if it is not typed, but set in a file or a variable."""
    return not option.is_eager and key_of(option) not in ONLY_TYPED


def options_of(command: click.Command) -> dict[str, click.Option]:
    """Return the options of a command that can have defaults, by their keys: `call-to-action`."""
    return {
        key_of(each): each
        for each in command.params
        if isinstance(each, click.Option) and can_have_default(each)
    }


def existing_files(named: str | None, *, with_folder: bool = True) -> list[tuple[str, str]]:
    """Return the configuration files that exist, with their layers: `named`, `folder` or `user`.

    Args:
        named: the file that `--config` or `WA_LINK_CONFIG` names.
        with_folder: whether the file of the current folder counts.
    """
    own = user_file()
    files = [] if named is None else [(named, "named")]
    for path, place in ((FOLDER_FILE if with_folder else None, "folder"), (own, "user")):
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


def has_variables() -> bool:
    """Return whether the environment has a variable of wa-link."""
    return any(name.startswith("WA_LINK_") for name in os.environ)


def is_typed(ctx: click.Context, name: str) -> bool:
    """Return whether an option is on the command line, not from a default of the user."""
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
