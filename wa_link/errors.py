"""Exceptions of all rooms; the codes of refusals and notes are in `reasons.py` and `notes.py`.

WaLinkError
├── RecordError     one record (a row, a card or a number) is refused; the run goes on with the next
│   ├── PhoneError      the phone number is refused
│   ├── LinkError       the link is refused
│   ├── TextError       the prefilled text, or a text on the card, is refused
│   └── SymbolError     the QR code can't be made, printed or read back
├── OptionError     an option, column, template or region can't be used; nothing was started
├── InputError      a file can't be read completely
├── OutputError     a result can't be written in the format of the output
└── BusinessError   the Business Platform refused a request, or did not answer
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wa_link.notes import Note, NoteCode
from wa_link.reasons import Reason

if TYPE_CHECKING:
    from wa_link.phone.two_readings import TwoReadings

__all__ = [
    "BusinessError",
    "Effect",
    "InputError",
    "LinkError",
    "Note",
    "NoteCode",
    "OptionError",
    "OutputError",
    "PhoneError",
    "Reason",
    "RecordError",
    "SymbolError",
    "TextError",
    "WaLinkError",
]


class WaLinkError(Exception):
    """Base class of all errors of wa_link; `str(error)` is a sentence for the user."""


class RecordError(WaLinkError):
    """Error that refuses one record: `reason` is a code, and `message` a sentence for the user."""

    def __init__(self, reason: Reason | NoteCode, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type[RecordError], tuple[object, ...]]:
        return type(self), (self.reason, self.message)


class PhoneError(RecordError):
    """Error of a phone number: it is missing, not valid, or can be read in different ways.

    Attributes:
        readings: the two readings of the digits, if the option `assume` would choose between them.
    """

    reason: Reason

    def __init__(self, reason: Reason, message: str, readings: TwoReadings | None = None) -> None:
        super().__init__(reason, message)
        self.readings = readings

    def __reduce__(self) -> tuple[type[PhoneError], tuple[object, ...]]:
        return type(self), (self.reason, self.message, self.readings)


class LinkError(RecordError):
    """Error of a link: it is not a WhatsApp link, can't be used, or has an invalid number."""


class TextError(RecordError):
    """Error of a text: its template has a blank field, or the text can't be encoded or printed."""


class SymbolError(RecordError):
    """Error of a QR code: the link is too long, or the code can't be printed or read back."""


class OptionError(WaLinkError, ValueError):
    """Error of an option, a column, a template or a region; no record was processed."""


class InputError(WaLinkError):
    """Error of a file that can't be read completely; the message says where and why."""


class OutputError(WaLinkError):
    """Error of a result that the output format can't contain, such as too many rows in .xlsx."""


class Effect(StrEnum):
    """Effect of a request that failed: certainly none, or unknown, as when its answer got lost."""

    NONE = "none"
    UNKNOWN = "unknown"


class BusinessError(WaLinkError):
    """Error of a request to the Business Platform.

    Attributes:
        code: Meta's number of the error; None if Meta gave none.
        reason: the reason as a word for scripts, such as `bad_token`.
        message: a sentence for the user, with what to do.
        effect: NONE if the request was certainly not carried out; UNKNOWN if its answer got lost.
        pause: seconds that the server asks to wait before the next request; None if it names none.
        may_repeat: whether the same request can succeed after a pause.
        ends_run: whether each further request would fail for the same reason, if repeating this one
            is not allowed or did not help.
    """

    def __init__(
        self,
        code: int | None,
        reason: str,
        message: str,
        *,
        effect: Effect = Effect.NONE,
        pause: float | None = None,
        may_repeat: bool = False,
        ends_run: bool = False,
    ) -> None:
        super().__init__(message)
        self.code, self.reason, self.message = code, reason, message
        self.effect, self.pause = effect, pause
        self.may_repeat, self.ends_run = may_repeat, ends_run

    def with_sentence(self, sentence: str) -> BusinessError:
        """Return the same error with one more sentence at the end of its message."""
        return BusinessError(
            self.code,
            self.reason,
            f"{self.message} {sentence}",
            effect=self.effect,
            pause=self.pause,
            may_repeat=self.may_repeat,
            ends_run=self.ends_run,
        )

    def __reduce__(self) -> tuple[type[BusinessError], tuple[object, ...], dict[str, object]]:
        return type(self), (self.code, self.reason, self.message), vars(self)
