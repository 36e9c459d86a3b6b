"""Find the region of a row: read its country, or notice that a column of countries is not read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wa_link._support.arguments import named_option, option
from wa_link._support.quoting import quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.blanks import says_none
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.refusal_messages import region_hint
from wa_link.phone.regions import find_region, region_option
from wa_link.sheets.headers.country_headers import find_country_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.batch.options import LinkOptions
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

# The cache keeps only short cells, because long ones would take much memory.
_MOST_CHARACTERS = 60


def region_reader(
    sheet: Sheet, column: str | None, region: str | None
) -> Callable[[Row], str | None]:
    """Return a function that returns the region of a row, such as `GB`, or None if it is unknown.

    The region is read from the column `column`. If there is no such column, or if the cell is
    blank, it is `region`. The function raises PhoneError for a text that is not a country, or may
    mean several countries.

    Raises:
        OptionError: there is no such column, or `region` is unknown.
    """
    home = region_option(region) if region is not None else None
    if column is None:
        return lambda row: home  # noqa: ARG005  (all readers need the row)
    with named_option(option("region_column")):
        index = sheet.find_column(column)

    def read(row: Row) -> str | None:
        cell = row.cells[index]
        if not cell.strip():
            return home
        if found := find_region(cell):
            return found
        raise PhoneError(
            Reason.UNKNOWN_REGION,
            f"{quote(cell)} is not a known country, or may mean several countries: write the "
            "code of the country, such as GB.",
        )

    return read


@dataclass(frozen=True, slots=True)
class UnreadCountries:
    """Columns of countries that are not read, because `region_column` names none of them.

    Attributes:
        indices: indices of the columns.
        number: number of the first of them in the file, from 1.
        name: header of the first of them.
        reference: name or number of the first of them, for the option `region_column`.
        region: the region that is given for all rows, such as `GB`; None if none is given.
    """

    indices: tuple[int, ...]
    number: int
    name: str
    reference: str
    region: str | None

    @property
    def remark(self) -> str:
        """Return a sentence for the user about how the sheet is read."""
        return (
            f"Countries in column {self.number}, {quote(self.name, 30)}, are not read: to read "
            f"them, add {self._way_out}."
        )

    @property
    def _way_out(self) -> str:
        return option("region_column", self.reference)

    def find_conflict(self, row: Row) -> str:
        """Return the cell that does not name the country of `region`; "" if there is none.

        A text that is not understood, such as `Dubai, UAE`, conflicts, too. Countries with the same
        calling code, such as US and CA, do not conflict. Nor do other cells, if one of the columns
        names the region itself.
        """
        if self.region is None:
            return ""
        own, conflict = _find_calling_code(self.region), ""
        for index in self.indices:
            cell = row.cells[index][:_MOST_CHARACTERS]
            code = _find_calling_code(cell)
            if code == own:
                return ""
            if not conflict and not says_none(cell.strip()):
                conflict = cell
        return conflict

    def make_error(self, cell: str, country: str) -> PhoneError:
        """Return the error for a number without `+` in a row with another country.

        Args:
            cell: the cell with the number.
            country: the cell with the country.
        """
        return PhoneError(
            Reason.AMBIGUOUS,
            f"The country of {quote(cell)} is not certain: {option('region', self.region)} is "
            f"given, but the row has the country {quote(country)}. Add {self._way_out} to read the "
            "countries, or write the number with + and its calling code.",
        )

    def add_way_out(self, error: PhoneError) -> PhoneError:
        """Return the error; if the number has no region, its message proposes this column."""
        if error.reason is not Reason.NO_REGION:
            return error
        message = error.message.replace(region_hint(), f"add {self._way_out}")
        return PhoneError(error.reason, message)


def find_unread_countries(
    sheet: Sheet, phone_columns: Sequence[int], options: LinkOptions
) -> UnreadCountries | None:
    """Return the columns of countries that are not read; None if there are none.

    Args:
        sheet: the sheet.
        phone_columns: indices of the phone columns; without them, no country is needed.
        options: options for making the links.

    Raises:
        OptionError: the option `region` is unknown.
    """
    if not phone_columns or options.get("region_column") is not None:
        return None
    found = [i for i in find_country_columns(sheet.columns) if i not in phone_columns]
    if not found:
        return None
    region = options.get("region")
    return UnreadCountries(
        tuple(found),
        sheet.number_in_file(found[0]),
        sheet.columns[found[0]],
        sheet.name_column(found[0]),
        region_option(region) if region is not None else None,
    )


@lru_cache(maxsize=4096)
def _find_calling_code(country: str) -> int | None:
    """Return the calling code of a country; None if the text does not name a country."""
    found = find_region(country) if country.strip() else None
    return dialing_region(found).plan.calling_code if found else None
