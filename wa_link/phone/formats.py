"""National formats of the numbering plans, compiled: `(658) 291-0506`, `0171 1234567`.

They are phonenumbers' own (`_choose_formatting_pattern_for_number`, `_format_nsn_using_pattern`),
with each pattern compiled once. phonenumbers looks them up again for every number.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers import PhoneMetadata

if TYPE_CHECKING:
    from phonenumbers.phonemetadata import NumberFormat

_FIRST_GROUP = re.compile(r"(\\\d)")


class _Format(NamedTuple):
    leading_digits: re.Pattern[str]
    pattern: re.Pattern[str]
    template: str
    """Text with references to the groups of `pattern`, such as `(0\\1) \\2-\\3`."""


@lru_cache(maxsize=64)  # one cell asks several times for the same number
def format_national(calling_code: int, national_number: str) -> str:
    """Return the number as phonenumbers writes it in its country, trunk prefix included."""
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
        template = _FIRST_GROUP.sub(rule, template, count=1)  # the rule's own \\1 is that group
    return _Format(re.compile(leading_digits), re.compile(number_format.pattern or ""), template)
