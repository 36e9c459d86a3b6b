"""Readings of digits: as a number after a plus, or as a number that is dialled in a region.

For example, `966501234567` is +966 501234567 if a plus is before it, but +49 966501234567 if it is
dialled in Germany. Most digits are read by the numbering plans of `plans.py`, which are fast; all
others are read by the library phonenumbers. Both give the same results.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import CountryCodeSource, NumberParseException, PhoneNumberType, ValidationResult

from wa_link._support.quoting import quote
from wa_link.errors import Note, PhoneError, Reason
from wa_link.phone.dialing_region import dialing_region, format_national
from wa_link.phone.plans import MOST_DIGITS, Line, LineType, plan_for_code, plan_for_digits

_FEWEST_DIGITS = 2  # of a national number that phonenumbers parses


class Source(Enum):
    """Source of the calling code in a reading.

    REGION: the digits contain no calling code, so it is the code of the given region.
    PLUS: the digits after a plus begin with the calling code.
    PREFIX: the digits after an international prefix, such as 00, begin with the calling code.
    BARE: the digits begin with the calling code, without a plus or prefix before it.
    """

    REGION = CountryCodeSource.FROM_DEFAULT_COUNTRY
    PLUS = CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN
    PREFIX = CountryCodeSource.FROM_NUMBER_WITH_IDD
    BARE = CountryCodeSource.FROM_NUMBER_WITHOUT_PLUS_SIGN


@dataclass(slots=True)
class Reading:
    """One way to read digits as a phone number, valid or not.

    Attributes:
        calling_code: the calling code; 0 if phonenumbers could not parse the digits.
        national_number: the digits after the calling code, leading zeros included.
        source: where the calling code comes from.
        line: region and line type if the number is valid, else None.
        fault: reason why phonenumbers could not parse the digits; None if it could.
        notes: notes on the changes that made the number valid.
    """

    calling_code: Final[int]
    national_number: Final[str]
    source: Final[Source]
    line: Final[Line | None]
    fault: Final[Reason | None] = None
    notes: Final[tuple[Note, ...]] = ()

    def with_note(self, note: Note) -> Reading:
        """Return a copy of the reading in which `note` comes before the other notes."""
        return replace(self, notes=(note, *self.notes))

    @property
    def digits(self) -> str:
        """Return the number in E.164 without the plus: `966501234567`."""
        return f"{self.calling_code}{self.national_number}"

    @property
    def problem(self) -> Reason | None:
        """Return the reason why the number is not valid; None if it is valid."""
        if self.line or self.fault:
            return self.fault
        length = phonenumbers.is_possible_number_with_reason(_as_phonenumber(self))
        return _LENGTH_PROBLEMS.get(length, Reason.INVALID)

    @property
    def region(self) -> str:
        """Return the region of a valid number, such as `SA`; an empty text if it is not valid.

        The region is `001` if the number does not belong to a country, such as a number of +800.
        """
        return self.line.region if self.line else ""

    @property
    def can_be_mobile(self) -> bool:
        """Return whether the number is valid and can be a mobile number.

        In some plans, such as that of the US, landlines and mobiles have the same numbers.
        """
        return self.line is not None and self.line.line_type.can_be_mobile

    @property
    def international(self) -> str:
        """Return the number in international format: `+966 50 123 4567`."""
        plan = plan_for_code(self.calling_code)
        return plan.international(self.national_number) if plan else f"+{self.digits}"

    @property
    def national_groups(self) -> tuple[str, ...]:
        """Return the groups of digits in the national format: `("050", "123", "4567")`."""
        written = format_national(self.calling_code, self.national_number)
        return tuple(re.findall(r"\d+", written))

    @property
    def international_groups(self) -> tuple[str, ...]:
        """Return the groups in the international format: `("966", "50", "123", "4567")`."""
        return tuple(re.findall(r"\d+", self.international))


def parse_international(digits: str) -> Reading:
    """Return the reading of digits as an international number; it can be invalid.

    For example, `966501234567` is read as +966 501234567.
    """
    plan = plan_for_digits(digits[:3])
    if plan is None:
        return _parse_by_phonenumbers(f"+{digits}", None)
    national = digits[plan.code_size :]
    if not _FEWEST_DIGITS <= len(national) <= MOST_DIGITS or plan.match(national).has_prefix:
        return _parse_by_phonenumbers(f"+{digits}", None)
    return Reading(plan.calling_code, national, Source.PLUS, plan.line(national))


def parse_in_region(digits: str, region: str) -> Reading:
    """Return the reading of digits that are dialled in `region`; it can be invalid.

    In SA, `0501234567` is a national number, and `0044…` is a number after the IDD prefix 00.
    """
    home = dialing_region(region)
    abroad = home.strip_idd(digits)
    if abroad is not None:
        return replace(parse_international(abroad), source=Source.PREFIX)
    plan, source = home.plan, Source.REGION
    national: str | None = None
    if not digits.startswith(plan.code):
        national = home.strip_trunk(digits)
    elif home.is_main:
        # phonenumbers removes the calling code if only the digits without it can be a number.
        rest, source = digits[len(plan.code) :], Source.BARE
        if home.can_have(rest) and not home.can_have(digits) and not plan.match(rest).has_prefix:
            national = rest
    if national is None or not _FEWEST_DIGITS <= len(national) <= MOST_DIGITS:
        return _parse_by_phonenumbers(digits, region)
    return Reading(plan.calling_code, national, source, plan.line(national))


def parse_as_national(digits: str, region: str) -> Reading:
    """Return the reading of all digits as a national number of `region`; it can be invalid.

    No prefix is removed: `0018007853970` in TH is the national number 0018007853970.
    """
    plan = dialing_region(region).plan
    return Reading(plan.calling_code, digits, Source.REGION, plan.line(digits))


def can_dial_without_plus(region: str, calling_code: int) -> bool:
    """Return whether people in a region can dial a number of `calling_code` without its plus.

    This is True for +1 in the US and in all other regions of +1. There, the trunk prefix is also 1,
    so people dial 1 415 555 2671.
    """
    home = dialing_region(region)
    return home.has_code_as_trunk and calling_code == home.plan.calling_code


def has_north_american_prefix(digits: str, region: str) -> bool:
    """Return whether digits begin with 011 and then the calling code of `region`.

    011 is the IDD prefix of the US and Canada, so people there write a British number as `01144…`.
    Return False for all other calling codes after 011, because such digits can be a national
    number. For example, British numbers with the area code 0118 can begin with `01181`, and +81 is
    Japan.
    """
    return digits.startswith("011") and digits.startswith(dialing_region(region).plan.code, 3)


def restore_zero(digits: str, region: str) -> Reading | None:
    """Return the reading of digits with a 0 before them, which a spreadsheet may have removed.

    Return None if the trunk prefix of the region is 0, as in SA. There, `0501234567` and
    `501234567` are the same number, so the 0 is not needed.
    """
    return parse_in_region(f"0{digits}", region) if dialing_region(region).has_own_zero else None


def has_usual_length(reading: Reading) -> bool:
    """Return whether a valid number has the usual length for its line type.

    The usual length is the length of the example number in the library phonenumbers. For Italian
    mobiles it is ten digits, although a few of them have nine.
    """
    return reading.line is not None and len(reading.national_number) == _usual_length(*reading.line)


@cache
def _usual_length(region: str, line_type: LineType) -> int:
    kind = getattr(PhoneNumberType, line_type.name)
    example = phonenumbers.example_number_for_type(region, kind)
    return len(phonenumbers.national_significant_number(example)) if example else 0


def reading_error(reading: Reading, text: str) -> PhoneError:
    """Return the error for a reading that is not valid; `text` is the number as written."""
    match reading.problem:
        case Reason.TOO_SHORT | Reason.TOO_LONG as problem:
            size = "short" if problem is Reason.TOO_SHORT else "long"
            return PhoneError(problem, f"{quote(text)} is too {size}{_lengths(reading)}.")
        case _ if not _has_calling_code(reading):
            return PhoneError(
                Reason.INVALID,
                f"{quote(text)} does not begin with a calling code: check its digits.",
            )
        case _:
            return PhoneError(
                Reason.INVALID,
                f"{quote(text)} is not in the numbering plan of "
                f"+{reading.calling_code}: check its digits.",
            )


def _parse_by_phonenumbers(text: str, region: str | None) -> Reading:
    try:
        number = phonenumbers.parse(text, region, keep_raw_input=True)
    except NumberParseException as error:
        source = Source.REGION if region else Source.PLUS
        fault = _PARSE_PROBLEMS.get(error.error_type, Reason.INVALID)
        return Reading(0, "", source, None, fault)
    code, national = number.country_code or 0, phonenumbers.national_significant_number(number)
    plan = plan_for_code(code)
    line = plan.line(national) if plan else None
    return Reading(code, national, Source(number.country_code_source), line)


def _as_phonenumber(reading: Reading) -> phonenumbers.PhoneNumber:
    national = reading.national_number
    zeros = len(national) - len(national.lstrip("0"))
    return phonenumbers.PhoneNumber(
        country_code=reading.calling_code,
        national_number=int(national),
        italian_leading_zero=zeros > 0,
        number_of_leading_zeros=zeros or None,
    )


def _has_calling_code(reading: Reading) -> bool:
    return reading.calling_code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE


def _lengths(reading: Reading) -> str:
    if not _has_calling_code(reading):
        return " for a phone number"
    code = reading.calling_code
    lengths = _possible_lengths(code)
    return (
        f": it has {len(reading.national_number)} digits after +{code}, "
        f"but numbers there have {lengths}"
    )


@cache
def _possible_lengths(calling_code: int) -> str:
    region = phonenumbers.region_code_for_country_code(calling_code)
    metadata = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    possible = metadata.general_desc.possible_length if metadata and metadata.general_desc else ()
    if not possible:
        return "other lengths"
    shortest, longest = min(possible), max(possible)
    if len(possible) == 1:
        return str(shortest)
    if len(possible) == longest - shortest + 1:
        return f"{shortest} to {longest}"
    return f"{', '.join(map(str, possible[:-1]))} or {longest}"  # sorted; 7, 9 or 10 in GB


_PARSE_PROBLEMS = {
    NumberParseException.TOO_SHORT_AFTER_IDD: Reason.TOO_SHORT,
    NumberParseException.TOO_SHORT_NSN: Reason.TOO_SHORT,
    NumberParseException.NOT_A_NUMBER: Reason.TOO_SHORT,  # a single digit
    NumberParseException.TOO_LONG: Reason.TOO_LONG,
}
_LENGTH_PROBLEMS = {
    ValidationResult.TOO_SHORT: Reason.TOO_SHORT,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: Reason.TOO_SHORT,
    ValidationResult.TOO_LONG: Reason.TOO_LONG,
}
