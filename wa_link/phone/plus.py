"""Digits after a plus or an international prefix: zeros, brackets and a trunk prefix among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.brackets import digits_before_bracket, find_brackets, has_bracket_within
from wa_link.phone.plans import dialing_region, plan_for_digits
from wa_link.phone.reading import Source, parse_in_region, parse_international
from wa_link.phone.refusals import (
    ambiguous_error,
    cut_code_error,
    invalid_error,
    parse_trunk_8,
    validate,
    zero_error,
)

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading

_BRACKETED_ZERO = re.compile(r"[(\[\uff08\uff3b]\s*0\s*[)\]\uff09\uff3d]")
_LONGEST_CODE = 3


def read_international(number: WrittenNumber, region: str | None) -> Reading:
    """Return the reading of digits after a plus.

    Raises:
        PhoneError: it is not valid, or not certain.
    """
    if number.digits[0] == "0":
        raise zero_error(number, region)
    begins_with_8 = number.groups[0] == "8"
    if begins_with_8 and region and (own := _read_trunk_8(number, region)):
        return own
    if is_calling_code_cut(number):
        raise cut_code_error(number)
    reading = parse_international(number.digits)
    chosen = validate(reading) or drop_bracketed_zero(number)
    if chosen is None:
        raise invalid_error(reading, number)
    _refuse_zero(number, chosen)
    _refuse_bracket(number, region, chosen)
    if begins_with_8 and (russian := parse_trunk_8(number)):
        raise ambiguous_error(number, russian, chosen, "")
    return chosen


def assume_plus(number: WrittenNumber, start: int = 0) -> Reading:
    """Return the reading of the digits from `start` on as if a plus stood before them.

    A zero in brackets is dropped where the number is not valid with it.

    Raises:
        PhoneError: `ambiguous`, where it is another number without that zero.
    """
    reading = parse_international(number.digits[start:])
    if "0" not in number.groups:
        return reading
    chosen = validate(reading) or drop_bracketed_zero(number, start)
    if chosen is None:
        return reading
    _refuse_zero(number, chosen, start)
    return chosen


def _refuse_zero(number: WrittenNumber, chosen: Reading, start: int = 0) -> None:
    """Fail where `(0)` may be a part of the number or not: +39 (0) 345 123456 may be a mobile."""
    without = drop_bracketed_zero(number, start, is_anywhere=True)
    if without and without.digits != chosen.digits:
        raise ambiguous_error(number, chosen, without, "")


def _refuse_bracket(number: WrittenNumber, region: str | None, chosen: Reading) -> None:
    """Fail where the first bracket has more than the calling code: `+(495) 123-45-67`.

    `(+495)` has its plus inside: there, only a region's own number makes it doubtful.
    """
    spans = find_brackets(number.text)
    code = str(chosen.calling_code)
    if not spans or spans[0] != (0, len(number.groups[0])) or number.groups[0] == code:
        return
    own = validate(parse_in_region(number.digits, region)) if region else None
    if own and own.source is Source.REGION and own.digits != chosen.digits:
        raise ambiguous_error(number, own, chosen, "")
    if number.text.lstrip().startswith("+"):
        raise PhoneError(
            Reason.INVALID,
            f"{quote(number.text)} has more than the calling code in its bracket: "
            f"write {chosen.international} if that is the number.",
        )


def drop_bracketed_zero(
    number: WrittenNumber, start: int = 0, *, is_anywhere: bool = False
) -> Reading | None:
    """Return the valid reading without a `(0)` after the calling code, or without one anywhere."""
    if "0" not in number.groups:
        return None
    before, *after = _BRACKETED_ZERO.split(number.text, maxsplit=1)
    if not after:
        return None
    code = re.sub(r"\D", "", before)
    reading = validate(parse_international((code + re.sub(r"\D", "", after[0]))[start:]))
    if reading and (is_anywhere or code[start:] == str(reading.calling_code)):
        return reading
    return None


def is_calling_code_cut(number: WrittenNumber) -> bool:
    """Return whether a bracket cuts the calling code that the digits begin with.

    A zero may be cut off: Egypt writes `+2 (010) …`, Turkey `+9 (0532) …`, with a trunk zero that
    is also the end of the calling code.
    """
    if len(number.groups[0]) >= _LONGEST_CODE or len(number.groups) == 1:
        return False
    plan = plan_for_digits(number.digits[:_LONGEST_CODE])
    size = plan.code_size if plan else _LONGEST_CODE
    if not has_bracket_within(number.text, size):
        return False
    before = number.digits[: digits_before_bracket(number.text)]
    return plan is None or f"{before}0" != plan.code


def _read_trunk_8(number: WrittenNumber, region: str) -> Reading | None:
    """Return the number of a region whose trunk prefix is 8, where a plus was put before the 8.

    A bracket after the 8 proves that it is not a part of +84, and so does the region's grouping.
    """
    if dialing_region(region).trunk_prefix != "8":
        return None
    own = validate(parse_in_region(number.digits, region))
    if own is None or own.source is not Source.REGION:
        return None
    other = validate(parse_international(number.digits))
    if other and not is_calling_code_cut(number) and number.groups != own.national_groups:
        raise ambiguous_error(number, own, other, "")
    note = Note(
        NoteCode.TRUNK_8_DROPPED,
        f"{quote(number.text)} begins with the trunk prefix 8, which is not a calling code; "
        f"read as {own.international}.",
    )
    return own.with_note(note)
