"""Checks of the values of defaults, for `wa-link config`: the same ones as in the commands.

Values are checked one by one: a contrast that is too low is found when a code is drawn. Values that
depend on a sheet, such as names of columns, are not checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_link.batch.row_choice import RowChoice
from wa_link.check.selection import Selection
from wa_link.cli.defaults import defaults_of
from wa_link.cli.label_options import choose_stock
from wa_link.errors import OptionError, RecordError
from wa_link.links.given_link import read_number
from wa_link.links.template import Template
from wa_link.links.usernames import parse_username
from wa_link.phone import Assume
from wa_link.printing.cards.designs import load_design
from wa_link.printing.cards.languages import parse_language
from wa_link.printing.label_stock import parse_page
from wa_link.printing.labels.option_checks import parse_copies
from wa_link.printing.typesetting.typesetter import load_fonts
from wa_link.qr.lengths import parse_length, parse_length_pair
from wa_link.qr.render.colours import TRANSPARENT, parse_colour
from wa_link.qr.render.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_link.cli.own_defaults.default_value import Default

# Functions that raise an error for a wrong value, by parameter name.
_CHECKS: dict[str, Callable[[str], object]] = {
    "accent": parse_colour,
    "bleed": parse_length,
    "copies": parse_copies,
    "dark": parse_colour,
    "design": load_design,
    "font": load_fonts,
    "ignore": lambda value: Selection.parse(ignore=value),
    "lang": parse_language,
    "light": lambda value: value.strip().lower() == TRANSPARENT or parse_colour(value),
    "logo": lambda value: Style.of({"logo": value}),
    "offset": lambda value: parse_length_pair(value, ","),
    "page": parse_page,
    "rows": lambda value: RowChoice.parse(",".join(value)),
    "select": Selection.parse,
    "size": lambda value: Style.of({"size": value}),
    "stock": lambda value: choose_stock(value, None, None, None, None),
    "username": parse_username,
}
# Options that are templates in commands that read a sheet.
_TEMPLATES = ("call_to_action", "caption", "qr_name", "text", "title")


def find_faults(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield each default of a command that can't be used: its parameter name, and the error.

    Args:
        ctx: context of the command, whose defaults are set. It gets the values as parameters.
    """
    found = {
        each: default
        for each in ctx.command.params
        if (default := defaults_of(ctx).get(each.name or ""))
    }
    wrong = set()
    for each, default in found.items():
        try:
            each.handle_parse_result(ctx, {}, [])  # checks the type, and sets the parameter
        except (OptionError, click.UsageError) as error:
            wrong.add(each.name)
            yield each.name or "", _describe(default, error)
    for each, default in found.items():
        if each.name in wrong or not ctx.params.get(each.name or ""):
            continue
        try:
            _check(ctx, each.name or "")
        except (OptionError, RecordError, click.UsageError) as error:
            yield each.name or "", _describe(default, error)


def _check(ctx: click.Context, name: str) -> None:
    """Fail if the value of an option can't be used.

    Raises:
        OptionError: the value is wrong; or RecordError for a number or a username, and UsageError
            for a stock.
    """
    value = ctx.params[name]
    if name == "number":
        assume = ctx.params.get("assume")
        read_number(value, ctx.params.get("region"), Assume(assume) if assume else None)
    elif name in _TEMPLATES and ctx.command.name in ("batch", "labels"):
        Template.parse(value)
    elif name in _CHECKS:
        _CHECKS[name](value)


def _describe(default: Default, error: Exception) -> str:
    """Return the message of an error about a default; it begins with the place of the default."""
    message = error.message if isinstance(error, click.UsageError) else str(error)
    prefix = f"{default}: "
    return prefix + message.removeprefix(prefix)
