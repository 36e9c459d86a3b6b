"""The command `wa-link business templates`: list the message templates."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import connection_options, open_account, waba_id_option
from wa_link.cli.business.business_command import BusinessCommand
from wa_link.cli.business.output import json_option, print_json, print_table
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.stderr import say


@click.command(
    cls=BusinessCommand,
    examples=("wa-link business templates --waba-id 102290129340398",),
)
@waba_id_option
@connection_options
@json_option
def templates(*, as_json: bool, **account: Any) -> int:
    """List the message templates of your WhatsApp Business Account.

    Only a template whose status is APPROVED can be sent. Its category decides the price of a
    message. {{1}}, {{2}}, … in its text are replaced by the values of --parameter.
    """
    found = open_account(**account, needs_phone_id=False).templates()
    if as_json:
        for each in found:
            print_json(each)
    elif found:
        rows = [(each.name, each.language, each.status, each.category, each.body) for each in found]
        print_table([("NAME", "LANGUAGE", "STATUS", "CATEGORY", "TEXT"), *rows])
    else:
        say("There are no message templates: create one in Meta's WhatsApp Manager.")
    return ALL_ACCEPTED
