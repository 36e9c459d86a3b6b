"""What can go wrong, and what was changed on the way.

WaLinkError
├── RecordError     one record is refused, with its Reason; the run goes on
│   ├── PhoneError      its phone number
│   ├── LinkError       its link
│   ├── TextError       its prefilled text, or its caption
│   └── SymbolError     its QR code
├── OptionError     what was asked for cannot be done (column, template, region): nothing was begun
├── InputError      a file cannot be read, or not to its end
└── OutputError     what comes of a file does not fit into the format that it is written in
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reason(StrEnum):
    """Why a record was rejected: a code for scripts; the sentence stands in the error."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    LETTERS = "letters"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    INVALID = "invalid"
    NO_REGION = "no_region"
    AMBIGUOUS = "ambiguous"
    LOSSY_SCIENTIFIC = "lossy_scientific"
    UNSUPPORTED_DIGITS = "unsupported_digits"
    NOT_A_PHONE_LINK = "not_a_phone_link"
    PAGER = "pager"
    UNKNOWN_REGION = "unknown_region"
    MISSING_FIELD = "missing_field"
    BAD_COPIES = "bad_copies"
    TEXT_NOT_ENCODABLE = "text_not_encodable"
    QR_TOO_LONG = "qr_too_long"
    QR_TOO_DENSE = "qr_too_dense"
    QR_TOO_LARGE = "qr_too_large"
    QR_UNREADABLE = "qr_unreadable"
    MISSING_GLYPH = "missing_glyph"
    CAPTION_TOO_LONG = "caption_too_long"
    TYPESETTING_FAILED = "typesetting_failed"
    MALFORMED_ROW = "malformed_row"
    DUPLICATE = "duplicate"


class NoteCode(StrEnum):
    """What was changed, or should be known, about a record that is linked all the same."""

    PLUS_ASSUMED = "plus_assumed"
    INTERNATIONAL_PREFIX = "international_prefix"
    DECIMAL_DROPPED = "decimal_dropped"
    SCIENTIFIC_RESTORED = "scientific_restored"
    SEVERAL_NUMBERS = "several_numbers"
    EXTENSION_DROPPED = "extension_dropped"
    MX_1_DROPPED = "mx_1_dropped"
    BR_9_ADDED = "br_9_added"
    BJ_01_ADDED = "bj_01_added"
    CI_PREFIX_ADDED = "ci_prefix_added"
    AR_15_DROPPED = "ar_15_dropped"
    TRUNK_8_DROPPED = "trunk_8_dropped"
    NATIONAL_ASSUMED = "national_assumed"
    NUMBER_FORMAT = "number_format"
    OTHER_COLUMN = "other_column"
    AR_MAYBE_MOBILE = "ar_maybe_mobile"
    TEXT_MOJIBAKE = "text_mojibake"
    TEXT_REPLACED = "text_replaced"
    KEY_LEFT_OUT = "key_left_out"
    EMOJI_LEFT_OUT = "emoji_left_out"
    CALL_LEFT_OUT = "call_left_out"
    OTHER_FONT = "other_font"
    NOT_PRINTED = "not_printed"

    @property
    def is_repair(self) -> bool:
        """Whether the input was changed by it: such a row is `repaired`, not `accepted`."""
        return self not in (
            NoteCode.AR_MAYBE_MOBILE,
            NoteCode.TEXT_MOJIBAKE,
            NoteCode.TEXT_REPLACED,
            NoteCode.KEY_LEFT_OUT,
            NoteCode.EMOJI_LEFT_OUT,
            NoteCode.CALL_LEFT_OUT,
            NoteCode.OTHER_FONT,
            NoteCode.NOT_PRINTED,
        )


@dataclass(frozen=True, slots=True)
class Note:
    """A code for scripts, and a sentence for the person."""

    code: NoteCode
    message: str

    def __str__(self) -> str:
        return self.message


class WaLinkError(Exception):
    """Every error of wa_link; its text is a sentence for the person who uses it."""


class RecordError(WaLinkError):
    """One record is refused: `reason` is the code, `message` the sentence."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type[RecordError], tuple[Reason, str]]:
        return type(self), (self.reason, self.message)


class PhoneError(RecordError):
    """A cell gives no phone number that is certain."""


class LinkError(RecordError):
    """A link is not one of WhatsApp's, or not to a number that exists."""


class TextError(RecordError):
    """A prefilled text cannot be made or encoded, or a caption not be set."""


class SymbolError(RecordError):
    """A link does not fit into a QR code, or not into one that can be printed and read."""


class OptionError(WaLinkError, ValueError):
    """An option, column, template or region that cannot be used: nothing was begun."""


class InputError(WaLinkError):
    """A file cannot be read, or not to its end; the message names file and line."""


class OutputError(WaLinkError):
    """What is to be written does not fit into the format of the output, as is seen on the way."""


@contextmanager
def named_option(option: str) -> Iterator[None]:
    """Put the name of an option before what is wrong with it."""
    try:
        yield
    except OptionError as error:
        raise OptionError(f"{option}: {error}") from None
