"""A region that the user did not type: print where it comes from, because it decides who is meant.

The variable WA_LINK_REGION is not named: its only purpose is to set the region.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.cli.defaults import defaults_of
from wa_link.cli.own_defaults.notes import say_source
from wa_link.errors import OptionError, RecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    import click

REGION_VARIABLE = "WA_LINK_REGION"
"""Environment variable with the region for all commands."""


def has_default_region(ctx: click.Context) -> bool:
    """Return whether the region comes from a file, or from the variable of one command."""
    default = defaults_of(ctx).get("region")
    return default is not None and default.place != REGION_VARIABLE


def say_region(ctx: click.Context, which: str = "without +") -> None:
    """Print the region and its place, if it is a default.

    Args:
        ctx: context of the command.
        which: words that say which numbers are read as numbers of the region.
    """
    if has_default_region(ctx):
        say_source(ctx, "region", f"Numbers {which} are read as numbers of {ctx.params['region']}")


def say_used_region(
    ctx: click.Context, result: str | None, read_without: Callable[[], str | None]
) -> bool:
    """Print the region and its place, if it is a default and a result depends on it.

    Args:
        ctx: context of the command.
        result: a number or a link.
        read_without: function that returns the same result without a region, or raises an error.

    Returns:
        Whether a line was printed.
    """
    if not has_default_region(ctx):
        return False
    try:
        is_used = read_without() != result
    except (RecordError, OptionError):
        is_used = True
    if is_used:
        say_region(ctx)
    return is_used
