"""The command `wa-link business send-sheet`: send a template message to each row of a sheet."""

from __future__ import annotations

from typing import Any

import click

from wa_link.cli.business.account_options import account_options, waba_id_option
from wa_link.cli.business.message_options import template_options
from wa_link.cli.mistakes.usage_errors import OutputPath, WholeNumber
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import (
    exit_zero_option,
    quiet_option,
    region_options,
    reject_notes_option,
)
from wa_link.cli.options.sheet_options import (
    phone_column_option,
    reading_options,
    rejects_option,
    row_options,
    to_option,
)
from wa_link.cli.sheet_input import several_sheets_error


@click.command(
    cls=SectionedCommand,
    on_several=several_sheets_error,
    examples=(
        (
            "wa-link business send-sheet contacts.csv --template spring_offer --language en_US "
            "--opt-in-column news --ledger offer.jsonl --max 200"
        ),
        (
            "wa-link business send-sheet contacts.csv --template order_ready --language en "
            '--parameter "{name}" --opt-in-column news --ledger sent.jsonl --max 200 --dry-run'
        ),
    ),
)
@reading_options("CONTACTS")
@option(
    "--opt-in-column",
    section="Sending",
    metavar="NAME",
    required=True,
    help="Column that says who has agreed to your messages. Only rows whose cell says yes get a "
    "message: yes, y, true, 1, x, or yes in another language.",
)
@option(
    "--ledger",
    section="Sending",
    metavar="FILE",
    required=True,
    type=OutputPath(dir_okay=False),
    help="File that keeps to whom the template was sent. Use the same file in each run: then "
    "nobody gets the template twice.",
)
@option(
    "--max",
    "most",
    section="Sending",
    metavar="N",
    required=True,
    type=WholeNumber(min=1),
    help="The most messages that this run may send.",
)
@option(
    "--resend-unknown",
    section="Sending",
    is_flag=True,
    help="Also send to numbers whose answer was lost in an earlier run: they may get the message "
    "twice.",
)
@option("--yes", section="Sending", is_flag=True, help="Send without a question.")
@template_options(
    'Template for {{1}} of the message, such as {name}: the row\'s cell in the column "name". '
    "Repeat the option for {{2}} and so on."
)
@phone_column_option
@region_options
@row_options
@reject_notes_option
@account_options
@waba_id_option
@option(
    "-o",
    "--output",
    section="Output",
    metavar="FILE|-",
    type=OutputPath(dir_okay=False, allow_dash=True),
    help="File for the sheet with the ID of each message, or why none was sent; - is standard "
    "output. Default: no sheet is written.",
)
@to_option
@rejects_option
@option(
    "--dry-run",
    section="Output",
    is_flag=True,
    help="Send no messages, and write no files. Print how many messages would be sent.",
)
@quiet_option
@exit_zero_option
@click.pass_context
def send_sheet(ctx: click.Context, /, **options: Any) -> int:
    """Send a template message to each row of a sheet that has agreed to it."""
    raise NotImplementedError
