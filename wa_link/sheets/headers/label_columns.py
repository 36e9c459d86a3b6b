"""Columns of labels for the numbers in another column, such as `Phone 1 - Label`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from wa_link._support.quoting import quote
from wa_link.phone.words import word_keys
from wa_link.sheets.headers.phone_headers import split_camel_case
from wa_link.sheets.headers.word_kinds import (
    Kind,
    find_digits,
    find_kinds,
    remove_kinds,
    split_units,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.sheets.headers.phone_headers import Rank
    from wa_link.sheets.headers.word_kinds import Units

VALUE_SEPARATOR: Final = " ::: "
"""Text that Google Contacts puts between several values of a cell."""

_PHONES: Final = (
    Kind.WHATSAPP,
    Kind.MOBILE,
    Kind.PHONE,
    Kind.CONTACT,
    Kind.CONTACT_NUMBER,
    Kind.WEAK_MOBILE,
    Kind.WEAK_PHONE,
)
# These never have WhatsApp, whatever else the label says.
_NEVER: Final = frozenset((Kind.FAX, Kind.PAGER, Kind.MACHINE))
_PEOPLE: Final = frozenset((Kind.ANOTHERS, Kind.SECRETARY))
_NAMES: Final = {
    Kind.FAX: "a fax",
    Kind.PAGER: "a pager",
    Kind.MACHINE: "a telex, modem or text telephone",
    Kind.ANOTHERS: "another person",
    Kind.SECRETARY: "a secretary",
}
# German and Dutch join words: Arbeitsfax, Diensthandy. Some towns end like that too.
_FAX_STEM = 3
_TOWNS: Final = frozenset(("halifax", "fairfax", "colfax", "carfax"))
# Elternhandy, Empfangstelefon: the first part may be another person.
_JOINED: Final = re.compile(
    r"(.{3,}?)s?(?:handy(?:nr|nummer)?|mobil|mobile|mobiel|mobiltelefon|telefoon|telefon|nummer|nr|"
    r"whatsapp)"
)
_MOBILE: Final = re.compile(r".+(?:handy|mobil|mobile|mobiel|mobiltelefon)")
MAX_LABEL: Final = 200
"""How many characters of a label are read; a cell may have many more."""


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """A column with labels for a column of numbers.

    Attributes:
        index: index of the column.
        names_number: whether its header repeats the words of the other header (`Phone 1 - Label`).
            Then its labels are about the number. If the column is only next to the other one
            (`Type`), they may be about the person of the row.
    """

    index: int
    names_number: bool


def find_label_columns(columns: Sequence[str], numbers: Sequence[int]) -> dict[int, LabelColumn]:
    """Return the column of labels for each column of numbers that has one.

    Args:
        columns: all headers of the sheet.
        numbers: indices of the columns of numbers.
    """
    labels = {
        i: base for i, name in enumerate(columns) if (base := _find_label_base(name)) is not None
    }
    found: dict[int, LabelColumn] = {}
    for number in numbers if labels else ():
        base = _find_base(columns[number], split_units(split_camel_case(columns[number])))
        named = [label for label, other in labels.items() if any(base) and other == base]
        if named:
            label = min(named, key=lambda index: (abs(index - number), index))
            found[number] = LabelColumn(label, names_number=True)
    used = {label.index for label in found.values()}
    rest = set(numbers) - found.keys()
    bare = [
        index
        for index, (words, digits) in labels.items()
        if not {index - 1, index + 1}.isdisjoint(rest - used)
        and index not in used
        and not (digits or remove_kinds(words, _PHONES))
    ]
    if bare:
        step = 1 if bare[0] - 1 in rest else -1  # in all pairs, labels come either last or first
        found |= {i: LabelColumn(i + step, names_number=False) for i in rest if i + step in bare}
    return found


def select_by_label(
    cell: str, labels: str, header: Rank, *, names_number: bool
) -> tuple[Rank, str] | None:
    """Return the rank of the best number in a cell, and the cell with its best numbers first.

    Google Contacts puts several numbers into one cell, and their labels into another cell. Numbers
    that never have WhatsApp are left out; return None if no number is left.

    Args:
        cell: cell of a column of numbers.
        labels: cell of its column of labels.
        header: rank of the column's header.
        names_number: see `LabelColumn`.
    """
    values = cell.split(VALUE_SEPARATOR)
    names = labels.split(VALUE_SEPARATOR)
    if len(names) != len(values):
        if any(rank_label(name, header, names_number=names_number) is None for name in names):
            return None
        names = [labels] * len(values)
    ranked = [
        (rank, value)
        for value, name in zip(values, names, strict=True)
        if (rank := rank_label(name, header, names_number=names_number)) is not None
    ]
    ranked.sort(key=lambda item: item[0])
    return (ranked[0][0], VALUE_SEPARATOR.join(value for _, value in ranked)) if ranked else None


def rank_label(label: str, header: Rank, *, names_number: bool = True) -> Rank | None:
    """Return the rank of a number by its label; None if it can't have WhatsApp.

    WhatsApp and mobile numbers come first, then home and work, then the main number and others.

    Args:
        label: label of the number.
        header: rank of its column's header.
        names_number: see `LabelColumn`.
    """
    return _rank_by_label(label.strip()[:MAX_LABEL], header, names_number)


# The cache gets shortened labels, because whole cells would take much memory.
@lru_cache(maxsize=4096)
def _rank_by_label(label: str, header: Rank, names_number: bool) -> Rank | None:  # noqa: FBT001
    kinds = _find_short_label_kinds(label)
    if kinds & _NEVER or (names_number and kinds & _PEOPLE):
        return None
    is_work = not kinds.isdisjoint((Kind.HOME, Kind.WORK))
    if kinds & {Kind.WHATSAPP, Kind.LABEL_WHATSAPP}:
        return 0, int(is_work)
    rank, lesser = header
    if not kinds.isdisjoint((Kind.MOBILE, Kind.WEAK_MOBILE, Kind.LABEL_MOBILE)):
        return min(rank, 1), int(is_work)
    if is_work or not label or kinds & {Kind.PHONE, Kind.WEAK_PHONE}:
        return rank, max(lesser, 1)
    return rank, 2


def describe_refusal(labels: str, *, names_number: bool) -> str:
    """Return a sentence that says why a number with some labels is refused, and what to do.

    Args:
        labels: cell of a column of labels, at least one of which is refused.
        names_number: see `LabelColumn`.
    """
    refused = _NEVER | _PEOPLE if names_number else _NEVER
    found = {
        kind for name in (labels, *labels.split(VALUE_SEPARATOR)) for kind in find_label_kinds(name)
    }
    kind = next(kind for kind in _NAMES if kind in found & refused)
    number = "the person's own number" if kind in _PEOPLE else "a number that has WhatsApp"
    return f"The label {quote(labels)} names {_NAMES[kind]}: add {number}, or correct the label."


def find_label_kinds(label: str) -> frozenset[Kind]:
    """Return the kinds of the words of a label, from a column of labels or a vCard."""
    return _find_short_label_kinds(label.strip()[:MAX_LABEL])


@lru_cache(maxsize=4096)
def _find_short_label_kinds(label: str) -> frozenset[Kind]:
    kinds: set[Kind] = set()
    for text in dict.fromkeys((label, split_camel_case(label))):
        units = split_units(text)
        kinds |= find_kinds(units)
        for unit in units:
            if unit not in _TOWNS and any(stem in unit for stem in _find_fax_stems()):
                kinds.add(Kind.FAX)
            elif _MOBILE.fullmatch(unit):
                kinds.add(Kind.MOBILE)
            if joined := _JOINED.fullmatch(unit):
                kinds |= find_kinds((joined[1],)) & _PEOPLE
    return frozenset(kinds)


@cache
def _find_fax_stems() -> frozenset[str]:
    """Return the words for a fax that also count inside a longer word, such as `Arbeitsfax`."""
    keys = [
        unit for key in word_keys("fax") if len(units := split_units(key)) == 1 for unit in units
    ]
    return frozenset(key for key in keys if len(key) >= _FAX_STEM)


def _find_label_base(header: str) -> tuple[Units, Units] | None:
    """Return the other words and the numbers of a header with a word such as `label`, else None."""
    if len(header) > MAX_LABEL:
        return None
    units = split_units(split_camel_case(header))
    words = remove_kinds(units, (Kind.LABEL,))
    return _find_base(header, words) if words != units else None


def _find_base(header: str, units: Units) -> tuple[Units, Units]:
    """Return the words and the numbers of a header without words such as `number`."""
    return remove_kinds(units, (Kind.NUMBER, Kind.FILLER)), find_digits(header)
