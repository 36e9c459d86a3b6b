"""Choose between two readings of digits: a number of the region, or a number that lacks its plus.

If only one reading is a valid number, it is chosen. If both are valid and different, the grouping
of the digits can show which number is meant. If it does not, the digits are refused: in DE,
`966501234567` may be +49 9665 01234567 or +966 50 123 4567.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.errors import PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.country_rules import advisory, validate
from wa_link.phone.counts import refuse_leading_count
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.national_form import has_bracketed_area_code, is_grouped, is_written_as_national
from wa_link.phone.number import PhoneNumber
from wa_link.phone.number_labels import pager_error
from wa_link.phone.plans import LineType
from wa_link.phone.plus import (
    assume_plus,
    is_calling_code_cut,
    parse_trunk_8,
    read_international,
    refuse_repeated_code,
)
from wa_link.phone.reading import (
    Source,
    can_dial_without_plus,
    has_north_american_prefix,
    has_usual_length,
    parse_as_national,
    parse_in_region,
    parse_international,
    restore_zero,
)
from wa_link.phone.reading_notes import add_national_note, add_plus_note, add_prefix_note
from wa_link.phone.refusal_messages import (
    ambiguous_error,
    cut_code_error,
    invalid_error,
    mistyped_error,
    no_region_error,
)
from wa_link.phone.several import pair_error, split_pair

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading


def resolve(number: WrittenNumber, region: str | None, assume: Assume | None) -> PhoneNumber:
    """Return the phone number that the written digits mean, with notes on it.

    Args:
        number: the digits, and whether a plus was written before them.
        region: two capital letters, for numbers without a plus; None if unknown.
        assume: how to read digits with neither plus nor leading zero; None to try both ways.

    Raises:
        PhoneError: the digits are not one valid number, or it is a pager.
    """
    try:
        chosen = _choose_reading(number, region, assume)
    except PhoneError as error:
        if error.reason in (Reason.TOO_LONG, Reason.INVALID) and (
            pair := _find_pair(number, region, assume)
        ):
            raise pair_error(error.reason, number, pair) from None
        raise
    assert chosen.line is not None  # noqa: S101  (a chosen reading is valid)
    refuse_repeated_code(number, chosen)
    if chosen.line.line_type is LineType.PAGER:
        raise pager_error(number.text)
    notes = chosen.notes
    if note := advisory(chosen):
        notes += (note,)
    return PhoneNumber(chosen.calling_code, chosen.national_number, *chosen.line, notes)


def _choose_reading(number: WrittenNumber, region: str | None, assume: Assume | None) -> Reading:
    if number.has_plus:
        return read_international(number, region)
    if number.digits.startswith("00"):
        return _read_double_zero(number, region)
    has_zero = number.digits[0] == "0"
    if region is not None:
        if has_zero:
            return _read_leading_zero(number, region)
        if assume is not Assume.INTERNATIONAL:
            return _read_without_zero(number, region, assume)
    if has_zero or assume is not Assume.INTERNATIONAL:
        raise no_region_error(number, _find_likely(number))
    if is_calling_code_cut(number):
        raise cut_code_error(number, parse_trunk_8(number))
    reading = assume_plus(number)
    if valid := validate(reading):
        return add_plus_note(valid, region)
    raise invalid_error(reading, number)


def _find_likely(number: WrittenNumber) -> Reading | None:
    """Return the likely reading of digits that have no region and no plus, for an error message.

    Return None if the digits begin with 0, or if no valid number is found.
    """
    if number.digits[0] == "0":
        return None
    if is_calling_code_cut(number):
        return parse_trunk_8(number)
    try:
        return validate(assume_plus(number))
    except PhoneError:  # the digits may be two different numbers
        return None


def _read_double_zero(number: WrittenNumber, region: str | None) -> Reading:
    """Return the reading of digits that begin with 00, such as `0044 7911 123456`.

    They can be an international (IDD) prefix or, in some regions, a part of the number.
    """
    rest = assume_plus(number, 2)
    found = [validate(rest)]
    if region:
        # Some numbers of Thailand begin with 001, and phonenumbers removes it as an IDD prefix.
        whole = parse_as_national(number.digits, region)
        own = validate(parse_in_region(number.digits, region))
        found = [own, whole if whole.line else None, *found]
    elif number.digits.startswith("0011"):  # IDD prefix of Australia
        found.insert(0, validate(assume_plus(number, 4)))
    elif number.digits.startswith("001"):  # IDD prefix of much of East Asia
        found.insert(0, validate(assume_plus(number, 3)))
    valid = [each for each in found if each]
    if not valid:
        raise invalid_error(rest, number)
    first, *others = valid
    for other in others:
        if other.digits != first.digits:
            raise ambiguous_error(number, first, other, "")
    return first if first.source is Source.REGION else add_prefix_note(first, number)


def _read_leading_zero(number: WrittenNumber, region: str) -> Reading:
    """Return the reading of digits that begin with one 0, such as `0501234567` in SA.

    The 0 can be a trunk prefix or a part of the number. If the digits begin with 011, that can be
    the international (IDD) prefix which is dialled in the US, for example.
    """
    own_reading = parse_in_region(number.digits, region)
    own = validate(own_reading)
    if has_north_american_prefix(number.digits, region):
        other = validate(assume_plus(number, 3))
        if own is None and other:
            return add_prefix_note(other, number)
        # 011 278 2633 is in Johannesburg; after the prefix 011, the same digits are +27 82 633.
        if own and other and own.digits != other.digits and number.groups != own.national_groups:
            raise ambiguous_error(number, own, other, "")
    if own is None:
        raise invalid_error(own_reading, number)
    return add_prefix_note(own, number) if own.source is Source.PREFIX else own


def _read_without_zero(number: WrittenNumber, region: str, assume: Assume | None) -> Reading:
    """Return the reading of digits with neither plus nor leading zero, such as `501234567` in SA.

    They can be a number of the region, or a number after a missing plus. If `assume` is None, both
    are tried.
    """
    is_cut = is_calling_code_cut(number)
    home = parse_in_region(number.digits, region)
    # If phonenumbers has removed the calling code, this is the international reading, except in
    # the US, where the calling code 1 is also the trunk prefix.
    is_own = home.source is not Source.BARE or can_dial_without_plus(region, home.calling_code)
    own = validate(home) if is_own else None
    other = None if is_cut else _find_other(number, assume)
    if own and other and own.digits != other.digits:
        chosen: Reading | None = own if assume else _pick_by_grouping(number, region, own, other)
        if chosen is own:
            chosen = add_national_note(own, other, region)
    else:
        chosen = own or (other if assume is None else None)
    if chosen is None:
        raise (
            cut_code_error(number, parse_trunk_8(number)) if is_cut else invalid_error(home, number)
        )
    refuse_leading_count(number, region, chosen)
    if assume is None:
        _refuse_lost_zero(number, region, chosen)
    if other is not None and chosen is other:
        _refuse_foreign(number, region, other)
        return add_plus_note(other, region)
    return add_prefix_note(chosen, number) if chosen.source is Source.PREFIX else chosen


def _find_other(number: WrittenNumber, assume: Assume | None) -> Reading | None:
    """Return the valid number that the digits are after a plus; None if they are not valid then.

    Raises:
        PhoneError: `assume` is None, and the digits are two valid numbers after a plus.
    """
    try:
        return validate(assume_plus(number))
    except PhoneError:  # with and without a zero in brackets
        if assume is None:
            raise
        return validate(parse_international(number.digits))


def _refuse_foreign(number: WrittenNumber, region: str, other: Reading) -> None:
    """Raise PhoneError if `other` is a foreign number, but the digits may mean something else.

    They may be a number of `region` with one digit too many, or two numbers with a space between
    them. Digits that are grouped as in the international format (`44 7911 123456`) are accepted.
    """
    home = dialing_region(region)
    is_foreign = other.calling_code != home.plan.calling_code
    if not is_foreign or is_grouped(number, other.international_groups):
        return
    if len(number.digits) < home.longest + 2:  # one digit too many in a number of the region
        raise mistyped_error(number, region, other)
    if pair := _find_pair(number, region, None):
        raise pair_error(Reason.AMBIGUOUS, number, pair)


def _pick_by_grouping(number: WrittenNumber, region: str, own: Reading, other: Reading) -> Reading:
    """Return `own` or `other`, chosen by the grouping of the digits and the kind of number.

    `own` is a valid number of `region`. `other` is the valid number that the digits give with a
    plus before them. If one of the two was changed to make it valid (an old Brazilian mobile gets
    a 9), `other` is never returned, because it is too uncertain.

    Raises:
        PhoneError: with the reason `ambiguous`, if neither reading clearly fits better.
    """
    if is_written_as_national(number, own, other, region):
        return own
    if not (own.notes or other.notes):
        # Numbers without a country, such as +800, are always dialled with an IDD prefix, so digits
        # without a prefix are not taken for such a number.
        is_grouped_abroad = other.region != "001" and is_grouped(number, other.international_groups)
        if not is_grouped_abroad and is_grouped(number, own.national_groups):
            return own
        has_own_code = number.digits.startswith(str(own.calling_code))
        # 390 123 4567, a mobile in Italy, may also be +39 01 234567, a landline without its +.
        if own.can_be_mobile and not other.can_be_mobile and not has_own_code:
            return own
        # A landline of usual length is as certain as a mobile. In (491) 757600061, the brackets
        # contain a German area code, so +49 must not be taken from it.
        is_home = own.can_be_mobile or has_usual_length(own) or has_bracketed_area_code(number, own)
        if has_own_code and other.can_be_mobile and not is_home:
            return other
    raise ambiguous_error(number, own, other, region=region)


def _refuse_lost_zero(number: WrittenNumber, region: str, chosen: Reading) -> None:
    """Raise PhoneError if the digits may be another number that has lost its leading zero.

    Spreadsheets remove a leading zero, even if it belongs to the number: in Italy, `376 312345` may
    be the landline 0376 312345. A national number is accepted if it is a mobile of usual length, or
    if its digits are grouped in the national format.
    """
    whole = restore_zero(number.digits, region)
    if whole is None or whole.line is None or whole.digits == chosen.digits:
        return
    if not (whole.can_be_mobile or whole.line.line_type is LineType.FIXED_LINE):
        return
    if chosen.source is Source.REGION:
        if is_grouped(number, chosen.national_groups):
            return
        if chosen.can_be_mobile and has_usual_length(chosen):
            return
    raise ambiguous_error(number, whole, chosen)


def _find_pair(
    number: WrittenNumber, region: str | None, assume: Assume | None
) -> tuple[str, str] | None:
    """Split digits such as `513140867 513140868` into two numbers.

    Return None if the digits are not two numbers.
    """

    def is_number(part: WrittenNumber) -> bool:
        try:
            _choose_reading(part, region, assume)
        except PhoneError as error:
            return error.reason is Reason.AMBIGUOUS
        return True

    return split_pair(number, is_number)
