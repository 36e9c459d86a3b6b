"""Invariants that hold for all inputs, and that every target checks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

import phonenumbers

from wa_link.errors import NoteCode
from wa_link.sheets.encodings.likely_encodings import MOST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.phone import PhoneNumber

Choice = TypeVar("Choice")

LONGEST_MESSAGE = 1_000
"""Characters of a message about one record: 60 characters of a cell, escaped, and a sentence."""
LONGEST_FILE_MESSAGE = 12_000
"""Characters of a message about a file: it may list 30 columns."""
ENCODING_LINES = 1 + MOST_SHOWN
"""Lines of the message that shows a preview in each likely encoding."""
_COMPARED_DIGITS = 6
# Argentina: a mobile has a 15 in its middle, and a 9 before it when dialled from abroad.
_ARGENTINA = 54
# Changes of the digits before the last ones.
_CHANGING = {
    NoteCode.BR_9_ADDED,
    NoteCode.BJ_01_ADDED,
    NoteCode.CI_PREFIX_ADDED,
    NoteCode.AR_15_DROPPED,
}


class BrokenError(AssertionError):
    """An invariant does not hold; `what` is its name, the same for all inputs that break it."""

    def __init__(self, what: str, *details: object) -> None:
        super().__init__(": ".join([what, *(repr(detail)[:400] for detail in details)]))
        self.what = what


def hold(condition: object, what: str, *details: object) -> None:
    """Raise an error unless `condition` is true."""
    if not condition:
        raise BrokenError(what, *details)


class Picks:
    """Options, chosen by the first bytes of an input."""

    SIZE = 2
    """How many bytes that takes."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data[: self.SIZE].ljust(self.SIZE, b"\0"), "little")
        self.body = data[self.SIZE :]

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        """Return one of the choices: the first if the bytes are zero."""
        self._number, index = divmod(self._number, len(choices))
        return choices[index]


def text_of(data: bytes) -> str:
    """Return text for any bytes, with half surrogate pairs too, as a program may pass them."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def check_message(message: str, *, lines: int = 1, most: int = LONGEST_MESSAGE) -> None:
    """Check that a message is one short line that is safe on a terminal."""
    found = message.split("\n")
    hold(message, "a message says something")
    hold(len(found) <= lines, "a message is one line", message)
    hold(all(map(str.isprintable, found)), "a message is printable", message)
    hold(len(message) <= most, "a message is bounded", len(message), message)


def check_file_message(error: Exception) -> None:
    """Check a message about a file or an option."""
    check_message(str(error), lines=ENCODING_LINES, most=LONGEST_FILE_MESSAGE)


def check_number(phone: PhoneNumber) -> None:
    """Check that phonenumbers finds a number valid in every format, and that its notes are safe."""
    number = phonenumbers.parse(phone.e164)
    hold(phonenumbers.is_valid_number(number), "a number is valid", phone.e164)
    hold(_e164(number) == phone.e164, "a number is one for phonenumbers", phone.e164)
    written = phonenumbers.parse(phone.international)
    hold(_e164(written) == phone.e164, "a number is written as it is", phone.international)
    for note in phone.notes:
        check_message(note.message)


def check_digits(phone: PhoneNumber, cell: str, region: str | None = None) -> None:
    """Check that the cell contains the digits of the number and its calling code, in order.

    If a country has changed its numbers, only the last digits; the code may be the region's.
    """
    if "phone-context" in cell.lower():  # which comes after the number, and is dialled before it
        cell += cell
    is_changed = phone.calling_code == _ARGENTINA or any(
        note.code in _CHANGING for note in phone.notes
    )
    national = phone.national_number[-_COMPARED_DIGITS if is_changed else 0 :]
    while national not in _digits(cell):
        plain = unquote(cell)
        hold(plain != cell, "a number's digits stand in its cell", phone.e164, cell)
        cell = plain
    if region and phonenumbers.country_code_for_region(region) == phone.calling_code:
        return
    expected = re.compile(rf"{phone.calling_code}\d{{0,8}}{national}")
    while not expected.search(_digits(cell)) and "=" not in cell:
        plain = unquote(cell)
        hold(plain != cell, "a cell contains the code of its number", phone.e164, cell, region)
        cell = plain


def check_same(phone: PhoneNumber, cell: str, region: str | None) -> None:
    """Check that our number of a plain cell is that of phonenumbers, or has a note."""
    if phone.notes or not re.fullmatch(r" *(\+|0(?=[0-9])|(?!))[0-9][0-9 .-]{5,20}", cell):
        return
    try:
        number = phonenumbers.parse(cell, region)
    except phonenumbers.NumberParseException:
        return
    if phonenumbers.is_valid_number(number):
        hold(_e164(number) == phone.e164, "a plain number is read alike", cell, region, phone.e164)


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char, "")) for char in text)


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
