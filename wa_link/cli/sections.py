"""Commands and options of click whose help has sections, and whose errors say what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from click.core import ParameterSource

from wa_link._support.quoting import quote
from wa_link.cli import typing_slips, unquoted_values, usage_errors
from wa_link.cli.defaults import (
    COMMANDS,
    CONFIG_VARIABLE,
    FOLDER_FILE,
    defaults_of,
    existing_files,
    has_variables,
    options_of,
)
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.unquoted_numbers import NumberParts
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

EXIT_ZERO = "wa_link.exit_zero"
"""Key of `click.Context.meta` for the value of `--exit-zero`."""
# Options whose value can't be empty, although it is not a path.
_NEVER_EMPTY = ("title", "lang", "username")
# Python decodes arguments with these characters in place of bytes that are not UTF-8 (PEP 383).
_SURROGATES = re.compile("[\ud800-\udfff]")


class SectionedOption(click.Option):
    """An option that belongs to a section of the help, such as `Numbers`."""

    def __init__(self, *args: Any, section: str = "Options", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section

    def type_cast_value(self, ctx: click.Context, value: object) -> object:
        """Convert the text that the user gave for an option; refuse empty paths and invalid UTF-8.

        Raises:
            UsageError: a path, `--title`, `--lang` or `--username` is empty, or a text has
                bytes that are not UTF-8. If the text of `--text` contains them, `chat_link` raises
                the error.
        """
        if value == "" and (isinstance(self.type, click.Path) or self.name in _NEVER_EMPTY):
            raise empty_name_error(self.opts[-1])
        if self.type is click.STRING and self.name != "text":
            for text in value if isinstance(value, (tuple, list)) else (value,):
                if isinstance(text, str) and _SURROGATES.search(text):
                    raise click.BadParameter(
                        f"{quote(text)} is not in UTF-8: give the value in UTF-8.", ctx, self
                    )
        return super().type_cast_value(ctx, value)

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """Return the text of the environment variable that counts for this option, if any."""
        if ctx.command.name not in COMMANDS or not self.expose_value:
            return super().resolve_envvar_value(ctx)
        default = defaults_of(ctx).get(self.name or "")
        return str(default.value) if default and default.is_variable else None

    def value_from_envvar(self, ctx: click.Context) -> Any:  # noqa: ANN401  (click's signature)
        """Return the value of the environment variable; commas separate repeated values."""
        text = self.resolve_envvar_value(ctx)
        if self.multiple and text is not None:
            return [each.strip() for each in text.split(",") if each.strip()]
        return super().value_from_envvar(ctx)

    def process_value(self, ctx: click.Context, value: Any) -> Any:  # noqa: ANN401  (click's signature)
        """Convert the value; an error about a default names its file or its variable.

        Raises:
            OptionError: a default can't be used.
        """
        try:
            return super().process_value(ctx, value)
        except click.UsageError as error:
            default = defaults_of(ctx).get(self.name or "")
            if default is None:
                raise
            message = "write 1 or 0." if self.is_flag else error.message
            raise OptionError(f"{default}: {message}") from None


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
            from wa_link.cli.config_layers import set_defaults  # noqa: PLC0415  (seldom needed)

            typed = {name: value for name, value in opts.items() if _is_given(value)}
            set_defaults(ctx, options_of(ctx.command), typed, files)
        return named, rest


NO_FOLDER_HELP = f"Do not read the file {FOLDER_FILE} in this folder."
"""Help of `--no-folder-config`."""


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


def empty_name_error(name: str) -> click.UsageError:
    """Return the error for an option whose value is empty, such as `--title ""`."""
    return click.UsageError(f"The value of {name} is empty: give a value, or leave out {name}.")


class SectionedCommand(click.Command):
    """A click command whose help has sections of options, and examples."""

    def __init__(
        self,
        *args: Any,
        examples: tuple[str, ...] = (),
        on_several: Callable[[click.Context, list[str]], click.UsageError] | None = None,
        **kwargs: Any,
    ) -> None:
        """Create a click command whose help has examples and sections of options.

        Args:
            *args: arguments of click.
            examples: command lines for the help.
            on_several: a function that returns an error; only for a command that takes a single
                argument. It is called with the context and all arguments if the user gives several
                arguments.
            **kwargs: arguments of click.
        """
        super().__init__(*args, **kwargs)
        if self.name in COMMANDS:
            self.params += config_options
        self.examples = examples
        self.on_several = on_several

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments; errors name the probable mistake, such as a value without quotes."""
        if ctx.resilient_parsing:  # completion: the command line is not complete yet
            return super().parse_args(ctx, args)
        typed = ["--help"] if typing_slips.asks_for_help(args) else [*args]
        typing_slips.refuse_slips(ctx, typed)
        ctx.allow_extra_args = True  # a surplus argument gets an error of ours
        try:
            rest = super().parse_args(ctx, [*typed])
            if rest:
                raise usage_errors.surplus_argument_error(ctx, rest)
        except click.NoSuchOption as error:
            from wa_link.cli.unknown_names import unknown_option_error  # noqa: PLC0415  (only for a wrong option)

            raise unknown_option_error(ctx, error, typed) from None
        except click.BadOptionUsage as error:
            raise usage_errors.missing_value_error(ctx, error) from None
        except click.MissingParameter as error:
            raise usage_errors.missing_parameter_error(ctx, error, self.examples[0]) from None
        except click.UsageError:
            unquoted_values.refuse_region_without_quotes(ctx, typed)
            given = [
                word for each in unquoted_values.group_words(ctx, typed) for word in each.words
            ]
            if self.on_several and len(given) > 1:
                several = self.on_several(ctx, given)
                unquoted_values.refuse_value_without_quotes(ctx, typed)
                raise several from None
            raise
        if ctx.params.get("text"):
            parts = NumberParts(self.name or "", ctx.params.get("region"), ctx.params.get("assume"))
            unquoted_values.refuse_text_without_quotes(
                ctx, typed, lambda word: parts.is_number([word])
            )
        typing_slips.note_curly_quotes(ctx, typed)
        return rest

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, and return its exit code; see `final_exit_code`.

        An error about a default names its file or its variable.
        """
        from_folder = [each.key for each in defaults_of(ctx).values() if each.is_from_folder]
        if from_folder:
            from wa_link.cli.config_notes import note_folder  # noqa: PLC0415  (only with such a file)

            note_folder(ctx, from_folder)
        try:
            return final_exit_code(ctx, super().invoke(ctx))
        except (OptionError, click.UsageError) as error:
            if not defaults_of(ctx):
                raise
            from wa_link.cli.config_layers import name_source  # noqa: PLC0415  (seldom needed)

            raise name_source(ctx, error) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections of the help, in the order of their first options."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if isinstance(parameter, click.Option) and record is not None:
                section = parameter.section if isinstance(parameter, SectionedOption) else "Other"
                sections.setdefault(section, []).append(record)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        """Write the examples at the end of the help, one on each line."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def final_exit_code(ctx: click.Context, code: object) -> object:
    """Return the exit code of a command: with `--exit-zero`, 0 in place of 3; else unchanged."""
    has_exit_zero = ctx.meta.get(EXIT_ZERO, False)
    return ALL_ACCEPTED if has_exit_zero and code == SOME_REJECTED else code


def option(*names: str, section: str, **attributes: Any) -> Decorator:
    """Return a decorator that adds an option to a command, in a section of the help.

    Args:
        *names: names of the option, such as `-o` and `--output`.
        section: title of the section, such as `Output`.
        **attributes: arguments of `click.option`.
    """
    return click.option(*names, cls=SectionedOption, section=section, **attributes)


def options(*decorators: Decorator) -> Decorator:
    """Combine several option decorators into one; the help shows the options in the same order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for each in reversed(decorators):
            function = each(function)
        return function

    return decorate
