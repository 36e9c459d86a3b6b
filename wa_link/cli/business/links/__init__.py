"""The group `wa-link business links`: commands for short links, a file for each."""

from __future__ import annotations

import click

from wa_link.cli.lazy_group import LazyGroup

_COMMANDS = {
    "list": "List the short links of the number.",
    "create": "Make a short link.",
    "update": "Change the text of a short link.",
    "delete": "Delete a short link.",
    "sync": "Make or update a short link for each row of a sheet.",
}


@click.group(
    cls=LazyGroup,
    package=__name__,
    summaries=_COMMANDS,
    modules={"list": "list_links"},
    epilog="`wa-link business links COMMAND --help` shows the options of a command, and examples.",
)
def links() -> None:
    """Make, change, list and delete short links, such as https://wa.me/message/ABCDEF234567G1.

    A short link opens the chat with your number. Its prefilled text can be changed after the link
    was printed. A number can have 2,000 short links, each with a text of up to 140 characters.
    """
