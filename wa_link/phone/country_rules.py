"""Rules for old numbers of Mexico, Argentina, Brazil, Ivory Coast and Benin.

For example, the Brazilian mobile `+55 11 8765 4321` becomes `+55 11 98765 4321`. A rule is tried
only if a number is not valid, and its result must be valid. A valid number is never changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.plans import LineType
from wa_link.phone.reading import parse_international

if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_link.phone.reading import Reading


def validate(reading: Reading) -> Reading | None:
    """Return a valid number unchanged; for an old number, return the new number.

    The old Brazilian mobile `+55 11 8765 4321` gives `+55 11 98765 4321` (see `migrate`). Return
    None if the number is not valid and no rule makes it valid.
    """
    return reading if reading.line else migrate(reading)


def migrate(reading: Reading) -> Reading | None:
    """Return the new number that replaced an old number; its notes explain the change.

    Return None if the country has no rule, or if the rule does not lead to a valid number.
    """
    rule = _RULES.get(reading.calling_code)
    return rule(reading.national_number) if rule else None


def advisory(reading: Reading) -> Note | None:
    """Return a note if a valid number is a landline in Argentina, else None.

    The number may be a mobile that was written without the 9 after +54. It is not changed.
    """
    line = reading.line
    if reading.calling_code == 54 and line and line.line_type is LineType.FIXED_LINE:
        return Note(
            NoteCode.AR_MAYBE_MOBILE,
            "The number is a landline in Argentina. If it is a mobile, write a 9 after the 54: "
            "WhatsApp needs it.",
        )
    return None


def outdated_error(reading: Reading, text: str) -> PhoneError | None:
    """Return the error for an old landline number of Ivory Coast, else None.

    `migrate` has no rule for these numbers: their new numbers can't be computed from the old ones.
    """
    national = "" if reading.line else reading.national_number
    if reading.calling_code == 225 and re.fullmatch(r"[23]\d{7}", national):
        return PhoneError(
            Reason.INVALID,
            f"{quote(text)} is an old landline number of Ivory Coast. In 2021 it was replaced by a "
            "number of ten digits that can't be computed from the old one: ask for the new number.",
        )
    return None


def _migrate_mexico(national: str) -> Reading | None:
    # Mobiles have been dialled as ten digits since 2019, without 1 (from abroad), 01, 044 or 045.
    number = re.fullmatch(r"(1|01|044|045)(\d{10})", national)
    if number is None:
        return None
    return _parse_migrated(
        f"52{number[2]}",
        NoteCode.MX_1_DROPPED,
        f"The {number[1]} before the ten digits was dropped: Mexico has not used it since 2019.",
    )


def _migrate_brazil(national: str) -> Reading | None:
    # Until 2016, mobiles had eight digits after the area code, and began with 6, 7, 8 or 9.
    number = re.fullmatch(r"(\d{2})([6-9]\d{7})", national)
    if number is None:
        return None
    return _parse_migrated(
        f"55{number[1]}9{number[2]}",
        NoteCode.BR_9_ADDED,
        "A 9 was added after the area code: Brazil's mobiles have had nine digits since 2016.",
    )


def _migrate_benin(national: str) -> Reading | None:
    if re.fullmatch(r"\d{8}", national) is None:
        return None
    return _parse_migrated(
        f"22901{national}",
        NoteCode.BJ_01_ADDED,
        "01 was added before the number: Benin's numbers have had ten digits since 2024.",
    )


def _migrate_ivory_coast(national: str) -> Reading | None:
    # In 2021, each mobile got the prefix of its operator, which follows from the second digit.
    # Landlines, which began with 2 or 3, got new numbers.
    number = re.fullmatch(r"[^23](\d)\d{6}", national)
    if number is None:
        return None
    prefix = "01" if number[1] in "0123" else "05" if number[1] in "456" else "07"
    return _parse_migrated(
        f"225{prefix}{national}",
        NoteCode.CI_PREFIX_ADDED,
        f"{prefix} was added before the number: Ivory Coast's numbers have had ten digits since "
        "2021.",
    )


def _migrate_argentina(national: str) -> Reading | None:
    # `9 11 15 12345678`: both the 9 (dialled from abroad) and the 15 (dialled inside the country)
    # say that the number is a mobile. Only one of them is dialled.
    found = {
        f"549{national[1 : 1 + area]}{national[3 + area :]}"
        for area in (2, 3, 4)
        if re.fullmatch(rf"9\d{{{area}}}15\d{{{10 - area}}}", national)
    }
    results = [
        result
        for digits in sorted(found)
        if (
            result := _parse_migrated(
                digits,
                NoteCode.AR_15_DROPPED,
                "The 15 was dropped: the 9 after 54 already says that it is a mobile.",
            )
        )
    ]
    return results[0] if len(results) == 1 else None


def _parse_migrated(digits: str, code: NoteCode, message: str) -> Reading | None:
    reading = parse_international(digits)
    return reading.with_note(Note(code, message)) if reading.line else None


_RULES: dict[int, Callable[[str], Reading | None]] = {
    52: _migrate_mexico,
    54: _migrate_argentina,
    55: _migrate_brazil,
    225: _migrate_ivory_coast,
    229: _migrate_benin,
}
