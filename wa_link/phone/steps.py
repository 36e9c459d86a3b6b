"""The long way of a cell: cleaned, unwrapped, taken apart, undone, dialled, its number chosen."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.blanks import refuse_blank
from wa_link.phone.choice import resolve
from wa_link.phone.clean import clean
from wa_link.phone.counts import refuse_count
from wa_link.phone.digits import LONGEST, extract_digits, extract_simple
from wa_link.phone.extension import fold_pauses, strip_extension
from wa_link.phone.fast import parse_fast
from wa_link.phone.figures import DASHES, figure_error, is_identifier, refuse_figures, strip_stray
from wa_link.phone.national import is_national_format
from wa_link.phone.number_labels import refuse_other_lines, strip_label
from wa_link.phone.plans import dialing_region
from wa_link.phone.reading import parse_international
from wa_link.phone.several import Reader, split_numbers
from wa_link.phone.spreadsheet import (
    MOST_ZEROS,
    has_one_point,
    is_fraction,
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


def parse_first(cell: str, region: str | None, assume: Assume | None) -> PhoneNumber:
    """What `parse_phone` gives, of options that are known to be right: once for a whole sheet."""
    if phone := parse_fast(cell, region):
        return phone
    if number := extract_simple(cell):
        try:
            return resolve(number, region, assume)
        except PhoneError:
            if "-" not in cell:  # else it may be a number and its range
                raise
    results = parse_all(cell, region, assume)
    first = next((result for result in results if not isinstance(result, PhoneError)), results[0])
    if isinstance(first, PhoneError):
        raise first
    if len(results) == 1:
        return first
    return _with_several_note(
        first, f"{_shown_cell(cell)} holds {len(results)} numbers; {first.international} was taken."
    )


def parse_all(
    cell: str, region: str | None, assume: Assume | None
) -> list[PhoneNumber | PhoneError]:
    """What `parse_phones` gives, of options that are known to be right."""
    text = _unwrapped(cell)
    reader = _PieceReader(region, assume)
    reader.refuse_figure(strip_label(text))
    if len(_SEPARATOR.findall(text)) > _MOST_NUMBERS:
        raise _too_many(text)
    numbers = split_numbers(text, reader.read)
    if len(numbers) > _MOST_NUMBERS:
        raise _too_many(text)
    for piece in numbers:
        refuse_count(piece, region, reader.read)
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
        core, _ = _strip_around(whole)
        refuse_figures(core, self._is_own)
        refuse_quantity(core)
        self._whole = whole

    def read(self, text: str) -> PhoneNumber:
        """Return the number of one piece.

        Raises:
            PhoneError: the piece gives no number that is certain.
        """
        refuse_other_lines(text)
        core, _ = _strip_around(text)
        if text != self._whole:  # which has been looked at
            refuse_figures(core, self._is_own)
        result = _outcome(self._read_digits, text)
        if not isinstance(result, PhoneError) and has_one_point(core):
            _refuse_if_longer(core, result, self._read_digits)
        if is_fraction(core) and not self._is_own(core):
            raise self._decimal(core)
        if is_identifier(core) and not self._is_own(core):
            result = figure_error(core, "an identifier")
        if isinstance(result, PhoneError):
            raise _explain_range(text, result, self._read_digits)
        return result

    def _read_digits(self, text: str) -> PhoneNumber:
        core, dropped = _strip_around(text)
        number, undone = undo_spreadsheet(core)
        phone = resolve(extract_digits(number), self._region, self._assume)
        notes = (*undone, *dropped)
        return replace(phone, notes=(*notes, *phone.notes)) if notes else phone

    def _decimal(self, text: str) -> PhoneError:
        """Return the error for a decimal; `971.503909960` may have lost its plus (RFC 5733)."""
        code, _, rest = text.partition(".")
        if self._region and rest and code == dialing_region(self._region).plan.code:
            number = parse_international(code + rest)
            if number.line:
                way_out = f"write {number.international} if that is the number"
                return figure_error(text, "a decimal", way_out)
        return figure_error(text, "a decimal")

    def _is_own(self, text: str) -> bool:
        is_national = self._assume is not Assume.INTERNATIONAL
        return is_national and is_national_format(text, self._region)


def _strip_around(text: str) -> tuple[str, tuple[Note, ...]]:
    """The number of a text without its extension and stray punctuation, and notes of that."""
    if len(text) > LONGEST:  # it is refused
        return text, ()
    number, notes = strip_extension(strip_stray(text))
    while notes and (more := strip_extension(number))[1]:
        number, notes = more[0], (*more[1], *notes)
    return strip_stray(number) or text, notes


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


def note_split(
    cell: str, results: Sequence[PhoneNumber | PhoneError]
) -> list[PhoneNumber | PhoneError]:
    """The results, each number noted as one of several."""
    note = f"{_shown_cell(cell)} holds {len(results)} numbers; each has a row."
    return [
        result if isinstance(result, PhoneError) else _with_several_note(result, note)
        for result in results
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


def _explain_range(text: str, error: PhoneError, read: Reader) -> PhoneError:
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


def _with_several_note(phone: PhoneNumber, message: str) -> PhoneNumber:
    return replace(phone, notes=(Note(NoteCode.SEVERAL_NUMBERS, message), *phone.notes))


def _shown_cell(cell: str) -> str:
    return quote(clean(cell))
