"""The command `wa-link business status`: show the number on the Business Platform."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import account_options, open_account
from wa_link.cli.business.business_command import BusinessCommand
from wa_link.cli.business.output import json_option, print_json, print_table
from wa_link.cli.exit_codes import ALL_ACCEPTED


@click.command(
    cls=BusinessCommand,
    examples=("wa-link business status --phone-id 106540352242922 --token-file token.txt",),
)
@account_options
@json_option
def status(*, as_json: bool, **account: Any) -> int:
    """Show your number on the Business Platform, its verified name, its quality and its limit.

    The limit is how many people the number can write to first in 24 hours, such as TIER_1K. The
    words in capitals are Meta's own.
    """
    found = open_account(**account).status()
    if as_json:
        print_json(found)
        return ALL_ACCEPTED
    is_official = {True: "yes", False: "no", None: "unknown"}[found.is_official]
    print_table(
        (
            ("number", found.number),
            ("verified name", found.verified_name),
            ("name status", found.name_status),
            ("verification", found.verification),
            ("quality", found.quality),
            ("limit", found.tier),
            ("official account", is_official),
        ),
        is_list=False,
    )
    return ALL_ACCEPTED
