"""Commands and options of click whose help has sections, and whose errors say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import click

from wa_link.cli.defaults import COMMANDS, defaults_of, has_variables
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.mistakes import typing_slips, unquoted_values, usage_errors
from wa_link.cli.mistakes.unquoted_numbers import NumberParts
from wa_link.cli.options.config_option import config_options
from wa_link.cli.options.sectioned_option import SectionedOption
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

EXIT_ZERO = "wa_link.exit_zero"
"""Key of `click.Context.meta` for the value of `--exit-zero`."""


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
            from wa_link.cli.mistakes.unknown_names import unknown_option_error  # noqa: PLC0415  (only for a wrong option)

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
        if self.name in COMMANDS and has_variables() and not ctx.params.get("quiet"):
            from wa_link.cli.own_defaults.unknown_variables import note_unknown  # noqa: PLC0415  (only with a variable)

            note_unknown(self)
        from_folder = [each.key for each in defaults_of(ctx).values() if each.is_from_folder]
        if from_folder:
            from wa_link.cli.own_defaults.notes import note_folder  # noqa: PLC0415  (only with such a file)

            note_folder(ctx, from_folder)
        try:
            return final_exit_code(ctx, super().invoke(ctx))
        except (OptionError, click.UsageError) as error:
            if not defaults_of(ctx):
                raise
            from wa_link.cli.own_defaults.config_layers import name_source  # noqa: PLC0415  (seldom needed)

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
