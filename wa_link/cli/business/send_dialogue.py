"""Dialogue of `wa-link business send-sheet`: the plan, the question, and the report at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from wa_link._support import signals
from wa_link._support.quoting import escape, pluralize, quote
from wa_link.cli.business.sheet_run import (
    Monitor,
    RunOptions,
    open_sheet,
    open_target,
    output_options,
)
from wa_link.cli.messages.report import describe, describe_forecast
from wa_link.cli.messages.row_messages import RowMessages, RowPlace
from wa_link.cli.messages.saved_files import say_saved
from wa_link.cli.sheet_input import say_columns
from wa_link.cli.stderr import note_formula, say

if TYPE_CHECKING:
    from wa_link.batch.outcome import Rejected
    from wa_link.business import Account, SendPlan, SendSummary, TemplateMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOptions(RunOptions):
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


class SendDialogue:
    """Runs the command: asks the user, shows the progress, and reports the result."""

    def __init__(self, settings: SendOptions, template: TemplateMessage, phone_id: str) -> None:
        self._settings, self._template, self._phone_id = settings, template, phone_id
        self._new_ledger = f"The ledger {escape(settings.ledger)} is new."
        self._rejected = RowMessages()
        self._is_planned = False
        self._done = 0

    def send(self, account: Account | None) -> SendSummary:
        """Send the messages, if the user agrees."""
        from wa_link.business import send_sheet as send_all  # noqa: PLC0415  (takes 100 ms)

        settings = self._settings
        ledger = escape(settings.ledger)
        remains = f"{ledger} has all that was sent. To go on, run the same command again."
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
                dry_run=settings.dry_run,
                confirm=confirm,
                on_progress=lambda summary: self._show(monitor, summary),
                on_rejected=self._keep_rejected,
                phone_columns=settings.phone_columns,
                region=settings.region,
                region_column=settings.region_column,
                assume=settings.assume,
                multiple=settings.multiple,
                reject_notes=settings.reject_notes,
                **output_options(settings),
            )

    def _show(self, monitor: Monitor, summary: SendSummary) -> None:
        """Show the progress: all messages count, also those that were refused."""
        self._done += 1
        monitor.show(
            self._done, summary.plan.messages, succeeded=summary.sent, unknown=summary.unknown
        )

    def _confirm(self, plan: SendPlan) -> bool:
        """Print the plan, and ask whether to send; with `--yes`, do not ask."""
        self._say_plan(plan)
        if self._settings.yes:
            return True
        messages = pluralize(plan.messages, "message")
        try:
            return click.confirm(
                f"Send {messages} from the template {escape(plan.template)} "
                f"({escape(plan.language)}), from the number with the ID {self._phone_id}? Meta "
                "may charge for each.",
                err=True,
            )
        except click.Abort:  # Ctrl+C, or the end of the input
            say("")  # the cursor is after the question
            signals.raise_received()
            return False

    def _say_plan(self, plan: SendPlan) -> None:
        """Print how the sheet was read, how many messages are sent, and to whom the first goes."""
        self._is_planned = True
        if self._settings.quiet and self._settings.yes:
            return
        say_columns(plan.sheet, are_named=bool(self._settings.phone_columns))
        for remark in plan.sheet.template_remarks:
            say(f"Note: {remark}")
        if plan.is_new:
            say(self._new_ledger)
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
        if not (self._is_planned or settings.quiet):  # there was nothing to send
            say_columns(rows.sheet, are_named=bool(settings.phone_columns))
        if settings.output is None and settings.rejects is None:
            for sentence in self._rejected.rejections():
                say(sentence)
        if settings.quiet:
            return
        if rows.formula:
            note_formula(rows.formula)
        say(describe(rows, started))
        unknown = f", {summary.unknown:,} may have been sent" if summary.unknown else ""
        say(
            f"{pluralize(summary.sent, 'message')} sent, {summary.plan.sent_before:,} sent "
            f"before{unknown}."
        )
        say_saved(settings.output or "-", settings.rejects, rows.rejected, sheet=settings.contacts)

    def _print_forecast(self, summary: SendSummary, started: float) -> None:
        """Print the result of a dry run on standard output."""
        plan = summary.plan
        if not self._settings.quiet:
            say_columns(plan.sheet, are_named=bool(self._settings.phone_columns))
        for remark in plan.sheet.template_remarks:
            say(f"Note: {remark}")
        if plan.is_new:
            click.echo(self._new_ledger)
        count = pluralize(plan.messages, "message")
        click.echo(f"{count} would be sent, {plan.sent_before:,} sent before.")
        click.echo(describe_forecast(summary.rows, started))
