"""What the numbering plans say: the one place that asks phonenumbers to parse and to judge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

import phonenumbers
from phonenumbers import CountryCodeSource, NumberParseException, PhoneNumberType, ValidationResult

from wa_link.errors import PhoneError, Reason, shown
from wa_link.phone.number import LineType


class Source(Enum):
    """Where a reading's calling code comes from."""

    REGION = CountryCodeSource.FROM_DEFAULT_COUNTRY
    PLUS = CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN
    PREFIX = CountryCodeSource.FROM_NUMBER_WITH_IDD
    BARE = CountryCodeSource.FROM_NUMBER_WITHOUT_PLUS_SIGN


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read digits: valid when `problem` is None."""

    number: phonenumbers.PhoneNumber
    source: Source
    problem: Reason | None

    @property
    def digits(self) -> str:
        """E.164 without its plus."""
        return f"{self.number.country_code}{self.national_number}"

    @property
    def national_number(self) -> str:
        """The digits after the calling code, leading zeros included."""
        return phonenumbers.national_significant_number(self.number)

    @property
    def line_type(self) -> LineType:
        """The kind of line."""
        return _LINE_TYPES[phonenumbers.number_type(self.number)]

    @property
    def international(self) -> str:
        """`+966 50 123 4567`."""
        return phonenumbers.format_number(self.number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    @property
    def national_groups(self) -> tuple[str, ...]:
        """The digits as the plan groups them nationally: `("050", "123", "4567")`."""
        national = phonenumbers.format_number(self.number, phonenumbers.PhoneNumberFormat.NATIONAL)
        return tuple(re.findall(r"\d+", national))

    @property
    def international_groups(self) -> tuple[str, ...]:
        """The digits as they are grouped behind a plus: `("966", "50", "123", "4567")`."""
        return tuple(re.findall(r"\d+", self.international))

    @property
    def region(self) -> str:
        """Two letters, or `001`; of a valid reading."""
        return phonenumbers.region_code_for_number(self.number) or "001"


def in_region(digits: str, region: str) -> Reading:
    """The digits as a phone in `region` would take them: national, or behind its own prefix."""
    return _reading(digits, region)


def international(digits: str) -> Reading:
    """The digits as if a plus stood before them."""
    return _reading(f"+{digits}", None)


def dialled_alike(region: str, calling_code: int | None) -> bool:
    """Whether numbers of `calling_code` are dialled the same way in `region` and from abroad.

    So it is in all of +1, where the trunk prefix is the calling code: 1 415 555 2671.
    """
    trunk_prefix = phonenumbers.ndd_prefix_for_region(region, strip_non_digits=True)
    own_code = phonenumbers.country_code_for_region(region)
    return trunk_prefix == str(own_code) and calling_code == own_code


def from_north_america(digits: str, region: str) -> bool:
    """Whether the digits are a number of `region` as North America dials it: 011 44 7911 123456.

    Another country's are not: 0114 is Sheffield, and with one digit too many a stranger in Japan.
    """
    return digits.startswith(f"011{phonenumbers.country_code_for_region(region)}")


def with_lost_zero(digits: str, region: str) -> Reading | None:
    """The digits with the zero that a spreadsheet may have taken from their beginning.

    None where that zero is the trunk prefix, which makes no difference; in Italy, Congo or the
    Ivory Coast it is the number's own.
    """
    if phonenumbers.ndd_prefix_for_region(region, strip_non_digits=True) == "0":
        return None
    return in_region(f"0{digits}", region)


def has_usual_length(reading: Reading) -> bool:
    """Whether a valid number is as long as its plan's example: mobiles in Italy have ten digits.

    The plan knows some of nine, too.
    """
    kind = phonenumbers.number_type(reading.number)
    example = phonenumbers.example_number_for_type(reading.region, kind)
    usual = phonenumbers.national_significant_number(example) if example else ""
    return len(reading.national_number) == len(usual)


def refusal(reading: Reading, text: str) -> PhoneError:
    """The error for a reading that is not valid; `text` is the number as it was written."""
    match reading.problem:
        case Reason.TOO_SHORT | Reason.TOO_LONG as problem:
            size = "short" if problem is Reason.TOO_SHORT else "long"
            return PhoneError(problem, f"{shown(text)} is too {size}{_lengths(reading)}.")
        case _ if not _calling_code_exists(reading):
            return PhoneError(
                Reason.INVALID, f"{shown(text)} begins with no calling code that exists: check it."
            )
        case _:
            return PhoneError(
                Reason.INVALID,
                f"{shown(text)} is no number of the numbering plan of "
                f"+{reading.number.country_code}: check its digits.",
            )


def _reading(text: str, region: str | None) -> Reading:
    try:
        number = phonenumbers.parse(text, region, keep_raw_input=True)
    except NumberParseException as error:
        source = Source.REGION if region else Source.PLUS
        problem = _PARSE_PROBLEMS.get(error.error_type, Reason.INVALID)
        return Reading(phonenumbers.PhoneNumber(country_code=0), source, problem)
    return Reading(number, Source(number.country_code_source), _problem(number))


def _problem(number: phonenumbers.PhoneNumber) -> Reason | None:
    if phonenumbers.is_valid_number(number):
        return None
    return _LENGTH_PROBLEMS.get(phonenumbers.is_possible_number_with_reason(number), Reason.INVALID)


def _calling_code_exists(reading: Reading) -> bool:
    return reading.number.country_code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE


def _lengths(reading: Reading) -> str:
    if not _calling_code_exists(reading):
        return " for a phone number"
    code = reading.number.country_code
    lengths = _possible_lengths(code)
    return (
        f": it has {len(reading.national_number)} digits after +{code}, "
        f"where numbers have {lengths}"
    )


def calling_code(region: str) -> int:
    """The calling code of a region."""
    return phonenumbers.country_code_for_region(region)


def longest_national_number(region: str) -> int:
    """How many digits a national number of a region has at most, without trunk prefix."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    possible = metadata.general_desc.possible_length if metadata and metadata.general_desc else ()
    return max(possible, default=15)  # E.164


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
_LINE_TYPES = {
    PhoneNumberType.MOBILE: LineType.MOBILE,
    PhoneNumberType.FIXED_LINE: LineType.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: LineType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.TOLL_FREE: LineType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: LineType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST: LineType.SHARED_COST,
    PhoneNumberType.VOIP: LineType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER: LineType.PERSONAL_NUMBER,
    PhoneNumberType.PAGER: LineType.PAGER,
    PhoneNumberType.UAN: LineType.UAN,
    PhoneNumberType.VOICEMAIL: LineType.VOICEMAIL,
    PhoneNumberType.UNKNOWN: LineType.UNKNOWN,
}
