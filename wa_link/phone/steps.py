"""The full way of a cell, for all cells that `parse_fast` leaves.

    clean            remove invisible characters, write digits of every script in ASCII
    refuse_blank     refuse `-`, `N/A`, `none`
    unwrap           take the number out of a `tel:` address or a WhatsApp link
    split_numbers    split a cell of several numbers into pieces
    refuse_count     refuse `2. 0170 1234567`, which may be a number with a count
    Pieces.read      remove the extension and a spreadsheet's damage, extract the digits, and
                     `resolve` them: which plan they match, and whether they are certain

`extract_simple` takes a cell that is one number and nothing else directly to `resolve`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.blanks import refuse_blank
from wa_link.phone.choice import resolve
from wa_link.phone.clean import clean
from wa_link.phone.counts import refuse_count
from wa_link.phone.digits import extract_simple
from wa_link.phone.extension import fold_pauses
from wa_link.phone.number_labels import strip_label
from wa_link.phone.pieces import Pieces
from wa_link.phone.several import split_numbers
from wa_link.phone.spreadsheet import refuse_error
from wa_link.phone.unwrap import unwrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.phone.assume import Assume
    from wa_link.phone.number import PhoneNumber

# A longer cell is a text or an attack, and takes too long to read; so does a longer address.
_LONGEST_CELL, _LONGEST_UNWRAPPED = 100_000, 10_000
# More numbers take a second to read, and nobody types them into one cell.
_MOST_NUMBERS = 200
# Nothing to unwrap and nothing to split.
_ONE_NUMBER = re.compile(r"\+?[\d ().-]+")
_SEPARATOR = re.compile(r"[\n\t;|&,/\u060c\u061b]|:::")


def parse_fully(cell: str, region: str | None, assume: Assume | None) -> PhoneNumber:
    """Return the first valid number of a cell.

    Raises:
        PhoneError: there is none, or it is not certain.
    """
    if number := extract_simple(cell):
        try:
            return resolve(number, region, assume)
        except PhoneError:
            if "-" not in cell:  # with a dash, it may be a number and a range
                raise
    outcomes = parse_all(cell, region, assume)
    for outcome in outcomes:
        if isinstance(outcome, PhoneError):
            continue
        if len(outcomes) == 1:
            return outcome
        taken = f"contains {len(outcomes)} numbers; {outcome.international} was taken."
        return _add_several_note(outcome, cell, taken)
    assert isinstance(outcomes[0], PhoneError)  # noqa: S101  (a cell has one outcome at least)
    raise outcomes[0]


def parse_all(
    cell: str, region: str | None, assume: Assume | None
) -> list[PhoneNumber | PhoneError]:
    """Return each number of a cell, or the reason why it can't be read; one outcome at least.

    Raises:
        PhoneError: the cell as a whole can't be read.
    """
    _check_length(cell, len(cell), _LONGEST_CELL)
    text = clean(cell)
    refuse_blank(text)
    if _ONE_NUMBER.fullmatch(text):
        _check_length(text, len(text), _LONGEST_UNWRAPPED)
        pieces = Pieces(text, region, assume)
        numbers = [text]
    else:
        refuse_error(text)
        # Cleaned again: links have invisible characters and foreign digits as escapes.
        unwrapped = clean(unwrap(text))
        _check_length(text, len(unwrapped), _LONGEST_UNWRAPPED)
        text = fold_pauses(unwrapped)
        pieces = Pieces(strip_label(text), region, assume)
        _check_count(text, len(_SEPARATOR.findall(text)))
        numbers = split_numbers(text, pieces.read)
        _check_count(text, len(numbers))
    for number in numbers:
        refuse_count(number, region, pieces.read)
    return _drop_repeated([pieces.read(number) for number in numbers])


def note_split(
    cell: str, outcomes: Sequence[PhoneNumber | PhoneError]
) -> list[PhoneNumber | PhoneError]:
    """Return the outcomes of a cell, with a note on each number that it has a row of its own."""
    message = f"contains {len(outcomes)} numbers; each has a row."
    return [
        outcome if isinstance(outcome, PhoneError) else _add_several_note(outcome, cell, message)
        for outcome in outcomes
    ]


def _add_several_note(phone: PhoneNumber, cell: str, message: str) -> PhoneNumber:
    note = Note(NoteCode.SEVERAL_NUMBERS, f"{quote(clean(cell))} {message}")
    return replace(phone, notes=(note, *phone.notes))


def _drop_repeated(outcomes: list[PhoneNumber | PhoneError]) -> list[PhoneNumber | PhoneError]:
    """Return the outcomes with each number once, and all errors."""
    if len(outcomes) == 1:
        return outcomes
    kept: list[PhoneNumber | PhoneError] = []
    for outcome in outcomes:
        if isinstance(outcome, PhoneError) or outcome not in kept:
            kept.append(outcome)
    return kept


def _check_length(text: str, length: int, longest: int) -> None:
    if length > longest:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} has {length:,} characters: keep only the phone number.",
        )


def _check_count(text: str, count: int) -> None:
    if count > _MOST_NUMBERS:
        raise PhoneError(
            Reason.NOT_A_NUMBER,
            f"{quote(text)} may be more than {_MOST_NUMBERS} numbers: write each in its own row.",
        )
