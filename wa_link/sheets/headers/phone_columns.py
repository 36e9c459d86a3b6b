"""Columns of phone numbers, found by their headers, in the languages of `header_words.py`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_link.sheets.headers.word_kinds import Kind, find_kinds, parse_header, split_units

if TYPE_CHECKING:
    from collections.abc import Sequence

Rank: TypeAlias = tuple[int, int]
"""Rank of a number: the lower, the more likely it has WhatsApp."""

# The better the word, the likelier WhatsApp answers there.
_RANKS: Final = {Kind.WHATSAPP: 0, Kind.MOBILE: 1, Kind.PHONE: 2, Kind.CONTACT_NUMBER: 3}
_CONTACT_RANK = 3
# A sheet often has one of these beside the one to call first. A company's switchboard and the one
# who receives a parcel are other people: their words are not known here.
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
# They have the words of a contact number, and say that there must be none.
_NOT_CONTACT: Final = frozenset(map(split_units, ("no contact", "no contacto", "no contatto")))
# What is longer is not a header, and would take time.
_LONGEST = 200
_SOMETHING_ELSE: Final = frozenset(
    (Kind.FAX, Kind.PAGER, Kind.MACHINE, Kind.ANOTHERS, Kind.LABEL, Kind.OTHER)
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find_phone_columns(columns: Sequence[str]) -> list[int]:
    """Return the indices of the columns whose headers name phone numbers, the best first.

    A header counts when it consists of words for a phone, of words like `number`, `no`, `#`, and
    of words for where it rings and whose it is; never when such a word is a part of another
    (`hotel`, `cancelled`), or is beside a word that makes it something else (`phone type`, `fax`,
    `order no`) or another person's (`company`, `emergency`, `parent`).
    """
    ranked = [
        (rank, index)
        for index, column in enumerate(columns)
        if (rank := rank_header(column)) is not None
    ]
    return [index for _, index in sorted(ranked)]


def rank_header(header: str) -> Rank | None:
    """Return how unlikely WhatsApp is to answer at a column's numbers; None if it has none."""
    return _short_header_rank(header) if len(header) <= _LONGEST else None


# A cache that keeps very long headers would take much memory.
@lru_cache(maxsize=4096)
def _short_header_rank(header: str) -> Rank | None:
    ranks = [
        rank
        for text in dict.fromkeys((header, split_camel_case(header)))
        if (units := split_units(text)) not in _NOT_CONTACT
        for kinds in parse_header(units, _HEADER_KINDS)
        if (rank := _rank_of(kinds)) is not None
    ]
    return min(ranks, default=None)


def can_head_numbers(header: str) -> bool:
    """Return whether a header may be that of phone numbers, as the only one of its sheet.

    It may say less than the header of one column among others (`Number`), or more (`Phone, sold
    in March`), but nothing else: the only column may hold the numbers of orders, or of faxes.
    """
    units = split_units(header[:_LONGEST])
    kinds = find_kinds(units)
    if rank_header(header) is not None or not units:
        return True
    if not kinds.isdisjoint(_SOMETHING_ELSE):
        return False
    return not kinds.isdisjoint(_RANKS) or bool(parse_header(units, _HEADER_KINDS))


def split_camel_case(header: str) -> str:
    """Return the header with the words of `billingPhone` apart."""
    return _CAMEL.sub(" ", header)


def _rank_of(kinds: frozenset[Kind]) -> Rank | None:
    """Return the rank of a header that consists of phrases of these kinds."""
    if Kind.ALONE in kinds:
        return (_CONTACT_RANK, 0) if len(kinds) == 1 else None
    is_contact = not kinds.isdisjoint((Kind.CONTACT, Kind.CONTACT_NUMBER))
    if is_contact and Kind.OTHER in kinds:  # another contact may be another person
        return None
    found = [rank for kind, rank in _RANKS.items() if kind in kinds]
    if Kind.CONTACT in kinds and Kind.NUMBER in kinds:
        found.append(_CONTACT_RANK)
    if found or Kind.NUMBER in kinds:
        found += [_RANKS[Kind.MOBILE]] * (Kind.WEAK_MOBILE in kinds)
        found += [_RANKS[Kind.PHONE]] * (Kind.WEAK_PHONE in kinds)
    return (min(found), int(not _LESSER.isdisjoint(kinds))) if found else None
