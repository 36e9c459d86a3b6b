"""Delimited text -> a sheet: where its header is, and how many columns it has."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import InputError, OptionError
from wa_link.sheets.delimited import QuotedLines, read_blocks, read_records
from wa_link.sheets.delimiters import find_delimiter, find_hidden_header, take_delimiter
from wa_link.sheets.header import header_remark, missing_row, take_first, take_header
from wa_link.sheets.sheet import Sheet
from wa_link.sheets.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.rows import Record

_MOST_DEFECTIVE = 50
_TAB = "\t"


def read_delimited(
    file: BinaryIO,
    name: str,
    *,
    header: bool = True,
    delimiter: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
    phone_columns: Sequence[str] = (),
) -> Sheet:
    r"""Return the sheet of delimited text: its header is read at once, rows as they are taken.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        header: whether a row names the columns; if not, they are `1`, `2`, ….
        delimiter: one character; found among `, ; \t |` when None.
        encoding: of the text; when None, told by a byte-order mark, else UTF-8.
        header_row: the line of the header in the file, from 1; found when None.
        phone_columns: headers that a person named, by which the header row is found.

    Raises:
        OptionError: no such encoding or row, or a delimiter that is none.
        InputError: there is no header, or the text is not in its encoding.
    """
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise OptionError(f"The delimiter is one character, no quote: not {quote(delimiter)}.")
    text = read_text(file, name, encoding)
    lines = QuotedLines(text.blocks, name)
    told = take_delimiter(lines, delimiter)
    above = None if header_row is None else _skip_above(lines, header_row, name)
    found = (
        delimiter
        or told
        or find_delimiter(lines, phone_columns, has_titles=header and above is None)
    )
    if found is None and header and above is None:
        _refuse_hidden_header(lines, name)
    top = _take_top(read_records(lines, found), name, above, phone_columns, header=header)
    remarks = top.remarks
    if delimiter is None and found and found != ",":
        remarks += (f"The delimiter is {'a tab' if found == _TAB else quote(found)}.",)
    sheet = Sheet(
        top.columns,
        chain(top.opening, read_blocks(lines, found)),
        has_header=header,
        delimiter=found or ",",
        tells_delimiter=told is not None,
        byte_order_mark=text.byte_order_mark,
        blank_lines=top.blank_lines,
        remarks=remarks,
    )
    sheet.is_delimited, sheet.encoding = True, text.encoding
    return sheet


class _Above(NamedTuple):
    """Lines above the header that a person named: how many are skipped, and how many are blank."""

    titles: int
    blank_lines: int


class _Top(NamedTuple):
    """The columns of a sheet, and the records that were read to find them."""

    columns: tuple[str, ...]
    opening: Iterable[Record | None]
    blank_lines: int
    remarks: tuple[str, ...] = ()


def _skip_above(lines: QuotedLines, header_row: int, name: str) -> _Above:
    """Take the lines above the header.

    Raises:
        OptionError: there is no such line, or it is blank.
    """
    titles = blank_lines = 0
    while lines.taken < header_row - 1 and (line := lines.take()) is not None:
        titles += not line.isspace()
        blank_lines += line.isspace()
    line = next(iter(lines.look(1)), "")
    if lines.taken != header_row - 1 or not line.strip():
        raise missing_row(name, header_row)
    return _Above(titles, blank_lines)


def _refuse_hidden_header(lines: QuotedLines, name: str) -> None:
    """Fail where rows above a header keep it from being found: they would be read as contacts."""
    if (row := find_hidden_header(lines)) is not None:
        raise InputError(
            f"{name}, line {row}: this looks like the header, below a row with a phone number. "
            f"Delete the rows above it, or give {option('header_row', row)}; if the first line is "
            f"the header, {option('header_row', 1)}."
        )


def _take_top(
    records: Iterator[Record | None],
    name: str,
    above: _Above | None,
    phone_columns: Sequence[str],
    *,
    header: bool,
) -> _Top:
    """Take the header, or without one the records that show how many columns there are.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    if not header:
        return _take_numbers(records, name)
    if above is None:
        top = take_header(records, phone_columns)
        first, opening, blank_lines, remarks = top.record, top.below(), top.blank_lines, top.remarks
    else:
        first, opening, blank_lines = next(records, None), iter(()), above.blank_lines
        remarks = (header_remark(first.line, above.titles),) if first and above.titles else ()
    if first is None:
        raise InputError(f"{name} is empty: it has no header.")
    if first.problem:
        raise InputError(f"{name}, line {first.line}: the header cannot be read. {first.problem}")
    return _Top(first.cells, opening, blank_lines, remarks)


def _take_numbers(records: Iterator[Record | None], name: str) -> _Top:
    """Take the records up to the first that has cells, which shows how many columns there are."""
    first, blank_lines = (top := take_first(records)).record, top.blank_lines
    if first is None:
        raise InputError(f"{name} is empty: it has no rows.")
    opening: list[Record | None] = [first]
    for record in islice(records, _MOST_DEFECTIVE) if first.problem else ():
        opening.append(record)
        if record and not record.problem:
            break
    width = max([1, *(len(each.cells) for each in opening if each)])
    return _Top(tuple(map(str, range(1, width + 1))), opening, blank_lines)
