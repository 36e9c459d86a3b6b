"""Random valid numbers of each numbering plan, checked with phonenumbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberFormat, PhoneNumberType

if TYPE_CHECKING:
    import random

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = {
    "mobile": (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    "fixed line": (PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
}
FORMS = (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
DIGITS = "0123456789"


class Drawn(NamedTuple):
    """Valid number of a region."""

    region: str
    digits: str
    national: str
    """Digits after the calling code."""
    written: str
    """International form: `+44 7911 123456`."""
    at_home: str
    """National form: `07911 123456`."""


def valid_digits(text: str, region: str | None) -> str | None:
    """Return the number that phonenumbers alone reads, as E.164 without `+`."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")


def draw_numbers(region: str, kind: str, count: int, draw: random.Random) -> list[Drawn]:
    """Return different valid numbers of a region and kind, fewer if the plan has fewer.

    A random walk starts at the example of the plan: each step changes digits and the length, and
    counts if phonenumbers finds a number of that region and kind.
    """
    example = phonenumbers.example_number_for_type(region, KINDS[kind][0])
    metadata = PhoneMetadata.metadata_for_region(region)
    if example is None or metadata is None or metadata.general_desc is None:
        return []
    lengths = metadata.general_desc.possible_length
    national = phonenumbers.national_significant_number(example)
    found: dict[str, Drawn] = {}
    code = str(example.country_code)
    for _ in range(100 * count):
        if len(found) == count:
            break
        candidate = _change_digits(national, draw.choice(lengths), draw)
        if draw.random() < 0.2:  # here national and international numbers look most alike
            candidate = code + candidate[len(code) :]
        number = phonenumbers.parse(f"+{example.country_code}{candidate}")
        if (
            phonenumbers.national_significant_number(number) == candidate
            and phonenumbers.is_valid_number_for_region(number, region)
            and phonenumbers.number_type(number) in KINDS[kind]
        ):
            national = candidate
            written, at_home = (phonenumbers.format_number(number, form) for form in FORMS)
            # Gabon's old numbers of seven digits have the national form of the new ones of eight.
            if valid_digits(at_home, region) == f"{code}{national}":
                found[national] = Drawn(region, f"{code}{national}", national, written, at_home)
    return list(found.values())


def _change_digits(national: str, length: int, draw: random.Random) -> str:
    """Return the number with a new end, that length, and perhaps another digit before it."""
    kept = draw.randrange(min(len(national), length))
    if kept and draw.random() < 0.5:
        at = draw.randrange(kept)
        national = national[:at] + draw.choice(DIGITS) + national[at + 1 :]
    return national[:kept] + "".join(draw.choices(DIGITS, k=length - kept))


def has_usual_length(digits: str) -> bool:
    """Return whether a number is as long as the example of its plan and kind."""
    number = phonenumbers.parse(f"+{digits}")
    region = phonenumbers.region_code_for_number(number)
    kind = phonenumbers.number_type(number)
    example = phonenumbers.example_number_for_type(region, kind)
    return example is not None and len(str(example.national_number)) == len(
        str(number.national_number)
    )
