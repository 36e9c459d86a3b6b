"""CSV, TSV and similar text -> a sheet: the delimiter, the header row and the columns."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError
from wa_link.sheets.delimited.detect_delimiter import (
    detect_delimiter,
    find_hidden_header,
    take_sep_line,
)
from wa_link.sheets.delimited.quoted_cells import DelimitedLines
from wa_link.sheets.delimited.records import read_blocks, read_records
from wa_link.sheets.encodings.read_text import read_text
from wa_link.sheets.headers.header_row import (
    header_remark,
    missing_header_row,
    take_first,
    take_header,
)
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.rows import Record

# Rows without cells that are read to count the columns of a sheet without header.
_MAX_MALFORMED = 50
_TAB = "\t"


def read_delimited(
    file: BinaryIO,
    name: str,
    *,
    header: bool = True,
    delimiter: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
    phone_columns: Sequence[str] | None = (),
) -> Sheet:
    """Read the header of delimited text at once, and its rows as they are taken.

    See `read_sheet` for the arguments.

    Raises:
        OptionError: there is no such encoding or row, or the delimiter can't be one.
        InputError: there is no header, or the text is not in its encoding.
    """
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise OptionError(
            f"{quote(delimiter)} can't be the delimiter: use one character that isn't a quote."
        )
    names = phone_columns or ()
    text = read_text(file, name, encoding)
    lines = DelimitedLines(text.blocks, name)
    sep = take_sep_line(lines, delimiter)
    titles = None if header_row is None else _skip_titles(lines, header_row, name)
    found = (
        delimiter
        or sep
        or _detect_delimiter(lines, name, names, can_skip=header and titles is None)
    )
    top = _take_top(read_records(lines, found), name, titles, names, header=header)
    remarks = top.remarks
    if delimiter is None and found and found != ",":
        remarks += (f"The delimiter is {'a tab' if found == _TAB else quote(found)}.",)
    sheet = Sheet(
        top.columns,
        chain(top.opening, read_blocks(lines, found)),
        has_header=header,
        delimiter=found or ",",
        has_sep_line=sep is not None,
        has_byte_order_mark=text.has_byte_order_mark,
        blank_lines=top.blank_lines,
        remarks=remarks,
    )
    sheet.is_delimited, sheet.encoding = True, text.encoding
    return sheet


class _Titles(NamedTuple):
    """How many title rows and blank lines come before the header that the user named."""

    rows: int
    blank_lines: int


class _Top(NamedTuple):
    """The columns of a sheet, and the records that were read to find them."""

    columns: tuple[str, ...]
    opening: Iterable[Record | None]
    blank_lines: int
    remarks: tuple[str, ...] = ()


def _skip_titles(lines: DelimitedLines, header_row: int, name: str) -> _Titles:
    """Take the lines before the header.

    Raises:
        OptionError: the line of the header is missing or blank.
    """
    rows = blank_lines = 0
    while lines.taken_count < header_row - 1 and (line := lines.take()) is not None:
        rows += not line.isspace()
        blank_lines += line.isspace()
    line = next(iter(lines.peek(1)), "")
    if lines.taken_count != header_row - 1 or not line.strip():
        raise missing_header_row(name, header_row)
    return _Titles(rows, blank_lines)


def _detect_delimiter(
    lines: DelimitedLines, name: str, names: Sequence[str], *, can_skip: bool
) -> str | None:
    """Detect the delimiter; None for a sheet of one column.

    Raises:
        InputError: rows before the header keep it from being found, and would become contacts.
    """
    found = detect_delimiter(lines, names, has_titles=can_skip)
    if found is None and can_skip and (row := find_hidden_header(lines)) is not None:
        raise InputError(
            f"{name}, line {row}: this looks like the header, below a row with a phone number. "
            f"Delete the rows above it, or give {option('header_row', row)}; if the first line is "
            f"the header, {option('header_row', 1)}."
        )
    return found


def _take_top(
    records: Iterator[Record | None],
    name: str,
    titles: _Titles | None,
    phone_columns: Sequence[str],
    *,
    header: bool,
) -> _Top:
    """Take the header; without one, take the records that show how many columns there are.

    Raises:
        InputError: the header is missing or malformed.
    """
    if not header:
        return _count_columns(records, name)
    if titles is None:
        top = take_header(records, phone_columns)
        first, opening, blank_lines, remarks = top.record, top.below(), top.blank_lines, top.remarks
    else:
        first, opening, blank_lines = next(records, None), iter(()), titles.blank_lines
        remarks = (header_remark(first.line, titles.rows),) if first and titles.rows else ()
    if first is None:
        raise InputError(f"{name} is empty: it has no header.")
    if first.problem:
        raise InputError(f"{name}, line {first.line}: the header can't be read. {first.problem}")
    return _Top(first.cells, opening, blank_lines, remarks)


def _count_columns(records: Iterator[Record | None], name: str) -> _Top:
    """Take records up to the first one with cells, and number the columns."""
    first, blank_lines = (top := take_first(records)).record, top.blank_lines
    if first is None:
        raise InputError(f"{name} is empty: it has no rows.")
    opening: list[Record | None] = [first]
    for record in islice(records, _MAX_MALFORMED) if first.problem else ():
        opening.append(record)
        if record and not record.problem:
            break
    width = max([1, *(len(each.cells) for each in opening if each)])
    return _Top(tuple(map(str, range(1, width + 1))), opening, blank_lines)
