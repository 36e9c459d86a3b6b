"""Read numbers that begin with a plus, with or without a trunk prefix: `+44 (0) 7911 123456`."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.country_rules import validate
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.digits import count_digits_before_bracket, find_brackets
from wa_link.phone.plans import plan_for_digits
from wa_link.phone.reading import Source, parse_in_region, parse_international
from wa_link.phone.refusal_messages import (
    ambiguous_error,
    cut_code_error,
    invalid_error,
    zero_error,
)

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading

_BRACKETED_ZERO = re.compile(r"[(\[\uff08\uff3b]\s*0\s*[)\]\uff09\uff3d]")
_LONGEST_CODE = 3


def read_international(number: WrittenNumber, region: str | None) -> Reading:
    """Read a number with a plus, such as `+44 7911 123456`; refuse an invalid number.

    Raises:
        PhoneError: the number is not valid, or may mean another valid number.
    """
    if number.digits[0] == "0":
        raise zero_error(number, region)
    begins_with_8 = number.groups[0] == "8"
    if begins_with_8 and region and (own := _read_trunk_8(number, region)):
        return own
    if is_calling_code_cut(number):
        raise cut_code_error(number, parse_trunk_8(number))
    reading = assume_plus(number)
    chosen = validate(reading)
    if chosen is None:
        raise invalid_error(reading, number)
    _refuse_bracket(number, region, chosen)
    if begins_with_8 and (russian := parse_trunk_8(number)):
        raise ambiguous_error(number, russian, chosen, "")
    return chosen


def assume_plus(number: WrittenNumber, start: int = 0) -> Reading:
    """Read the digits from index `start` on, as if a plus were before them.

    In `+44 (0) 7911 123456`, the number is valid only without the zero in brackets, so the zero is
    dropped. The function can also return an invalid number.

    Raises:
        PhoneError: `ambiguous`: the digits are one valid number with the zero in brackets, and
            another valid number without it: `+39 (0) 345 123456`.
    """
    reading = parse_international(number.digits[start:])
    if "0" not in number.groups:
        return reading
    valid = validate(reading)
    without = _drop_bracketed_zero(number, start)
    if without is None:
        return valid or reading
    dropped, is_after_code = without
    if valid is None:
        return dropped if is_after_code else reading
    if dropped.digits != valid.digits:
        raise ambiguous_error(number, valid, dropped, "")
    return valid


def _drop_bracketed_zero(number: WrittenNumber, start: int) -> tuple[Reading, bool] | None:
    """Return the number without its `(0)`, and whether the `(0)` is just after the calling code.

    Return None if there is no `(0)`, or the number is not valid without it.
    """
    before, *after = _BRACKETED_ZERO.split(number.text, maxsplit=1)
    if not after:
        return None
    code = re.sub(r"\D", "", before)
    reading = validate(parse_international((code + re.sub(r"\D", "", after[0]))[start:]))
    return (reading, code[start:] == str(reading.calling_code)) if reading else None


def _refuse_bracket(number: WrittenNumber, region: str | None, chosen: Reading) -> None:
    """Raise PhoneError if the first brackets contain more than the calling code.

    `+(495) 123-45-67` is refused: it is a valid number of Germany (+49), but 495 may be the area
    code of Moscow. `(+495) 123-45-67`, with the plus inside the brackets, is refused only if its
    digits are also another valid number in `region`.
    """
    first, spans = number.groups[0], find_brackets(number.text)
    if not spans or spans[0] != (0, len(first)) or first == str(chosen.calling_code):
        return
    own = validate(parse_in_region(number.digits, region)) if region else None
    if own and own.source is Source.REGION and own.digits != chosen.digits:
        raise ambiguous_error(number, own, chosen, "")
    if number.text.lstrip().startswith("+"):
        raise PhoneError(
            Reason.INVALID,
            f"{quote(number.text)} has more than the calling code in its first brackets: "
            f"write {chosen.international} if that is the right number.",
        )


def refuse_repeated_code(number: WrittenNumber, chosen: Reading) -> None:
    """Refuse a number whose calling code seems to be written again after a 0: `+62 062 21 8350150`.

    `+49 0491 12345` is not refused, because 0491 is written as an area code.

    Args:
        number: any number; it is refused only if it begins with a plus or with 00.
        chosen: the reading of the number, in which the second calling code is an area code.

    Raises:
        PhoneError: the digits from the second calling code on are another valid number.
    """
    if "0" not in number.digits or not (number.has_plus or number.digits.startswith("00")):
        return
    code = str(chosen.calling_code)
    digits = number.digits.lstrip("0")
    rest = digits.removeprefix(code)
    again = rest.lstrip("0")
    if again in (digits, rest) or not again.startswith(code):
        return
    after_code, before_again = len(number.digits) - len(rest), len(number.digits) - len(again)
    ends = [*accumulate(map(len, number.groups))]
    end = next(end for end in ends if end > before_again)
    is_area_code = after_code in ends and end > before_again + len(code)
    other = None if is_area_code else validate(parse_international(again))
    if other is not None and other.digits != chosen.digits:
        raise ambiguous_error(number, chosen, other, "")


def is_calling_code_cut(number: WrittenNumber) -> bool:
    """Return whether a bracket splits the calling code: `+8 (495) 123-45-67`.

    Without its bracket, this number begins with the calling code +84. The result is False if only
    a zero at the end of the calling code is in the brackets: in Egypt (+20), people write
    `+2 (010) 1234 5678`.
    """
    if len(number.groups[0]) >= _LONGEST_CODE or len(number.groups) == 1:
        return False
    size = count_digits_before_bracket(number.text)
    if size is None or size >= _LONGEST_CODE:
        return False
    plan = plan_for_digits(number.digits[:_LONGEST_CODE])
    return plan is None or (size < plan.code_size and f"{number.digits[:size]}0" != plan.code)


def parse_trunk_8(number: WrittenNumber) -> Reading | None:
    """Return the Russian or Kazakh number that begins with the trunk prefix 8: `8 495 123-45-67`.

    Return None if the first group is not `8`, or if the number is not valid.
    """
    if number.groups[0] != "8":
        return None
    reading = parse_international(f"7{number.digits[1:]}")
    return reading if reading.line else None


def _read_trunk_8(number: WrittenNumber, region: str) -> Reading | None:
    """Return the national number in `+8 495 123-45-67`, where a plus is before the trunk prefix 8.

    Return None if the trunk prefix of the region is not 8, or if the number is not valid.

    The digits may also be a valid number of another country: these begin like a number of Vietnam
    (+84). Then the 8 is read as the trunk prefix only if a bracket comes after it, or if the digits
    are grouped in the usual way of the region.

    Raises:
        PhoneError: `ambiguous`: the digits are also valid in another country, and neither a bracket
            nor the groups show that the 8 is the trunk prefix.
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
        f"{quote(number.text)} begins with the trunk prefix 8, not with a calling code, so it was "
        f"read as {own.international}.",
    )
    return own.with_note(note)
