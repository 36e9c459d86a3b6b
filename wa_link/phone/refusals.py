"""Errors for digits that have no certain reading, with the likely number where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.country_rules import outdated_error, validate
from wa_link.phone.reading import parse_in_region, parse_international, reading_error

if TYPE_CHECKING:
    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading


def invalid_error(reading: Reading, number: WrittenNumber) -> PhoneError:
    """Return the error for a reading that is not valid."""
    if outdated := outdated_error(reading, number.text):
        return outdated
    error = reading_error(reading, number.text)
    likely = _strip_zeros(reading)
    if likely is None:
        return error
    return PhoneError(
        error.reason,
        f"{quote(number.text)} has a zero after +{likely.calling_code} that is not part of the "
        f"number: write {likely.international} if that is the number.",
    )


def _strip_zeros(reading: Reading) -> Reading | None:
    """Return the valid number without the zeros after its calling code: +974 0 55123456."""
    national = reading.national_number.lstrip("0")
    if not national or national == reading.national_number:
        return None
    return validate(parse_international(f"{reading.calling_code}{national}"))


def zero_error(number: WrittenNumber, region: str | None) -> PhoneError:
    """Return the error for `+0…` and `+00…`, which no calling code begins with."""
    zeros = "+00" if number.digits.startswith("00") else "+0"
    abroad = validate(parse_international(number.digits.lstrip("0") or "0"))
    own = validate(parse_in_region(number.digits, region)) if region else None
    found = {each.digits: each.international for each in (own, abroad) if each}
    way_out = (
        f"write {' or '.join(found.values())} if that is the number"
        if found
        else f"write the calling code in place of the {zeros[1:]}"
    )
    return PhoneError(
        Reason.INVALID,
        f"{quote(number.text)} begins with {zeros}, and no calling code begins with 0: {way_out}.",
    )


def cut_code_error(number: WrittenNumber, likely: Reading | None) -> PhoneError:
    """Return the error for a bracket inside the calling code: `+8 (495) 123-45-67`."""
    way_out = (
        f"write {likely.international} if that is the number"
        if likely
        else "write the whole calling code after the +"
    )
    return PhoneError(
        Reason.INVALID,
        f"{quote(number.text)} has a bracket after {number.groups[0]}, which is not a calling "
        f"code: {way_out}.",
    )


def no_region_error(number: WrittenNumber, likely: Reading | None) -> PhoneError:
    """Return the error for digits without a plus, read in no region."""
    way_out = (
        f"write {likely.international} if that is the number"
        if likely
        else "write it with + and its calling code"
    )
    return PhoneError(
        Reason.NO_REGION,
        f"{quote(number.text)} has no + and no region: {way_out}, "
        f"or give its region, as in {option('region', 'GB')}.",
    )


def assume_hint() -> str:
    """Return the end of a message that names the option for a whole sheet."""
    ways = " or ".join(option("assume", str(way)) for way in Assume)
    return f", or decide for all such digits with {ways}"


def mistyped_error(number: WrittenNumber, region: str, other: Reading) -> PhoneError:
    """Return the error for digits that may be a national number with one wrong digit."""
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(number.text)} is not a number in {region}. It may be one with a wrong digit, or "
        f"{other.international}: write the right one with its +{assume_hint()}.",
    )


def ambiguous_error(
    number: WrittenNumber, own: Reading, other: Reading, way_out: str | None = None
) -> PhoneError:
    """Return the error for digits with two valid readings.

    `way_out` is the end of its message; None for the option that decides for a whole sheet.
    """
    if way_out is None:
        way_out = assume_hint()
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(number.text)} may be {own.international} or {other.international}: "
        f"write the right one with its +{way_out}.",
    )
