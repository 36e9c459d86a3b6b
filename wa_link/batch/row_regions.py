"""Find the region of a row: read its country, or notice that a column of countries is not read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.arguments import named_option, option
from wa_link._support.quoting import join_or, quote
from wa_link.errors import PhoneError, Reason
from wa_link.phone.blanks import says_none
from wa_link.phone.dialing_region import dialing_region
from wa_link.phone.refusal_messages import region_hint
from wa_link.phone.region_table import shared_name
from wa_link.phone.regions import find_region, name_region, region_option
from wa_link.sheets.headers.country_headers import Cells, find_country_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_link.batch.options import LinkOptions
    from wa_link.sheets.headers.country_headers import CountryColumn
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

# The cache keeps only short cells, because long ones would take much memory.
_MOST_CHARACTERS = 60
_SHORTEST_NAME = 4  # letters; shorter texts can be the codes of states, such as CA
# Names of countries that are also states or provinces of a region.
_STATES = frozenset(
    (
        ("US", "georgia"), ("NG", "niger"), ("BE", "luxembourg"), ("BE", "luxemburg"),
        ("ES", "granada"), ("RO", "moldova"), ("GR", "macedonia"),
    )
)  # fmt: skip


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
        raise _unknown_error(cell)

    return read


def _unknown_error(cell: str) -> PhoneError:
    """Return the error for a cell that does not name one country."""
    why, example = "is not a known country, or may mean several countries", "GB"
    if codes := shared_name(cell):
        why, example = f"can be {join_or(map(name_region, codes))}", codes[0]
    message = f"{quote(cell)} {why}: write the code of the country, such as {example}."
    return PhoneError(Reason.UNKNOWN_REGION, message)


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """Column that contains or may contain countries, and is not read.

    Attributes:
        number: number of the column in the file, from 1.
        name: header of the column.
        reference: name or number of the column, for the option `region_column`.
        column: its index, and the cells that certainly name a country.
    """

    number: int
    name: str
    reference: str
    column: CountryColumn

    @property
    def way_out(self) -> str:
        """Return the option that reads the column: `region_column="Country"`."""
        return option("region_column", self.reference)

    def may_name_country(self, cell: str, region: str) -> bool:
        """Return whether a cell can certainly name the country of its row.

        Args:
            cell: the cell without spaces around it.
            region: the region that is given for all rows.
        """
        match self.column.cells:
            case Cells.CALLING_CODES:
                return cell.startswith("+")
            case Cells.NAMES:
                is_code = len(cell) < _SHORTEST_NAME and not cell.startswith("+")
                return not is_code and (region, cell.casefold()) not in _STATES
            case _:
                return True


class Conflict(NamedTuple):
    """Cell of a row that names another country than the region that is given for all rows."""

    cell: str
    column: UnreadColumn

    def make_error(self, phone: str, region: str | None) -> PhoneError:
        """Return the error for a number without `+`.

        Args:
            phone: the cell with the number.
            region: the region that is given for all rows.
        """
        return PhoneError(
            Reason.AMBIGUOUS,
            f"The country of {quote(phone)} is not certain: {option('region', region)} is given, "
            f"but the row has the country {quote(self.cell)}. Add {self.column.way_out} to read "
            "the countries, or write the number with + and its calling code.",
        )


@dataclass(frozen=True, slots=True)
class UnreadCountries:
    """Columns of countries that are not read, because `region_column` names none of them.

    Attributes:
        columns: the columns.
        region: the region that is given for all rows, such as `GB`; None if none is given.
    """

    columns: tuple[UnreadColumn, ...]
    region: str | None

    @property
    def _named(self) -> UnreadColumn | None:
        """Return the first column whose header has a word for a country; None if there is none."""
        return next((each for each in self.columns if each.column.is_named), None)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return a sentence for the user about how the sheet is read; or nothing."""
        found = self._named
        if found is None:
            return ()
        remark = (
            f"Countries in column {found.number}, {quote(found.name, 30)}, are not read: to read "
            f"them, add {found.way_out}."
        )
        return (remark,)

    def find_conflict(self, row: Row) -> Conflict | None:
        """Return the cell that does not name the country of `region`; None if there is none.

        In a column whose cells are all countries, a text that is not understood, such as
        `Dubai, UAE`, conflicts, too. Countries with the same calling code, such as US and CA, do
        not conflict, nor does a name that the region shares, such as `Congo`. Nor do other cells,
        if a column of countries names the region itself; but another calling code, such as `+971`,
        always conflicts.
        """
        if self.region is None:
            return None
        own, conflict, is_confirmed = dialing_region(self.region).plan.calling_code, None, False
        for each in self.columns:
            cell = row.cells[each.column.index][:_MOST_CHARACTERS].strip()
            if not cell or not each.may_name_country(cell, self.region):
                continue
            codes = _find_calling_codes(cell)
            if own in codes:
                is_confirmed |= each.column.is_named
            elif codes and cell.startswith("+"):
                return Conflict(cell, each)
            elif codes or (each.column.cells is Cells.ALL and not says_none(cell)):
                conflict = conflict or Conflict(cell, each)
        return None if is_confirmed else conflict

    def add_way_out(self, error: PhoneError) -> PhoneError:
        """Return the error; if the number has no region, its message proposes a column."""
        found = self._named
        if found is None or error.reason is not Reason.NO_REGION:
            return error
        message = error.message.replace(region_hint(), f"add {found.way_out}")
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
    found = [
        UnreadColumn(
            sheet.number_in_file(each.index),
            sheet.columns[each.index],
            sheet.name_column(each.index),
            each,
        )
        for each in find_country_columns(sheet.columns)
        if each.index not in phone_columns
    ]
    if not found:
        return None
    region = options.get("region")
    return UnreadCountries(tuple(found), region_option(region) if region is not None else None)


@lru_cache(maxsize=4096)
def _find_calling_codes(country: str) -> frozenset[int]:
    """Return the calling code of a country; those of two for a name that they share, as `Congo`.

    Return an empty set if the text does not name a country.
    """
    found = find_region(country)
    regions = [found] if found else shared_name(country)
    return frozenset(dialing_region(region).plan.calling_code for region in regions)
