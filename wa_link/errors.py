"""Exceptions, and the codes of reasons and notes with the sentences that document them.

WaLinkError
├── RecordError     one record is refused, with its Reason; the run continues
│   ├── PhoneError      because of its phone number
│   ├── LinkError       because of its link
│   ├── TextError       because of its prefilled text or its caption
│   └── SymbolError     because of its QR code
├── OptionError     an option, column, template or region can't be used; nothing was started
├── InputError      a file can't be read, or not to its end
└── OutputError     a result does not fit into the format of the output
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

_REPAIR, _ADVICE = True, False


class Reason(StrEnum):
    """Code for scripts that says why a record was rejected.

    Attributes:
        meaning: one sentence that documents the code.
        way_out: one sentence that says what the user can do.
    """

    meaning: str
    way_out: str

    def __new__(cls, code: str, meaning: str = "", way_out: str = "") -> Self:
        """Make a member that equals its code; `Reason("empty")` finds one by its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning, member.way_out = meaning, way_out
        return member

    # fmt: off
    EMPTY = ("empty",
        "The cell is blank, or it says that there is no number: `-`, `N/A`, `none`, `0`.",
        "Fill in the number.")
    NOT_A_NUMBER = ("not_a_number",
        "The cell contains a date, an amount, a formula or the like: `16.8.2003`, `5012.7`.",
        "Write only the phone number into the cell.")
    LETTERS = ("letters",
        "The cell contains letters or words: `1-800-FLOWERS`, `call reception`, a fax number.",
        "Write only digits.")
    TOO_SHORT = ("too_short",
        "The number has too few digits for its calling code.",
        "Complete the number.")
    TOO_LONG = ("too_long",
        "The number has too many digits for its calling code.",
        "Check whether the cell contains a second number or an extension.")
    INVALID = ("invalid",
        "The number has a possible length, but it is not in the numbering plan.",
        "Check the digits.")
    NO_REGION = ("no_region",
        "The number has no `+`, and no region was given.",
        "Write the number with its `+`, or add `--region` or `--region-column`.")
    AMBIGUOUS = ("ambiguous",
        "The cell can be read as different numbers, or as a number with something else.",
        "Write the right number with its `+`, or add `--assume` if all rows are alike.")
    LOSSY_SCIENTIFIC = ("lossy_scientific",
        "A spreadsheet rounded the number, and its last digits are lost: `9.66501E+11`.",
        "Format the column as text in the source, and export it again.")
    UNSUPPORTED_DIGITS = ("unsupported_digits",
        "The number contains signs that are not plain digits: `①`, `⁵`.",
        "Type plain digits.")
    NOT_A_PHONE_LINK = ("not_a_phone_link",
        "The link or id contains no phone number, or the link can't be used.",
        "Give the phone number itself.")
    PAGER = ("pager",
        "The number is a pager, which has no WhatsApp.",
        "Use another number.")
    UNKNOWN_REGION = ("unknown_region",
        "The cell of the region column does not name a region.",
        "Write a region, such as `SA`, `Saudi Arabia` or `+966`.")
    MISSING_FIELD = ("missing_field",
        "The template needs a cell that is blank.",
        "Fill in the cell, or write a default, as in `{name|there}`.")
    BAD_COPIES = ("bad_copies",
        "The cell for `--copies` is not a whole number from 0 to 1,000.",
        "Write such a number into the cell.")
    TEXT_NOT_ENCODABLE = ("text_not_encodable",
        "The text contains half of a character (a lone surrogate).",
        "Type the text again.")
    QR_TOO_LONG = ("qr_too_long",
        "The link does not fit into a QR code.",
        "Shorten the text.")
    QR_TOO_DENSE = ("qr_too_dense",
        "At its size on paper, the modules of the code are too small to be printed.",
        "Make the code larger, or shorten the text.")
    QR_TOO_LARGE = ("qr_too_large",
        "The PNG of the code would have more than 80 million pixels.",
        "Choose a smaller size or a lower DPI, or write SVG or PDF.")
    QR_UNREADABLE = ("qr_unreadable",
        "The code was drawn, but it could not be read back.",
        "Use a smaller logo, a larger size or stronger colours.")
    MISSING_GLYPH = ("missing_glyph",
        "A title or a caption has a character that is in no font.",
        "Leave the character out, or give a font that has it with `--font`.")
    CAPTION_TOO_LONG = ("caption_too_long",
        "A title or a caption does not fit on the card, even in letters of 6 pt.",
        "Shorten it, or choose larger labels.")
    TYPESETTING_FAILED = ("typesetting_failed",
        "Typst failed at a title or a caption.",
        "Write it in another way.")
    MALFORMED_ROW = ("malformed_row",
        "The row has too many cells or a quote that is not closed, or a card or object is broken.",
        "Fix the row.")
    DUPLICATE = ("duplicate",
        "An earlier row has the same number or link, and `--unique` was given.",
        "Delete the row, or leave out `--unique`.")
    # fmt: on


class NoteCode(StrEnum):
    """Code of a note on a linked record, for scripts: what was changed, or what to check.

    Attributes:
        is_repair: whether the input was changed; such a row is `repaired`, not `accepted`.
        meaning: one sentence that documents the code.
        way_out: one sentence that says what the user can do.
    """

    is_repair: bool
    meaning: str
    way_out: str

    def __new__(
        cls,
        code: str,
        is_repair: bool = False,  # noqa: FBT001, FBT002  (a column of the table)
        meaning: str = "",
        way_out: str = "",
    ) -> Self:
        """Make a member that equals its code; `NoteCode("plus_assumed")` finds one by its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.is_repair, member.meaning, member.way_out = is_repair, meaning, way_out
        return member

    # fmt: off
    PLUS_ASSUMED = ("plus_assumed", _REPAIR,
        "Digits without `+` were read as an international number.",
        "Write the number with its `+`.")
    INTERNATIONAL_PREFIX = ("international_prefix", _REPAIR,
        "`00`, or the region's own international (IDD) prefix, was read as `+`.",
        "Write `+` instead of the prefix.")
    DECIMAL_DROPPED = ("decimal_dropped", _REPAIR,
        "The decimals of a number were dropped: `966501234567.0`.",
        "Format the column as text in the source.")
    SCIENTIFIC_RESTORED = ("scientific_restored", _REPAIR,
        "A number in scientific notation still had all its digits: `9.66501234567E+11`.",
        "Format the column as text in the source.")
    SEVERAL_NUMBERS = ("several_numbers", _REPAIR,
        "The cell contains several numbers, and the first valid one was linked.",
        "Use `--multiple split` for a row per number, or `--multiple reject`.")
    EXTENSION_DROPPED = ("extension_dropped", _REPAIR,
        "An extension was dropped, because WhatsApp has none: `ext. 12`, `доб. 12`, `,,123#`.",
        "Check that the main number has WhatsApp.")
    MX_1_DROPPED = ("mx_1_dropped", _REPAIR,
        "Mexico: the 1 from before 2019 was dropped.",
        "Write the number without the 1.")
    BR_9_ADDED = ("br_9_added", _REPAIR,
        "Brazil: the ninth digit of a mobile number was added.",
        "Write the number with its 9.")
    BJ_01_ADDED = ("bj_01_added", _REPAIR,
        "Benin: the prefix 01 from 2024 was added.",
        "Write the number with its 01.")
    CI_PREFIX_ADDED = ("ci_prefix_added", _REPAIR,
        "Ivory Coast: the prefix from 2021 was added.",
        "Write the number with its ten digits.")
    AR_15_DROPPED = ("ar_15_dropped", _REPAIR,
        "Argentina: the 15 of a mobile number was dropped, because it has its 9.",
        "Write the number without the 15.")
    TRUNK_8_DROPPED = ("trunk_8_dropped", _REPAIR,
        "Russia and its neighbours: `+8` was read as the trunk prefix 8.",
        "Write the number with `+` and its calling code.")
    NATIONAL_ASSUMED = ("national_assumed", _REPAIR,
        "Digits that could be international were read as national, as the region writes them.",
        "Write the number with its `+`.")
    NUMBER_FORMAT = ("number_format", _REPAIR,
        "The number was read as the number format of a workbook shows it.",
        "Format the column as text in the workbook.")
    OTHER_COLUMN = ("other_column", _REPAIR,
        "The number is from another one of the phone columns.",
        "Name the column that you want with `--phone-column`.")
    AR_MAYBE_MOBILE = ("ar_maybe_mobile", _ADVICE,
        "Argentina: the number is a landline; a mobile number would need a 9.",
        "Write a 9 after the 54 if the number is a mobile.")
    TEXT_MOJIBAKE = ("text_mojibake", _ADVICE,
        "A text was damaged by a wrong encoding before wa-link read it.",
        "Type the text again, or export it again as UTF-8.")
    TEXT_REPLACED = ("text_replaced", _ADVICE,
        "A text could not be decoded: it is blank, or it has replacement characters.",
        "Export it again as UTF-8.")
    KEY_LEFT_OUT = ("key_left_out", _ADVICE,
        "A JSON object has a key that is not a column of the output.",
        "Write JSON Lines with `--to jsonl`.")
    EMOJI_LEFT_OUT = ("emoji_left_out", _ADVICE,
        "Emoji in a title or a caption were left out, because no font has them.",
        "Give a font that has them with `--font`.")
    CALL_LEFT_OUT = ("call_left_out", _ADVICE,
        "The call to action was left out: the card has no room for it, or no font its letters.",
        "Shorten the other texts, or choose larger labels.")
    OTHER_FONT = ("other_font", _ADVICE,
        "Some letters are set in a font of the system, because FiraGO and your font lack them.",
        "Give a font that has them with `--font`.")
    NOT_PRINTED = ("not_printed", _ADVICE,
        "The row has a link but no label, because its cell for `--copies` is 0.",
        "Write another number of copies into the cell.")
    # fmt: on


@dataclass(frozen=True, slots=True)
class Note:
    """Code for scripts, and a sentence for the user."""

    code: NoteCode
    message: str

    def __str__(self) -> str:
        return self.message


class WaLinkError(Exception):
    """Base of all errors of wa_link; its text is a sentence for the user."""


class RecordError(WaLinkError):
    """Error of one record, which is refused: `reason` is the code, `message` the sentence."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type[RecordError], tuple[Reason, str]]:
        return type(self), (self.reason, self.message)


class PhoneError(RecordError):
    """Error of a phone number: there is none, or it can't be read with certainty."""


class LinkError(RecordError):
    """Error of a link: it is not a WhatsApp link, or its number is not valid."""


class TextError(RecordError):
    """Error of a text: it can't be encoded, or it can't be typeset on a card."""


class SymbolError(RecordError):
    """Error of a QR code: it would be too large, or it can't be printed or read back."""


class OptionError(WaLinkError, ValueError):
    """Error of an option, a column, a template or a region; nothing was started."""


class InputError(WaLinkError):
    """Error of a file that can't be read to its end; the message names the file and the line."""


class OutputError(WaLinkError):
    """Error of a result that does not fit into the format of the output."""


@contextmanager
def named_option(option: str) -> Iterator[None]:
    """Put the name of an option before the message of an OptionError."""
    try:
        yield
    except OptionError as error:
        raise OptionError(f"{option}: {error}") from None
