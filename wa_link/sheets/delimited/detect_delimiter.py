"""Detect the delimiter of delimited text, such as `;`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.sheets.delimited.quoted_cells import DelimitedLines
from wa_link.sheets.delimited.records import read_records
from wa_link.sheets.delimited.split_line import DELIMITERS, split_line
from wa_link.sheets.headers.header_row import (
    HEADER_WITHIN,
    cells_or_text,
    find_header_row,
    has_phone_digits,
    has_phone_header,
    is_header_of_several,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.sheets.peekable_lines import PeekableLines

_SAMPLE_LINES, _SAMPLE_CHARACTERS = 50, 1 << 20
_LINE_ENDS = "\r\n"


def take_sep_line(lines: PeekableLines, given: str | None = None) -> str | None:
    """Remove a first line that names the delimiter, such as `sep=;`, and return the delimiter.

    Excel reads such a line at the beginning of a file. If the first line does not name a delimiter,
    or names another one than the user gave, remove nothing and return None.

    Args:
        lines: lines of the file, with their line ends.
        given: delimiter that the user gave; None if the user gave none.
    """
    first = next(iter(lines.peek(1)), "")
    match = re.fullmatch(r'sep=([^"])', first.rstrip(_LINE_ENDS), re.IGNORECASE)
    if match is None or given not in (None, match[1]):
        return None
    lines.take()
    return match[1]


def detect_delimiter(
    lines: PeekableLines, names: Sequence[str] = (), *, has_titles: bool = True
) -> str | None:
    """Return the delimiter that fits the first lines best, or None if the sheet has one column.

    Args:
        lines: lines of the file, with their line ends. No line is removed.
        names: names of phone columns that the user gave; they help to find the header row.
        has_titles: whether there may be title rows above the header.
    """
    header_names = names if has_titles else None
    sample = lines.sample(
        _SAMPLE_LINES, _SAMPLE_CHARACTERS, lambda some: _is_decided(some, header_names)
    )
    fit, best = max(
        (_rate_fit(sample, delimiter, header_names), -i) for i, delimiter in enumerate(DELIMITERS)
    )
    return DELIMITERS[-best] if fit[0] else None


def _is_decided(sample: list[str], names: Sequence[str] | None) -> bool:
    """Return whether more lines can't change the delimiter that fits the first lines best.

    They can't if at most one delimiter splits the header row, and the header row is certain,
    because a row with a phone number ends the search for it.
    """
    for delimiter in DELIMITERS:
        records = [*filter(None, read_records(DelimitedLines([sample]), delimiter))]
        if any(record.problem for record in records):
            return False  # perhaps a quoted cell ends on a later line
        if names is not None and not any(has_phone_digits(each.cells) for each in records):
            return False
    return sum(_rate_fit(sample, delimiter, names)[0] for delimiter in DELIMITERS) <= 1


def _rate_fit(
    sample: list[str], delimiter: str, names: Sequence[str] | None
) -> tuple[bool, float, int]:
    """Rate how well a delimiter fits the header and the lines below it; the highest rating wins.

    Args:
        sample: the first lines.
        delimiter: the delimiter to be rated.
        names: names of phone columns that the user gave; None if there are no title rows.

    Returns:
        A tuple; the delimiter with the largest tuple fits best. The items are: whether the header
        has several cells; the share of records (0 to 1) that have as many cells as the header; and
        the number of cells in the header.
    """
    found = list(read_records(DelimitedLines([sample]), delimiter))
    records, count = [*filter(None, found)], len(found)
    if names is not None and records:
        titles = find_header_row([cells_or_text(each) for each in records[:HEADER_WITHIN]], names)
        records, count = records[titles:], count - titles
    widths = [len(record.cells) for record in records if not record.problem]
    if not widths:
        return False, 0.0, 0
    return widths[0] > 1, widths.count(widths[0]) / count, widths[0]


def find_hidden_header(lines: PeekableLines) -> int | None:
    """Find a header, such as `name;phone`, below the first line, and return its line number.

    Return None if no line looks like a header with several columns.

    This function is called if no delimiter was detected. The reason may be a row above the header
    that contains a phone number, such as the number of the shop: it is not read as a title row.
    """
    sample = lines.sample(HEADER_WITHIN, _SAMPLE_CHARACTERS, _begins_with_header)
    first_line = lines.taken_count + 1
    for number, line in enumerate(sample[1:], first_line + 1):
        for delimiter in DELIMITERS:
            if is_header_of_several(split_line(line.rstrip(_LINE_ENDS), delimiter)):
                return number
    return None


def _begins_with_header(sample: list[str]) -> bool:
    """Return whether the first line of a sheet with one column is the header, such as `phone`."""
    return has_phone_header((sample[0].strip(),), ())
