"""Choice between the readings of a number's digits.

A reading is chosen only if it is certain. One valid reading wins; two that lead to different people
are refused, unless the way the digits are written decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.country_rules import advisory, validate
from wa_link.phone.counts import refuse_leading_count
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.home import is_bracketed_at_home, is_grouped, is_written_at_home
from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import LineType
from wa_link.phone.plus import assume_plus, is_calling_code_cut, parse_trunk_8, read_international
from wa_link.phone.reading import (
    Source,
    has_north_american_prefix,
    has_usual_length,
    is_dialled_alike,
    parse_as_national,
    parse_in_region,
    restore_zero,
)
from wa_link.phone.refusals import (
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
    """Return the one phone number that the digits mean.

    Args:
        number: digits and plus, as written.
        region: two capital letters, for numbers without a plus; None if unknown.
        assume: how to read digits with neither plus nor leading zero; None to try both ways.

    Raises:
        PhoneError: `no_region`, `ambiguous`, `too_short`, `too_long`, `invalid` or `pager`.
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
    if chosen.line.line_type is LineType.PAGER:
        raise PhoneError(Reason.PAGER, f"{quote(number.text)} is a pager: it has no WhatsApp.")
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
            return _read_bare(number, region, assume)
    if has_zero or assume is not Assume.INTERNATIONAL:
        raise no_region_error(number, _find_likely(number))
    if is_calling_code_cut(number):
        raise cut_code_error(number, parse_trunk_8(number))
    reading = assume_plus(number)
    if valid := validate(reading):
        return _add_plus_note(valid, region)
    raise invalid_error(reading, number)


def _find_likely(number: WrittenNumber) -> Reading | None:
    """Return the likely reading of digits without region and plus, for a message."""
    if number.digits[0] == "0":
        return None
    if is_calling_code_cut(number):
        return parse_trunk_8(number)
    try:
        return validate(assume_plus(number))
    except PhoneError:  # it may be two numbers
        return None


def _read_double_zero(number: WrittenNumber, region: str | None) -> Reading:
    """Return the reading of digits that begin with 00: an international prefix, or the region's."""
    rest = assume_plus(number, 2)
    found = [validate(rest)]
    if region:
        # phonenumbers removes 001, though Thailand has numbers that begin with it.
        whole = parse_as_national(number.digits, region)
        own = validate(parse_in_region(number.digits, region))
        found = [own, whole if whole.line else None, *found]
    elif number.digits.startswith("0011"):  # Australia's prefix is 0011
        found.insert(0, validate(assume_plus(number, 4)))
    elif number.digits.startswith("001"):  # the prefix of much of East Asia is 001
        found.insert(0, validate(assume_plus(number, 3)))
    valid = [each for each in found if each]
    if not valid:
        raise invalid_error(rest, number)
    first, *others = valid
    for other in others:
        if other.digits != first.digits:
            raise ambiguous_error(number, first, other, "")
    return first if first.source is Source.REGION else _add_prefix_note(first, number)


def _read_leading_zero(number: WrittenNumber, region: str) -> Reading:
    """Return the reading of digits that begin with one 0: a trunk prefix, or 011."""
    own_reading = parse_in_region(number.digits, region)
    own = validate(own_reading)
    if has_north_american_prefix(number.digits, region):
        other = validate(assume_plus(number, 3))
        if own is None and other:
            return _add_prefix_note(other, number)
        # 011 278 2633 is in Johannesburg, and 011 27 82633 would be a mobile.
        if own and other and own.digits != other.digits and number.groups != own.national_groups:
            raise ambiguous_error(number, own, other, "")
    if own is None:
        raise invalid_error(own_reading, number)
    return _add_prefix_note(own, number) if own.source is Source.PREFIX else own


def _read_bare(number: WrittenNumber, region: str, assume: Assume | None) -> Reading:
    """Return the reading of digits with neither plus nor leading zero: national or international.

    If `assume` is None, both are tried.
    """
    is_cut = is_calling_code_cut(number)
    home = parse_in_region(number.digits, region)
    # If phonenumbers removes the calling code by itself, that is the international reading.
    own = validate(home) if home.source is not Source.BARE else None
    other = validate(assume_plus(number)) if assume is None and not is_cut else None
    if own and other and own.digits != other.digits:
        chosen: Reading | None = _pick_by_grouping(number, region, own, other)
    else:
        chosen = own or other
    if chosen is None:
        raise (
            cut_code_error(number, parse_trunk_8(number)) if is_cut else invalid_error(home, number)
        )
    refuse_leading_count(number, region, chosen)
    if assume is None:
        _refuse_lost_zero(number, region, chosen)
    if other is not None and chosen is other:
        _refuse_foreign(number, region, other)
        return _add_plus_note(other, region)
    return _add_prefix_note(chosen, number) if chosen.source is Source.PREFIX else chosen


def _refuse_foreign(number: WrittenNumber, region: str, other: Reading) -> None:
    """Raise PhoneError if digits of another calling code may be a slip, or two numbers.

    Digits that are grouped as the plan of that calling code groups them are accepted.
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
    """Return the valid reading that matches how the number is written.

    A repaired reading decides nothing: two guesses in a row are not certain.

    Raises:
        PhoneError: `ambiguous`, if the writing does not decide.
    """
    if is_written_at_home(number, own, other, region):
        return _add_national_note(own, other)
    if not (own.notes or other.notes):
        # +800 and the like are dialled with their prefix, and do not make a grouping doubtful.
        is_grouped_abroad = other.region != "001" and is_grouped(number, other.international_groups)
        if not is_grouped_abroad and is_grouped(number, own.national_groups):
            return own
        has_own_code = number.digits.startswith(str(own.calling_code))
        # 390 123 4567, a mobile in Italy, may also be +39 01 234567, a landline without its +.
        if own.can_be_mobile and not other.can_be_mobile and not has_own_code:
            return own
        # A landline of full length is as certain as a mobile: 027 8184678 is in Karoo. The bracket
        # of (491) 757600061 has an area code of Germany, which +49 must not cut.
        is_home = own.can_be_mobile or has_usual_length(own) or is_bracketed_at_home(number, own)
        if has_own_code and other.can_be_mobile and not is_home:
            return other
    raise ambiguous_error(number, own, other)


def _refuse_lost_zero(number: WrittenNumber, region: str, chosen: Reading) -> None:
    """Raise PhoneError if the digits are another number of the region with a zero before them.

    Spreadsheets also remove a zero that belongs to the number: 376 312345 may be a landline of
    Mantova, 0376 312345. Mobiles of full length in the region are certain, and so are digits
    grouped as the region groups them.
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


def _add_prefix_note(chosen: Reading, number: WrittenNumber) -> Reading:
    note = Note(
        NoteCode.INTERNATIONAL_PREFIX,
        f"{quote(number.text)} begins with an international prefix; "
        f"read as {chosen.international}.",
    )
    return chosen.with_note(note)


def _add_plus_note(chosen: Reading, region: str | None) -> Reading:
    if region and is_dialled_alike(region, chosen.calling_code):
        return chosen  # nothing is assumed
    note = Note(
        NoteCode.PLUS_ASSUMED,
        f"A + was assumed before the digits: read as {chosen.international}.",
    )
    return chosen.with_note(note)


def _add_national_note(own: Reading, other: Reading) -> Reading:
    note = Note(
        NoteCode.NATIONAL_ASSUMED,
        f"Read as the region writes its numbers, {own.international}; "
        f"with a + before the digits, it would be {other.international}.",
    )
    return own.with_note(note)


def _find_pair(
    number: WrittenNumber, region: str | None, assume: Assume | None
) -> tuple[str, str] | None:
    """Return two numbers with only a space between them; None if it is one number."""

    def is_number(part: WrittenNumber) -> bool:
        try:
            _choose_reading(part, region, assume)
        except PhoneError as error:
            return error.reason is Reason.AMBIGUOUS
        return True

    return split_pair(number, is_number)
