"""Recognise the headers of phone columns, in each language of the tables `words_for_*.py`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link.sheets.headers.word_kinds import Kind, find_kinds, parse_header, split_units

if TYPE_CHECKING:
    from collections.abc import Sequence

Rank: TypeAlias = tuple[int, int]
"""Rank of a phone number: the number with the lowest rank most probably has WhatsApp.

The first item depends on the header: 0 for WhatsApp, 1 for mobile, 2 for phone, 3 for a contact
number. The second item orders numbers with the same first item: `Phone` comes before
`Home phone`.
"""

_RANKS: Final = {Kind.WHATSAPP: 0, Kind.MOBILE: 1, Kind.PHONE: 2, Kind.CONTACT_NUMBER: 3}
_CONTACT_RANK = 3
# A sheet often has a column of these numbers in addition to the main number. A switchboard and the
# receiver of a parcel are not included, because they are other people.
_SECOND_NUMBERS: Final = frozenset((Kind.HOME, Kind.WORK, Kind.OTHER))
_HEADER_KINDS: Final = (
    frozenset(_RANKS)
    | _SECOND_NUMBERS
    | frozenset(
        (
            Kind.WEAK_MOBILE,
            Kind.WEAK_PHONE,
            Kind.ALONE,
            Kind.NUMBER,
            Kind.CONTACT,
            Kind.MAIN,
            Kind.OWNER,
            Kind.FILLER,
        )
    )
)
# These headers consist of words for a contact and a number (`no`), but mean "do not contact".
_NOT_CONTACT: Final = frozenset(map(split_units, ("no contact", "no contacto", "no contatto")))
# A longer text is not a header, and would take much time.
_MAX_HEADER = 200
_OTHER_MEANINGS: Final = frozenset(
    (Kind.FAX, Kind.PAGER, Kind.MACHINE, Kind.OTHER_PERSON, Kind.LABEL, Kind.OTHER)
)
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find_phone_columns(columns: Sequence[str]) -> list[int]:
    """Find the phone columns by their headers, and return the indices of these columns.

    The column whose numbers most probably have WhatsApp comes first.

    The header of a phone column consists only of words for a phone (`mobile`), for a number
    (`no`, `#`), for a place (`work`) and for the contact (`customer`). These are not
    headers of phone columns:

    - a word that only contains a word for a phone: `hotel` (`tel`), `cancelled` (`cell`);
    - a header with another meaning: `phone type`, `fax`, `order no`;
    - a header for another person: `company phone`, `emergency phone`, `parent phone`.
    """
    ranked = [
        (rank, index)
        for index, column in enumerate(columns)
        if (rank := rank_header(column)) is not None
    ]
    return [index for _, index in sorted(ranked)]


def rank_header(header: str) -> Rank | None:
    """Return the rank of a header, or None if it is not the header of a phone column.

    For example, `WhatsApp` has the lowest rank, (0, 0). The numbers of the column with the lowest
    rank most probably have WhatsApp.
    """
    return _short_header_rank(header) if len(header) <= _MAX_HEADER else None


# The cache keeps only short headers, because long ones would take much memory.
@lru_cache(maxsize=4096)
def _short_header_rank(header: str) -> Rank | None:
    ranks = [
        rank
        for text in dict.fromkeys((header, split_camel_case(header)))
        if (units := split_units(text)) not in _NOT_CONTACT
        for kinds in parse_header(units, _HEADER_KINDS)
        if (rank := _rank_kinds(kinds)) is not None
    ]
    return min(ranks, default=None)


def can_head_numbers(header: str) -> bool:
    """Return whether a column with this header can contain phone numbers, if it is the only column.

    In addition to the header of a phone column (`Mobile`), the header can then be blank, vague
    (`Number`) or long (`Phone, sold in March`). Return False for `Order number` or `Fax`.
    """
    units = split_units(header[:_MAX_HEADER])
    kinds = find_kinds(units)
    if rank_header(header) is not None or not units:
        return True
    if not kinds.isdisjoint(_OTHER_MEANINGS):
        return False
    return not kinds.isdisjoint(_RANKS) or bool(parse_header(units, _HEADER_KINDS))


def split_camel_case(header: str) -> str:
    """Put a space between the words of a header such as `billingPhone`: `billing Phone`."""
    return _CAMEL_CASE.sub(" ", header)


def _rank_kinds(kinds: frozenset[Kind]) -> Rank | None:
    """Return the rank of a header whose words have these kinds.

    For example, return (2, 1) for Kind.HOME and Kind.PHONE. Return None if a header with such words
    is not the header of a phone column.
    """
    if Kind.ALONE in kinds:
        return (_CONTACT_RANK, 0) if len(kinds) == 1 else None
    is_contact = not kinds.isdisjoint((Kind.CONTACT, Kind.CONTACT_NUMBER))
    if is_contact and Kind.OTHER in kinds:  # `Other contact` may be another person
        return None
    found = [rank for kind, rank in _RANKS.items() if kind in kinds]
    if Kind.CONTACT in kinds and Kind.NUMBER in kinds:
        found.append(_CONTACT_RANK)
    if found or Kind.NUMBER in kinds:
        found += [_RANKS[Kind.MOBILE]] * (Kind.WEAK_MOBILE in kinds)
        found += [_RANKS[Kind.PHONE]] * (Kind.WEAK_PHONE in kinds)
    return (min(found), int(not _SECOND_NUMBERS.isdisjoint(kinds))) if found else None
