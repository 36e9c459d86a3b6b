"""Defaults of one's own: values of options from environment variables and configuration files.

A layer is a place that gives values of options. These are the layers, the highest first: the
command line; `WA_LINK_<COMMAND>__<OPTION>`; `WA_LINK_REGION`; the file of `--config`; the file
`.wa-link.toml` in the current folder; and the user's own file. In each file, the table of the
command is above the keys at the top. For each option, the highest layer that has it counts. If
options contradict each other, the option of the higher layer counts, and the other one is dropped.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from wa_link._support.quoting import quote
from wa_link.cli.defaults import META, defaults_of, variable_of
from wa_link.cli.own_defaults.contradictions import drop_contradicted
from wa_link.cli.own_defaults.default_value import Default
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_link.cli.own_defaults.default_value import Layer, Options


def set_defaults(
    ctx: click.Context,
    options: Options,
    typed: Mapping[str, object],
    files: Sequence[tuple[str, str]],
) -> None:
    """Find the defaults of all options of a command, and let click use them.

    Args:
        ctx: context of the command.
        options: options of the command that can have defaults, by their keys.
        typed: values of the command line, by parameter name.
        files: the configuration files, as `existing_files` returns them.

    Raises:
        OptionError: a file can't be read, or has an unknown key or a value of the wrong type; or
            options of one layer contradict each other.
    """
    command = ctx.command.name or ""
    layers = _read_variables(command, options)
    if files:
        from wa_link.cli.own_defaults.config_keys import read_layers  # noqa: PLC0415  (loads tomllib)

        for path, place in files:
            layers += read_layers(path, place, command, options)
    found = drop_contradicted([layer for layer in layers if layer], typed)
    ctx.meta[META] = found
    ctx.default_map = {
        name: default.value for name, default in found.items() if not default.is_variable
    }


def _read_variables(command: str, options: Options) -> list[Layer]:
    """Return the two layers of environment variables; an empty variable is ignored."""
    layers: list[Layer] = [{}, {}]
    for key, option in options.items():
        for layer, names in zip(layers, (variable_of(command, key), option.envvar), strict=True):
            if isinstance(names, str) and (text := os.environ.get(names)):
                layer[option.name or ""] = Default(text, text, names)
    return layers


def name_source(ctx: click.Context, error: OptionError | click.UsageError) -> Exception:
    """Return an error that begins with the place of the default that is at fault, if one is."""
    message = error.message if isinstance(error, click.UsageError) else str(error)
    if any(message.startswith(f"{default}: ") for default in defaults_of(ctx).values()):
        return error  # it names the place already
    name = _find_named(ctx, error, message)
    if name is None and isinstance(error, OptionError):
        name = _find_quoted(ctx, message)
    default = defaults_of(ctx).get(name or "")
    return error if default is None else OptionError(f"{default}: {message}")


def _find_named(
    ctx: click.Context, error: OptionError | click.UsageError, message: str
) -> str | None:
    """Return the parameter of the option that an error names at its beginning, if any."""
    hint = error.param_hint if isinstance(error, click.BadParameter) else None
    for parameter in ctx.command.params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if hint == option or message.startswith((f"{option} ", f"{option}:")):
                return parameter.name
    return None


def _find_quoted(ctx: click.Context, message: str) -> str | None:
    """Return the parameter whose value an error quotes first: the value that can't be used.

    Return None if this is not certain, because several parameters have the same value.
    """
    quoted = message[message.find('"') :]
    found = [
        parameter.name
        for parameter in ctx.command.params
        if any(
            quoted.startswith(quote(str(value), limit))
            for value in _list_values(ctx.params.get(parameter.name or ""))
            for limit in (60, 200)
        )
    ]
    return found[0] if len(found) == 1 else None


def _list_values(value: object) -> Sequence[object]:
    """Return the values of a parameter, which has several values if it can be repeated."""
    values: Sequence[object] = value if isinstance(value, (tuple, list)) else (value,)
    return [each for each in values if each not in (None, "")]
