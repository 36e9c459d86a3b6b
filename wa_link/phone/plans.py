"""Numbering plans: which numbers of a calling code are valid, and of which region and line type.

The data is from phonenumbers, and the results are the same as those of its functions
`_region_code_for_number_from_list`, `_number_type_helper` and `_format_nsn`. But phonenumbers tries
a dozen regular expressions on each number, and must compile most of them again if a sheet has many
countries.

Here, a plan is a tree. It follows all patterns of a calling code at once, digit by digit. After
three or four digits, usually only the count of the remaining digits matters. A node is made when a
number first needs it, and is kept for the next numbers. All plans have about ten thousand nodes.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import phonenumbers
from phonenumbers.phonemetadata import PhoneMetadata

from wa_link.phone.grouping import compile_grouping
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
"""Patterns that the remaining digits can match, each with the name of its original pattern."""


class LineType(StrEnum):
    """Type of a phone line, according to the numbering plan."""

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
        """Return whether the line is a mobile, or may be one.

        In some plans, such as that of the US, landlines and mobiles have the same numbers.
        """
        return self in (LineType.MOBILE, LineType.FIXED_LINE_OR_MOBILE)


class Line(NamedTuple):
    """Region and line type of a valid number; region `001` means an international number (+800)."""

    region: str
    line_type: LineType


# In the order in which phonenumbers tries them. It tries landlines and mobiles last.
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
MOST_DIGITS = 17
"""Maximum number of digits in a national number that phonenumbers parses."""

_TRUNK = "trunk prefix"


@cache
def plan_for_digits(digits: str) -> Plan | None:
    """Return the plan of the calling code at the beginning of `digits`; None if no code matches.

    `digits` are the first digits of a number, at most three: `447` gives the plan of +44.
    """
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
    """Result of matching a national number with a plan; many numbers share one result.

    Attributes:
        line: region and line type of the number; None if it is not valid.
        has_prefix: whether phonenumbers may remove the first digits as a trunk prefix.
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
        """Return a national number in groups, as they are written after +966: `50 123 4567`."""
        if not self._template:
            self._template, self._groups = compile_grouping(self._formats, len(national_number))
        return self._template % self._groups(national_number)


_TOO_LONG = PlanMatch(None)


class _Node(dict[str, "_Node"]):
    """Node in the tree of a plan: the place that is reached after some digits of a number.

    The node is a dict: it maps each digit to the next node, which is made when it is first needed.

    Attributes:
        is_end: whether only the count of the remaining digits matters from here on.
        matches: the results that were found so far, by the count of remaining digits.
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
        """Return the PlanMatch (region, line type) of numbers with `left` digits after the node."""
        matched = {name for name, pattern in self._state if left in matching_lengths(pattern)}
        self.matches[left] = match = self._plan.make_match(matched, self._size + left)
        return match


class Plan:
    """Numbering plan of one calling code.

    Attributes:
        calling_code: the calling code, such as 44.
        code: the calling code as text, such as `44`.
        code_size: number of digits in the calling code.
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
        """Return the PlanMatch (region, line type) of a national number, such as `501234567`."""
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
        """Return the region and line type of a national number; None if it is not valid."""
        return self.match(national_number).line

    def international(self, national_number: str) -> str:
        """Return a national number in the international format: `+966 50 123 4567`."""
        return f"+{self.code} {self.match(national_number).group(national_number)}"

    def get_node(self, size: int, state: _State) -> _Node:
        """Return the node that is reached after `size` digits; make it if there is none yet.

        `state` contains the rest of each pattern: the part that later digits can match.
        """
        if (size, state) not in self._nodes:
            self._nodes[size, state] = _Node(self, size, state)
        return self._nodes[size, state]

    def make_match(self, matched: set[str], size: int) -> PlanMatch:
        """Return the PlanMatch (region, line type) of numbers with `size` digits.

        `matched` contains the names of the patterns that the numbers match, such as `SA mobile`.
        """
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
            has_own_digits = metadata.leading_digits is not None and len(self._regions) > 1
            if has_own_digits and f"{metadata.id} leading" not in matched:
                continue
            if kind := _find_line_type(metadata, matched, size):
                return Line(metadata.id, kind)
            if has_own_digits:  # no other region has numbers with these leading digits
                break
        return None


def _find_line_type(metadata: PhoneMetadata, matched: set[str], size: int) -> LineType | None:
    """Return the line type of a number in a region; None if the number is not valid there.

    The number has `size` digits, and matches the patterns with the names in `matched`.
    """

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


def load_metadata(region: str, calling_code: int) -> PhoneMetadata:
    """Return phonenumbers' data for a region, or for the calling code if the region is `001`."""
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    if metadata is None:
        raise LookupError(f"phonenumbers has no metadata for {region} of +{calling_code}")
    return metadata
