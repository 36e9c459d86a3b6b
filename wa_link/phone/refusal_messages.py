"""Messages for phone numbers that are refused because of their digits.

The texts for these refused numbers are here:
    an ambiguous number, such as `966501234567`, which may be German or Saudi
    a number without a plus and without a region
    a number that is not valid
    a zero after the plus, as in `+0171 1234567`
    a bracket inside the calling code, as in `+8 (495) 123-45-67`

A message suggests the number that the person probably means, if there is one. Messages about
letters, dates, spreadsheets and several numbers are in the modules that find them: `digits`,
`figures`, `spreadsheet`, `several` and `counts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.assume import Assume
from wa_link.phone.country_rules import outdated_error, validate
from wa_link.phone.reading import parse_in_region, parse_international, reading_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.phone.digits import WrittenNumber
    from wa_link.phone.reading import Reading
    from wa_link.phone.two_readings import TwoReadings


def invalid_error(reading: Reading, number: WrittenNumber) -> PhoneError:
    """Return the error for a number whose digits after the calling code are not valid.

    If only a zero after the calling code is wrong (`+974 0 55123456`), the message suggests the
    number without the zero. If the digits are valid only after a plus, it suggests that number.
    """
    if reading.line:
        return PhoneError(
            Reason.INVALID,
            f"{quote(number.text)} is not a national number, but begins with the calling code "
            f"{reading.calling_code}: {_suggest([reading])}.",
        )
    if outdated := outdated_error(reading, number.text):
        return outdated
    error = reading_error(reading, number.text)
    likely = _strip_zeros(reading)
    if likely is None:
        return error
    return PhoneError(
        error.reason,
        f"{quote(number.text)} has a zero after +{likely.calling_code} that is not part of the "
        f"number: {_suggest([likely])}.",
    )


def without_added_plus(error: PhoneError) -> PhoneError:
    """Return the error, but quote the number as it was typed: without the `+` put before it."""
    rest = error.message.removeprefix('"+')
    return error if rest == error.message else PhoneError(error.reason, f'"{rest}')


def _suggest(likely: Sequence[Reading | None], otherwise: str = "") -> str:
    """Return the end of a message: it suggests the likely numbers.

    Args:
        likely: the numbers that the person may mean; None and repeated numbers are left out.
        otherwise: the end of the message if there is no likely number.
    """
    found = {each.digits: each.international for each in likely if each}
    return (
        f"write {' or '.join(found.values())} if that is the right number" if found else otherwise
    )


def _strip_zeros(reading: Reading) -> Reading | None:
    """Return the number without zeros after its calling code: +974 55123456 for +974 0 55123456.

    Return None if there are no such zeros, or if the number without zeros is not valid.
    """
    national = reading.national_number.lstrip("0")
    if not national or national == reading.national_number:
        return None
    return validate(parse_international(f"{reading.calling_code}{national}"))


def zero_error(number: WrittenNumber, region: str | None) -> PhoneError:
    """Return the error for a number that begins with `+0`; no calling code begins with 0."""
    zeros = "+00" if number.digits.startswith("00") else "+0"
    abroad = validate(parse_international(number.digits.lstrip("0") or "0"))
    own = validate(parse_in_region(number.digits, region)) if region else None
    way_out = _suggest([own, abroad], f"replace the {zeros[1:]} by the calling code")
    return PhoneError(
        Reason.INVALID,
        f"{quote(number.text)} begins with {zeros}, and no calling code begins with 0: {way_out}.",
    )


def cut_code_error(number: WrittenNumber, likely: Reading | None) -> PhoneError:
    """Return the error for a bracket that does not follow a calling code: `+8 (495) 123-45-67`.

    Args:
        number: the number as it was written.
        likely: the number that the person probably means; the message suggests it. If this is
            None, the message suggests no number.
    """
    way_out = _suggest([likely], "write the whole calling code after the +")
    return PhoneError(
        Reason.INVALID,
        f"{quote(number.text)} has a bracket after {number.groups[0]}, which is not a calling "
        f"code: {way_out}.",
    )


def no_region_error(number: WrittenNumber, likely: Reading | None) -> PhoneError:
    """Return the error for a number that has no plus, in a row for which no region was given.

    Args:
        number: the number as it was written.
        likely: the number that the person probably means; the message suggests it. If this is
            None, the message suggests no number.
    """
    way_out = _suggest([likely], "write it with + and its calling code")
    return PhoneError(
        Reason.NO_REGION,
        f"{quote(number.text)} has no + and no region: {way_out}, or {region_hint()}.",
    )


def region_hint() -> str:
    """Return the end of a message: it proposes the option for the region of a number."""
    return f"give its region, as in {option('region', 'GB')}"


def assume_hint() -> str:
    """Return the end of a message: it proposes `--assume national` and `--assume international`."""
    ways = " or ".join(option("assume", str(way)) for way in Assume)
    return f", or add {ways} if all numbers without a + are written in the same way"


def mistyped_error(number: WrittenNumber, region: str, other: Reading) -> PhoneError:
    """Return the error for digits that are not valid in their region, but are valid with a plus.

    They may be a national number with one wrong digit, or a foreign number without its plus.

    Args:
        number: the number as it was written, without a plus.
        region: the region, as two capital letters.
        other: the foreign number, which is the digits with a plus before them.
    """
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(number.text)} is not a valid number in {region}. It may have one wrong "
        f"digit, or it may be {other.international}: write the right number with its "
        f"+{assume_hint()}.",
        _two_readings(region, "", other.region, other.international),
    )


def ambiguous_error(
    number: WrittenNumber,
    own: Reading,
    other: Reading,
    way_out: str | None = None,
    region: str | None = None,
) -> PhoneError:
    """Return the error for digits that can be read as two different valid numbers.

    Usually one is a number of the region, and the other is the digits with a plus before them.

    Args:
        number: the number as it was written.
        own: the number that the message names first, usually the number of the region.
        other: the number that the message names second.
        way_out: the end of the message; it can be empty. If it is None, the message ends with a
            text that proposes `--assume`.
        region: the region, if the option `assume` would choose between `own`, which is its number,
            and `other`.
    """
    if way_out is None:
        way_out = assume_hint()
    one, two = own.international, other.international
    return PhoneError(
        Reason.AMBIGUOUS,
        f"{quote(number.text)} may be {one} or {two}: write the right number with its +{way_out}.",
        _two_readings(region, one, other.region, two) if region else None,
    )


def _two_readings(*texts: str) -> TwoReadings:
    """Return the readings of an error as data."""
    from wa_link.phone.two_readings import TwoReadings  # noqa: PLC0415  (only for refused numbers)

    return TwoReadings(*texts)
