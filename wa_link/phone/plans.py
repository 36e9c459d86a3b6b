"""Numbering plans of phonenumbers' metadata, one for each calling code, compiled when needed.

phonenumbers tries about a dozen regular expressions on each number, and its cache forgets most of
them in a sheet of many countries. Here all patterns of a plan are followed together, digit by
digit, until the other digits make no difference: usually after three or four. The nodes are kept
for the next number. All plans together have about ten thousand.

The results are those of phonenumbers (`_region_code_for_number_from_list`, `_number_type_helper`
and `_format_nsn` there).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata

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
"""Patterns that may follow the digits so far, each with the name of the pattern it is part of."""


class LineType(StrEnum):
    """Kind of line, according to the numbering plan."""

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
        """Return whether it is a mobile, or may be one: the plan does not separate them (US)."""
        return self in (LineType.MOBILE, LineType.FIXED_LINE_OR_MOBILE)


class Line(NamedTuple):
    """Region (`001` for `+800` and others without a country) and kind of a valid number."""

    region: str
    line_type: LineType


# In the order in which phonenumbers tries them; landlines and mobiles come last.
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
"""Most digits of a national number that phonenumbers parses."""

_TRUNK = "trunk prefix"


@cache
def plan_for_digits(digits: str) -> Plan | None:
    """Return the plan of the calling code that begins the digits, three at most, or None."""
    for size in (1, 2, 3):
        code = digits[:size]
        if code and code[0] != "0" and (plan := plan_for_code(int(code))):
            return plan
    return None


@cache
def plan_for_code(calling_code: int) -> Plan | None:
    """Return the plan of a calling code; None if phonenumbers does not know the code."""
    known = calling_code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    return Plan(calling_code) if known else None


class PlanMatch:
    """Result of matching a national number with a plan; many numbers share one.

    Attributes:
        line: region and kind; None if the number is not valid.
        has_prefix: whether phonenumbers could remove a trunk prefix from the number.
        is_chat_line: whether the number is valid without any change, and not a pager.
    """

    __slots__ = ("_formats", "_groups", "_template", "has_prefix", "is_chat_line", "line")

    def __init__(
        self,
        line: Line | None,
        formats: tuple[NumberFormat, ...] = (),
        *,
        has_prefix: bool = False,
    ) -> None:
        self.line = line
        self.has_prefix = has_prefix
        self.is_chat_line = bool(line and line.line_type is not LineType.PAGER and not has_prefix)
        self._formats = formats
        self._template = ""
        self._groups: Callable[[str], str | tuple[str, ...]] = itemgetter(slice(None))

    def group(self, national_number: str) -> str:
        """Return the digits as they are grouped after the calling code: `50 123 4567`."""
        if not self._template:
            self._template, self._groups = _grouping(self._formats, len(national_number))
        return self._template % self._groups(national_number)


_TOO_LONG = PlanMatch(None)


class _Node(dict[str, "_Node"]):
    """Node of a plan: all numbers that begin with the same digits, or with digits of like effect.

    As a dict, it has the next node for each digit.

    Attributes:
        is_end: whether only the count of the remaining digits makes a difference.
        matches: by the count of the remaining digits.
    """

    __slots__ = ("_plan", "_size", "_state", "is_end", "matches")

    def __init__(self, plan: Plan, size: int, state: _State) -> None:
        super().__init__()
        self._plan, self._size, self._state = plan, size, state
        self.is_end = all(is_any_digits(pattern) for _, pattern in state)
        self.matches: dict[int, PlanMatch] = {}

    def __missing__(self, digit: str) -> _Node:
        state = frozenset(
            (name, rest) for name, pattern in self._state for rest in derivative(pattern, digit)
        )
        self[digit] = node = self._plan.get_node(self._size + 1, state)
        return node

    def match(self, left: int) -> PlanMatch:
        """Return the match of numbers that end after `left` more digits."""
        matched = {name for name, pattern in self._state if left in matching_lengths(pattern)}
        self.matches[left] = match = self._plan.make_match(matched, self._size + left)
        return match


class Plan:
    """Numbering plan of one calling code.

    Attributes:
        calling_code: `44`.
        code: the calling code as text.
        code_size: count of its digits.
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
        self._nodes: dict[tuple[int, _State], _Node] = {}
        self._start = self.get_node(0, frozenset(self._patterns()))

    def match(self, national_number: str) -> PlanMatch:
        """Match a national number, given as ASCII digits only."""
        node, left = self._start, len(national_number)
        if left > MOST_DIGITS:
            return _TOO_LONG
        for digit in national_number:
            node = node[digit]
            left -= 1
            if node.is_end:
                break
        return node.matches.get(left) or node.match(left)

    def line(self, national_number: str) -> Line | None:
        """Return region and kind of a valid number; None if it is not valid."""
        return self.match(national_number).line

    def international(self, national_number: str) -> str:
        """Return a number in phonenumbers' international format: `+966 50 123 4567`."""
        return f"+{self.code} {self.match(national_number).group(national_number)}"

    def get_node(self, size: int, state: _State) -> _Node:
        """Return the node after `size` digits that `state` may follow; make it if needed."""
        if (size, state) not in self._nodes:
            self._nodes[size, state] = _Node(self, size, state)
        return self._nodes[size, state]

    def make_match(self, matched: set[str], size: int) -> PlanMatch:
        """Return the match of numbers with `size` digits that the patterns of these names match."""
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
            if claims:  # these digits belong to this region, valid or not
                break
        return None


def _find_line_type(metadata: PhoneMetadata, matched: set[str], size: int) -> LineType | None:
    """Return the kind of numbers with `size` digits in a region; None if they are not valid."""

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
    is_same = metadata.same_mobile_and_fixed_line_pattern
    if fits(LineType.FIXED_LINE):
        is_mixed = is_same or fits(LineType.MOBILE)
        return LineType.FIXED_LINE_OR_MOBILE if is_mixed else LineType.FIXED_LINE
    return LineType.MOBILE if not is_same and fits(LineType.MOBILE) else None


def _grouping(
    formats: tuple[NumberFormat, ...], size: int
) -> tuple[str, Callable[[str], str | tuple[str, ...]]]:
    """Return the first format that fits `size` digits: a template, and a getter of its groups."""
    for each in formats:
        pattern, form = each.pattern or "", each.format or ""
        if re.fullmatch(_GROUPS, pattern) is None:
            raise ValueError(f"{pattern} is not a pattern of groups of digits")
        if match := re.fullmatch(pattern, "0" * size):
            texts = re.split(r"\\(\d)", form.replace("%", "%%"))
            groups = [slice(*match.span(int(group))) for group in texts[1::2]]
            return "%s".join(texts[::2]), itemgetter(*groups)
    return "%s", itemgetter(slice(None))


def load_metadata(region: str, calling_code: int) -> PhoneMetadata:
    """Return the metadata of a region, or of the calling code if the region is `001`."""
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    if metadata is None:
        raise LookupError(f"phonenumbers has no metadata for {region} of +{calling_code}")
    return metadata
