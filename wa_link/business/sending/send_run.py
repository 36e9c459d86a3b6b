"""The function `send_sheet`: send a template message to the people of a sheet who agreed to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, Unpack, cast

from wa_link._support.arguments import named_option, option, require, require_options
from wa_link.batch.linker import Linker
from wa_link.batch.outcome import Rejected
from wa_link.batch.phone_columns import choose_phone_columns
from wa_link.batch.row_numbers import Multiple
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.batch.template_variables import template_warnings
from wa_link.business.journal import Journal
from wa_link.business.messages import TemplateMessage, write_template
from wa_link.business.row_outputs import RowOutputs
from wa_link.business.sending.ledger import Addressee, Ledger
from wa_link.business.sending.opt_out import require_agreement
from wa_link.business.sending.send_consent import Consents
from wa_link.business.sending.send_options import READING_OPTIONS, SEND_KINDS
from wa_link.business.sending.send_parameters import parameters_maker
from wa_link.business.sending.send_plan import Delivered, Message, SendPlan, SendRules, plan_rows
from wa_link.business.sending.send_work import SendWork
from wa_link.errors import OptionError
from wa_link.sheets.own_columns import MESSAGE_COLUMN

if TYPE_CHECKING:
    import os

    from wa_link.batch.options import LinkOptions
    from wa_link.batch.outcome import Outcome
    from wa_link.business.account import Account
    from wa_link.business.sending.send_options import SendOptions
    from wa_link.sheets.sheet import Sheet


_OWN_COLUMNS: Final = ("wa_phone", MESSAGE_COLUMN, "wa_status", "wa_reason", "wa_note")


@dataclass(frozen=True, slots=True)
class SendSummary:
    """Counts of a run of `send_sheet`.

    Attributes:
        plan: the plan of the run.
        rows: numbers of rows with each status, reason and note, as `convert` returns them. A row is
            accepted if its message was sent, now or by an earlier run; in a dry run, also if it
            would be sent.
        sent: number of messages that this run has sent.
        unknown: number of messages of this run that may have been sent, because the answer to them
            got lost.
        is_confirmed: False if the option `confirm` returned False; nothing was sent then.
    """

    plan: SendPlan
    rows: Summary
    sent: int = 0
    unknown: int = 0
    is_confirmed: bool = True


def send_sheet(
    account: Account | None,
    sheet: Sheet,
    *,
    template: str,
    language: str,
    opt_in_column: str,
    ledger: str | os.PathLike[str],
    most: int,
    **options: Unpack[SendOptions],
) -> SendSummary:
    """Send a message from a template to each row of a sheet whose opt-in column says yes.

    A person gets at most one message of a template, also with a number in several rows, in another
    language, and over all runs with one ledger. A row is rejected, with the reason, if its number
    is not certain, if the person has not agreed, or if the message was refused.

    The ledger is on the disk before and after each request, so a run can be killed at any moment,
    and the next run goes on. If the answer to a message got lost, it may have been delivered: it
    is not sent again, except with `resend_unknown`.

    Args:
        account: the account; None is allowed in a dry run.
        sheet: the sheet; all its rows are read before the first message.
        template: name of an approved template.
        language: code of the template's language, such as `en_US`.
        opt_in_column: name or number of the column that says who has agreed to get messages. Only
            `yes`, `y`, `true`, `1`, `x`, `✓` and the word for yes in many languages say so.
        ledger: path of the ledger. Use the same file for all runs that send this message.
        most: the most messages that the run may send.
        **options: see `SendOptions`.

    Raises:
        OptionError: an option can't be used, or another run uses the ledger. Nothing was sent.
        InputError: the sheet or the ledger can't be read completely. Nothing was sent.
        BusinessError: the run can't go on, for example because the token has expired. The ledger
            is complete, but there is no output: run it again.
        OSError: a file can't be written.
    """
    require_options(options, SEND_KINDS, "send_sheet")
    write_template(TemplateMessage(template, language))  # fails if it can't be used
    require("most", most, int)
    if most < 1:
        raise OptionError(f"{option('most')} must be at least 1, not {most}.")
    sheet.drop_column(MESSAGE_COLUMN)
    run = _SendRun(sheet, template, language, options)
    run.read_rows(opt_in_column)
    if options.get("dry_run", False):
        run.plan(Ledger(Journal.read(ledger), str(ledger)), most)
        return run.finish_dry()
    if account is None:
        raise TypeError("account can be None only in a dry run.")
    with Journal.open(ledger) as journal:
        run.outputs.refuse_overwriting(the_ledger=ledger)
        written = Ledger(journal.records, str(ledger), journal.append)
        run.plan(written, most)
        if run.is_refused():
            return run.summary()
        with run.outputs.open():
            run.send(SendWork(account, written, template, language))
    return run.summary()


class _SendRun:
    """One call of `send_sheet`: its rows, its plan, and its counts so far."""

    outputs: Final[RowOutputs]

    def __init__(self, sheet: Sheet, template: str, language: str, options: SendOptions) -> None:
        self._sheet, self._options = sheet, options
        self._template, self._language = template, language
        templates = options.get("parameters", ())
        self._fill = parameters_maker(sheet, templates)
        reading = cast("LinkOptions", {k: v for k, v in options.items() if k in READING_OPTIONS})
        if not options.get("phone_columns"):
            choose_phone_columns(sheet, has_number_option=False)  # its error fits this function
        self._linker = Linker(sheet, **reading)
        lenient = reading | {"multiple": Multiple.SPLIT, "reject_notes": ()}
        self._lenient_linker = Linker(sheet, **lenient)
        self.outputs = RowOutputs(sheet, options.get("target"), _OWN_COLUMNS, options)
        self._linker.is_extra_lost = self.outputs.loses_extra
        remarks = chain(*(template_warnings(sheet, {"text": each}) for each in templates))
        info = SheetInfo.of(sheet, self._linker)
        self._info = replace(info, template_remarks=tuple(dict.fromkeys(remarks)))
        self._sent, self._unknown, self._is_confirmed = 0, 0, True

    def read_rows(self, opt_in_column: str) -> None:
        """Read the sheet to its end.

        Raises:
            OptionError: there is no such column, or it seems to say who does not want messages.
            InputError: the sheet can't be read completely.
        """
        with named_option(option("opt_in_column")):
            require("opt_in_column", opt_in_column, str)
            column = self._sheet.find_column(opt_in_column)
            require_agreement(self._sheet.columns[column])
        self._outcomes = [*self._linker.all_outcomes(self._sheet)]
        self._consents = Consents(
            self._outcomes,
            column,
            self._sheet.columns[column],
            self._lenient_linker.link_row,
            self._linker.phone_columns,
        )

    def plan(self, ledger: Ledger, most: int) -> None:
        """Decide for each row whether it gets a message."""
        rules = SendRules(
            self._consents.find_refusal,
            self._fill,
            lambda phone: ledger.find(Addressee(phone.e164, self._template, self._language)),
            most,
            self._options.get("resend_unknown", False),
        )
        self._planned = plan_rows(self._outcomes, rules)
        self._plan = SendPlan.of(
            self._planned, self._template, self._language, self._info, is_new=ledger.is_empty
        )

    def is_refused(self) -> bool:
        """Return whether the user refuses the plan."""
        confirm = self._options.get("confirm")
        self._is_confirmed = not (confirm and self._plan.messages) or confirm(self._plan)
        return not self._is_confirmed

    def send(self, work: SendWork) -> None:
        """Send the messages in the order of the rows, and write each row to its file."""
        try:
            for planned in self._planned:
                outcome = work.send(planned) if isinstance(planned, Message) else planned
                if isinstance(outcome, Delivered):
                    self._write(outcome.accepted, outcome.message_id)
                else:
                    self._reject(outcome)
                if isinstance(planned, Message):
                    self._report(work)
        except BaseException:
            if (work.sent, work.unknown) != (self._sent, self._unknown):  # by the last request
                self._report(work)
            raise

    def _report(self, work: SendWork) -> None:
        """Call the option `on_progress` with the number of messages that are sent so far."""
        self._sent, self._unknown = work.sent, work.unknown
        if on_progress := self._options.get("on_progress"):
            on_progress(self.summary())

    def finish_dry(self) -> SendSummary:
        """Count all rows as a real run would, if each message were accepted."""
        for planned in self._planned:
            if isinstance(planned, Rejected):
                self._reject(planned)
            else:
                self._write(planned.accepted)
        return self.summary()

    def _reject(self, rejected: Rejected) -> None:
        """Write a row that gets no message, and call the option `on_rejected`."""
        self._write(rejected)
        if on_rejected := self._options.get("on_rejected"):
            on_rejected(rejected)

    def _write(self, outcome: Outcome, message_id: str = "") -> None:
        """Count a row, and write it to its file with the id of its message."""

        def make_own(outcome: Outcome) -> tuple[str, ...]:
            _, number, *status = outcome.output
            return (number, message_id, *status)

        self.outputs.write(outcome, make_own)

    def summary(self) -> SendSummary:
        """Return the numbers of the run so far."""
        rows = Summary.of(self._info, self.outputs.tally, blank_lines=self._sheet.blank_lines)
        return SendSummary(self._plan, rows, self._sent, self._unknown, self._is_confirmed)
