"""Choose the worksheet of a workbook to read, and find its header row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link._support.similar_names import find_similar
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

# Limit of worksheets that are searched for a phone column, because each search takes time.
_MAX_SEARCHED = 50
# Limit of worksheet names in a message.
_MAX_NAMES = 30


class Worksheets(Protocol):
    """An open workbook, whose worksheets can be read."""

    def peek(self, index: int, rows: int) -> Rows:
        """Return the first rows of a worksheet, and None for each blank row among them.

        Args:
            index: index of the worksheet, from 0.
            rows: maximum number of filled rows to return; blank rows do not count.
        """

    def read_row(self, index: int, line: int) -> tuple[tuple[str, ...] | None, int]:
        """Return one row of a worksheet, and the number of blank rows above it.

        The row is None if it is blank or missing.

        Args:
            index: index of the worksheet, from 0.
            line: number of the row, from 1.
        """

    def list_filled(self) -> set[int]:
        """Return the indices, from 0, of the worksheets that have a filled cell."""


@dataclass(frozen=True, slots=True)
class ChosenWorksheet:
    """The worksheet that was chosen from a workbook, to be read as the sheet of contacts.

    Attributes:
        index: index of the worksheet among all worksheets of the workbook, from 0.
        columns: names of the columns: cells of the header row; `1`, `2`, `3` without a header.
        first_line: number of the row, from 1, at which records begin. It is the row below the
            header, or the first filled row if there is no header.
        blank_lines: number of blank rows above the header row, or above `first_line` if there is
            no header.
        remarks: sentences for the user, such as which row is the header.
    """

    index: int
    columns: tuple[str, ...]
    first_line: int
    blank_lines: int
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class _Top:
    """The header row of a worksheet, and how many rows are above it.

    Attributes:
        index: index of the worksheet among all worksheets of the workbook, from 0.
        header: cells of the header row. If the sheet has no header, cells of the first filled row.
            None if this row is blank or missing.
        line: number of this row, from 1.
        blank_lines: number of blank rows above this row.
        titles: number of rows above this row that contain a title, such as `Customers 2024`.
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
    """Choose the worksheet to read, and find its header row.

    If the name `worksheet` is given, choose the worksheet with that name. If it is None, choose the
    first visible worksheet with a phone column. If no visible worksheet has a phone column, choose
    the first visible worksheet with a filled cell.

    Args:
        book: reader of the worksheets.
        sheets: name of each worksheet, and whether it is visible.
        name: name of the file, for messages.
        has_header: whether the worksheet has a header row, which names the columns.
        worksheet: name of the worksheet; None to choose one.
        phone_columns: names of the columns with phone numbers. If the list is empty, these columns
            are found by their headers. If it is None, the worksheet need not have such columns.
        header_row: number of the header row, from 1; None to find that row.

    Raises:
        OptionError: there is no worksheet `worksheet`, or row `header_row` is blank or missing.
        InputError: no visible worksheet has a filled cell, or the named worksheet is empty.
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
        if _has_phone_column(top, names, has_header=has_header):
            found = top
            break
    if found is None:
        raise InputError(
            f"{name} is empty: no visible worksheet has a filled cell. Its worksheets are: "
            f"{_list_names(sheets)}. To read a hidden one, give its name as {option('worksheet')}."
        )
    title = sheets[found.index][0]
    chosen = _choose(found, name, title, has_header=has_header, header_row=header_row)
    others = [sheets[i][0] for i in indices if i != found.index]
    if others:
        chosen.remarks.insert(0, _remark_others(title, others))
    return chosen


def _remark_others(title: str, others: Sequence[str]) -> str:
    """Return a remark which says that only the worksheet `title` is read, and not `others`."""
    more = f" and {len(others) - _MAX_NAMES} more" if len(others) > _MAX_NAMES else ""
    names = ", ".join(quote(other, 40) for other in others[:_MAX_NAMES])
    return (
        f"Only worksheet {quote(title, 40)} is read, not {names}{more}. "
        f"To read another one, give its name as {option('worksheet')}."
    )


def _find_candidates(
    book: Worksheets, sheets: Sequence[tuple[str, bool]], name: str, worksheet: str | None
) -> list[int]:
    """Return the indices, from 0, of the worksheets that can be chosen.

    If the name `worksheet` is given, only that worksheet can be chosen. If it is None, all visible
    worksheets with a filled cell can be chosen.

    Raises:
        OptionError: there is no worksheet with the name `worksheet`.
    """
    if worksheet is None:
        filled = book.list_filled()
        return [i for i, (_, is_visible) in enumerate(sheets) if is_visible and i in filled]
    for i, (title, _) in enumerate(sheets):
        if title == worksheet:
            return [i]
    near = find_similar(worksheet, (title for title, _ in sheets))
    question = "".join(f" Did you mean {quote(each, 40)}?" for each in near)
    raise OptionError(
        f"{name} has no worksheet {quote(worksheet)}.{question} Give one of these names: "
        f"{_list_names(sheets)}."
    )


def _list_names(sheets: Sequence[tuple[str, bool]]) -> str:
    """Return the names of the first worksheets for a message, such as `"People", "Prices"`."""
    return ", ".join(quote(title, 40) for title, _ in sheets[:_MAX_NAMES]) or "none"


def find_phone_indices(
    columns: Sequence[str], names: Sequence[str] | None, *, has_header: bool
) -> list[int]:
    """Return the indices, from 0, of the columns with phone numbers.

    If no column has a name that `names` contains, this name is skipped. It is an error, but the
    error is raised later, when the rows are converted.

    Args:
        columns: names of all columns in the file.
        names: names of the columns with phone numbers. If the list is empty, these columns are
            found by their headers. If it is None, the result is an empty list.
        has_header: whether the names of the columns come from a header row.
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
    """Find the header row of a worksheet; return its cells, and the number of rows above it."""
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


def _has_phone_column(top: _Top, names: Sequence[str], *, has_header: bool) -> bool:
    """Return whether a worksheet has the columns that the user named, or a phone column.

    Args:
        top: the header row of the worksheet.
        names: the phone columns that the user named, by header or by number; empty if none.
        has_header: whether worksheets have a header row.
    """
    if not has_header or not top.header:
        return False
    has_names = bool(names) and set(names) <= set(top.header)  # `2` can be a header, too
    return has_names or has_phone_header(top.header, names)


def _choose(
    top: _Top, name: str, title: str, *, has_header: bool, header_row: int | None
) -> ChosenWorksheet:
    """Return the chosen worksheet, whose name is `title`; raise an error if it is empty.

    Raises:
        OptionError: row `header_row` is blank or missing.
        InputError: the worksheet has no filled cell.
    """
    header = top.header
    if not header:
        if header_row is not None:
            raise missing_header_row(name, header_row)
        raise InputError(
            f"{name} has no rows in worksheet {quote(title, 40)}. "
            f"To read another worksheet, give its name as {option('worksheet')}."
        )
    remarks = [header_remark(top.line, top.titles)] if top.titles else []
    columns = header if has_header else tuple(str(i) for i in range(1, len(header) + 1))
    first_line = top.line + 1 if has_header else top.line
    return ChosenWorksheet(top.index, columns, first_line, top.blank_lines, remarks)
