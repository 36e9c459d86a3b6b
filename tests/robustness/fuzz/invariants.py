"""What holds for whatever strangers write: the few sentences that every target checks."""

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
"""Of one record: a cell of 60 characters, each escaped in ten, and a sentence."""
LONGEST_FILE_MESSAGE = 12_000
"""Of a file: it may list 30 columns."""
ENCODING_LINES = 1 + MOST_SHOWN
"""Of the one message that has several lines: a preview in each encoding that is likely."""
_COMPARED_DIGITS = 6
# At home, a mobile has a 15 in its middle there, and a 9 before it from abroad.
_ARGENTINA = 54
# What is done to the digits before the last ones.
_CHANGING = {
    NoteCode.BR_9_ADDED,
    NoteCode.BJ_01_ADDED,
    NoteCode.CI_PREFIX_ADDED,
    NoteCode.AR_15_DROPPED,
}


class BrokenError(AssertionError):
    """An invariant does not hold; `what` names it, the same for all inputs that break it."""

    def __init__(self, what: str, *details: object) -> None:
        super().__init__(": ".join([what, *(repr(detail)[:400] for detail in details)]))
        self.what = what


def hold(condition: object, what: str, *details: object) -> None:
    """Fail unless `condition` is true."""
    if not condition:
        raise BrokenError(what, *details)


class Picks:
    """Options that the first bytes of an input choose."""

    SIZE = 2
    """How many bytes that takes."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data[: self.SIZE].ljust(self.SIZE, b"\0"), "little")
        self.body = data[self.SIZE :]

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices: the first, for bytes that are zero."""
        self._number, index = divmod(self._number, len(choices))
        return choices[index]


def text_of(data: bytes) -> str:
    """Text of any bytes, halves of surrogate pairs too: what a program may hand to a function."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def check_message(message: str, *, lines: int = 1, most: int = LONGEST_MESSAGE) -> None:
    """A message is one line that is safe on a terminal, and bounded."""
    found = message.split("\n")
    hold(message, "a message says something")
    hold(len(found) <= lines, "a message is one line", message)
    hold(all(map(str.isprintable, found)), "a message is printable", message)
    hold(len(message) <= most, "a message is bounded", len(message), message)


def check_file_message(error: Exception) -> None:
    """The same, for a file or an option."""
    check_message(str(error), lines=ENCODING_LINES, most=LONGEST_FILE_MESSAGE)


def check_number(phone: PhoneNumber) -> None:
    """A number is valid for phonenumbers itself, however it is written, and its notes are safe."""
    number = phonenumbers.parse(phone.e164)
    hold(phonenumbers.is_valid_number(number), "a number is valid", phone.e164)
    hold(_e164(number) == phone.e164, "a number is one for phonenumbers", phone.e164)
    written = phonenumbers.parse(phone.international)
    hold(_e164(written) == phone.e164, "a number is written as it is", phone.international)
    for note in phone.notes:
        check_message(note.message)


def check_digits(phone: PhoneNumber, cell: str, region: str | None = None) -> None:
    """The digits of a number stand in the cell in that order, and so does its code.

    Where a country has changed its numbers, the last digits do; at home, the code is the region's.
    """
    if "phone-context" in cell.lower():  # which stands behind the number that it comes before
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
    told = re.compile(rf"{phone.calling_code}\d{{0,8}}{national}")
    while not told.search(_digits(cell)) and "=" not in cell:
        plain = unquote(cell)
        hold(plain != cell, "a number's code stands in its cell", phone.e164, cell, region)
        cell = plain


def check_same(phone: PhoneNumber, cell: str, region: str | None) -> None:
    """Where phonenumbers reads a plain cell as a valid number, ours is the same, or has a note."""
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
