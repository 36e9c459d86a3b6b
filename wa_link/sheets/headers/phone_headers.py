"""Columns of phone numbers, found by their headers in any language of `words_for_*.py`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link.sheets.headers.word_kinds import Kind, find_kinds, parse_header, split_units

if TYPE_CHECKING:
    from collections.abc import Sequence

Rank: TypeAlias = tuple[int, int]
"""Rank of a number: the lowest is the most likely to have WhatsApp."""

# The lower the rank, the likelier the number has WhatsApp.
_RANKS: Final = {Kind.WHATSAPP: 0, Kind.MOBILE: 1, Kind.PHONE: 2, Kind.CONTACT_NUMBER: 3}
_CONTACT_RANK = 3
# A sheet often has one of these besides the main number. A switchboard and the receiver of a parcel
# are other people, so their words are not here.
_LESSER: Final = frozenset((Kind.HOME, Kind.WORK, Kind.OTHER))
_HEADER_KINDS: Final = (
    frozenset(_RANKS)
    | _LESSER
    | frozenset(
        (
            Kind.WEAK_MOBILE,
            Kind.WEAK_PHONE,
            Kind.ALONE,
            Kind.NUMBER,
            Kind.CONTACT,
            Kind.MAIN,
            Kind.WHOSE,
            Kind.FILLER,
        )
    )
)
# These headers have the words of a contact number, but ask for no contact.
_NOT_CONTACT: Final = frozenset(map(split_units, ("no contact", "no contacto", "no contatto")))
# A longer text is not a header, and would take long.
_MAX_HEADER = 200
_SOMETHING_ELSE: Final = frozenset(
    (Kind.FAX, Kind.PAGER, Kind.MACHINE, Kind.ANOTHERS, Kind.LABEL, Kind.OTHER)
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find_phone_columns(columns: Sequence[str]) -> list[int]:
    """Return the indices of the columns whose headers name phone numbers, best first.

    A header counts if it consists of words for a phone, words such as `number`, `no` and `#`, and
    words for its place or owner. It does not count if such a word is part of another word
    (`hotel`, `cancelled`), or if another word gives it another meaning (`phone type`, `fax`,
    `order no`) or another owner (`company`, `emergency`, `parent`).
    """
    ranked = [
        (rank, index)
        for index, column in enumerate(columns)
        if (rank := rank_header(column)) is not None
    ]
    return [index for _, index in sorted(ranked)]


def rank_header(header: str) -> Rank | None:
    """Return the rank of a column's numbers by its header; None if it is not a phone column."""
    return _short_header_rank(header) if len(header) <= _MAX_HEADER else None


# A cache that keeps very long headers would take much memory.
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
    """Return whether the only header of a sheet may be the header of phone numbers.

    Such a header may be vaguer than the header of one of several columns (`Number`), or longer
    (`Phone, sold in March`). It must not name anything else, because the column could contain order
    numbers or fax numbers.
    """
    units = split_units(header[:_MAX_HEADER])
    kinds = find_kinds(units)
    if rank_header(header) is not None or not units:
        return True
    if not kinds.isdisjoint(_SOMETHING_ELSE):
        return False
    return not kinds.isdisjoint(_RANKS) or bool(parse_header(units, _HEADER_KINDS))


def split_camel_case(header: str) -> str:
    """Split the words of a header such as `billingPhone`."""
    return _CAMEL.sub(" ", header)


def _rank_kinds(kinds: frozenset[Kind]) -> Rank | None:
    """Return the rank of a header that consists of phrases of these kinds."""
    if Kind.ALONE in kinds:
        return (_CONTACT_RANK, 0) if len(kinds) == 1 else None
    is_contact = not kinds.isdisjoint((Kind.CONTACT, Kind.CONTACT_NUMBER))
    if is_contact and Kind.OTHER in kinds:  # may be another person
        return None
    found = [rank for kind, rank in _RANKS.items() if kind in kinds]
    if Kind.CONTACT in kinds and Kind.NUMBER in kinds:
        found.append(_CONTACT_RANK)
    if found or Kind.NUMBER in kinds:
        found += [_RANKS[Kind.MOBILE]] * (Kind.WEAK_MOBILE in kinds)
        found += [_RANKS[Kind.PHONE]] * (Kind.WEAK_PHONE in kinds)
    return (min(found), int(not _LESSER.isdisjoint(kinds))) if found else None
