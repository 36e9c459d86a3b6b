"""The possible readings of a number's digits, and the choice between them.

A reading is chosen only when it is certain: one valid reading wins; two that lead to different
people are refused, unless the way the digits are written settles it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.errors import Note, NoteCode, PhoneError, Reason
from wa_link.phone import rules
from wa_link.phone.assume import Assume
from wa_link.phone.number import PhoneNumber
from wa_link.phone.plans import LineType, home_of
from wa_link.phone.reading import (
    Source,
    dialled_alike,
    from_north_america,
    has_usual_length,
    in_region,
    international,
    refusal,
    with_lost_zero,
)
from wa_link.ways_out import option
from wa_link.wording import shown

if TYPE_CHECKING:
    from wa_link.phone.dialling import Dialled
    from wa_link.phone.reading import Reading

_BRACKETED_ZERO = re.compile(r"[(\[\uff08\uff3b]\s*0\s*[)\]\uff09\uff3d]")


def read(number: Dialled, region: str | None, assume: Assume | None) -> PhoneNumber:
    """The one number that the digits mean.

    Args:
        number: digits and plus, as written.
        region: two capital letters: how a national number is to be read; None when unknown.
        assume: how digits with neither plus nor leading zero are read; None to try both.

    Raises:
        PhoneError: `no_region`, `ambiguous`, `too_short`, `too_long`, `invalid` or `pager`.
    """
    if number.plus:
        chosen = _international(number)
    elif number.digits.startswith("00"):
        chosen = _double_zero(number, region)
    elif region is None and not (assume is Assume.INTERNATIONAL and number.digits[0] != "0"):
        raise _no_region(number)
    elif region is not None and number.digits[0] == "0":
        chosen = _leading_zero(number, region)
    else:
        chosen = _bare(number, region, assume)
    return _phone_number(number, chosen)


def _only(number: Dialled, reading: Reading) -> Reading:
    valid = _valid(reading)
    if valid is None:
        raise _refusal(reading, number)
    return valid


def _international(number: Dialled) -> Reading:
    """Digits behind a plus: a zero in brackets, `+44 (0) 7911 …`, must make no difference.

    In Italy it does: `+39 (0) 345 123456` may be a landline or a mobile.
    """
    chosen = _only(number, international(number.digits))
    if "0" in number.groups:
        before, *after = _BRACKETED_ZERO.split(number.text, maxsplit=1)
        digits = re.sub(r"\D", "", before + after[0]) if after else number.digits
        without = _valid(international(digits))
        if without and without.digits != chosen.digits:
            raise _ambiguous(number, chosen, without, "")
    return chosen


def _valid(reading: Reading) -> Reading | None:
    """The reading, or what it was meant to be; None where neither is valid."""
    return reading if reading.line else rules.repaired(reading)


def _double_zero(number: Dialled, region: str | None) -> Reading:
    rest = international(number.digits[2:])
    own = _valid(in_region(number.digits, region)) if region else None
    other = _valid(rest)
    if region is None and number.digits.startswith("0011"):  # Australia's prefix is 0011
        own = _valid(international(number.digits[4:]))
    elif region is None and number.digits.startswith("001"):  # that of much of East Asia is 001
        own = _valid(international(number.digits[3:]))
    if own and other and own.digits != other.digits:
        raise _ambiguous(number, own, other, "")
    if own and own.source is Source.REGION:
        return own
    if chosen := own or other:
        return _with_prefix_note(chosen, number)
    raise _refusal(rest, number)


def _leading_zero(number: Dialled, region: str) -> Reading:
    own_reading = in_region(number.digits, region)
    own = _valid(own_reading)
    if from_north_america(number.digits, region):
        other = _valid(international(number.digits[3:]))
        if own is None and other:
            return _with_prefix_note(other, number)
        # 011 278 2633 is Johannesburg, and 011 27 82633 would be a mobile.
        if own and other and own.digits != other.digits:
            own = _as_grouped(number, own, other)
    if own is None:
        raise _refusal(own_reading, number)
    return _with_prefix_note(own, number) if own.source is Source.PREFIX else own


def _bare(number: Dialled, region: str | None, assume: Assume | None) -> Reading:
    """Digits with neither plus nor leading zero: read as national and as international."""
    abroad = international(number.digits)
    if region is None or assume is Assume.INTERNATIONAL:
        return _with_plus_note(_only(number, abroad), region)
    home = in_region(number.digits, region)
    # Where phonenumbers takes the calling code off by itself, that is the international reading.
    own = _valid(home) if home.source is not Source.BARE else None
    other = _valid(abroad) if assume is None else None
    if own and other and own.digits != other.digits:
        own, other = _settled(number, own, other)
    if assume is None and (chosen := own or other):
        _refuse_lost_zero(number, region, chosen)
    if own:
        return _with_prefix_note(own, number) if own.source is Source.PREFIX else own
    if other is None:
        raise _refusal(home, number)
    if assume is None and _may_be_mistyped(number, region, other):
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{shown(number.text)} is no number in {region}. It may be one with a slip, or "
            f"{other.international}: write the right one with its +{_bare_decides()}.",
        )
    return _with_plus_note(other, region)


def _may_be_mistyped(number: Dialled, region: str, abroad: Reading) -> bool:
    """Whether one digit too many in a number of `region` would look like this one from abroad."""
    home = home_of(region)
    if abroad.calling_code == home.plan.calling_code:
        return False
    if _is_grouped(number, abroad.international_groups):
        return False
    return len(number.digits) < home.longest + 2


def _settled(
    number: Dialled, own: Reading, other: Reading
) -> tuple[Reading, None] | tuple[None, Reading]:
    """The one of two valid readings that the writing settles for.

    A repaired reading settles nothing: two guesses in a row are no certainty.
    """
    if not (own.notes or other.notes):
        # +800 and its like are dialled with their prefix, and are no reason to doubt a grouping.
        as_international = other.region != "001" and _is_grouped(number, other.international_groups)
        if not as_international and _is_grouped(number, own.national_groups):
            return own, None
        own_mobile = own.may_be_mobile
        other_mobile = other.may_be_mobile
        begins_with_own_code = number.digits.startswith(str(own.calling_code))
        # Landlines of a full length are doubted as little as mobiles: 027 8184678 is one in Karoo.
        own_usual = has_usual_length(own)
        if begins_with_own_code and other_mobile and not own_mobile and not own_usual:
            return None, other
        # 390 123 4567, a mobile of Italy, may as well be +39 01 234567, a landline without its +.
        if own_mobile and not other_mobile and not begins_with_own_code:
            return own, None
    raise _ambiguous(number, own, other)


def _refuse_lost_zero(number: Dialled, region: str, chosen: Reading) -> None:
    """Refuse digits that are another number of the region with a zero in front.

    Where the zero is the number's own, a spreadsheet takes it all the same: 376 312345 may be a
    landline of Mantova, 0376 312345. Mobiles of the region in full length are not doubted, nor what
    is grouped as the region groups it.
    """
    whole = with_lost_zero(number.digits, region)
    if whole is None or whole.line is None or whole.digits == chosen.digits:
        return
    if not (whole.may_be_mobile or whole.line.line_type is LineType.FIXED_LINE):
        return
    if chosen.source is Source.REGION:
        if _is_grouped(number, chosen.national_groups):
            return
        if chosen.may_be_mobile and has_usual_length(chosen):
            return
    raise _ambiguous(number, whole, chosen)


def _is_grouped(number: Dialled, groups: tuple[str, ...]) -> bool:
    """Whether somebody grouped the digits, and in this way."""
    return len(number.groups) > 1 and number.groups == groups


def _as_grouped(number: Dialled, own: Reading, other: Reading) -> Reading:
    """The region's own reading, where the digits are grouped as the region groups them."""
    if number.groups == own.national_groups:
        return own
    raise _ambiguous(number, own, other, "")


def _with_prefix_note(chosen: Reading, number: Dialled) -> Reading:
    note = Note(
        NoteCode.INTERNATIONAL_PREFIX,
        f"{shown(number.text)} begins with an international prefix; "
        f"read as {chosen.international}.",
    )
    return chosen.noted(note)


def _with_plus_note(chosen: Reading, region: str | None) -> Reading:
    if region and dialled_alike(region, chosen.calling_code):
        return chosen  # nothing is assumed
    note = Note(
        NoteCode.PLUS_ASSUMED,
        f"A + was assumed before the digits: read as {chosen.international}.",
    )
    return chosen.noted(note)


def _phone_number(number: Dialled, chosen: Reading) -> PhoneNumber:
    assert chosen.line is not None  # noqa: S101  (what is chosen is valid)
    if chosen.line.line_type is LineType.PAGER:
        raise PhoneError(Reason.PAGER, f"{shown(number.text)} is a pager: it has no WhatsApp.")
    notes = number.notes + chosen.notes
    if caution := rules.caution(chosen):
        notes += (caution,)
    return PhoneNumber(chosen.calling_code, chosen.national_number, *chosen.line, notes)


def _refusal(reading: Reading, number: Dialled) -> PhoneError:
    return rules.outdated(reading, number.text) or refusal(reading, number.text)


def _no_region(number: Dialled) -> PhoneError:
    likely = None if number.digits[0] == "0" else _valid(international(number.digits))
    way_out = (
        f"write {likely.international} if that is the number"
        if likely
        else "write it with + and its calling code"
    )
    return PhoneError(
        Reason.NO_REGION,
        f"{shown(number.text)} has no + and no region: {way_out}, "
        f"or name the region it is dialled in, as in {option('region', 'GB')}.",
    )


def _bare_decides() -> str:
    ways = " or ".join(option("assume", str(way)) for way in Assume)
    return f", or say how all such digits are meant with {ways}"


def _ambiguous(
    number: Dialled, own: Reading, other: Reading, way_out: str | None = None
) -> PhoneError:
    if way_out is None:
        way_out = _bare_decides()
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{shown(number.text)} may be {own.international} or {other.international}: "
        f"write the right one with its +{way_out}.",
    )
