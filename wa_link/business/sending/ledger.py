"""The ledger of `send_sheet`: which numbers have already got a message of a template.

A person gets a template once, also if a later run has another language. The ledger is a journal.
Each line has the time, the number, the template, its language, and a state:

- `sending`: a request follows. The line is on the disk before the request begins.
- `sent`: WhatsApp has accepted the message; the line has its id.
- `failed`: WhatsApp has refused the message; the line has the code and the reason.
- `waiting`: WhatsApp has refused the message for now, for example because it got too many requests.

If no other line follows a line `sending`, the answer got lost: the message may have been delivered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wa_link._support.quoting import quote
from wa_link.business.api.meta_codes import MARKETING_STOPPED
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wa_link.errors import BusinessError

_KEYS: Final = ("number", "template", "language", "state")
_NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_ARGENTINE_MOBILE: Final = re.compile(r"\+549[0-9]{10}")


class Addressee(NamedTuple):
    """A number to which a template is sent: its person gets one message, in one language.

    Attributes:
        number: the phone number in the format E.164.
        template: name of the template.
        language: code of the template's language.
    """

    number: str
    template: str
    language: str


def person_key(number: str) -> str:
    """Return a key that all numbers of one person share: the number, with one exception.

    In Argentina, +54 11 2345 6789 and +54 9 11 2345 6789 can be one mobile phone. Other numbers
    that were written in an older form have the form of today after they were read.

    Args:
        number: a phone number in the format E.164.
    """
    return number.replace("+549", "+54", 1) if _ARGENTINE_MOBILE.fullmatch(number) else number


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far the message to one addressee has come.

    Attributes:
        message_id: id of the message that WhatsApp has accepted; None if there is none.
        is_open: whether a request has no answer yet.
        is_unknown: whether the answer to a request got lost, and no later one was accepted.
        has_stopped: whether WhatsApp refused the last message, because the person has stopped
            marketing messages.
    """

    message_id: str | None = None
    is_open: bool = False
    is_unknown: bool = False
    has_stopped: bool = False


_NOTHING: Final = Delivery()


class Ledger:
    """The deliveries to all addressees, read from a journal; new lines are added to it."""

    def __init__(
        self,
        records: Iterable[Mapping[str, Any]],
        path: str,
        append: Callable[..., object] | None = None,
    ) -> None:
        """Read the records of a journal.

        Args:
            records: the records.
            path: path of the journal, for error messages.
            append: function that writes a record to the journal; None if nothing is written.

        Raises:
            InputError: a record is not one of a ledger.
        """
        self._append = append
        self._deliveries: dict[tuple[str, str], Delivery] = {}
        for index, record in enumerate(records, start=1):
            if not self._add(record):
                raise InputError(
                    f"{quote(path, 200)}: its record {index:,} is not one of a ledger. Name the "
                    "ledger of an earlier run, or a new file."
                )
            if not _NUMBER.fullmatch(number := record["number"]):
                raise InputError(
                    f"{quote(path, 200)}: its record {index:,} has {quote(number, 30)}, which is "
                    "not a number of a ledger, such as +447911123456. Another program has changed "
                    "the file: restore it from a copy."
                )

    @property
    def is_empty(self) -> bool:
        """Return whether the ledger has no record."""
        return not self._deliveries

    def find(self, addressee: Addressee) -> Delivery:
        """Return how far the message to an addressee has come; an open answer counts as lost.

        A message in another language, or to another number of the same person, is the same message.
        """
        found = self._deliveries.get(_key(addressee), _NOTHING)
        return replace(found, is_unknown=True) if found.is_open else found

    def write_sending(self, addressee: Addressee) -> None:
        """Write that a request follows, and wait until the line is on the disk."""
        self._write(addressee, state="sending")

    def write_sent(self, addressee: Addressee, message_id: str) -> None:
        """Write that the message was accepted."""
        self._write(addressee, state="sent", id=message_id)

    def write_refused(self, addressee: Addressee, error: BusinessError) -> None:
        """Write that the message was refused: `waiting` if the same request may succeed later."""
        state = "waiting" if error.may_repeat else "failed"
        self._write(addressee, state=state, code=error.code, reason=error.reason)

    def _write(self, addressee: Addressee, **values: object) -> None:
        assert self._append is not None  # noqa: S101  (nothing is sent in a dry run)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        record = {"time": now, **addressee._asdict(), **values}
        self._append(**record)
        self._add(record)

    def _add(self, record: Mapping[str, Any]) -> bool:
        """Add what a record says; return False if it is not one of a ledger."""
        texts = [text for key in _KEYS if isinstance(text := record.get(key), str)]
        if len(texts) < len(_KEYS):
            return False
        *names, state = texts
        addressee = Addressee(*names)
        key = _key(addressee)
        before = self._deliveries.get(key, _NOTHING)
        match state, record.get("id"):
            case "sending", _:
                # A second request does not answer whether the first was carried out.
                after = replace(
                    before, is_open=True, is_unknown=before.is_unknown or before.is_open
                )
            case "sent", str(message_id):
                after = Delivery(message_id)
            case (("failed" | "waiting"), _):
                has_stopped = record.get("code") == MARKETING_STOPPED
                after = replace(before, is_open=False, has_stopped=has_stopped)
            case _:
                return False
        self._deliveries[key] = after
        return True


def _key(addressee: Addressee) -> tuple[str, str]:
    return person_key(addressee.number), addressee.template
