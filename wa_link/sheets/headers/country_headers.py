"""Recognise the headers of columns that contain the country of each row, such as `Country/Region`.

`Region` alone is not such a header: its cells can be states or sales areas, and `CA` is then
California, not Canada.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link.sheets.headers.phone_headers import split_camel_case
from wa_link.sheets.headers.word_kinds import Kind, parse_header, split_units

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words around the word for a country: `Address 1 - Country`, `Customer country`, `Phone country`.
_AROUND: Final = frozenset(
    (
        Kind.COUNTRY, Kind.OWNER, Kind.CONTACT, Kind.FILLER, Kind.HOME, Kind.WORK, Kind.MAIN,
        Kind.OTHER, Kind.NUMBER, Kind.PHONE, Kind.MOBILE, Kind.WHATSAPP,
    )
)  # fmt: skip
# A longer text is not a header, and would take much time.
_MAX_HEADER: Final = 100


def find_country_columns(columns: Sequence[str]) -> list[int]:
    """Return the indices of the columns whose headers are those of countries."""
    return [index for index, name in enumerate(columns) if _is_country_header(name)]


def _is_country_header(header: str) -> bool:
    if len(header) > _MAX_HEADER:
        return False
    for text in dict.fromkeys((header, split_camel_case(header))):
        units = tuple(unit for unit in split_units(text) if not unit.isdecimal())
        if any(Kind.COUNTRY in kinds for kinds in parse_header(units, _AROUND)):
            return True
    return False
