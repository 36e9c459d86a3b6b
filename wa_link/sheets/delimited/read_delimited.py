"""Read delimited text (CSV, TSV and similar): its delimiter, header row and columns."""

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

# If a sheet has no header, its columns are counted in the first row. If that row is malformed, at
# most this number of further rows is read to find a well-formed row.
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
    """Return the sheet in delimited text: read the header now, and rows only when they are used.

    See `read_sheet` for the arguments.

    Raises:
        OptionError: the encoding or the header row does not exist; or the delimiter is a quote or a
            line break, or is not exactly one character.
        InputError: there is no header, or the text is not in the encoding.
    """
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise OptionError(
            f"{quote(delimiter)} can't be the delimiter: give one character that isn't a quote."
        )
    names = phone_columns or ()
    text = read_text(file, name, encoding)
    lines = DelimitedLines(text.blocks, name, text.would_wait)
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
    sheet.format, sheet.encoding = "delimited", text.encoding
    sheet.header_row, sheet.would_wait = top.header_row, lines.is_waiting
    return sheet


class _Titles(NamedTuple):
    """Counts of the title rows (such as `Customers 2024`) and blank lines above the header row."""

    rows: int
    blank_lines: int


class _Top(NamedTuple):
    """Names of the columns of a sheet, and other results of reading its first rows.

    Attributes:
        columns: names of the columns.
        opening: the records that were already read, without the header row.
        blank_lines: number of blank lines that were read.
        remarks: remarks about the header row.
        header_row: number of the line with the names; None if the columns were counted.
    """

    columns: tuple[str, ...]
    opening: Iterable[Record | None]
    blank_lines: int
    remarks: tuple[str, ...] = ()
    header_row: int | None = None


def _skip_titles(lines: DelimitedLines, header_row: int, name: str) -> _Titles:
    """Skip the lines above row `header_row`; count titles, such as `Customers`, and blank lines.

    Raises:
        OptionError: row `header_row` is a blank line, or is after the end of the file.
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
    """Return the delimiter, or None if the sheet has one column.

    Raises:
        InputError: a row looks like the header, but a row above it contains a phone number. Without
            this error, the header would be read as a contact.
    """
    found = detect_delimiter(lines, names, has_titles=can_skip)
    if found is None and can_skip and (row := find_hidden_header(lines)) is not None:
        raise InputError(
            f"{name}, line {row}: this looks like the header, but a row above it contains a phone "
            f"number. Delete the rows above the header, or give {option('header_row', row)}. If "
            f"the first line is the header, give {option('header_row', 1)}."
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
    """Return the names of the columns, and the records that were read to find them.

    If `header` is True, the names are read from the header row. If it is False, the columns are
    counted in the first records, and their names are numbers.

    Raises:
        InputError: the sheet is empty, or its header row is malformed.
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
    return _Top(first.cells, opening, blank_lines, remarks, first.line)


def _count_columns(records: Iterator[Record | None], name: str) -> _Top:
    """Count the columns of a sheet without a header, and name them `1`, `2`, ….

    If the first record is malformed, read more records, up to the first well-formed one.
    """
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
