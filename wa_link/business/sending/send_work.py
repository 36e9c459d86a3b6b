"""Send the messages of a run one by one, and keep the ledger: no number gets a message twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link._support.signals import defer_signals
from wa_link.batch.outcome import Rejected
from wa_link.business.api.retry import repeat
from wa_link.business.messages import TemplateMessage
from wa_link.business.sending.ledger import Addressee
from wa_link.business.sending.send_plan import Delivered, unknown_error
from wa_link.errors import BusinessError, Effect, Reason

if TYPE_CHECKING:
    from wa_link.business.account import Account
    from wa_link.business.messages import SentMessage
    from wa_link.business.sending.ledger import Ledger
    from wa_link.business.sending.send_plan import Message

MOST_FAILURES: Final = 5
"""The run ends after this number of messages in a row that failed for a reason that the next ones
probably share: a lost answer, too many requests, or a form that does not fit the template."""
_FORM_CODES: Final = frozenset((100, 131008, 131009, 132000, 132012))


class SendWork:
    """Sends messages of one template with an account, and writes each step to the ledger.

    Attributes:
        sent: number of messages that WhatsApp has accepted; it is right also if a signal ends the
            run after a request.
        unknown: number of messages whose answer got lost, or is not in the ledger.
    """

    def __init__(self, account: Account, ledger: Ledger, template: str, language: str) -> None:
        self._account, self._ledger = account, ledger
        self._template, self._language = template, language
        self._failures = self.sent = self.unknown = 0

    def send(self, message: Message) -> Delivered | Rejected:
        """Send a message, and return the outcome of its row.

        The request is repeated only if it was certainly not carried out, and WhatsApp may accept it
        later. The signals that end a run wait until the request has its answer in the ledger.

        Raises:
            BusinessError: each further request would fail, too.
            OSError: the ledger can't be written.
        """
        try:
            sent = repeat(lambda: self._try(message), wait=self._account.wait)
        except BusinessError as error:
            is_shared = error.effect is Effect.UNKNOWN or error.may_repeat
            is_shared |= error.code in _FORM_CODES
            self._failures = self._failures + 1 if is_shared else 0
            if error.ends_run or self._failures == MOST_FAILURES:
                raise
            return _reject(message, error)
        self._failures = 0
        return Delivered(message.accepted, sent.id)

    def _try(self, message: Message) -> SentMessage:
        """Make one request; before and after it, write a line to the ledger."""
        addressee = Addressee(message.phone.e164, self._template, self._language)
        template = TemplateMessage(self._template, self._language, message.parameters)
        with defer_signals():
            self._ledger.write_sending(addressee)
            self.unknown += 1  # until the ledger has the answer
            try:
                sent = self._account.send_once(message.phone, template=template)
            except BusinessError as error:
                if error.effect is Effect.NONE:
                    self._ledger.write_refused(addressee, error)
                    self.unknown -= 1
                raise
            self._ledger.write_sent(addressee, sent.id)
            self.unknown -= 1
            self.sent += 1
        return sent


def _reject(message: Message, error: BusinessError) -> Rejected:
    """Return the outcome of a row whose message was not accepted."""
    row = message.accepted.row
    if error.effect is Effect.UNKNOWN:
        return Rejected.of(row, unknown_error(message.phone))
    return Rejected(row, Reason.NOT_DELIVERED, error.message)
