"""Dialling inside a region: trunk prefix, international (IDD) prefix and national format.

The national format of a number in Germany is `0171 1234567`, and in Jamaica `(658) 291-0506`. The
formats are those of phonenumbers (`_choose_formatting_pattern_for_number` and
`_format_nsn_using_pattern` there), but each pattern is compiled only once.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata, PhoneNumberDesc

from wa_link.phone.plans import load_metadata, plan_for_code

if TYPE_CHECKING:
    from phonenumbers.phonemetadata import NumberFormat

_NONE = "(?!)"
_FIRST_GROUP = re.compile(r"(\\\d)")


class DialingRegion:
    """Rules for dialling in one region.

    Attributes:
        plan: numbering plan of the region's calling code.
        is_main: whether the region is the main region of its calling code, as the US is of +1.
        trunk_prefix: digits that people in the region dial before a national number: `0` in
            Germany, `8` in Russia; None if there are none.
        has_own_zero: True if the trunk prefix is not 0. A single leading zero is then a part of
            the number, as in Italy.
        has_code_as_trunk: whether the trunk prefix is the same as the calling code, as in all
            regions of +1.
        longest: number of digits of the longest national number, without trunk prefix.
    """

    def __init__(self, region: str) -> None:
        calling_code = phonenumbers.country_code_for_region(region)
        plan = plan_for_code(calling_code)
        assert plan is not None  # noqa: S101  (phonenumbers knows the codes of its regions)
        self.plan = plan
        metadata = load_metadata(region, calling_code)
        self.trunk_prefix = trunk_prefix = metadata.national_prefix
        self.is_main = phonenumbers.region_code_for_country_code(calling_code) == region
        self.has_own_zero = trunk_prefix != "0"
        self.has_code_as_trunk = trunk_prefix == self.plan.code
        general = metadata.general_desc or PhoneNumberDesc()
        self._lengths = frozenset(general.possible_length)
        self.longest = max(self._lengths, default=15)  # E.164
        self._idd = re.compile(metadata.international_prefix or _NONE)
        # This pattern can match the empty string.
        self._trunk = re.compile(metadata.national_prefix_for_parsing or _NONE)
        self._general = re.compile(general.national_number_pattern or _NONE)

    def strip_idd(self, digits: str) -> str | None:
        """Return the digits without their international (IDD) prefix: `0044…` gives `44…`.

        Return None if they do not begin with that prefix.
        """
        prefix = self._idd.match(digits)
        if prefix is None or digits.startswith("0", prefix.end()):  # no calling code begins with 0
            return None
        return digits[prefix.end() :]

    def strip_trunk(self, digits: str) -> str | None:
        """Return the digits without their trunk prefix: in Germany, `0171…` gives `171…`.

        If they have no trunk prefix, return all digits. Return None if it is not clear whether the
        first digits are a trunk prefix; then the caller must parse them with phonenumbers.
        """
        match = self._trunk.match(digits)
        size = _prefix_size(match) if match else 0
        national = digits[size:]
        if size and not (len(national) in self._lengths and self.can_have(national)):
            return None
        return national

    def can_have(self, national_number: str) -> bool:
        """Return whether digits without trunk prefix can be a national number of the region."""
        return self._general.fullmatch(national_number) is not None


@cache
def dialing_region(region: str) -> DialingRegion:
    """Return the rules of a region, such as `SA`; a second call returns the same object."""
    return DialingRegion(region)


def _prefix_size(trunk: re.Match[str]) -> int:
    """Return the length of the trunk prefix that `trunk` matched.

    For some matches, for example in Argentina, phonenumbers also changes digits after the prefix.
    For such a match, return the length of all digits together: no digits are left after them, so
    `strip_trunk` returns None.
    """
    return len(trunk.string) if trunk.lastindex else trunk.end()


class _Format(NamedTuple):
    leading_digits: re.Pattern[str]
    pattern: re.Pattern[str]
    template: str
    """Text with references to the groups of `pattern`, such as `(0\\1) \\2-\\3`."""


@lru_cache(maxsize=64)  # the same number is formatted several times for a cell
def format_national(calling_code: int, national_number: str) -> str:
    """Return a number in the national format of phonenumbers, with trunk prefix: `0171 1234567`."""
    for leading_digits, pattern, template in _compiled_formats(calling_code):
        if leading_digits.match(national_number):
            match = pattern.fullmatch(national_number)
            if match:
                return match.expand(template)
    return national_number


@cache
def _compiled_formats(calling_code: int) -> tuple[_Format, ...]:
    region = phonenumbers.region_code_for_country_code(calling_code)
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    return tuple(map(_compile_format, metadata.number_format)) if metadata else ()


def _compile_format(number_format: NumberFormat) -> _Format:
    # The last pattern of leading digits is the most detailed.
    leading_digits = (number_format.leading_digits_pattern or [""])[-1]
    template, rule = number_format.format or "", number_format.national_prefix_formatting_rule
    if rule:
        template = _FIRST_GROUP.sub(rule, template, count=1)  # the rule contains \\1, that group
    return _Format(re.compile(leading_digits), re.compile(number_format.pattern or ""), template)
