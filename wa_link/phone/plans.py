"""The numbering plans of phonenumbers' metadata, one for each calling code, compiled as asked.

phonenumbers asks a number of a dozen patterns, one after the other, and forgets most of them on
its way through a sheet of many countries. Here all patterns of a plan are followed at once, digit
by digit, until nothing depends on the digits that are left: most often that is after three or four.
Where that leads is remembered, so that the next number only walks there. All plans have some ten
thousand such places; a sheet comes by a few of them.

What is concluded from the patterns is what phonenumbers concludes, in the order in which it does
(`_region_code_for_number_from_list`, `_number_type_helper` and `_format_nsn`, there).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata, PhoneNumberDesc

from wa_link.phone.patterns import (
    REST,
    derivative,
    is_any_digits,
    leading_digits,
    matching_lengths,
    parse_pattern,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from phonenumbers.phonemetadata import NumberFormat

    from wa_link.phone.patterns import Pattern

_State: TypeAlias = "frozenset[tuple[str, Pattern]]"
"""What may follow some digits, by the names of the patterns that they may begin."""


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
    def can_be_mobile(self) -> bool:
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
_TYPES = (*_SPECIAL_TYPES, LineType.FIXED_LINE, LineType.MOBILE)
_GROUPS = r"(\(\\d(\{\d+(,\d+)?\})?\))+"
MOST_DIGITS = 17
"""Of a national number that phonenumbers parses."""

_NONE = "(?!)"
_TRUNK = "trunk prefix"


@cache
def plan_for_digits(digits: str) -> Plan | None:
    """The plan whose calling code begins these digits, of which three are enough; or None."""
    for size in (1, 2, 3):
        code = digits[:size]
        if code and code[0] != "0" and (plan := plan_for_code(int(code))):
            return plan
    return None


@cache
def plan_for_code(calling_code: int) -> Plan | None:
    """The plan of a calling code; None where phonenumbers knows no such code."""
    known = calling_code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    return Plan(calling_code) if known else None


class PlanMatch:
    """What a plan says of numbers that are alike to it, of the same length.

    Attributes:
        line: their region and kind; None where they are not valid.
        has_prefix: whether phonenumbers could take a trunk prefix off them.
        is_chat_line: whether they are valid as they stand, and no pagers.
    """

    __slots__ = ("_formats", "_groups", "_template", "has_prefix", "is_chat_line", "line")

    def __init__(
        self,
        line: Line | None,
        formats: tuple[NumberFormat, ...] = (),
        *,
        has_prefix: bool = False,
    ) -> None:
        """A verdict on numbers to whose leading digits these formats belong."""
        self.line = line
        self.has_prefix = has_prefix
        self.is_chat_line = bool(line and line.line_type is not LineType.PAGER and not has_prefix)
        self._formats = formats
        self._template = ""
        self._groups: Callable[[str], str | tuple[str, ...]] = itemgetter(slice(None))

    def group(self, national_number: str) -> str:
        """The digits as they are grouped behind a plus: `50 123 4567`."""
        if not self._template:
            self._template, self._groups = _grouping(self._formats, len(national_number))
        return self._template % self._groups(national_number)


_TOO_LONG = PlanMatch(None)


class _Node(dict[str, "_Node"]):
    """Where some digits lead in the patterns of a plan; a digit leads on from there.

    Attributes:
        is_end: whether only the number of the digits that are left matters.
        verdicts: by that number.
    """

    __slots__ = ("_plan", "_size", "_state", "is_end", "verdicts")

    def __init__(self, plan: Plan, size: int, state: _State) -> None:
        """The place to which `size` digits lead, where `state` may follow them."""
        super().__init__()
        self._plan, self._size, self._state = plan, size, state
        self.is_end = all(is_any_digits(pattern) for _, pattern in state)
        self.verdicts: dict[int, PlanMatch] = {}

    def __missing__(self, digit: str) -> _Node:
        state = frozenset(
            (name, rest) for name, pattern in self._state for rest in derivative(pattern, digit)
        )
        self[digit] = place = self._plan.place(self._size + 1, state)
        return place

    def verdict(self, left: int) -> PlanMatch:
        """The verdict on numbers that end after `left` more digits."""
        matched = {name for name, pattern in self._state if left in matching_lengths(pattern)}
        self.verdicts[left] = verdict = self._plan.verdict(matched, self._size + left)
        return verdict


class Plan:
    """The numbering plan behind a calling code.

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
        self._regions = [load_metadata(region, calling_code) for region in regions]
        main = self._regions[0]  # the main region of a code comes first
        self._trunk = main.national_prefix_for_parsing
        self._formats = main.intl_number_format or main.number_format
        self._places: dict[tuple[int, _State], _Node] = {}
        self._start = self.place(0, frozenset(self._patterns()))

    def match(self, national_number: str) -> PlanMatch:
        """What the plan says of a number, given in digits alone."""
        place, left = self._start, len(national_number)
        if left > MOST_DIGITS:
            return _TOO_LONG
        for digit in national_number:
            place = place[digit]
            left -= 1
            if place.is_end:
                break
        return place.verdicts.get(left) or place.verdict(left)

    def line(self, national_number: str) -> Line | None:
        """Region and kind of a valid number; None for one that is not."""
        return self.match(national_number).line

    def international(self, national_number: str) -> str:
        """A number as phonenumbers writes it: `+966 50 123 4567`."""
        return f"+{self.code} {self.match(national_number).group(national_number)}"

    def place(self, size: int, state: _State) -> _Node:
        """The place to which `size` digits lead, where `state` may follow them."""
        if (size, state) not in self._places:
            self._places[size, state] = _Node(self, size, state)
        return self._places[size, state]

    def verdict(self, matched: set[str], size: int) -> PlanMatch:
        """The verdict on numbers with `size` digits that match the patterns of these names."""
        formats = tuple(
            each
            for i, each in enumerate(self._formats)
            if not each.leading_digits_pattern or f"format {i}" in matched
        )
        return PlanMatch(self._line(matched, size), formats, has_prefix=_TRUNK in matched)

    def _patterns(self) -> Iterator[tuple[str, Pattern]]:
        for metadata in self._regions:
            for name in ("general_desc", *_TYPES):
                description = getattr(metadata, name)
                if description and description.national_number_pattern:
                    yield (
                        f"{metadata.id} {name}",
                        parse_pattern(description.national_number_pattern),
                    )
            if metadata.leading_digits:
                yield f"{metadata.id} leading", parse_pattern(metadata.leading_digits) + REST
        if self._trunk:
            yield _TRUNK, leading_digits(parse_pattern(self._trunk))
        for i, each in enumerate(self._formats):
            if each.leading_digits_pattern:  # the last is the most detailed
                yield f"format {i}", parse_pattern(each.leading_digits_pattern[-1]) + REST

    def _line(self, matched: set[str], size: int) -> Line | None:
        for metadata in self._regions:
            claims = metadata.leading_digits is not None and len(self._regions) > 1
            if claims and f"{metadata.id} leading" not in matched:
                continue
            if kind := _find_line_type(metadata, matched, size):
                return Line(metadata.id, kind)
            if claims:  # a number with these digits is this region's, known to it or not
                break
        return None


def _find_line_type(metadata: PhoneMetadata, matched: set[str], size: int) -> LineType | None:
    """What kind a region knows numbers with `size` digits as; None for none."""

    def fits(name: str) -> bool:
        if f"{metadata.id} {name}" not in matched:
            return False
        sizes = getattr(metadata, name).possible_length
        return not sizes or size in sizes

    if not fits("general_desc"):
        return None
    for kind in _SPECIAL_TYPES:
        if fits(kind):
            return kind
    same = metadata.same_mobile_and_fixed_line_pattern
    if fits(LineType.FIXED_LINE):
        either = same or fits(LineType.MOBILE)
        return LineType.FIXED_LINE_OR_MOBILE if either else LineType.FIXED_LINE
    return LineType.MOBILE if not same and fits(LineType.MOBILE) else None


def _grouping(
    formats: tuple[NumberFormat, ...], size: int
) -> tuple[str, Callable[[str], str | tuple[str, ...]]]:
    """The first format that fits `size` digits, as a template and what fills it."""
    for each in formats:
        pattern, form = each.pattern or "", each.format or ""
        if re.fullmatch(_GROUPS, pattern) is None:
            raise ValueError(f"{pattern} is no pattern of groups of digits")
        if match := re.fullmatch(pattern, "0" * size):
            texts = re.split(r"\\(\d)", form.replace("%", "%%"))
            groups = [slice(*match.span(int(group))) for group in texts[1::2]]
            return "%s".join(texts[::2]), itemgetter(*groups)
    return "%s", itemgetter(slice(None))


class DialingRegion:
    """A region that numbers are dialled in.

    Attributes:
        plan: that of its calling code.
        is_main: whether it is the main region of that code.
        trunk_prefix: what stands before a national number at home: 0, 8 in Russia, or None.
        has_own_zero: whether a number's first zero may be its own, and not the trunk prefix: in Italy,
            Congo or the Ivory Coast.
        has_code_as_trunk: whether the trunk prefix is the calling code, as in all of +1.
        longest: how many digits a national number has at most, without trunk prefix.
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
        self._abroad = re.compile(metadata.international_prefix or _NONE)
        # What stands before a national number at home; it may match nothing at all.
        self._trunk = re.compile(metadata.national_prefix_for_parsing or _NONE)
        self._general = re.compile(general.national_number_pattern or _NONE)

    def strip_idd(self, digits: str) -> str | None:
        """What follows the international prefix that the digits begin with; None without one."""
        prefix = self._abroad.match(digits)
        if prefix is None or digits.startswith("0", prefix.end()):  # no calling code begins with 0
            return None
        return digits[prefix.end() :]

    def strip_trunk(self, digits: str) -> str | None:
        """The digits without trunk prefix; None where it takes phonenumbers to tell."""
        match = self._trunk.match(digits)
        taken = _prefix_size(match) if match else 0
        national = digits[taken:]
        if taken and not (len(national) in self._lengths and self.matches(national)):
            return None
        return national

    def matches(self, national_number: str) -> bool:
        """Whether the number may be one of the region's, of whatever kind."""
        return self._general.fullmatch(national_number) is not None


@cache
def dialing_region(region: str) -> DialingRegion:
    """The region of two capital letters, compiled."""
    return DialingRegion(region)


def _prefix_size(trunk: re.Match[str]) -> int:
    """How many digits a trunk prefix takes; all, where it may put others in their place."""
    return len(trunk.string) if trunk.lastindex else trunk.end()


def load_metadata(region: str, calling_code: int) -> PhoneMetadata:
    """What phonenumbers knows of a region; of a calling code that has none, where it is `001`."""
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    if metadata is None:
        raise LookupError(f"phonenumbers lists {region} for +{calling_code}, and does not know it")
    return metadata
