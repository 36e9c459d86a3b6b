"""The possible readings of a number's digits, and the choice between them.

A reading is chosen only when it is certain: one valid reading wins; two that lead to different
people are refused, unless the way the digits are written settles it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from wa_link.errors import Note, NoteCode, OptionError, PhoneError, Reason, shown
from wa_link.phone import plans, rules
from wa_link.phone.number import LineType, PhoneNumber
from wa_link.phone.plans import Source

if TYPE_CHECKING:
    from wa_link.phone.dialling import Dialled
    from wa_link.phone.plans import Reading

_BRACKETED_ZERO = re.compile(r"[(\[\uff08\uff3b]\s*0\s*[)\]\uff09\uff3d]")


class Bare(StrEnum):
    """How digits with neither `+` nor a leading zero are read, where a whole sheet is alike."""

    NATIONAL = "national"
    INTERNATIONAL = "international"


def bare_option(bare: Bare | str) -> Bare:
    """The way to read bare digits that `bare` names.

    Raises:
        OptionError: there is no such way.
    """
    try:
        return Bare(bare)
    except ValueError:
        raise OptionError(
            f"Bare digits are read as {' or as '.join(Bare)}, not as {shown(bare)}."
        ) from None


class _Candidate(NamedTuple):
    """A valid reading, and what was done to make it one."""

    reading: Reading
    notes: tuple[Note, ...] = ()


def read(number: Dialled, region: str | None, bare: Bare | None) -> PhoneNumber:
    """The one number that the digits mean.

    Args:
        number: digits and plus, as written.
        region: two capital letters: how a national number is to be read; None when unknown.
        bare: how digits with neither plus nor leading zero are read; None to try both.

    Raises:
        PhoneError: `no_region`, `ambiguous`, `too_short`, `too_long`, `invalid` or `pager`.
    """
    if number.plus:
        chosen = _international(number)
    elif number.digits.startswith("00"):
        chosen = _double_zero(number, region)
    elif region is None and not (bare is Bare.INTERNATIONAL and number.digits[0] != "0"):
        raise _no_region(number)
    elif region is not None and number.digits[0] == "0":
        chosen = _leading_zero(number, region)
    else:
        chosen = _bare(number, region, bare)
    return _phone_number(number, chosen)


def _only(number: Dialled, reading: Reading) -> _Candidate:
    candidate = _candidate(reading)
    if candidate is None:
        raise _refusal(reading, number)
    return candidate


def _international(number: Dialled) -> _Candidate:
    """Digits behind a plus: a zero in brackets, `+44 (0) 7911 …`, must make no difference.

    In Italy it does: `+39 (0) 345 123456` may be a landline or a mobile.
    """
    chosen = _only(number, plans.international(number.digits))
    before, *after = _BRACKETED_ZERO.split(number.text, maxsplit=1)
    if after:
        without = _candidate(plans.international(re.sub(r"\D", "", before + after[0])))
        if without and without.reading.digits != chosen.reading.digits:
            raise _ambiguous(number, chosen.reading, without.reading, "")
    return chosen


def _candidate(reading: Reading) -> _Candidate | None:
    if reading.problem is None:
        return _Candidate(reading)
    if repaired := rules.repaired(reading):
        return _Candidate(repaired[0], (repaired[1],))
    return None


def _double_zero(number: Dialled, region: str | None) -> _Candidate:
    rest = plans.international(number.digits[2:])
    own = _candidate(plans.in_region(number.digits, region)) if region else None
    other = _candidate(rest)
    if region is None and number.digits.startswith("0011"):  # Australia's prefix is 0011
        own = _candidate(plans.international(number.digits[4:]))
    elif region is None and number.digits.startswith("001"):  # that of much of East Asia is 001
        own = _candidate(plans.international(number.digits[3:]))
    if own and other and own.reading.digits != other.reading.digits:
        raise _ambiguous(number, own.reading, other.reading, "")
    if own and own.reading.source is Source.REGION:
        return own
    if chosen := own or other:
        return _with_prefix_note(chosen, number)
    raise _refusal(rest, number)


def _leading_zero(number: Dialled, region: str) -> _Candidate:
    own_reading = plans.in_region(number.digits, region)
    own = _candidate(own_reading)
    if plans.from_north_america(number.digits, region):
        other = _candidate(plans.international(number.digits[3:]))
        if own is None and other:
            return _with_prefix_note(other, number)
        # 011 278 2633 is Johannesburg, and 011 27 82633 would be a mobile.
        if own and other and own.reading.digits != other.reading.digits:
            own = _as_grouped(number, own, other)
    if own is None:
        raise _refusal(own_reading, number)
    return _with_prefix_note(own, number) if own.reading.source is Source.PREFIX else own


def _bare(number: Dialled, region: str | None, bare: Bare | None) -> _Candidate:
    """Digits with neither plus nor leading zero: read as national and as international."""
    abroad = plans.international(number.digits)
    if region is None or bare is Bare.INTERNATIONAL:
        return _with_plus_note(_only(number, abroad), region)
    home = plans.in_region(number.digits, region)
    # Where phonenumbers takes the calling code off by itself, that is the international reading.
    own = _candidate(home) if home.source is not Source.BARE else None
    other = _candidate(abroad) if bare is None else None
    if own and other and own.reading.digits != other.reading.digits:
        own, other = _settled(number, own, other)
    if bare is None and (chosen := own or other):
        _refuse_lost_zero(number, region, chosen.reading)
    if own:
        return _with_prefix_note(own, number) if own.reading.source is Source.PREFIX else own
    if other is None:
        raise _refusal(home, number)
    if bare is None and _may_be_mistyped(number, region, other.reading):
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{shown(number.text)} is no number in {region}. It may be one with a slip, or "
            f"{other.reading.international}: write the right one with its +{_BARE_DECIDES}.",
        )
    return _with_plus_note(other, region)


def _may_be_mistyped(number: Dialled, region: str, abroad: Reading) -> bool:
    """Whether one digit too many in a number of `region` would look like this one from abroad."""
    if abroad.number.country_code == plans.calling_code(region):
        return False
    if len(number.groups) > 1 and number.groups == abroad.international_groups:
        return False
    return len(number.digits) < plans.longest_national_number(region) + 2


def _settled(
    number: Dialled, own: _Candidate, other: _Candidate
) -> tuple[_Candidate, None] | tuple[None, _Candidate]:
    """The one of two valid readings that the writing settles for.

    A repaired reading settles nothing: two guesses in a row are no certainty.
    """
    if not (own.notes or other.notes):
        as_national = number.groups == own.reading.national_groups
        # +800 and its like are dialled with their prefix, and are no reason to doubt a grouping.
        as_international = (
            number.groups == other.reading.international_groups and other.reading.region != "001"
        )
        if len(number.groups) > 1 and as_national and not as_international:
            return own, None
        own_mobile = own.reading.line_type.may_be_mobile
        other_mobile = other.reading.line_type.may_be_mobile
        begins_with_own_code = number.digits.startswith(str(own.reading.number.country_code))
        # Landlines of a full length are doubted as little as mobiles: 027 8184678 is one in Karoo.
        own_usual = plans.has_usual_length(own.reading)
        if begins_with_own_code and other_mobile and not own_mobile and not own_usual:
            return None, other
        # 390 123 4567, a mobile of Italy, may as well be +39 01 234567, a landline without its +.
        if own_mobile and not other_mobile and not begins_with_own_code:
            return own, None
    raise _ambiguous(number, own.reading, other.reading)


def _refuse_lost_zero(number: Dialled, region: str, chosen: Reading) -> None:
    """Refuse digits that are another number of the region with a zero in front.

    Where the zero is the number's own, a spreadsheet takes it all the same: 376 312345 may be a
    landline of Mantova, 0376 312345. Mobiles of the region in full length are not doubted, nor what
    is grouped as the region groups it.
    """
    whole = plans.with_lost_zero(number.digits, region)
    if whole is None or whole.problem or whole.digits == chosen.digits:
        return
    if not (whole.line_type.may_be_mobile or whole.line_type is LineType.FIXED_LINE):
        return
    if chosen.source is Source.REGION:
        if len(number.groups) > 1 and number.groups == chosen.national_groups:
            return
        if chosen.line_type.may_be_mobile and plans.has_usual_length(chosen):
            return
    raise _ambiguous(number, whole, chosen)


def _as_grouped(number: Dialled, own: _Candidate, other: _Candidate) -> _Candidate:
    """The region's own reading, where the digits are grouped as the region groups them."""
    if number.groups == own.reading.national_groups:
        return own
    raise _ambiguous(number, own.reading, other.reading, "")


def _with_prefix_note(chosen: _Candidate, number: Dialled) -> _Candidate:
    note = Note(
        NoteCode.INTERNATIONAL_PREFIX,
        f"{shown(number.text)} begins with an international prefix; "
        f"read as {chosen.reading.international}.",
    )
    return _Candidate(chosen.reading, (note, *chosen.notes))


def _with_plus_note(chosen: _Candidate, region: str | None) -> _Candidate:
    calling_code = chosen.reading.number.country_code
    if region and plans.dialled_alike(region, calling_code):
        return chosen  # nothing is assumed
    note = Note(
        NoteCode.PLUS_ASSUMED,
        f"A + was assumed before the digits: read as {chosen.reading.international}.",
    )
    return _Candidate(chosen.reading, (note, *chosen.notes))


def _phone_number(number: Dialled, chosen: _Candidate) -> PhoneNumber:
    reading = chosen.reading
    line_type = reading.line_type
    if line_type is LineType.PAGER:
        raise PhoneError(Reason.PAGER, f"{shown(number.text)} is a pager: it has no WhatsApp.")
    caution = rules.caution(reading)
    return PhoneNumber(
        calling_code=reading.number.country_code or 0,
        national_number=reading.national_number,
        region=reading.region,
        line_type=line_type,
        notes=(*number.notes, *chosen.notes, *((caution,) if caution else ())),
    )


def _refusal(reading: Reading, number: Dialled) -> PhoneError:
    outdated = rules.outdated(reading, number.text)
    return outdated or plans.refusal(reading, number.text)


def _no_region(number: Dialled) -> PhoneError:
    likely = None if number.digits[0] == "0" else _candidate(plans.international(number.digits))
    way_out = (
        f"write {likely.reading.international} if that is the number"
        if likely
        else "write it with + and its calling code"
    )
    return PhoneError(
        Reason.NO_REGION,
        f"{shown(number.text)} has no + and no region: {way_out}, "
        "or name the region it is dialled in, as in --region GB.",
    )


_BARE_DECIDES = (
    ", or say how all such digits are meant with --bare national or --bare international"
)


def _ambiguous(
    number: Dialled, own: Reading, other: Reading, way_out: str = _BARE_DECIDES
) -> PhoneError:
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{shown(number.text)} may be {own.international} or {other.international}: "
        f"write the right one with its +{way_out}.",
    )
