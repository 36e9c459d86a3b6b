"""Choice of the worksheet of a workbook, and its header row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError
from wa_link.sheets.headers.header_row import (
    HEADER_WITHIN,
    find_header_row,
    has_phone_header,
    header_remark,
    missing_header_row,
)
from wa_link.sheets.headers.phone_headers import find_phone_columns
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = list[tuple[str, ...] | None]

# Each worksheet takes its time. Some programs put three blank ones before the others.
_MAX_SEARCHED = 50
_MAX_NAMES = 30


class Worksheets(Protocol):
    """Access to the worksheets of a workbook."""

    def peek(self, index: int, rows: int) -> Rows:
        """Return the first rows, up to `rows` that are not blank, and None for each blank row."""

    def read_row(self, index: int, line: int) -> tuple[tuple[str, ...] | None, int]:
        """Return a row, None if it is blank, and the number of blank rows before it."""

    def list_filled(self) -> set[int]:
        """Return the indices of the worksheets that have cells."""


@dataclass(frozen=True, slots=True)
class ChosenWorksheet:
    """The worksheet that is read.

    Attributes:
        index: its index among all worksheets.
        columns: names of its columns.
        first_line: line of the first row after the header, from 1.
        blank_lines: number of blank rows before that row.
        remarks: sentences for the user.
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
        index: index of the worksheet.
        header: the header row; in a sheet without header, the first row. None if it is blank.
        line: line of that row, from 1.
        blank_lines: number of blank rows before it.
        titles: number of other rows before it.
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
    worksheet: str | None,
    phone_columns: Sequence[str] | None,
    header_row: int | None,
) -> ChosenWorksheet:
    """Choose the named worksheet; if none is named, the first visible one with a phone column.

    If none has a phone column, choose the first visible one that has cells.

    Args:
        book: access to the worksheets.
        sheets: name of each worksheet, and whether it is visible.
        name: name of the file, for messages.
        has_header: whether a row names the columns.
        worksheet: name of the worksheet; None to find one.
        phone_columns: names of the phone columns, empty to find them; None if none is needed.
        header_row: line of the header row, from 1; None to find it.

    Raises:
        OptionError: there is no such worksheet or header row.
        InputError: no worksheet has cells.
    """
    indices = _find_candidates(book, sheets, name, worksheet)
    names = phone_columns or ()
    found: _Top | None = None
    for index in indices[:_MAX_SEARCHED]:
        top = _read_top(book, index, names, header_row, has_header=has_header)
        if not top.header and header_row is None and worksheet is None:
            continue
        found = found or top
        if phone_columns is None or len(indices) == 1:
            break
        if _heads_phones(top, names, has_header=has_header):
            found = top
            break
    if found is None:
        raise InputError(
            f"{name} is empty: no visible worksheet has a cell (of {_list_names(sheets)})."
        )
    chosen = _choose(found, name, has_header=has_header, header_row=header_row)
    others = [sheets[i][0] for i in indices if i != found.index]
    if others:
        chosen.remarks.insert(0, _remark_others(sheets[found.index][0], others))
    return chosen


def _remark_others(title: str, others: Sequence[str]) -> str:
    """Return a sentence that says which worksheet is read, and which others could be."""
    more = f" and {len(others) - _MAX_NAMES} more" if len(others) > _MAX_NAMES else ""
    names = ", ".join(quote(other, 40) for other in others[:_MAX_NAMES])
    return f"Read worksheet {quote(title, 40)}; not read: {names}{more}. Name one to read it."


def _find_candidates(
    book: Worksheets, sheets: Sequence[tuple[str, bool]], name: str, worksheet: str | None
) -> list[int]:
    """Return the indices of the worksheets that may be read: the named one, or all visible ones.

    Raises:
        OptionError: there is no such worksheet.
    """
    if worksheet is None:
        filled = book.list_filled()
        return [i for i, (_, is_visible) in enumerate(sheets) if is_visible and i in filled]
    for i, (title, _) in enumerate(sheets):
        if title == worksheet:
            return [i]
    raise OptionError(f"{name} has no worksheet {quote(worksheet)}. It has {_list_names(sheets)}.")


def _list_names(sheets: Sequence[tuple[str, bool]]) -> str:
    return ", ".join(quote(title, 40) for title, _ in sheets[:_MAX_NAMES]) or "none"


def find_phone_indices(
    columns: Sequence[str], names: Sequence[str] | None, *, has_header: bool
) -> list[int]:
    """Return the indices of the columns that numbers are read from, as far as they are known.

    A name that no column has is skipped here, and refused when rows are linked.
    """
    if names is None:
        return []
    sheet = Sheet(columns, ())
    found = []
    for name in names:
        try:
            found.append(sheet.find_column(name))
        except OptionError:
            found += [i for i, column in enumerate(sheet.columns) if column == name]
    if not names:
        is_only = len(sheet.columns) == 1
        found = [0] if is_only else find_phone_columns(sheet.columns) if has_header else []
    return [sheet.number_in_file(i) - 1 for i in found]


def _read_top(
    book: Worksheets,
    index: int,
    names: Sequence[str],
    header_row: int | None,
    *,
    has_header: bool,
) -> _Top:
    """Read the top of a worksheet; only the header row if the user named it."""
    if header_row is not None:
        row, blank_lines = book.read_row(index, header_row)
        return _Top(index, row, header_row, blank_lines)
    rows = book.peek(index, HEADER_WITHIN)
    filled = [i for i, row in enumerate(rows) if row]
    if not filled:
        return _Top(index, None, 1, 0)
    titles = find_header_row([rows[i] or () for i in filled], names) if has_header else 0
    place = filled[titles]
    return _Top(index, rows[place], place + 1, place - titles, titles)


def _heads_phones(top: _Top, names: Sequence[str], *, has_header: bool) -> bool:
    if not has_header or not top.header:
        return False
    has_names = bool(names) and set(names) <= set(top.header)  # a header may be `2`
    return has_names or has_phone_header(top.header, names)


def _choose(top: _Top, name: str, *, has_header: bool, header_row: int | None) -> ChosenWorksheet:
    header = top.header
    if not header:
        if header_row is not None:
            raise missing_header_row(name, header_row)
        raise InputError(f"{name} is empty: it has no {'header' if has_header else 'rows'}.")
    remarks = [header_remark(top.line, top.titles)] if top.titles else []
    columns = header if has_header else tuple(str(i) for i in range(1, len(header) + 1))
    first_line = top.line + 1 if has_header else top.line
    return ChosenWorksheet(top.index, columns, first_line, top.blank_lines, remarks)
