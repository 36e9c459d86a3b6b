"""Find columns of labels, such as `Phone 1 - Label`, and choose numbers by labels (`Work fax`)."""

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
"""Separator that Google Contacts writes between several values in one cell."""

_PHONE_KINDS: Final = (
    Kind.WHATSAPP,
    Kind.MOBILE,
    Kind.PHONE,
    Kind.CONTACT,
    Kind.CONTACT_NUMBER,
    Kind.WEAK_MOBILE,
    Kind.WEAK_PHONE,
)
# These numbers never have WhatsApp, even if the label also says `mobile`.
_WITHOUT_WHATSAPP: Final = frozenset((Kind.FAX, Kind.PAGER, Kind.MACHINE))
_OTHER_PEOPLE: Final = frozenset((Kind.OTHER_PERSON, Kind.SECRETARY))
_REFUSED_NOUNS: Final = {
    Kind.FAX: "a fax",
    Kind.PAGER: "a pager",
    Kind.MACHINE: "a telex, modem or text telephone",
    Kind.OTHER_PERSON: "another person",
    Kind.SECRETARY: "a secretary",
}
# In German and Dutch, `fax` can be the end of a longer word: Arbeitsfax. Some names of towns also
# end with `fax`. A word for a fax must have this many letters to be recognised inside a word.
_FAX_STEM = 3
_TOWNS: Final = frozenset(("halifax", "fairfax", "colfax", "carfax"))
# German and Dutch compound words. The first part may be another person: Elternhandy is the mobile
# phone of the parents.
_COMPOUND: Final = re.compile(
    r"(.{3,}?)s?(?:handy(?:nr|nummer)?|mobil|mobile|mobiel|mobiltelefon|telefoon|telefon|nummer|nr|"
    r"whatsapp)"
)
_MOBILE_COMPOUND: Final = re.compile(r".+(?:handy|mobil|mobile|mobiel|mobiltelefon)")
MAX_LABEL: Final = 200
"""Number of characters of a label that are read; a longer label is cut."""


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """A column of labels that belongs to a column of numbers.

    Attributes:
        index: index of the label column.
        names_number: True if the header of the label column contains the header of the number
            column: `Phone 1 - Label` contains `Phone 1`. Then the label `Mother` means that the
            number is the mother's. False if the header is only `Type`, for example. Then `Mother`
            may mean that the contact is the mother.
    """

    index: int
    names_number: bool


def find_label_columns(columns: Sequence[str], numbers: Sequence[int]) -> dict[int, LabelColumn]:
    """Return a dict from the index of each number column to its label column.

    The dict has no key for a number column without a label column.

    Args:
        columns: all headers of the sheet.
        numbers: indices of the number columns.
    """
    labels = {
        i: base for i, name in enumerate(columns) if (base := _split_label_header(name)) is not None
    }
    found: dict[int, LabelColumn] = {}
    for number in numbers if labels else ():
        base = _split_header(columns[number], split_units(split_camel_case(columns[number])))
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
        and not (digits or remove_kinds(words, _PHONE_KINDS))
    ]
    if bare:
        # Either all labels are in the column after their numbers, or all are in the column before.
        step = 1 if bare[0] - 1 in rest else -1
        found |= {i: LabelColumn(i + step, names_number=False) for i in rest if i + step in bare}
    return found


def select_by_label(
    cell: str, labels: str, header: Rank, *, names_number: bool
) -> tuple[Rank, str] | None:
    """Sort the numbers of a cell by their labels; return the best rank and the sorted cell.

    Google Contacts writes several numbers into one cell (`+441134960000 ::: +447911123456`), and
    their labels into another cell (`Work Fax ::: Mobile`). A mobile comes before a home number.
    The number of a fax is removed, as all numbers for which `rank_label` returns None. If no number
    is left, return None.

    Args:
        cell: cell of a number column.
        labels: cell of the label column in the same row.
        header: rank of the header of the number column.
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
    """Return the rank of a number with this label; None if the number must not be used.

    The lowest rank is the best. `WhatsApp` has the best rank, then `Mobile`, then a label such as
    `Home` or `Phone`, and then any other label. The number of a fax, pager or telex must not be
    used. If `names_number` is True, nor must the number of another person, such as `Mother`.

    Args:
        label: label of the number, such as `Mobile`; blank if there is none.
        header: rank of the header of the number column.
        names_number: see `LabelColumn`.
    """
    return _rank_by_label(label.strip()[:MAX_LABEL], header, names_number)


# The cache keeps only shortened labels, because whole cells would take much memory.
@lru_cache(maxsize=4096)
def _rank_by_label(label: str, header: Rank, names_number: bool) -> Rank | None:  # noqa: FBT001
    kinds = _find_short_label_kinds(label)
    if kinds & _WITHOUT_WHATSAPP or (names_number and kinds & _OTHER_PEOPLE):
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
    """Return a sentence that says why a number is refused because of its label, and what to do.

    Args:
        labels: cell of a label column with at least one refused label, such as `Fax`.
        names_number: see `LabelColumn`.
    """
    refused = _WITHOUT_WHATSAPP | _OTHER_PEOPLE if names_number else _WITHOUT_WHATSAPP
    found = {
        kind for name in (labels, *labels.split(VALUE_SEPARATOR)) for kind in find_label_kinds(name)
    }
    kind = next(kind for kind in _REFUSED_NOUNS if kind in found & refused)
    number = "the contact's own number" if kind in _OTHER_PEOPLE else "a number that has WhatsApp"
    noun = _REFUSED_NOUNS[kind]
    return f"The label {quote(labels)} means {noun}: add {number}, or correct the label."


def find_label_kinds(label: str) -> frozenset[Kind]:
    """Return the kinds of the phrases in a label, such as PHONE and HOME for `Phone (home)`."""
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
            elif _MOBILE_COMPOUND.fullmatch(unit):
                kinds.add(Kind.MOBILE)
            if joined := _COMPOUND.fullmatch(unit):
                kinds |= find_kinds((joined[1],)) & _OTHER_PEOPLE
    return frozenset(kinds)


@cache
def _find_fax_stems() -> frozenset[str]:
    """Return the words for a fax that are also recognised inside a longer word (`Arbeitsfax`)."""
    keys = [
        unit for key in word_keys("fax") if len(units := split_units(key)) == 1 for unit in units
    ]
    return frozenset(key for key in keys if len(key) >= _FAX_STEM)


def _split_label_header(header: str) -> tuple[Units, Units] | None:
    """Split the header of a label column: `Phone 1 - Label` becomes `("phone",), ("1",)`.

    Return the words and the digits of the header. The word `Label` and words such as `number` are
    removed. Return None for a header without a word such as `Label`.
    """
    if len(header) > MAX_LABEL:
        return None
    units = split_units(split_camel_case(header))
    words = remove_kinds(units, (Kind.LABEL,))
    return _split_header(header, words) if words != units else None


def _split_header(header: str, units: Units) -> tuple[Units, Units]:
    """Return the words and the digits of a header: `("phone",), ("1",)` for `Phone number 1`.

    Words such as `number` and `for` are left out.

    Args:
        header: the header, as it is in the sheet. The returned digits are taken from it.
        units: the words of the header; the caller has removed `Label`. The returned words are
            taken from them.
    """
    return remove_kinds(units, (Kind.NUMBER, Kind.FILLER)), find_digits(header)
