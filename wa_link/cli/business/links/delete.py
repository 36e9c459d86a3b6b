"""The command `wa-link business links delete`: delete a short link."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import account_options, open_account
from wa_link.cli.business.link_arguments import LinkCode, several_codes_error
from wa_link.cli.business.one_request import OneRequest
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.options.shared_options import exit_zero_option, quiet_option
from wa_link.cli.stderr import say
from wa_link.links.short_link import SHORT_LINK_START


@click.command(
    cls=OneRequest,
    on_several=several_codes_error,
    examples=("wa-link business links delete ABCDEF234567G1",),
)
@click.argument("code", metavar="CODE", type=LinkCode())
@account_options
@quiet_option
@exit_zero_option
def delete(*, code: str, quiet: bool, **account: Any) -> int:
    """Delete a short link. Codes that are printed with it open no chat any more.

    CODE is the end of the link, or the whole link.
    """
    open_account(**account).links.delete(code)
    if not quiet:
        say(f"Deleted {SHORT_LINK_START}{code}")
    return ALL_ACCEPTED
