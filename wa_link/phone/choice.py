"""The possible readings of a number's digits, and the choice between them.

A reading is chosen only when it is certain: one valid reading wins; two that lead to different
people are refused, unless the way the digits are written settles it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone import country_rules
from wa_link.phone.assume import Assume
from wa_link.phone.counts import refuse_leading_count
from wa_link.phone.home import is_bracketed_at_home, is_grouped, is_written_at_home
from wa_link.phone.number import PhoneNumber
from wa_link.phone.pairs import pair_error, split_pair
from wa_link.phone.plans import LineType, dialing_region
from wa_link.phone.plus import assume_plus, is_calling_code_cut, read_international
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
    assume_hint,
    cut_code_error,
    invalid_error,
    no_region_error,
    parse_trunk_8,
    require_valid,
    validate,
)

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading


def resolve(number: WrittenNumber, region: str | None, assume: Assume | None) -> PhoneNumber:
    """The one number that the digits mean.

    Args:
        number: digits and plus, as written.
        region: two capital letters: how a national number is to be read; None when unknown.
        assume: how digits with neither plus nor leading zero are read; None to try both.

    Raises:
        PhoneError: `no_region`, `ambiguous`, `too_short`, `too_long`, `invalid` or `pager`.
    """
    try:
        return _make_phone_number(number, _choose_reading(number, region, assume))
    except PhoneError as error:
        if error.reason in (Reason.TOO_LONG, Reason.INVALID) and (
            pair := _find_pair(number, region, assume)
        ):
            raise pair_error(error.reason, number, pair) from None
        raise


def _choose_reading(number: WrittenNumber, region: str | None, assume: Assume | None) -> Reading:
    if number.has_plus:
        return read_international(number, region)
    if number.digits.startswith("00"):
        return _read_double_zero(number, region)
    if region is None and not (assume is Assume.INTERNATIONAL and number.digits[0] != "0"):
        raise no_region_error(number, _find_likely(number))
    if region is not None and number.digits[0] == "0":
        return _read_leading_zero(number, region)
    return _read_bare(number, region, assume)


def _find_likely(number: WrittenNumber) -> Reading | None:
    """The number that digits without region and plus are most likely, for a message."""
    if number.digits[0] == "0":
        return None
    if is_calling_code_cut(number):
        return parse_trunk_8(number)
    try:
        return validate(assume_plus(number))
    except PhoneError:  # it may be two numbers
        return None


def _read_double_zero(number: WrittenNumber, region: str | None) -> Reading:
    rest = assume_plus(number, 2)
    found = [validate(rest)]
    if region:
        # phonenumbers takes 001 off, though Thailand has numbers that begin with it.
        whole = parse_as_national(number.digits, region)
        found = [
            validate(parse_in_region(number.digits, region)),
            whole if whole.line else None,
            *found,
        ]
    elif number.digits.startswith("0011"):  # Australia's prefix is 0011
        found.insert(0, validate(assume_plus(number, 4)))
    elif number.digits.startswith("001"):  # that of much of East Asia is 001
        found.insert(0, validate(assume_plus(number, 3)))
    valid = [each for each in found if each]
    if not valid:
        raise invalid_error(rest, number)
    first, *others = valid
    for other in others:
        if other.digits != first.digits:
            raise ambiguous_error(number, first, other, "")
    return first if first.source is Source.REGION else _with_prefix_note(first, number)


def _read_leading_zero(number: WrittenNumber, region: str) -> Reading:
    own_reading = parse_in_region(number.digits, region)
    own = validate(own_reading)
    if has_north_american_prefix(number.digits, region):
        other = validate(assume_plus(number, 3))
        if own is None and other:
            return _with_prefix_note(other, number)
        # 011 278 2633 is Johannesburg, and 011 27 82633 would be a mobile.
        if own and other and own.digits != other.digits:
            own = _require_home_grouping(number, own, other)
    if own is None:
        raise invalid_error(own_reading, number)
    return _with_prefix_note(own, number) if own.source is Source.PREFIX else own


def _read_bare(number: WrittenNumber, region: str | None, assume: Assume | None) -> Reading:
    """Digits with neither plus nor leading zero: read as national and as international."""
    is_cut = is_calling_code_cut(number)
    if region is None or assume is Assume.INTERNATIONAL:
        if is_cut:
            raise cut_code_error(number)
        return _with_plus_note(require_valid(number, assume_plus(number)), region)
    home = parse_in_region(number.digits, region)
    # Where phonenumbers takes the calling code off by itself, that is the international reading.
    own = validate(home) if home.source is not Source.BARE else None
    other = validate(assume_plus(number)) if assume is None and not is_cut else None
    if own and other and own.digits != other.digits:
        own, other = _pick_by_grouping(number, region, own, other)
    if chosen := own or other:
        refuse_leading_count(number, region, chosen)
        if assume is None:
            _refuse_lost_zero(number, region, chosen)
    if own:
        return _with_prefix_note(own, number) if own.source is Source.PREFIX else own
    if other is None:
        raise cut_code_error(number) if is_cut else invalid_error(home, number)
    if assume is None and _may_be_mistyped(number, region, other):
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(number.text)} is not a number in {region}. It may be one with a slip, or "
            f"{other.international}: write the right one with its +{assume_hint()}.",
        )
    if _is_foreign(number, region, other) and (pair := _find_pair(number, region, assume)):
        raise pair_error(Reason.AMBIGUOUS, number, pair)
    return _with_plus_note(other, region)


def _is_foreign(number: WrittenNumber, region: str, abroad: Reading) -> bool:
    """Return whether it has another calling code, and is not grouped as that code's numbers."""
    is_other_code = abroad.calling_code != dialing_region(region).plan.calling_code
    return is_other_code and not is_grouped(number, abroad.international_groups)


def _may_be_mistyped(number: WrittenNumber, region: str, abroad: Reading) -> bool:
    """Whether one digit too many in a number of `region` would look like this one from abroad."""
    return (
        _is_foreign(number, region, abroad)
        and len(number.digits) < dialing_region(region).longest + 2
    )


def _pick_by_grouping(
    number: WrittenNumber, region: str, own: Reading, other: Reading
) -> tuple[Reading, None] | tuple[None, Reading]:
    """The one of two valid readings that the writing settles for.

    A repaired reading settles nothing: two guesses in a row are no certainty.
    """
    if is_written_at_home(number, own, other, region):
        return _with_national_note(own, other), None
    if not (own.notes or other.notes):
        # +800 and its like are dialled with their prefix, and are no reason to doubt a grouping.
        as_international = other.region != "001" and is_grouped(number, other.international_groups)
        if not as_international and is_grouped(number, own.national_groups):
            return own, None
        own_mobile = own.can_be_mobile
        other_mobile = other.can_be_mobile
        begins_with_own_code = number.digits.startswith(str(own.calling_code))
        # Landlines of a full length are doubted as little as mobiles: 027 8184678 is one in Karoo.
        own_usual = has_usual_length(own)
        # The bracket of (491) 757600061 holds an area code of Germany, which +49 must not cut.
        bracketed = is_bracketed_at_home(number, own)
        if begins_with_own_code and other_mobile and not (own_mobile or own_usual or bracketed):
            return None, other
        # 390 123 4567, a mobile of Italy, may as well be +39 01 234567, a landline without its +.
        if own_mobile and not other_mobile and not begins_with_own_code:
            return own, None
    raise ambiguous_error(number, own, other)


def _refuse_lost_zero(number: WrittenNumber, region: str, chosen: Reading) -> None:
    """Refuse digits that are another number of the region with a zero in front.

    Where the zero is the number's own, a spreadsheet takes it all the same: 376 312345 may be a
    landline of Mantova, 0376 312345. Mobiles of the region in full length are not doubted, nor what
    is grouped as the region groups it.
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


def _require_home_grouping(number: WrittenNumber, own: Reading, other: Reading) -> Reading:
    """The region's own reading, where the digits are grouped as the region groups them."""
    if number.groups == own.national_groups:
        return own
    raise ambiguous_error(number, own, other, "")


def _with_prefix_note(chosen: Reading, number: WrittenNumber) -> Reading:
    note = Note(
        NoteCode.INTERNATIONAL_PREFIX,
        f"{quote(number.text)} begins with an international prefix; "
        f"read as {chosen.international}.",
    )
    return chosen.with_note(note)


def _with_plus_note(chosen: Reading, region: str | None) -> Reading:
    if region and is_dialled_alike(region, chosen.calling_code):
        return chosen  # nothing is assumed
    note = Note(
        NoteCode.PLUS_ASSUMED,
        f"A + was assumed before the digits: read as {chosen.international}.",
    )
    return chosen.with_note(note)


def _with_national_note(own: Reading, other: Reading) -> Reading:
    note = Note(
        NoteCode.NATIONAL_ASSUMED,
        f"Read as the region writes its numbers, {own.international}; "
        f"with a + before the digits, it would be {other.international}.",
    )
    return own.with_note(note)


def _make_phone_number(number: WrittenNumber, chosen: Reading) -> PhoneNumber:
    assert chosen.line is not None  # noqa: S101  (what is chosen is valid)
    if chosen.line.line_type is LineType.PAGER:
        raise PhoneError(Reason.PAGER, f"{quote(number.text)} is a pager: it has no WhatsApp.")
    notes = number.notes + chosen.notes
    if caution := country_rules.advisory(chosen):
        notes += (caution,)
    return PhoneNumber(chosen.calling_code, chosen.national_number, *chosen.line, notes)


def _find_pair(
    number: WrittenNumber, region: str | None, assume: Assume | None
) -> tuple[str, str] | None:
    """Return two numbers that have only a space between them; None for one number."""

    def is_number(part: WrittenNumber) -> bool:
        try:
            _choose_reading(part, region, assume)
        except PhoneError as error:
            return error.reason is Reason.AMBIGUOUS
        return True

    return split_pair(number, is_number)
