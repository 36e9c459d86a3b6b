"""Delimited text -> a sheet: where its header is, and how many columns it has."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from wa_link.contacts.delimited import (
    QuotedLines,
    find_delimiter,
    read_blocks,
    read_records,
    told_delimiter,
)
from wa_link.contacts.sheet import Sheet
from wa_link.contacts.text import read_text
from wa_link.errors import InputError, OptionError
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from wa_link.contacts.sheet import Record

_MOST_DEFECTIVE = 50


def read_delimited(
    file: BinaryIO,
    name: str,
    *,
    header: bool = True,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Sheet:
    r"""The sheet of delimited text in an open file: its header is read at once, rows as they go.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        header: whether the first record names the columns; if not, they are `1`, `2`, ….
        delimiter: one character; found among `, ; \t |` when None.
        encoding: of the text; when None, told by a byte-order mark, else UTF-8.

    Raises:
        OptionError: no such encoding, or a delimiter that is none.
        InputError: there is no header, or the text is not in its encoding.
    """
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise OptionError(f"The delimiter is one character, no quote: not {shown(delimiter)}.")
    text = read_text(file, name, encoding)
    lines = QuotedLines(text.blocks, name)
    told = told_delimiter(lines, delimiter)
    if delimiter is None:
        delimiter = told or find_delimiter(lines)
    records = read_records(lines, delimiter)
    blank_lines = 0
    for first in records:
        if first is not None:
            break
        blank_lines += 1
    else:
        raise InputError(f"{name} is empty: it has no {'header' if header else 'rows'}.")
    if header and first.problem:
        raise InputError(f"{name}, line {first.line}: the header cannot be read. {first.problem}")
    opening = [first] if header else _to_first_sound(first, records)
    width = max(len(record.cells) for record in opening if record)
    numbers = tuple(str(number) for number in range(1, max(width, 1) + 1))
    rest = read_blocks(lines, delimiter)
    return Sheet(
        first.cells if header else numbers,
        rest if header else chain(opening, rest),
        has_header=header,
        delimiter=delimiter or ",",
        tells_delimiter=told is not None,
        byte_order_mark=text.byte_order_mark,
        blank_lines=blank_lines,
    )


def _to_first_sound(first: Record, records: Iterator[Record | None]) -> list[Record | None]:
    """The records up to the first that has cells, which tells how many columns there are."""
    opening: list[Record | None] = [first]
    if first.problem:
        for record in islice(records, _MOST_DEFECTIVE):
            opening.append(record)
            if record and not record.problem:
                break
    return opening
