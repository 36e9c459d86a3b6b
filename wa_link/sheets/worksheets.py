"""The worksheet of a workbook that is read, and its header row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError
from wa_link.sheets.columns import phone_columns as find_phone_columns
from wa_link.sheets.header import (
    HEADER_WITHIN,
    find_header,
    has_phone_column,
    header_remark,
    missing_row,
)
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = list[tuple[str, ...] | None]

# Each takes its time; some programs leave three behind the first.
_MOST_EMPTY = 50
_MOST_NAMES = 30


class Worksheets(Protocol):
    """Access to the worksheets of a workbook."""

    def peek(self, index: int, rows: int) -> Rows:
        """Return the first rows, so many that are not blank."""

    def row(self, index: int, line: int) -> tuple[tuple[str, ...] | None, int]:
        """Return a row, None if it is blank, and how many before it are blank."""

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
    """The top of a worksheet.

    Attributes:
        index: of the worksheet.
        header: the row of the header; or the first row, in a sheet without one. None if blank.
        line: of that row.
        blank_lines: how many are before it.
        titles: how many rows before it are not blank.
    """

    index: int
    header: tuple[str, ...] | None
    line: int
    blank_lines: int
    titles: int = 0


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
    listing = ", ".join(quote(title, 40) for title, _ in sheets[:_MOST_NAMES]) or "none"
    if wanted is not None:
        indices = [i for i, (title, _) in enumerate(sheets) if title == wanted][:1]
        if not indices:
            raise OptionError(f"{name} has no worksheet {quote(wanted)}. It has {listing}.")
    else:
        filled = book.filled()
        indices = [i for i, (_, is_visible) in enumerate(sheets) if is_visible and i in filled]
    names = phone_columns or ()
    found: _Top | None = None
    for index in indices[:_MOST_EMPTY]:
        top = _top(book, index, names, header_row, has_header=has_header)
        if top.header or header_row is not None or wanted is not None:
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
    others = [quote(sheets[i][0], 40) for i in indices if i != found.index]
    if others:
        more = f" and {len(others) - _MOST_NAMES} more" if len(others) > _MOST_NAMES else ""
        chosen.remarks.insert(
            0,
            f"Read worksheet {quote(sheets[found.index][0], 40)}; not read: "
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


def _top(
    book: Worksheets,
    index: int,
    names: Sequence[str],
    header_row: int | None,
    *,
    has_header: bool,
) -> _Top:
    """Look at the top of a worksheet; only at that row where a person named the header's."""
    if header_row is not None:
        row, blank_lines = book.row(index, header_row)
        return _Top(index, row, header_row, blank_lines)
    rows = book.peek(index, HEADER_WITHIN)
    filled = [i for i, row in enumerate(rows) if row]
    if not filled:
        return _Top(index, None, 1, 0)
    titles = find_header([rows[i] or () for i in filled], names) if has_header else 0
    place = filled[titles]
    return _Top(index, rows[place], place + 1, place - titles, titles)


def _heads_phones(top: _Top, names: Sequence[str], *, has_header: bool) -> bool:
    if not has_header or not top.header:
        return False
    is_literal = bool(names) and set(names) <= set(top.header)  # `2` may be a name, too
    return is_literal or has_phone_column(top.header, names)


def _chosen(top: _Top, name: str, *, has_header: bool, header_row: int | None) -> Chosen:
    header = top.header
    if not header:
        if header_row is not None:
            raise missing_row(name, header_row)
        raise InputError(f"{name} is empty: it has no {'header' if has_header else 'rows'}.")
    remarks = [header_remark(top.line, top.titles)] if top.titles else []
    columns = header if has_header else tuple(str(i) for i in range(1, len(header) + 1))
    first_line = top.line + 1 if has_header else top.line
    return Chosen(top.index, columns, first_line, top.blank_lines, remarks)
