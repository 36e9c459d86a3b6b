"""Exceptions, and two kinds of codes: reasons for a refusal (`empty`), and notes (`br_9_added`).

WaLinkError
├── RecordError     one record (a row, a card or a number) is refused; the run goes on with the next
│   ├── PhoneError      the phone number is refused
│   ├── LinkError       the link is refused
│   ├── TextError       the prefilled text, or a text on the card, is refused
│   └── SymbolError     the QR code can't be made, printed or read back
├── OptionError     an option, column, template or region can't be used; nothing was started
├── InputError      a file can't be read completely
└── OutputError     a result can't be written in the format of the output
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

_REPAIR, _ADVICE = True, False


class Reason(StrEnum):
    """Reason why a record was rejected: a code for scripts, such as `empty`.

    Attributes:
        meaning: one sentence that explains the code to the user.
        way_out: one sentence that says what the user can do.
    """

    meaning: str
    way_out: str

    def __new__(cls, code: str, meaning: str = "", way_out: str = "") -> Self:
        """Make a member that equals its code: `Reason.EMPTY == "empty" == Reason("empty")`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning, member.way_out = meaning, way_out
        return member

    # fmt: off
    EMPTY = ("empty",
        "The cell is blank, or its text means that there is no number: `-`, `N/A`, `none`, `0`.",
        "Fill in the number.")
    NOT_A_NUMBER = ("not_a_number",
        "This is not a phone number but, for example, a date (`16.8.2003`) or a price (`5012.7`).",
        "Write only the phone number into the cell.")
    LETTERS = ("letters",
        "The cell contains letters or words: `1-800-FLOWERS`, `call reception`, `fax 0201234567`.",
        "Write the phone number in digits, without words.")
    TOO_SHORT = ("too_short",
        "The number has too few digits for its calling code.",
        "Add the missing digits.")
    TOO_LONG = ("too_long",
        "The number has too many digits for its calling code.",
        "Check whether the cell contains a second number or an extension.")
    INVALID = ("invalid",
        "Such a number can't exist in its country, although its length is possible.",
        "Compare the digits with the source, and correct them.")
    NO_REGION = ("no_region",
        "The number has no `+`, so its country is unknown, and no region was given.",
        "Write the number with its `+`, or add `--region` or `--region-column`.")
    AMBIGUOUS = ("ambiguous",
        "The cell can be read in two ways, or the row has both a number and a username.",
        "Write the number with `+`, or use `--assume` if all rows are written in the same way.")
    LOSSY_SCIENTIFIC = ("lossy_scientific",
        "A spreadsheet program rounded the number, so its last digits are lost: `9.66501E+11`.",
        "In the original sheet, format the column as text, and export it again.")
    UNSUPPORTED_DIGITS = ("unsupported_digits",
        "The number contains characters that look like digits but are not: `①`, `⁵`.",
        "Type the digits 0 to 9.")
    NOT_A_PHONE_LINK = ("not_a_phone_link",
        "The link or WhatsApp ID contains no phone number, or it is not a usable WhatsApp link.",
        "Write the phone number instead of the link.")
    INVALID_USERNAME = ("invalid_username",
        "WhatsApp allows no such username: `maria..l`, `www.maria`, a phone number.",
        "Write the username as its owner sees it in WhatsApp, or use the phone number.")
    PAGER = ("pager",
        "The number belongs to a pager, which can't have WhatsApp.",
        "Use another number of this person.")
    UNKNOWN_REGION = ("unknown_region",
        "The cell of the region column does not name a country or region.",
        "Write a region, such as `SA`, `Saudi Arabia` or `+966`.")
    MISSING_FIELD = ("missing_field",
        "The template uses a column such as `{name}`, and the cell of that column is blank.",
        "Fill in the cell, or write a default into the template: `{name|there}`.")
    BAD_COPIES = ("bad_copies",
        "The cell in the column of `--copies` is not a whole number from 0 to 1,000.",
        "Write a whole number, such as 3, into the cell.")
    TEXT_NOT_ENCODABLE = ("text_not_encodable",
        "The text contains a broken character: half of an emoji, or bytes that are not UTF-8.",
        "Type the text again.")
    QR_TOO_LONG = ("qr_too_long",
        "The link is too long for a QR code.",
        "Shorten the prefilled text.")
    QR_TOO_DENSE = ("qr_too_dense",
        "The squares (modules) of the code would be too small to print at this size on paper.",
        "Print the code larger, or shorten the prefilled text.")
    QR_TOO_LARGE = ("qr_too_large",
        "The PNG would have more than 80 million pixels, the most that wa-link writes.",
        "Choose a smaller size or a lower DPI, or write SVG or PDF.")
    QR_UNREADABLE = ("qr_unreadable",
        "After drawing the code, wa-link could not read it, so a phone may also fail to read it.",
        "Use a smaller logo, a larger size or stronger colours.")
    MISSING_GLYPH = ("missing_glyph",
        "A text on the card has a character that no font contains.",
        "Remove the character, or name a font file that contains it with `--font`.")
    CAPTION_TOO_LONG = ("caption_too_long",
        "A text does not fit on the card, even in the smallest letters (6 pt).",
        "Shorten the text, or choose larger labels.")
    TYPESETTING_FAILED = ("typesetting_failed",
        "Typst, the program that sets the texts of a card, failed at one of the texts.",
        "Change that text.")
    MALFORMED_ROW = ("malformed_row",
        "The row has too many cells or an unclosed quote, or the vCard or JSON object is broken.",
        "Correct the row.")
    DUPLICATE = ("duplicate",
        "An earlier row has the same number or link, and `--unique` was given.",
        "Delete the row, or leave out `--unique`.")
    # fmt: on


class NoteCode(StrEnum):
    """Code of a note on a row that got a link: what was changed (`br_9_added`), or what to check.

    Attributes:
        is_repair: True if wa-link changed the number; the row is then `repaired`, not `accepted`.
        meaning: one sentence that explains the code to the user.
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
        """Make a member that equals its code, so `NoteCode.BR_9_ADDED == "br_9_added"`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.is_repair, member.meaning, member.way_out = is_repair, meaning, way_out
        return member

    # fmt: off
    PLUS_ASSUMED = ("plus_assumed", _REPAIR,
        "The digits had no `+`, and were read as an international number.",
        "Write the number with its `+`.")
    INTERNATIONAL_PREFIX = ("international_prefix", _REPAIR,
        "`00`, or the region's own international (IDD) prefix, such as `011`, was read as `+`.",
        "Write `+` instead of the prefix.")
    DECIMAL_DROPPED = ("decimal_dropped", _REPAIR,
        "The decimals were removed from the number: `966501234567.0`.",
        "Format the column as text in the original sheet.")
    SCIENTIFIC_RESTORED = ("scientific_restored", _REPAIR,
        "The number was in scientific notation, with all its digits: `9.66501234567E+11`.",
        "Format the column as text in the original sheet.")
    SEVERAL_NUMBERS = ("several_numbers", _REPAIR,
        "The cell contains several numbers, and wa-link used the first valid number.",
        "Use `--multiple split` to get a row for each number, or `reject` to reject the row.")
    EXTENSION_DROPPED = ("extension_dropped", _REPAIR,
        "An extension was removed, because a link can't have one: `ext. 12`, `доб. 12`, `,,1#`.",
        "Check that the number without the extension has WhatsApp.")
    MX_1_DROPPED = ("mx_1_dropped", _REPAIR,
        "Mexico: the prefix 1, 01, 044 or 045, which is obsolete since 2019, was removed.",
        "Write the number without the prefix: `+52` and ten digits.")
    BR_9_ADDED = ("br_9_added", _REPAIR,
        "Brazil: a 9 was added to an old mobile number of eight digits, after the area code.",
        "Write the number with the 9.")
    BJ_01_ADDED = ("bj_01_added", _REPAIR,
        "Benin: the prefix 01, which all numbers have since 2024, was added.",
        "Write the number with the 01.")
    CI_PREFIX_ADDED = ("ci_prefix_added", _REPAIR,
        "Ivory Coast: the prefix 01, 05 or 07, which mobile numbers have since 2021, was added.",
        "Write the number with its ten digits.")
    AR_15_DROPPED = ("ar_15_dropped", _REPAIR,
        "Argentina: the 15 was removed, because the 9 after +54 already means a mobile number.",
        "Write the number without the 15.")
    TRUNK_8_DROPPED = ("trunk_8_dropped", _REPAIR,
        "`+8` was read as 8, the trunk prefix of Russia and some of its neighbours.",
        "Write the number with `+` and its calling code.")
    NATIONAL_ASSUMED = ("national_assumed", _REPAIR,
        "The digits could be an international number, but were read as a number of the region.",
        "Write the number with its `+`.")
    NUMBER_FORMAT = ("number_format", _REPAIR,
        "The number was read as the workbook shows it, because its number format adds characters.",
        "Format the column as text in the workbook, and write the number as it is shown.")
    OTHER_COLUMN = ("other_column", _REPAIR,
        "The first phone column has no usable number, so the number is from another column.",
        "Name the column that you want: `--phone-column NAME`.")
    AR_MAYBE_MOBILE = ("ar_maybe_mobile", _ADVICE,
        "Argentina: the number is a landline; as a mobile number, it would need a 9 after +54.",
        "If the number is a mobile number, write a 9 after +54.")
    USERNAME_LINK = ("username_link", _ADVICE,
        "The link contains a username; not every phone opens such links yet (November 2026).",
        "Test the link on another phone, or use the phone number.")
    LINK_TEXT_REPLACED = ("link_text_replaced", _ADVICE,
        "A WhatsApp link was given with a text of its own, which the given text has replaced.",
        "To keep the text of the link, give no other text.")
    LINK_REPLACED = ("link_replaced", _ADVICE,
        "A link to a catalogue, a product or a call was given with a text: it is now a chat link.",
        "To keep the link, give no text.")
    LINK_FORM_KEPT = ("link_form_kept", _ADVICE,
        "A link to a catalogue, a product or a call was given, which has no other form (`--via`).",
        "Leave out `--via`, or give the phone number instead of the link.")
    TEXT_MOJIBAKE = ("text_mojibake", _ADVICE,
        "A text was saved in a wrong encoding before wa-link read it: `Ã©` instead of `é`.",
        "Type the text again, or export the file again as UTF-8.")
    TEXT_ENCODED = ("text_encoded", _ADVICE,
        "The text looks encoded already: people will see `Hi%20there` or `Bed &amp; Table`.",
        "Write the text as people should read it: wa-link encodes it.")
    CHECK_LINK = ("check_link", _ADVICE,
        "The number or the text of the link may be wrong, or was corrected in a given link.",
        "Open the link on a phone, and check it.")
    TEXT_REPLACED = ("text_replaced", _ADVICE,
        "A text of a contact could not be decoded; it is now blank, or contains `�`.",
        "Export the contacts again as UTF-8.")
    KEY_LEFT_OUT = ("key_left_out", _ADVICE,
        "A JSON object has a key that is not a column of the output, so its value is left out.",
        "To keep all keys, write JSON Lines: `--to jsonl`.")
    EMOJI_LEFT_OUT = ("emoji_left_out", _ADVICE,
        "Emoji in a text of the card were left out, because no font contains them.",
        "Name a font file that contains them with `--font`.")
    CALL_LEFT_OUT = ("call_left_out", _ADVICE,
        "The call to action, such as `Scan to chat`, has no room, or no font has its letters.",
        "Shorten the other texts, or choose larger labels.")
    NUMBER_LEFT_OUT = ("number_left_out", _ADVICE,
        "The number was asked for with `--show-number`, but the link contains no phone number.",
        "To print another text, write it into a column, and name the column in the caption.")
    OTHER_FONT = ("other_font", _ADVICE,
        "Some letters are printed in a system font, because FiraGO and your font lack them.",
        "To choose the font, name a font file that contains the letters with `--font`.")
    NOT_PRINTED = ("not_printed", _ADVICE,
        "The row has a link, but no label, because its cell in the column of `--copies` is 0.",
        "To print labels for this row, write their number into the cell.")
    # fmt: on


@dataclass(frozen=True, slots=True)
class Note:
    """Note on a row that got a link: a code for scripts, and a `message` for the user."""

    code: NoteCode
    message: str

    def __str__(self) -> str:
        return self.message


class WaLinkError(Exception):
    """Base class of all errors of wa_link; `str(error)` is a sentence for the user."""


class RecordError(WaLinkError):
    """Error that refuses one record: `reason` is a code, and `message` a sentence for the user."""

    def __init__(self, reason: Reason | NoteCode, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type[RecordError], tuple[Reason | NoteCode, str]]:
        return type(self), (self.reason, self.message)


class PhoneError(RecordError):
    """Error of a phone number: it is missing, not valid, or can be read in different ways."""

    reason: Reason


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
