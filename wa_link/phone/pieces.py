"""Pieces of a cell: each is read as one number, or refused with the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.choice import resolve
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.digits import LONGEST, extract_digits
from wa_link.phone.extension import strip_extension
from wa_link.phone.figures import DASHES, figure_error, is_identifier, refuse_figures, strip_stray
from wa_link.phone.home import is_national_format
from wa_link.phone.number_labels import refuse_other_lines
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


class Pieces:
    """Reads the pieces of one cell, each of them once."""

    def __init__(self, whole: str, region: str | None, assume: Assume | None) -> None:
        """Check the whole cell first: a figure or a quantity must not be split.

        Raises:
            PhoneError: `not_a_number`.
        """
        self._region, self._assume = region, assume
        self._whole = whole
        self._outcomes: dict[str, PhoneNumber | PhoneError] = {}
        core, _ = _strip_around(whole)
        refuse_figures(core, self._is_own_format)
        refuse_quantity(core)

    def read(self, text: str) -> PhoneNumber | PhoneError:
        """Return the number of one piece, or the reason why it can't be read."""
        if text not in self._outcomes:
            try:
                self._outcomes[text] = self._parse(text)
            except PhoneError as error:
                self._outcomes[text] = error
        return self._outcomes[text]

    def _parse(self, text: str) -> PhoneNumber:
        refuse_other_lines(text)
        core, notes = _strip_around(text)
        if text != self._whole:  # that was checked before
            refuse_figures(core, self._is_own_format)
        outcome = self._parse_core(core, notes)
        if has_one_point(core) and not isinstance(outcome, PhoneError):
            self._refuse_lost_zeros(core, outcome)
        if is_fraction(core) and not self._is_own_format(core):
            raise self._decimal_error(core)
        if is_identifier(core) and not self._is_own_format(core):
            outcome = figure_error(core, "an identifier")
        if isinstance(outcome, PhoneError):
            raise self._range_error(text) or outcome
        return outcome

    def _parse_core(self, core: str, notes: tuple[Note, ...]) -> PhoneNumber | PhoneError:
        """Parse digits without an extension, as a person or a spreadsheet writes them."""
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
        """Raise PhoneError if the number is also valid with the zeros that a spreadsheet drops."""
        for zeros in range(1, MOST_ZEROS + 1):
            longer = self._parse_core(*_strip_around(text + "0" * zeros))
            if isinstance(longer, PhoneError):
                continue
            if longer.calling_code == phone.calling_code:
                raise PhoneError(
                    Reason.AMBIGUOUS,
                    f"{quote(text)} may have been {longer.international} before a spreadsheet read "
                    "it as a quantity: write a space for the point, or format the column as text "
                    "in the source and export again.",
                )

    def _decimal_error(self, text: str) -> PhoneError:
        """Return the error for a decimal; `971.503909960` may have lost its plus (RFC 5733)."""
        code, _, rest = text.partition(".")
        if self._region and rest and code == dialing_region(self._region).plan.code:
            number = parse_international(code + rest)
            if number.line:
                way_out = f"write {number.international} if that is the number"
                return figure_error(text, "a decimal", way_out)
        return figure_error(text, "a decimal")

    def _range_error(self, text: str) -> PhoneError | None:
        """Return the error for a number that may end with a range, else None.

        `98765 43210-11` may be lines 10 and 11 of an office, or a number and its extension.
        """
        match = _RANGE.fullmatch(text) if len(text) <= LONGEST else None
        # Registers write dots or more dashes before a check digit.
        if match is None or (is_identifier(text) and re.search(r"[.-].*-", text)):
            return None
        first = self._parse_core(*_strip_around(match[1]))
        if isinstance(first, PhoneError):
            return None
        return PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(text)} may be {first.international} and a range or an extension: write only "
            "that number, or each number on its own line.",
        )


def _strip_around(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return a text without extension and stray punctuation, and notes on the extension."""
    if len(text) > LONGEST:  # `extract_digits` refuses it
        return text, ()
    if not has_words(text):
        return strip_stray(text) or text, ()
    number, notes = strip_extension(strip_stray(text))
    while notes and (more := strip_extension(number))[1]:
        number, notes = more[0], (*more[1], *notes)
    return strip_stray(number) or text, notes
