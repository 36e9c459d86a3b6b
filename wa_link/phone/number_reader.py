"""Read the numbers in one cell: each number becomes a PhoneNumber, or an error with a reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.choose_reading import resolve
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.digits import LONGEST, extract_digits
from wa_link.phone.extension import strip_extension
from wa_link.phone.figures import (
    DASHES,
    figure_error,
    is_identifier,
    refuse_figures,
    strip_punctuation,
)
from wa_link.phone.national_form import is_national_format
from wa_link.phone.number_labels import refuse_fax_or_pager
from wa_link.phone.reading import parse_international
from wa_link.phone.spreadsheet import (
    MOST_ZEROS,
    has_one_point,
    is_fraction,
    refuse_quantity,
    undo_spreadsheet,
)
from wa_link.phone.words import has_words

if TYPE_CHECKING:
    from wa_link.errors import Note
    from wa_link.phone.number import PhoneNumber

_RANGE = re.compile(rf"(.*\d)\s?[{DASHES}]\s?\d{{1,3}}", re.DOTALL)


class NumberReader:
    """Reader of the numbers in one cell. It keeps each result, so no text is parsed twice."""

    def __init__(self, whole: str, region: str | None, assume: Assume | None) -> None:
        """Refuse a cell that is a date or a quantity, because it must not be split into numbers.

        Raises:
            PhoneError: with the reason `not_a_number`.
        """
        self._region, self._assume = region, assume
        self._whole = whole
        self._outcomes: dict[str, PhoneNumber | PhoneError] = {}
        core, _ = _strip_around(whole)
        refuse_figures(core, self._is_own_format)
        refuse_quantity(core)

    def read(self, text: str) -> PhoneNumber | PhoneError:
        """Return the phone number that `text` contains, or a PhoneError if it can't be read.

        The error is returned, not raised. If the cell has several numbers, `text` is the part of
        the cell with one of them.
        """
        if text not in self._outcomes:
            try:
                self._outcomes[text] = self._parse(text)
            except PhoneError as error:
                self._outcomes[text] = error
        return self._outcomes[text]

    def _parse(self, text: str) -> PhoneNumber:
        refuse_fax_or_pager(text)
        core, notes = _strip_around(text)
        if text != self._whole:  # `__init__` has checked the whole cell
            refuse_figures(core, self._is_own_format)
        outcome = self._parse_core(core, notes)
        if has_one_point(core) and not isinstance(outcome, PhoneError):
            self._refuse_lost_zeros(core, outcome)
        if is_fraction(core) and not self._is_own_format(core):
            raise self._decimal_error(core)
        if is_identifier(core) and not self._is_own_format(core):
            outcome = figure_error(core, "an ID or card number")
        if isinstance(outcome, PhoneError):
            raise self._range_error(text) or outcome
        return outcome

    def _parse_core(self, core: str, notes: tuple[Note, ...]) -> PhoneNumber | PhoneError:
        """Return the phone number that `core` contains, or a PhoneError if it can't be read.

        `core` has no extension. A spreadsheet may have changed it, such as to `9.66501234567E+11`.
        """
        try:
            number, undone = undo_spreadsheet(core)
            phone = resolve(extract_digits(number), self._region, self._assume)
        except PhoneError as error:
            return error
        notes = (*undone, *notes)
        return replace(phone, notes=(*notes, *phone.notes)) if notes else phone

    def _is_own_format(self, text: str) -> bool:
        is_national = self._assume is not Assume.INTERNATIONAL
        return is_national and is_national_format(text, self._region)

    def _refuse_lost_zeros(self, text: str, phone: PhoneNumber) -> None:
        """Raise PhoneError if a spreadsheet may have removed zeros from the end of a number.

        A spreadsheet reads the phone number `30.123400` as a decimal number, and saves `30.1234`.
        So the number is refused if it is also valid with one, two or three more zeros.
        """
        for zeros in range(1, MOST_ZEROS + 1):
            longer = self._parse_core(*_strip_around(text + "0" * zeros))
            if isinstance(longer, PhoneError):
                continue
            if longer.calling_code == phone.calling_code:
                raise PhoneError(
                    Reason.AMBIGUOUS,
                    f"{quote(text)} may have been {longer.international} before a spreadsheet read "
                    "it as a decimal number and dropped zeros at its end. If no digits are "
                    "missing, replace the point by a space; otherwise, format the column as text "
                    "in the source and export again.",
                )

    def _decimal_error(self, text: str) -> PhoneError:
        """Return the error for a decimal number, such as `117.811393`.

        If the digits before the point are the calling code of the region, the text may also be a
        phone number without its plus: `971.503909960` for +971 50 390 9960 (RFC 5733 writes such
        points). If that number is valid, the message suggests it.
        """
        code, _, rest = text.partition(".")
        if self._region and rest and code == dialing_region(self._region).plan.code:
            number = parse_international(code + rest)
            if number.line:
                way_out = f"write {number.international} if that is the right number"
                return figure_error(text, "a decimal number", way_out)
        return figure_error(text, "a decimal number")

    def _range_error(self, text: str) -> PhoneError | None:
        """Return an error if a text is a valid number, a dash and one to three digits; else None.

        `98765 43210-11` may be the two numbers 98765 43210 and 98765 43211 of an office, or a
        number with the extension 11.
        """
        match = _RANGE.fullmatch(text) if len(text) <= LONGEST else None
        # In ID numbers, dots or other dashes come before the check digit.
        if match is None or (is_identifier(text) and re.search(r"[.-].*-", text)):
            return None
        first = self._parse_core(*_strip_around(match[1]))
        if isinstance(first, PhoneError):
            return None
        return PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(text)} may be {first.international} with an extension, or several numbers: "
            f"write only {first.international}, or write each number on its own line.",
        )


def _strip_around(text: str) -> tuple[str, tuple[Note, ...]]:
    """Remove extensions and the punctuation around a number, and return the number and notes.

    Each extension gives a note: ` 0501234567 ext. 12;` gives `0501234567` and a note on the
    extension 12.
    """
    if len(text) > LONGEST:  # `extract_digits` refuses it
        return text, ()
    if not has_words(text):
        return strip_punctuation(text) or text, ()
    number, notes = strip_extension(strip_punctuation(text))
    while notes and (more := strip_extension(number))[1]:
        number, notes = more[0], (*more[1], *notes)
    return strip_punctuation(number) or text, notes
