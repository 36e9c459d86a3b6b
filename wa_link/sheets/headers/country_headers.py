"""Recognise the headers of columns that contain or may contain the country of each row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from wa_link.phone.words import word_key
from wa_link.sheets.headers.phone_headers import split_camel_case
from wa_link.sheets.headers.word_kinds import (
    Kind,
    find_kinds,
    parse_header,
    remove_kinds,
    split_units,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.sheets.headers.word_kinds import Units

# Words around the word for a country: `Address 1 - Country`, `Customer country`, `Phone country`.
_AROUND: Final = frozenset(
    (
        Kind.COUNTRY, Kind.DELIVERY, Kind.OWNER, Kind.CONTACT, Kind.FILLER, Kind.HOME, Kind.WORK,
        Kind.MAIN, Kind.OTHER, Kind.NUMBER, Kind.PHONE, Kind.MOBILE, Kind.WHATSAPP,
    )
)  # fmt: skip
# These words for a country also mean ground, water, a town or an estate in some language.
_OTHER_MEANINGS: Final = frozenset(
    map(word_key, ("land", "maa", "stát", "země", "zemlja", "kraj", "nước", "ملک"))
)
# A longer text is not a header, and would take much time.
_MAX_HEADER: Final = 100


class Cells(Enum):
    """Texts in a column that certainly name the country of their row.

    Attributes:
        ALL: all texts, also those that are not understood: `Country`, `Shipping Country`.
        COUNTRIES: names and codes of countries. The header also has a word that is not known:
            `Country (2 letters)`.
        NAMES: names and calling codes, but not `CA`, which can be California: `Country / State`,
            `Region`.
        CALLING_CODES: texts such as `+49`, but not `Ms`, which can be Montserrat: `Prefix`.
    """

    ALL = "all"
    COUNTRIES = "countries"
    NAMES = "names"
    CALLING_CODES = "calling codes"


@dataclass(frozen=True, slots=True)
class CountryColumn:
    """Column that contains or may contain countries.

    Attributes:
        index: index of the column.
        cells: the cells that certainly name the country of their row.
        is_named: whether the header has a word for a country, so that the column can be proposed to
            the user. `Region` has none.
    """

    index: int
    cells: Cells
    is_named: bool


def find_country_columns(columns: Sequence[str]) -> list[CountryColumn]:
    """Return the columns whose headers say that their cells are or may be countries."""
    return [
        CountryColumn(index, *found)
        for index, header in enumerate(columns)
        if (found := _judge_header(header))
    ]


def _judge_header(header: str) -> tuple[Cells, bool] | None:
    """Return which cells below a header are countries, and whether it has a word for a country."""
    if len(header) > _MAX_HEADER:
        return None
    variants = [
        tuple(unit for unit in split_units(text) if not unit.isdecimal())
        for text in dict.fromkeys((header, split_camel_case(header)))
    ]
    if any(Kind.COUNTRY in kinds for units in variants for kinds in parse_header(units, _AROUND)):
        return Cells.ALL, True
    return next(filter(None, map(_judge_words, variants)), None)


def _judge_words(units: Units) -> tuple[Cells, bool] | None:
    """Return the same as `_judge_header` for a header with words that are not in `_AROUND`."""
    kinds = find_kinds(units)
    if Kind.NOT_OF_PHONE in kinds:
        return None
    others = remove_kinds(units, (Kind.COUNTRY,))
    words = [unit for unit in units if unit not in others]
    # In scripts without spaces, a unit is a character, and can be a part of another word.
    is_named = any(len(word) > 1 and word not in _OTHER_MEANINGS for word in words)
    if Kind.AREA in kinds or (words and not is_named):
        return Cells.NAMES, is_named
    if is_named:
        return Cells.COUNTRIES, True
    return (Cells.CALLING_CODES, False) if Kind.CALLING_CODE in kinds else None
