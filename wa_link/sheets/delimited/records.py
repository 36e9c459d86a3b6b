"""Split delimited text into records (RFC 4180, and files of programs that do not follow it).

If a record has a quote that is not closed, only the first line of the record is yielded, as a
record with a problem. The next record begins on the next line.

If a quoted cell is too long, each line of its record becomes a record with a problem: the lines may
be the text of the cell, or rows after a quote that someone typed by mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.sheets.delimited.quoted_cells import scan_record
from wa_link.sheets.delimited.split_line import NO_DELIMITER, LineBlock, can_copy_line, split_line
from wa_link.sheets.malformed_rows import OPEN_QUOTE
from wa_link.sheets.rows import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.sheets.delimited.quoted_cells import DelimitedLines

_LINE_ENDS = "\r\n"
_UNCLOSED = (
    f"{OPEN_QUOTE} has no closing quote directly before a delimiter or line end: add the closing "
    'quote, and write each quote inside the cell twice ("").'
)
_OVERLONG = (
    "This line is inside a quoted cell that is too long: shorten the cell, or add a closing quote "
    "where the cell ends."
)


def read_records(lines: DelimitedLines, delimiter: str | None) -> Iterator[Record | None]:
    """Yield the records in lines of delimited text, and None for each blank line.

    Args:
        lines: lines with their line ends.
        delimiter: one character; None if the sheet has one column.

    Raises:
        InputError: the quoted cells of one record have more than MAX_LINE characters together,
            although none of them alone is too long.
    """
    delimiter = delimiter or NO_DELIMITER
    for line in lines:
        start = lines.taken_count
        text = line.rstrip(_LINE_ENDS)
        if lines.overlong_lines:
            lines.overlong_lines -= 1
            yield Record(start, (), text, _OVERLONG) if text.strip() else None
        elif not text or (text.isspace() and delimiter not in text):
            yield None
        elif cells := split_line(text, delimiter):
            yield Record(start, cells, text, "", can_copy_line(text, cells, delimiter))
        elif (record := scan_record(line, lines, delimiter)) is None:
            yield Record(start, (), text, _UNCLOSED)
        elif record.is_overlong:
            lines.overlong_lines = record.more_lines
            yield Record(start, (), text, _OVERLONG)
        else:
            raw = line + "".join(lines.take() or "" for _ in range(record.more_lines))
            yield Record(start, tuple(record.cells), raw.rstrip(_LINE_ENDS))


def read_blocks(
    lines: DelimitedLines, delimiter: str | None
) -> Iterator[Record | LineBlock | None]:
    """Yield the same records as `read_records`, but most of them together in blocks.

    In a block, each line is a record. If lines contain a record of several lines, or a blank line,
    they can't be a block: then their records are yielded one by one.
    """
    records = read_records(lines, delimiter)
    while ahead := lines.peek(1):
        block = LineBlock(lines.taken_count + 1, list(ahead), delimiter or NO_DELIMITER)
        if not lines.overlong_lines and block.has_only_records():
            lines.take_block()
            yield block
            continue
        while lines.taken_count < block.line + len(block) - 1:
            yield next(records)
