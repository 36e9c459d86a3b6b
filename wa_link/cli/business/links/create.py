"""The command `wa-link business links create`: make a short link."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import account_options, open_account
from wa_link.cli.business.link_arguments import read_text, several_words_error
from wa_link.cli.business.one_request import OneRequest
from wa_link.cli.business.output import json_option, print_result
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.options.shared_options import exit_zero_option


@click.command(
    cls=OneRequest,
    if_lost="To see whether the link was made, run wa-link business links list",
    on_several=several_words_error,
    examples=('wa-link business links create "Is the oak table still available?"',),
)
@click.argument("text", metavar="TEXT")
@account_options
@json_option
@exit_zero_option
def create(*, text: str, as_json: bool, **account: Any) -> int:
    r"""Make a short link to your number, and print it.

    TEXT is the prefilled text, of at most 140 characters, which can be changed later. Write \n for
    a line break, and \\ for a backslash. To make a QR code of the link, run
    `wa-link qr LINK -o code.png`.
    """
    made = open_account(**account).links.create(read_text(text))
    print_result(made, made.url, as_json=as_json)
    return ALL_ACCEPTED
