"""The long way of a cell: cleaned, unwrapped, taken apart, undone, dialled, its number chosen."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.blanks import refuse_blank
from wa_link.phone.certain import certain
from wa_link.phone.choice import read
from wa_link.phone.clean import clean
from wa_link.phone.counts import refuse_if_counted
from wa_link.phone.dialling import LONGEST, dialled, plain
from wa_link.phone.extension import fold_pauses, without_extension
from wa_link.phone.figures import DASHES, is_identifier, not_a_number, refuse_figures, without_stray
from wa_link.phone.labels import refuse_other_lines, without_label
from wa_link.phone.national import is_national_format
from wa_link.phone.plans import home_of
from wa_link.phone.reading import international
from wa_link.phone.several import Reader, pieces
from wa_link.phone.spreadsheet import (
    MOST_ZEROS,
    is_fraction,
    may_have_lost_zeros,
    refuse_error,
    refuse_quantity,
    undo_spreadsheet,
)
from wa_link.phone.unwrap import unwrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.phone.number import PhoneNumber

# A longer cell is a text or an attack, and reading it takes time; and so is what it wraps, when
# that is longer than a hundred numbers and more.
_LONGEST_CELL, _LONGEST_WRAPPED = 100_000, 10_000
# Of more, the reading takes a second, and no person wrote them.
_MOST_NUMBERS = 200
_SEPARATOR = re.compile(r"[\n\t;|&,/\u060c\u061b]|:::")
_RANGE = re.compile(rf"(.*\d)\s?[{DASHES}]\s?\d{{1,3}}", re.DOTALL)


def first_phone(cell: str, region: str | None, assume: Assume | None) -> PhoneNumber:
    """What `parse_phone` gives, of options that are known to be right: once for a whole sheet."""
    if phone := certain(cell, region):
        return phone
    if number := plain(cell):
        try:
            return read(number, region, assume)
        except PhoneError:
            if "-" not in cell:  # else it may be a number and its range
                raise
    results = all_phones(cell, region, assume)
    first = next((result for result in results if not isinstance(result, PhoneError)), results[0])
    if isinstance(first, PhoneError):
        raise first
    if len(results) == 1:
        return first
    return _noted(
        first, f"{_shown_cell(cell)} holds {len(results)} numbers; {first.international} was taken."
    )


def all_phones(
    cell: str, region: str | None, assume: Assume | None
) -> list[PhoneNumber | PhoneError]:
    """What `parse_phones` gives, of options that are known to be right."""
    text = _unwrapped(cell)
    reader = _PieceReader(region, assume)
    reader.refuse_figure(without_label(text))
    if len(_SEPARATOR.findall(text)) > _MOST_NUMBERS:
        raise _too_many(text)
    numbers = pieces(text, reader.read)
    if len(numbers) > _MOST_NUMBERS:
        raise _too_many(text)
    for piece in numbers:
        refuse_if_counted(piece, region, reader.read)
    return list(dict.fromkeys(_outcome(reader.read, piece) for piece in numbers))


class _PieceReader:
    """Reads the pieces of a cell, each of which may be a number."""

    def __init__(self, region: str | None, assume: Assume | None) -> None:
        self._region, self._assume = region, assume
        self._whole = ""

    def refuse_figure(self, whole: str) -> None:
        """Fail on a whole cell that holds figures or a quantity: they are not to be taken apart.

        Raises:
            PhoneError: `not_a_number`.
        """
        core, _ = _core(whole)
        refuse_figures(core, self._is_own)
        refuse_quantity(core)
        self._whole = whole

    def read(self, text: str) -> PhoneNumber:
        """Return the number of one piece.

        Raises:
            PhoneError: the piece gives no number that is certain.
        """
        refuse_other_lines(text)
        core, _ = _core(text)
        if text != self._whole:  # which has been looked at
            refuse_figures(core, self._is_own)
        result = _outcome(self._read_digits, text)
        if not isinstance(result, PhoneError) and may_have_lost_zeros(core):
            _refuse_if_longer(core, result, self._read_digits)
        if is_fraction(core) and not self._is_own(core):
            raise self._decimal(core)
        if is_identifier(core) and not self._is_own(core):
            result = not_a_number(core, "an identifier")
        if isinstance(result, PhoneError):
            raise _with_range(text, result, self._read_digits)
        return result

    def _read_digits(self, text: str) -> PhoneNumber:
        core, dropped = _core(text)
        number, undone = undo_spreadsheet(core)
        phone = read(dialled(number), self._region, self._assume)
        notes = (*undone, *dropped)
        return replace(phone, notes=(*notes, *phone.notes)) if notes else phone

    def _decimal(self, text: str) -> PhoneError:
        """Return the error for a decimal; `971.503909960` may have lost its plus (RFC 5733)."""
        code, _, rest = text.partition(".")
        if self._region and rest and code == home_of(self._region).plan.code:
            number = international(code + rest)
            if number.line:
                way_out = f"write {number.international} if that is the number"
                return not_a_number(text, "a decimal", way_out)
        return not_a_number(text, "a decimal")

    def _is_own(self, text: str) -> bool:
        is_national = self._assume is not Assume.INTERNATIONAL
        return is_national and is_national_format(text, self._region)


def _core(text: str) -> tuple[str, tuple[Note, ...]]:
    """The number of a text without its extension and stray punctuation, and notes of that."""
    if len(text) > LONGEST:  # it is refused
        return text, ()
    number, notes = without_extension(without_stray(text))
    while notes and (more := without_extension(number))[1]:
        number, notes = more[0], (*more[1], *notes)
    return without_stray(number) or text, notes


def _unwrapped(cell: str) -> str:
    """The number or numbers of a cell, without what wraps them."""
    if len(cell) > _LONGEST_CELL:
        raise _too_long(cell, len(cell))
    text = clean(cell)
    refuse_blank(text)
    refuse_error(text)
    # Cleaned once more: links carry invisible marks and digits of any script as escapes.
    unwrapped = clean(unwrap(text))
    if len(unwrapped) > _LONGEST_WRAPPED:
        raise _too_long(text, len(unwrapped))
    return fold_pauses(unwrapped)


def apart(cell: str, results: Sequence[PhoneNumber | PhoneError]) -> list[PhoneNumber | PhoneError]:
    """The results, each number noted as one of several."""
    note = f"{_shown_cell(cell)} holds {len(results)} numbers; each has a row."
    return [
        result if isinstance(result, PhoneError) else _noted(result, note) for result in results
    ]


def _refuse_if_longer(text: str, phone: PhoneNumber, read: Reader) -> None:
    """Fail where the number goes on with zeros, too, in the same plan: they may have been lost."""
    for zeros in range(1, MOST_ZEROS + 1):
        longer = _outcome(read, text + "0" * zeros)
        if not isinstance(longer, PhoneError) and longer.calling_code == phone.calling_code:
            raise PhoneError(
                Reason.AMBIGUOUS,
                f"{quote(text)} may have been {longer.international} before a spreadsheet took it "
                "for a quantity: write a space for the point, or format the column as text in the "
                "source and export again.",
            )


def _with_range(text: str, error: PhoneError, read: Reader) -> PhoneError:
    """The error of a number; one that names the way out where a range of numbers is likely.

    `98765 43210-11` may be the lines 10 and 11 of an office, or a number and its extension.
    """
    found = _RANGE.fullmatch(text) if len(text) <= LONGEST else None
    # Registers write dots or more dashes before a digit that checks the others.
    is_check_digit = is_identifier(text) and re.search(r"[.-].*-", text) is not None
    first = _outcome(read, found[1]) if found and not is_check_digit else error
    if isinstance(first, PhoneError):
        return error
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(text)} may be {first.international} and a range or an extension: write that "
        "number alone, or each number on a line of its own.",
    )


def _too_long(text: str, length: int) -> PhoneError:
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} has {length:,} characters: keep the phone number alone.",
    )


def _too_many(text: str) -> PhoneError:
    return PhoneError(
        Reason.NOT_A_NUMBER,
        f"{quote(text)} may be more than {_MOST_NUMBERS} numbers: write each in a row of its own.",
    )


def _outcome(read_piece: Reader, piece: str) -> PhoneNumber | PhoneError:
    try:
        return read_piece(piece)
    except PhoneError as error:
        return error


def _noted(phone: PhoneNumber, message: str) -> PhoneNumber:
    return replace(phone, notes=(Note(NoteCode.SEVERAL_NUMBERS, message), *phone.notes))


def _shown_cell(cell: str) -> str:
    return quote(clean(cell))
