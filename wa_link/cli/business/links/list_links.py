"""The command `wa-link business links list`: list the short links of the number."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import account_options, open_account
from wa_link.cli.business.business_command import BusinessCommand
from wa_link.cli.business.output import json_option, print_json, print_table
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.stderr import say


@click.command(
    "list",
    cls=BusinessCommand,
    examples=("wa-link business links list", "wa-link business links list --json > links.jsonl"),
)
@account_options
@json_option
def list_links(*, as_json: bool, **account: Any) -> int:
    """List the short links of your number, each with its prefilled text."""
    found = open_account(**account).links.list()
    if as_json:
        for each in found:
            print_json(each)
    elif found:
        print_table([("LINK", "TEXT"), *((each.url, each.text) for each in found)])
    else:
        say(
            "There are no short links yet. To make one, write "
            'wa-link business links create "Hello!"'
        )
    return ALL_ACCEPTED
