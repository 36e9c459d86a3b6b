"""The command `wa-link business links update`: change the text of a short link."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import account_options, open_account
from wa_link.cli.business.link_arguments import LinkCode, read_text
from wa_link.cli.business.one_request import OneRequest
from wa_link.cli.business.output import json_option, print_result
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.options.shared_options import exit_zero_option


@click.command(
    cls=OneRequest,
    examples=('wa-link business links update ABCDEF234567G1 "Is the oak table still available?"',),
)
@click.argument("code", metavar="CODE", type=LinkCode())
@click.argument("text", metavar="TEXT")
@account_options
@json_option
@exit_zero_option
def update(*, code: str, text: str, as_json: bool, **account: Any) -> int:
    r"""Change the prefilled text of a short link, and print the link.

    CODE is the end of the link, or the whole link. Codes that are printed open the chat with the
    new text. Write \n for a line break in TEXT, and \\ for a backslash.
    """
    changed = open_account(**account).links.update(code, read_text(text))
    print_result(changed, changed.url, as_json=as_json)
    return ALL_ACCEPTED
