"""The worksheet of a workbook that is read, and its header row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wa_link.contacts.columns import phone_columns as find_phone_columns
from wa_link.contacts.header import HEADER_WITHIN, find_header, has_phone_column
from wa_link.contacts.sheet import Sheet
from wa_link.errors import InputError, OptionError
from wa_link.wording import plural, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = list[tuple[str, ...] | None]

# Each takes its time; some programs leave three behind the first.
_MOST_EMPTY = 50
_MOST_NAMES = 30


class Worksheets(Protocol):
    """What looks into worksheets."""

    def peek(self, index: int, rows: int, line: int) -> Rows:
        """Return the first rows: so many that are not blank, and those up to that line."""

    def filled(self) -> set[int]:
        """Return the indices of the worksheets that have cells."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A worksheet.

    Attributes:
        index: among all.
        columns: their names.
        first_line: of the first row after the header.
        blank_lines: how many are before that.
        remarks: sentences for the person.
    """

    index: int
    columns: tuple[str, ...]
    first_line: int
    blank_lines: int
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class _Top:
    """The first rows of a worksheet, and the index of its header among them."""

    index: int
    rows: Rows
    header: int


def choose_worksheet(
    book: Worksheets,
    sheets: Sequence[tuple[str, bool]],
    name: str,
    *,
    has_header: bool,
    wanted: str | None,
    phone_columns: Sequence[str] | None,
    header_row: int | None,
) -> Chosen:
    """Return the worksheet with that name; or the first visible one with a phone column.

    If none has one, it is the first that has cells.

    Raises:
        OptionError: there is no such worksheet, or no such header row.
        InputError: there are no cells.
    """
    listing = ", ".join(shown(title, 40) for title, _ in sheets[:_MOST_NAMES]) or "none"
    if wanted is not None:
        indices = [i for i, (title, _) in enumerate(sheets) if title == wanted][:1]
        if not indices:
            raise OptionError(f"{name} has no worksheet {shown(wanted)}. It has {listing}.")
    else:
        filled = book.filled()
        indices = [i for i, (_, is_visible) in enumerate(sheets) if is_visible and i in filled]
    names = phone_columns or ()
    found: _Top | None = None
    for index in indices[:_MOST_EMPTY]:
        rows = book.peek(index, HEADER_WITHIN, header_row or 1)
        if any(rows) or wanted is not None:
            top = _Top(index, rows, _header_index(rows, names, header_row, has_header=has_header))
            found = found or top
            if len(indices) == 1 or _heads_phones(top, names, has_header=has_header):
                found = top
                break
            if phone_columns is None:
                break
    if found is None:
        raise InputError(
            f"{name} is empty: no worksheet that is visible has a cell (of {listing})."
        )
    chosen = _chosen(found, name, has_header=has_header, header_row=header_row)
    others = [shown(sheets[i][0], 40) for i in indices if i != found.index]
    if others:
        more = f" and {len(others) - _MOST_NAMES} more" if len(others) > _MOST_NAMES else ""
        chosen.remarks.insert(
            0,
            f"Read worksheet {shown(sheets[found.index][0], 40)}; not read: "
            f"{', '.join(others[:_MOST_NAMES])}{more}. Name one to read it.",
        )
    return chosen


def phone_indices(
    columns: Sequence[str], names: Sequence[str] | None, *, has_header: bool
) -> list[int]:
    """Return the indices of the columns that numbers are read from, as far as they are known.

    Names that name none are refused where rows are linked.
    """
    if names is None:
        return []
    sheet = Sheet(columns, ())
    found = []
    for name in names:
        try:
            found.append(sheet.column(name))
        except OptionError:
            found += [i for i, column in enumerate(sheet.columns) if column == name]
    if not names:
        is_only = len(sheet.columns) == 1
        found = [0] if is_only else find_phone_columns(sheet.columns) if has_header else []
    return [sheet.number(i) - 1 for i in found]


def _header_index(
    rows: Rows, names: Sequence[str], header_row: int | None, *, has_header: bool
) -> int:
    """Return the index of the header, or of the first row that is filled, among the first rows."""
    filled = [i for i, row in enumerate(rows) if row]
    if not has_header or not filled:
        return filled[0] if filled else 0
    if header_row is not None:
        return header_row - 1
    return filled[find_header([rows[i] or () for i in filled], names)]


def _heads_phones(top: _Top, names: Sequence[str], *, has_header: bool) -> bool:
    if not has_header or top.header >= len(top.rows):
        return False
    header = top.rows[top.header] or ()
    is_literal = bool(names) and set(names) <= set(header)  # `2` may be a name, too
    return is_literal or has_phone_column(header, names)


def _chosen(top: _Top, name: str, *, has_header: bool, header_row: int | None) -> Chosen:
    rows, index = top.rows, top.header
    if not any(rows):
        raise InputError(f"{name} is empty: it has no {'header' if has_header else 'rows'}.")
    header = rows[index] if index < len(rows) else None
    if header is None:
        raise OptionError(f"Row {index + 1} of {name} is blank: the header can't be there.")
    remarks = []
    above = sum(1 for row in rows[:index] if row)
    if above and has_header and header_row is None:
        what = "the row" if above == 1 else f"the {plural(above, 'row')}"
        remarks.append(f"Row {index + 1} is the header; skipped {what} above it.")
    columns = header if has_header else tuple(str(i) for i in range(1, len(header) + 1))
    first_line = index + 2 if has_header else index + 1
    return Chosen(top.index, columns, first_line, rows[:index].count(None), remarks)
