"""Commands and options as click has them, in groups of their help, with what they refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from wa_link._support.quoting import quote
from wa_link.cli import unquoted_values, usage_errors
from wa_link.cli.unquoted_numbers import NumberParts

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

# What stands for bytes that are no UTF-8 (PEP 383).
_NEVER_EMPTY = ("title", "lang")  # of options that are no paths
_HALVES = re.compile("[\ud800-\udfff]")


class SectionedOption(click.Option):
    """An option that stands in a section of its command's help."""

    def __init__(self, *args: Any, section: str = "Options", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section

    def type_cast_value(self, ctx: click.Context, value: object) -> object:
        """The value; one whose bytes are no UTF-8 is refused, and a path without a letter.

        Of a prefilled text, bytes are refused with the reason of its record.
        """
        if value == "" and (isinstance(self.type, click.Path) or self.name in _NEVER_EMPTY):
            raise empty_name_error(self.opts[-1])
        if self.type is click.STRING and self.name != "text":
            for text in value if isinstance(value, (tuple, list)) else (value,):
                if isinstance(text, str) and _HALVES.search(text):
                    raise click.BadParameter(f"{quote(text)} is not in UTF-8.", ctx, self)
        return super().type_cast_value(ctx, value)


def empty_name_error(name: str) -> click.UsageError:
    """The error for a value without a letter: a variable that was not set, in a script."""
    return click.UsageError(f"{name} names nothing: its value is empty. Give one, or leave it out.")


class SectionedCommand(click.Command):
    """A command whose help has sections of options, and examples."""

    def __init__(
        self,
        *args: Any,
        examples: tuple[str, ...] = (),
        on_several: Callable[[click.Context, list[str]], click.UsageError] | None = None,
        **kwargs: Any,
    ) -> None:
        """A command.

        Args:
            *args: as click has them.
            examples: for the help.
            on_several: of a command that takes one argument, gives the error for several; raises
                one where it is certain what is meant.
            **kwargs: as click has them.
        """
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.on_several = on_several

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments; errors say what was meant, such as a value that lacks its quotes."""
        typed = [*args]
        try:
            rest = super().parse_args(ctx, args)
        except click.NoSuchOption as error:  # what follows it may have been its value
            raise usage_errors.unknown_option(ctx, error, typed) from None
        except click.MissingParameter as error:
            raise usage_errors.missing_parameter(ctx, error, self.examples[0]) from None
        except click.UsageError:
            unquoted_values.refuse_region_without_quotes(self, typed)
            given = [word for each in unquoted_values.words_of(self, typed) for word in each.words]
            if self.on_several and len(given) > 1:
                several = self.on_several(ctx, given)
                unquoted_values.refuse_value_without_quotes(self, typed)
                raise several from None
            raise
        pieces = NumberParts(self.name or "", ctx.params.get("region"), ctx.params.get("assume"))
        unquoted_values.refuse_text_without_quotes(
            self, typed, lambda word: pieces.is_number([word])
        )
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Sections, in the order in which their first options are declared."""
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
        """The examples, each on a line of its own."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def option(*names: str, section: str, **attributes: Any) -> Decorator:
    """A click option in a section of the help."""
    return click.option(*names, cls=SectionedOption, section=section, **attributes)


def options(*decorators: Decorator) -> Decorator:
    """Several options as one decorator, in the order in which the help has them."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for each in reversed(decorators):
            function = each(function)
        return function

    return decorate
