"""The group `wa-link business`: commands for WhatsApp's Business Platform, a file for each."""

from __future__ import annotations

import click

from wa_link.cli.lazy_group import LazyGroup
from wa_link.cli.mistakes.typed_tokens import refuse_tokens

_COMMANDS = {
    "links": "Make, change, list and delete short links.",
    "status": "Show the number, its verified name, quality and limit.",
    "profile": "Show or change the profile of the business.",
    "send": "Send a message to one number.",
    "send-sheet": "Send a template message to the people in a sheet who agreed to it.",
    "templates": "List the message templates.",
}


class _BusinessGroup(LazyGroup):
    """The group of the commands that need a token."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command; refuse a token on the command line."""
        if not ctx.resilient_parsing:
            refuse_tokens(args)
        return super().parse_args(ctx, args)


@click.group(
    cls=_BusinessGroup,
    package=__name__,
    summaries=_COMMANDS,
    epilog="`wa-link business COMMAND --help` shows the options of a command, and examples.",
)
def business() -> None:
    """Use WhatsApp's Business Platform: short links, the profile of your business, and messages.

    You need a number on the Business Platform (Cloud API), its phone number ID, and an access
    token. Set WA_LINK_PHONE_ID and WA_LINK_TOKEN, or name a file that contains the token with
    --token-file. A token is never typed on the command line, because other programs can read it
    there. These commands read no configuration file.
    """
