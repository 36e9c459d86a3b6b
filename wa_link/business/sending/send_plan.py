"""Plan a run of `send_sheet`: decide for each row whether it gets a message, or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from wa_link._support.arguments import option
from wa_link._support.quoting import pluralize
from wa_link.batch.outcome import Accepted, Rejected
from wa_link.business.sending.ledger import person_key
from wa_link.errors import Reason, RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.batch.outcome import Outcome
    from wa_link.batch.summary import SheetInfo
    from wa_link.business.sending.ledger import Delivery
    from wa_link.phone import PhoneNumber
    from wa_link.sheets.rows import Row


@dataclass(frozen=True, slots=True)
class Message:
    """A message that the run sends.

    Attributes:
        accepted: the row that gets it.
        phone: the phone number of the row.
        parameters: texts for the parameters of the template, in order.
    """

    accepted: Accepted
    phone: PhoneNumber
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A row whose message WhatsApp has accepted, in this run or in an earlier one.

    Attributes:
        accepted: the row.
        message_id: id of the message.
    """

    accepted: Accepted
    message_id: str


Planned: TypeAlias = "Message | Delivered | Rejected"
"""The plan for a row."""


@dataclass(frozen=True, slots=True)
class SendRules:
    """Rules that decide whether a row gets a message.

    Attributes:
        refuse_opt_in: function that returns why a person has not agreed to get messages; an empty
            text if the person has.
        fill_parameters: function that returns the parameters of a row, or raises RecordError.
        find_delivery: function that returns what the ledger says about a number.
        most: the most messages of the run.
        resend_unknown: whether to send a message again if the answer to the first one got lost.
    """

    refuse_opt_in: Callable[[Row, PhoneNumber], str]
    fill_parameters: Callable[[Row, PhoneNumber], tuple[str, ...]]
    find_delivery: Callable[[PhoneNumber], Delivery]
    most: int
    resend_unknown: bool = False


def plan_rows(outcomes: Sequence[Outcome], rules: SendRules) -> list[Planned]:
    """Return the plan for each row; no number gets two messages.

    Args:
        outcomes: the rows in order, each with its phone number, or rejected.
        rules: rules that decide whether a row gets a message.
    """
    return [*map(_Planner(rules).plan, outcomes)]


@dataclass(frozen=True, slots=True)
class SendPlan:
    """The plan of a run of `send_sheet`: how many messages it sends.

    Attributes:
        template: name of the template.
        language: code of the template's language.
        messages: number of messages that the run sends.
        sent_before: number of rows whose message was sent by an earlier run.
        rejected: number of rows that get no message.
        first: the first message; None if there is none.
        is_new: whether the ledger has no record, so that no message of an earlier run is known.
        sheet: how the sheet was read.
    """

    template: str
    language: str
    messages: int
    sent_before: int
    rejected: int
    first: Message | None
    is_new: bool
    sheet: SheetInfo

    @classmethod
    def of(
        cls,
        planned: Sequence[Planned],
        template: str,
        language: str,
        sheet: SheetInfo,
        *,
        is_new: bool,
    ) -> SendPlan:
        """Return the plan of a run from the plans of its rows."""
        messages = [each for each in planned if isinstance(each, Message)]
        return cls(
            template,
            language,
            messages=len(messages),
            sent_before=sum(isinstance(each, Delivered) for each in planned),
            rejected=sum(isinstance(each, Rejected) for each in planned),
            first=messages[0] if messages else None,
            is_new=is_new,
            sheet=sheet,
        )


@dataclass(slots=True)
class _Planner:
    """Plans row by row.

    Attributes:
        rules: the rules.
        lines: for each person, as `person_key` returns it, the line of the first row that gets a
            message, got one earlier, or could get one if the run were allowed to send more.
        messages: number of messages that are planned so far.
    """

    rules: SendRules
    lines: dict[str, int] = field(default_factory=dict)
    messages: int = 0

    def plan(self, outcome: Outcome) -> Planned:
        """Return the plan for a row."""
        if isinstance(outcome, Rejected):
            return outcome
        try:
            return self._plan_accepted(outcome)
        except RecordError as error:
            return Rejected.of(outcome.row, error)

    def _plan_accepted(self, accepted: Accepted) -> Message | Delivered:
        """Return the plan for a row with a phone number; raise RecordError to reject the row."""
        row, phone, rules = accepted.row, accepted.phone, self.rules
        assert phone is not None  # noqa: S101  (usernames and links are not read)
        if refusal := rules.refuse_opt_in(row, phone):
            raise RecordError(Reason.NO_OPT_IN, refusal)
        person = person_key(phone.e164)
        if (line := self.lines.get(person)) is not None:
            raise RecordError(
                Reason.DUPLICATE,
                f"Line {line:,} has the same number, {phone.international}, and each number gets "
                "one message.",
            )
        delivery = rules.find_delivery(phone)
        if delivery.message_id is not None:
            self.lines[person] = row.line
            return Delivered(accepted, delivery.message_id)
        if delivery.has_stopped:
            raise RecordError(
                Reason.NO_OPT_IN,
                f"{phone.international} has stopped marketing messages, as WhatsApp said in an "
                "earlier run: delete the row.",
            )
        parameters = rules.fill_parameters(row, phone)
        self.lines[person] = row.line
        if delivery.is_unknown and not rules.resend_unknown:
            raise unknown_error(phone)
        if self.messages >= rules.most:
            raise RecordError(
                Reason.OVER_MAX,
                f"A run sends at most {pluralize(rules.most, 'message')} "
                f"({option('most', rules.most)}): run it again to send more.",
            )
        self.messages += 1
        return Message(accepted, phone, parameters)


def unknown_error(phone: PhoneNumber) -> RecordError:
    """Return the error of a row if the answer to its message got lost, in this run or earlier."""
    return RecordError(
        Reason.DELIVERY_UNKNOWN,
        f"The answer to the message to {phone.international} got lost, so it may have been "
        f"delivered. Find out whether it arrived; {option('resend_unknown')} sends it again.",
    )
