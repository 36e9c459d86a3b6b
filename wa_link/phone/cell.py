"""The way of a cell: from what somebody typed, exported or damaged, to one number or a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link.errors import Note, NoteCode, PhoneError, Reason, shown
from wa_link.phone.clean import clean
from wa_link.phone.dialling import dialled
from wa_link.phone.reading import Bare, bare_option, read
from wa_link.phone.regions import region_option
from wa_link.phone.several import Reader, pieces
from wa_link.phone.spreadsheet import undo_spreadsheet
from wa_link.phone.unwrap import unwrap

if TYPE_CHECKING:
    from wa_link.phone.number import PhoneNumber


def parse_phone(
    cell: str, region: str | None = None, *, bare: Bare | str | None = None
) -> PhoneNumber:
    """The phone number in `cell`, certain, with notes of what was changed to read it.

    Args:
        cell: a number as people write it, in any script: `+44 (0) 7911 123456`, `٠٥٠١٢٣٤٥٦٧`,
            `tel:…`, a WhatsApp link, several numbers of which the first valid one is taken.
        region: two letters in any case: how a number without `+` is read. None: such numbers are
            refused, never guessed.
        bare: whether digits with neither `+` nor a leading zero are national or international.
            None: both are tried, and two different valid readings are refused.

    Raises:
        PhoneError: the cell gives no number that is certain; `reason` and `message` say why.
        OptionError: there is no such region, or no such way to read digits.
    """
    home = region_option(region) if region is not None else None
    way = bare_option(bare) if bare is not None else None

    def read_piece(text: str) -> PhoneNumber:
        plain, undone = undo_spreadsheet(text)
        phone = read(dialled(plain), home, way)
        return replace(phone, notes=(*undone, *phone.notes)) if undone else phone

    text = clean(cell)
    if not text:
        raise PhoneError(Reason.EMPTY, "There is no number.")
    # Cleaned once more: links carry invisible marks and digits of any script as escapes.
    numbers = pieces(clean(unwrap(text)), read_piece)
    if len(numbers) == 1:
        return read_piece(numbers[0])
    return _first_valid(text, numbers, read_piece)


def _first_valid(text: str, numbers: list[str], read_piece: Reader) -> PhoneNumber:
    first_error: PhoneError | None = None
    for number in numbers:
        try:
            phone = read_piece(number)
        except PhoneError as error:
            first_error = first_error or error
            continue
        note = Note(
            NoteCode.SEVERAL_NUMBERS,
            f"{shown(text)} holds {len(numbers)} numbers; {phone.international} was taken.",
        )
        return replace(phone, notes=(note, *phone.notes))
    raise first_error or PhoneError(Reason.NOT_A_NUMBER, f"{shown(text)} holds no number.")
