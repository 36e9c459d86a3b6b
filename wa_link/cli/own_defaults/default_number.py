"""A number for all rows that the user did not type: refuse it for a sheet of contacts, or name it.

Such a number comes from a configuration file or from a variable of the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_link._support.arguments import option
from wa_link._support.quoting import escape, quote
from wa_link.cli.defaults import defaults_of
from wa_link.cli.own_defaults.notes import say_source
from wa_link.errors import OptionError
from wa_link.sheets.headers.header_row import has_phone_digits

if TYPE_CHECKING:
    from wa_link.batch.summary import ColumnInfo, SheetInfo
    from wa_link.cli.own_defaults.default_value import Default


def check_default_number(info: SheetInfo, *, has_only_json: bool) -> None:
    """Print the number that all rows get, if it was not typed; fail if the sheet has numbers.

    The number is also printed with `--quiet`, because it decides who gets the messages.

    Args:
        info: how the sheet is read.
        has_only_json: whether standard error gets only the JSON object of the summary, which
            contains the number.

    Raises:
        OptionError: a column of the sheet has the header of a phone column.
    """
    ctx = click.get_current_context()
    default = defaults_of(ctx).get("number")
    if info.number is None or default is None:
        return
    if info.unread_phone_columns:
        raise _unread_column_error(info, info.unread_phone_columns[0], default)
    if not has_only_json:
        say_source(ctx, "number", f"All rows get the number {info.number.international}")


def _unread_column_error(info: SheetInfo, column: ColumnInfo, default: Default) -> OptionError:
    """Return the error for a default that would replace the numbers of a column."""
    assert info.number is not None  # noqa: S101  (the caller has checked it)
    is_unique = info.columns.count(column.name) == 1
    name = column.name if is_unique and column.name.isprintable() else str(column.number)
    reading = option("phone_columns", name)
    if has_phone_digits((column.name,)):  # the header row seems to be a contact
        reading = f"{option('header', value=False)} {option('phone_columns', str(column.number))}"
    # With its text, a link is typed as it is.
    number = str(default.value) if info.number.link else info.number.e164
    return OptionError(
        f"{default}: Column {column.number}, {quote(column.name, 30)}, seems to have phone "
        f"numbers. To read them, add {escape(reading)}; to link all rows to "
        f"{info.number.international}, add {escape(option('number', number))}."
    )
