"""The command `wa-link business send-sheet`: send a template message to each row of a sheet."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from wa_link._support.quoting import escape, pluralize, quote
from wa_link.cli.business.account_options import (
    account_options,
    open_account,
    take_account,
    waba_id_option,
)
from wa_link.cli.business.message_options import take_template, template_options
from wa_link.cli.business.sheet_run import (
    Monitor,
    RunOptions,
    check_run_options,
    open_sheet,
    open_target,
)
from wa_link.cli.exit_codes import ALL_ACCEPTED, FAILED, SOME_REJECTED
from wa_link.cli.messages.report import describe, describe_forecast
from wa_link.cli.messages.row_messages import RowMessages, RowPlace
from wa_link.cli.messages.saved_files import say_saved
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
    spreadsheet_safe_option,
    to_option,
)
from wa_link.cli.sheet_input import say_columns, several_sheets_error
from wa_link.cli.stderr import note_formula, say

if TYPE_CHECKING:
    from wa_link.batch.outcome import Rejected
    from wa_link.business import Account, SendPlan, SendSummary, TemplateMessage


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
    cls=SectionedCommand,
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
    """Send a template message to each row of a sheet that has agreed to it.

    Before the first message, the command says how many it will send, and asks. The template must
    be approved by Meta, and Meta may charge for each message. Nobody gets a message without a yes
    in the opt-in column, nor two messages of the same template: the ledger keeps what was sent. A
    run that was interrupted goes on when it is started again. If the answer to a message was lost,
    that number is left out, because it may have the message. The exit code is 3 if a row got none.
    """
    account = take_account(options)
    template = take_template(ctx, options)
    if template is None:
        raise click.UsageError(f"Give --template, as in {_EXAMPLES[0]}", ctx)
    settings = _SendOptions(**options)
    check_run_options(ctx, settings, journal=settings.ledger)
    if not (settings.yes or settings.dry_run or _can_ask(settings)):
        raise click.UsageError(
            "send-sheet asks before it sends, but no terminal can answer: add --yes to send "
            "without a question, or --dry-run to see how many messages it would send."
        )
    started = time.monotonic()
    run = _Run(settings, template, account.get("phone_id") or "")
    summary = run.send(None if settings.dry_run else open_account(**account))
    if not summary.is_confirmed:
        say("Nothing was sent.")
        return FAILED
    run.say_end(summary, started)
    return SOME_REJECTED if summary.rows.rejected else ALL_ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class _SendOptions(RunOptions):
    """Values of the options of `wa-link business send-sheet`; see the help of the command."""

    opt_in_column: str
    ledger: str
    most: int
    resend_unknown: bool
    yes: bool
    phone_columns: tuple[str, ...]
    region: str | None
    assume: str | None
    region_column: str | None
    multiple: str
    reject_notes: tuple[str, ...]


def _can_ask(settings: _SendOptions) -> bool:
    """Return whether a person can read a question in a terminal, and answer it."""
    return settings.contacts != "-" and sys.stdin.isatty() and sys.stderr.isatty()


class _Run:
    """A run of the command: asks the user, shows the progress, and reports the result."""

    def __init__(self, settings: _SendOptions, template: TemplateMessage, phone_id: str) -> None:
        self._settings, self._template, self._phone_id = settings, template, phone_id
        self._rejected = RowMessages()
        self._is_planned = False

    def send(self, account: Account | None) -> SendSummary:
        """Send the messages, if the user agrees."""
        from wa_link.business import send_sheet as send_all  # noqa: PLC0415  (takes 100 ms)

        settings = self._settings
        remains = f"{escape(settings.ledger)} has them. To go on, run the same command again."
        monitor = Monitor(settings)
        with (
            monitor.watch("message", "--dry-run sends none." if settings.dry_run else remains),
            open_sheet(settings, settings.phone_columns) as (file, sheet),
        ):

            def confirm(plan: SendPlan) -> bool:
                if settings.contacts != "-":
                    file.close()  # Windows can't replace a file that is open
                return self._confirm(plan)

            return send_all(
                account,
                sheet,
                template=self._template.name,
                language=self._template.language,
                parameters=self._template.parameters,
                opt_in_column=settings.opt_in_column,
                ledger=settings.ledger,
                most=settings.most,
                resend_unknown=settings.resend_unknown,
                target=open_target(settings),
                to=settings.file_format,
                rejects=settings.rejects,
                spreadsheet_safe=settings.spreadsheet_safe,
                dry_run=settings.dry_run,
                confirm=confirm,
                on_progress=lambda summary: monitor.show(monitor.rows + 1, summary.plan.messages),
                on_rejected=self._keep_rejected,
                phone_columns=settings.phone_columns,
                region=settings.region,
                region_column=settings.region_column,
                assume=settings.assume,
                multiple=settings.multiple,
                reject_notes=settings.reject_notes,
            )

    def _confirm(self, plan: SendPlan) -> bool:
        """Print the plan, and ask whether to send; with `--yes`, do not ask."""
        self._say_plan(plan)
        if self._settings.yes:
            return True
        messages = pluralize(plan.messages, "message")
        return click.confirm(
            f"Send {messages} from the template {escape(plan.template)} ({escape(plan.language)}), "
            f"from the number with the ID {self._phone_id}? Meta may charge for each.",
            err=True,
        )

    def _say_plan(self, plan: SendPlan) -> None:
        """Print how the sheet was read, how many messages are sent, and to whom the first goes."""
        self._is_planned = True
        if self._settings.quiet and self._settings.yes:
            return
        say_columns(plan.sheet, are_named=bool(self._settings.phone_columns))
        for remark in plan.sheet.template_remarks:
            say(f"Note: {remark}")
        say(
            f"{pluralize(plan.messages, 'message')} to send, {plan.sent_before:,} sent before, "
            f"{pluralize(plan.rejected, 'row')} without a message."
        )
        if plan.first is not None:
            with_them = ", ".join(quote(each, 30) for each in plan.first.parameters)
            say(
                f"The first goes to {plan.first.phone.international}"
                f"{f', with {with_them}' if with_them else ''}."
            )

    def _keep_rejected(self, rejected: Rejected) -> None:
        """Keep why a row got no message."""
        place = RowPlace(rejected.row.number, rejected.row.line)
        self._rejected.add(rejected.reason, rejected.message, place)

    def say_end(self, summary: SendSummary, started: float) -> None:
        """Print the counts of rows and messages, and the names of the saved files.

        Rejected rows are printed, also with `--quiet`, if they are in no file.
        """
        settings, rows = self._settings, summary.rows
        if settings.dry_run:
            self._print_forecast(summary, started)
            return
        if settings.output is None and settings.rejects is None:
            for sentence in self._rejected.rejections():
                say(sentence)
        if settings.quiet:
            return
        if not self._is_planned:  # there was nothing to send
            say_columns(rows.sheet, are_named=bool(settings.phone_columns))
        if rows.formula:
            note_formula(rows.formula)
        say(describe(rows, started))
        say(f"{pluralize(summary.sent, 'message')} sent, {summary.plan.sent_before:,} sent before.")
        say_saved(settings.output or "-", settings.rejects, rows.rejected, sheet=settings.contacts)

    def _print_forecast(self, summary: SendSummary, started: float) -> None:
        """Print the result of a dry run on standard output."""
        plan = summary.plan
        if not self._settings.quiet:
            say_columns(plan.sheet, are_named=bool(self._settings.phone_columns))
        for remark in plan.sheet.template_remarks:
            say(f"Note: {remark}")
        count = pluralize(plan.messages, "message")
        click.echo(f"{count} would be sent, {plan.sent_before:,} sent before.")
        click.echo(describe_forecast(summary.rows, started))
