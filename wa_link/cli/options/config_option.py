"""The options `--config`, `--no-config` and `--no-folder-config`, which each command has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from wa_link._support.quoting import quote
from wa_link.cli.defaults import (
    CONFIG_VARIABLE,
    FOLDER_FILE,
    existing_files,
    has_variables,
    options_of,
)
from wa_link.cli.mistakes import usage_errors
from wa_link.cli.options.sectioned_option import SectionedOption
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_FOLDER_HELP = f"Do not read the file {FOLDER_FILE} in this folder."
"""Help of `--no-folder-config`."""


class _ConfigOption(SectionedOption):
    """The option `--config`. It is read before other options, and then their defaults are found."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:  # noqa: ANN401  (click's signature)
        """Check the path; an error about the environment variable names it."""
        try:
            return super().process_value(ctx, value)
        except click.UsageError as error:
            if ctx.get_parameter_source(self.name or "") is not ParameterSource.ENVIRONMENT:
                raise
            raise OptionError(f"{CONFIG_VARIABLE}={quote(value)}: {error.message}") from None

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """Read the configuration files and variables, so that click finds their values.

        Raises:
            UsageError: both `--config` and `--no-config` are given.
            OptionError: a configuration file can't be used.
        """
        with_files = not opts.get("no_config")
        if not with_files and self.name in opts:
            raise click.UsageError("Give --config or --no-config, not both.", ctx)
        named, rest = None, args
        files = []
        if with_files:  # else the variable WA_LINK_CONFIG is not read either
            named, rest = super().handle_parse_result(ctx, opts, args)
            # Without a value, it is not None, but click's own sentinel.
            files = existing_files(
                named if isinstance(named, str) else None,
                with_folder=not opts.get("no_folder_config"),
            )
        if (files or has_variables()) and not ctx.resilient_parsing:
            from wa_link.cli.own_defaults.config_layers import set_defaults  # noqa: PLC0415  (seldom needed)

            typed = {name: value for name, value in opts.items() if _is_given(value)}
            set_defaults(ctx, options_of(ctx.command), typed, files)
        return named, rest


def _is_given(value: object) -> bool:
    """Return whether a value of click's parser was typed: None or () is a missing argument."""
    return isinstance(value, (str, bool, tuple, list)) and value not in ((), [])


config_options = (
    _ConfigOption(
        ["--config"],
        section="Other",
        metavar="FILE",
        type=usage_errors.InputFile(),
        envvar=CONFIG_VARIABLE,
        show_envvar=True,
        is_eager=True,
        expose_value=False,
        help="File with your own defaults, in TOML. `wa-link config` shows the defaults in use.",
    ),
    SectionedOption(
        ["--no-config"],
        section="Other",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        help="Read no configuration file.",
    ),
    SectionedOption(
        ["--no-folder-config"],
        section="Other",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        help=NO_FOLDER_HELP,
    ),
)
"""The options `--config`, `--no-config` and `--no-folder-config`."""
