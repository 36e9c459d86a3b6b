"""The numbering plans of phonenumbers' metadata, compiled once for each calling code.

phonenumbers asks a number of a dozen patterns, one after the other, and forgets most of them on
its way through a sheet of many countries. Here a plan has one pattern for each length: the patterns
of its regions and line types as alternatives, in the order in which phonenumbers tries them
(`_region_code_for_number_from_list` and `_number_type_helper`, there). The first that matches tells
region and line type; where none does, the number is not valid.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata, PhoneNumberDesc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonenumbers.phonemetadata import NumberFormat


class LineType(StrEnum):
    """The kind of line, as the numbering plan tells it."""

    MOBILE = "mobile"
    FIXED_LINE = "fixed_line"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile"
    TOLL_FREE = "toll_free"
    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    VOIP = "voip"
    PERSONAL_NUMBER = "personal_number"
    PAGER = "pager"
    UAN = "uan"
    VOICEMAIL = "voicemail"

    @property
    def may_be_mobile(self) -> bool:
        """Whether the plan says mobile, or cannot tell mobile from fixed (as in the US)."""
        return self in (LineType.MOBILE, LineType.FIXED_LINE_OR_MOBILE)


class Line(NamedTuple):
    """What a plan says of a valid number: its region (`001` for `+800` and its like), its kind."""

    region: str
    line_type: LineType


# In the order in which phonenumbers tries them; landlines and mobiles come behind.
_SPECIAL_TYPES = (
    LineType.PREMIUM_RATE,
    LineType.TOLL_FREE,
    LineType.SHARED_COST,
    LineType.VOIP,
    LineType.PERSONAL_NUMBER,
    LineType.PAGER,
    LineType.UAN,
    LineType.VOICEMAIL,
)
MOST_DIGITS = 17
"""Of a national number that phonenumbers parses."""

_ANY, _NONE = r"\d*", "(?!)"


@cache
def plan_of(beginning: str) -> Plan | None:
    """The plan whose calling code begins these digits, of which three are enough; or None."""
    for size in (1, 2, 3):
        code = beginning[:size]
        if code and code[0] != "0" and (plan := plan_behind(int(code))):
            return plan
    return None


@cache
def plan_behind(calling_code: int) -> Plan | None:
    """The plan of a calling code; None where phonenumbers knows no such code."""
    known = calling_code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    return Plan(calling_code) if known else None


class Plan:
    """The numbering plan behind a calling code; compiled as far as it is asked.

    Attributes:
        calling_code: `44`.
        code: the same as text.
        code_size: how many digits it has.
    """

    def __init__(self, calling_code: int) -> None:
        self.calling_code = calling_code
        self.code = str(calling_code)
        self.code_size = len(self.code)
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[calling_code]
        self._regions = [_metadata(region, calling_code) for region in regions]
        self._trunk = _trunk(self._regions[0]).match  # the main region of a code comes first
        self._lines: dict[int, tuple[re.Pattern[str], dict[str | None, Line]]] = {}

    def line(self, national_number: str) -> Line | None:
        """Region and kind of a valid number; None for one that is not."""
        size = len(national_number)
        if size not in self._lines:
            if size > MOST_DIGITS:
                return None
            self._lines[size] = _compiled_lines(self._regions, size)
        pattern, lines = self._lines[size]
        match = pattern.fullmatch(national_number)
        return lines.get(match.lastgroup) if match else None

    def has_prefix(self, digits: str) -> bool:
        """Whether phonenumbers could take a trunk prefix off the digits behind the calling code."""
        match = self._trunk(digits)
        return match is not None and _taken(match) > 0

    @cached_property
    def _formats(self) -> tuple[re.Pattern[str], dict[int | None, tuple[str, tuple[int, ...]]]]:
        main = self._regions[0]
        return _compiled_formats(main.intl_number_format or main.number_format, f"+{self.code} ")

    def international(self, national_number: str) -> str:
        """A number as phonenumbers writes it: `+966 50 123 4567`."""
        pattern, templates = self._formats
        match = pattern.fullmatch(national_number)
        template, groups = templates[match.lastindex if match else None]
        return template % (match.group(*groups) if match else national_number)


class Home:
    """A region that numbers are dialled in.

    Attributes:
        plan: that of its calling code.
        is_main: whether it is the main region of that code.
        own_zero: whether a number's first zero may be its own, and not the trunk prefix: in Italy,
            Congo or the Ivory Coast.
        trunk_is_code: whether the trunk prefix is the calling code, as in all of +1.
        longest: how many digits a national number has at most, without trunk prefix.
    """

    def __init__(self, region: str) -> None:
        calling_code = phonenumbers.country_code_for_region(region)
        self.plan = Plan(calling_code)
        metadata = _metadata(region, calling_code)
        trunk_prefix = metadata.national_prefix
        self.is_main = phonenumbers.region_code_for_country_code(calling_code) == region
        self.own_zero = trunk_prefix != "0"
        self.trunk_is_code = trunk_prefix == self.plan.code
        general = metadata.general_desc or PhoneNumberDesc()
        self._lengths = frozenset(general.possible_length)
        self.longest = max(self._lengths, default=15)  # E.164
        self._abroad = re.compile(metadata.international_prefix or _NONE)
        self._trunk = _trunk(metadata)
        self._general = re.compile(general.national_number_pattern or _NONE)

    def behind_prefix(self, digits: str) -> str | None:
        """What follows the international prefix that the digits begin with; None without one."""
        prefix = self._abroad.match(digits)
        if prefix is None or digits.startswith("0", prefix.end()):  # no calling code begins with 0
            return None
        return digits[prefix.end() :]

    def national_number(self, digits: str) -> str | None:
        """The digits without trunk prefix; None where it takes phonenumbers to tell."""
        match = self._trunk.match(digits)
        taken = _taken(match) if match else 0
        national = digits[taken:]
        if taken and not (len(national) in self._lengths and self.matches(national)):
            return None
        return national

    def matches(self, national_number: str) -> bool:
        """Whether the number may be one of the region's, of whatever kind."""
        return self._general.fullmatch(national_number) is not None


@cache
def home_of(region: str) -> Home:
    """The region of two capital letters, compiled."""
    return Home(region)


def _trunk(metadata: PhoneMetadata) -> re.Pattern[str]:
    """Matches what stands before a national number at home; it may match nothing at all."""
    return re.compile(metadata.national_prefix_for_parsing or _NONE)


def _taken(trunk: re.Match[str]) -> int:
    """How many digits a trunk prefix takes; all, where it may put others in their place."""
    return len(trunk.string) if trunk.lastindex else trunk.end()


def _metadata(region: str, calling_code: int) -> PhoneMetadata:
    """What phonenumbers knows of a region; of a calling code that has none, where it is `001`."""
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    if metadata is None:
        raise LookupError(f"phonenumbers lists {region} for +{calling_code}, and does not know it")
    return metadata


def _compiled_lines(
    regions: Sequence[PhoneMetadata], size: int
) -> tuple[re.Pattern[str], dict[str | None, Line]]:
    """A pattern of all valid numbers with `size` digits, and what its groups stand for."""
    lines: dict[str | None, Line] = {}
    alternatives: list[str] = []
    for metadata in regions:
        kinds = _kinds(metadata, size, f"r{len(alternatives)}_")
        valid = f"(?={_pattern(metadata.general_desc, size)}\\Z)(?:{kinds})"
        if metadata.leading_digits and len(regions) > 1:
            # A number with these digits is this region's, known to it or not.
            valid = f"(?={metadata.leading_digits})(?:{valid}|{_ANY})"
        lines |= {f"r{len(alternatives)}_{kind}": Line(metadata.id, kind) for kind in LineType}
        alternatives.append(valid)
    return re.compile("|".join(alternatives)), lines


def _kinds(metadata: PhoneMetadata, size: int, region: str) -> str:
    """A pattern of a region's numbers with `size` digits, whose last group is named by the kind."""
    special = [
        f"(?P<{region}{kind}>{pattern})"
        for kind in _SPECIAL_TYPES
        if (pattern := _pattern(getattr(metadata, kind), size)) != _NONE
    ]
    fixed, mobile = _pattern(metadata.fixed_line, size), _pattern(metadata.mobile, size)
    either = f"{region}{LineType.FIXED_LINE_OR_MOBILE}"
    if metadata.same_mobile_and_fixed_line_pattern:
        return "|".join([*special, f"(?P<{either}>{fixed})"])
    # Each of the two is tried once: what is said of a mobile depends on whether it is fixed, too.
    is_fixed = f"(?=(?:(?P<{region}both>{fixed})\\Z)?)"
    then = f"(?({region}both)(?P<{either}>)|(?P<{region}{LineType.MOBILE}>))"
    otherwise = f"(?({region}both)(?P<{region}{LineType.FIXED_LINE}>{_ANY})|{_NONE})"
    return "|".join([*special, f"{is_fixed}(?:{mobile}{then}|{otherwise})"])


def _pattern(description: PhoneNumberDesc | None, size: int) -> str:
    """The pattern of a description's numbers, where they may have `size` digits."""
    if description is None or not description.national_number_pattern:
        return _NONE
    if description.possible_length and size not in description.possible_length:
        return _NONE
    return f"(?:{description.national_number_pattern})"


def _compiled_formats(
    formats: Sequence[NumberFormat], before: str
) -> tuple[re.Pattern[str], dict[int | None, tuple[str, tuple[int, ...]]]]:
    """A pattern of all formats, each a group; of each group a template and what fills it."""
    fillings: dict[int | None, tuple[str, tuple[int, ...]]] = {None: (f"{before}%s", (0,))}
    alternatives: list[str] = []
    outer = 1
    for each in formats:
        # The last of the leading digits is the most detailed one.
        leading = f"(?={each.leading_digits_pattern[-1]})" if each.leading_digits_pattern else ""
        pattern, form = each.pattern or _NONE, each.format or ""
        alternatives.append(f"({leading}{pattern})")
        texts = re.split(r"\\(\d)", form.replace("%", "%%"))
        groups = tuple(outer + int(number) for number in texts[1::2])
        fillings[outer] = before + "%s".join(texts[::2]), groups
        outer += 1 + re.compile(pattern).groups
    return re.compile("|".join(alternatives) or _ANY), fillings
