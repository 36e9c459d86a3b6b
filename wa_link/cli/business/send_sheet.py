"""The command `wa-link business send-sheet`: send a message to the people in a sheet."""

from __future__ import annotations

import sys
import time
from typing import Any

import click

from wa_link.cli.business.account_options import (
    account_options,
    open_account,
    take_account,
    waba_id_option,
)
from wa_link.cli.business.business_command import BusinessCommand
from wa_link.cli.business.message_options import take_template, template_options
from wa_link.cli.business.send_dialogue import SendDialogue, SendOptions
from wa_link.cli.business.sheet_run import (
    check_run_options,
    to_option,
)
from wa_link.cli.exit_codes import ALL_ACCEPTED, FAILED, SOME_REJECTED
from wa_link.cli.mistakes.usage_errors import OutputPath, WholeNumber
from wa_link.cli.options.sections import option
from wa_link.cli.options.shared_options import (
    exit_zero_option,
    quiet_option,
    reject_notes_option,
    typed_region_options,
)
from wa_link.cli.options.sheet_options import (
    make_rejects_option,
    phone_column_option,
    reading_options,
    row_options,
    spreadsheet_safe_option,
)
from wa_link.cli.sheet_input import several_sheets_error
from wa_link.cli.stderr import say

_EXAMPLES = (
    (
        "wa-link business send-sheet contacts.csv --template spring_offer --language en_US "
        "--opt-in-column news --ledger offer.jsonl --max 200"
    ),
    (
        "wa-link business send-sheet contacts.csv --template order_ready --language en "
        '--parameter "{name}" --opt-in-column news --ledger sent.jsonl --max 200 --dry-run'
    ),
)


@click.command(
    cls=BusinessCommand,
    on_several=several_sheets_error,
    examples=_EXAMPLES,
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
    help="File that records who got the template. Use the same file in each run: then "
    "nobody gets the template twice.",
)
@option(
    "--max",
    "most",
    section="Sending",
    metavar="N",
    required=True,
    type=WholeNumber(min=1),
    help="Largest number of messages that this run may send.",
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
    'Value of {{1}} in the template. {name} is replaced by the row\'s cell in the column "name". '
    "Repeat the option for {{2}} and so on.",
    is_required=True,
)
@phone_column_option
@typed_region_options
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
@make_rejects_option(
    "To write to these people, too, fix the rows in that file, and run the same command, with the "
    "same ledger, on that file. Default: rejected rows stay in the output; without -o, the reasons "
    "are printed."
)
@spreadsheet_safe_option
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
    """Send a template message to the people in a sheet who have agreed to it.

    Before the first message, the command says how many it will send, and asks. The template must
    be approved by Meta, and Meta may charge for each message. Only rows with a yes in the
    opt-in column get a message. Nobody gets the same template twice: the ledger records what was
    sent. A run that was interrupted goes on when it is started again. If the answer to a message
    was lost, that number is left out, because it may have the message. The exit code is 3 if a row
    got no message.
    """
    account = take_account(options)
    template = take_template(ctx, options)
    if template is None:
        raise click.UsageError(f"Give --template, as in {_EXAMPLES[0]}", ctx)
    settings = SendOptions(**options)
    check_run_options(ctx, settings, journal=settings.ledger)
    if not (settings.yes or settings.dry_run or _can_ask(settings)):
        raise click.UsageError(
            "send-sheet asks before it sends, but no terminal can answer: add --yes to send "
            "without a question, or --dry-run to see how many messages it would send."
        )
    started = time.monotonic()
    run = SendDialogue(settings, template, account.get("phone_id") or "")
    summary = run.send(None if settings.dry_run else open_account(**account))
    if not summary.is_confirmed:
        say("Nothing was sent.")
        return FAILED
    run.say_end(summary, started)
    return SOME_REJECTED if summary.rows.rejected else ALL_ACCEPTED


def _can_ask(settings: SendOptions) -> bool:
    """Return whether a person can read a question in a terminal, and answer it."""
    return settings.contacts != "-" and sys.stdin.isatty() and sys.stderr.isatty()
