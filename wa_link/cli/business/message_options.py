"""Options of messages made from a template that Meta has approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from wa_link.cli.options.sections import option, options
from wa_link.cli.options.shared_options import refuse_options
from wa_link.links.prefilled_text import unescape

if TYPE_CHECKING:
    from wa_link.business import TemplateMessage
    from wa_link.cli.options.sections import Decorator


def template_options(parameter_help: str, *, is_required: bool = False) -> Decorator:
    """Return the options `--template`, `--language` and `--parameter`.

    Args:
        parameter_help: help of `--parameter`.
        is_required: whether the command can send nothing but templates.
    """
    return options(
        option(
            "--template",
            section="Template",
            metavar="NAME",
            required=is_required,
            help="Name of a message template that Meta has approved: wa-link business templates "
            "lists them.",
        ),
        option(
            "--language",
            section="Template",
            metavar="CODE",
            required=is_required,
            help="Language of the template, such as en or en_US.",
        ),
        option(
            "--parameter",
            "parameters",
            section="Template",
            metavar="TEXT",
            multiple=True,
            help=parameter_help,
        ),
    )


def take_template(ctx: click.Context, options: dict[str, Any]) -> TemplateMessage | None:
    """Remove the options of a template, and return the template; None if there is none.

    Args:
        ctx: context of the command.
        options: values of options, by their parameter names.

    Raises:
        UsageError: there is a template without its language, or a language or a parameter without a
            template.
    """
    from wa_link.business import TemplateMessage  # noqa: PLC0415  (not needed for the help)

    name, language = options.pop("template"), options.pop("language")
    parameters = tuple(map(unescape, options.pop("parameters")))
    if not name:
        why = "has no effect without a template: add --template NAME."
        refuse_options(ctx, ("language", "parameters"), why)
        return None
    if not language:
        raise click.UsageError(
            "A template needs its language: add --language, as in --language en", ctx
        )
    return TemplateMessage(name, language, parameters)
