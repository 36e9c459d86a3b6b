"""Detection of the delimiter of delimited text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.sheets.delimited.quoted_cells import DelimitedLines
from wa_link.sheets.delimited.records import read_records
from wa_link.sheets.delimited.split_line import DELIMITERS, split_line
from wa_link.sheets.headers.header_row import (
    HEADER_WITHIN,
    cells_to_judge,
    find_header_row,
    is_header_of_several,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.sheets.peekable_lines import PeekableLines

_SAMPLE_LINES, _SAMPLE_CHARACTERS = 50, 1 << 20
_LINE_ENDS = "\r\n"


def take_sep_line(lines: PeekableLines, given: str | None = None) -> str | None:
    """Take Excel's line that names the delimiter, such as `sep=;`, and return that delimiter.

    Return None, and take nothing, if the next line isn't such a line.

    Args:
        lines: lines with their line ends.
        given: delimiter that the user gave; a line that names another one is not taken.
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
    """Return the delimiter that fits the first lines best; None for a sheet of one column.

    Args:
        lines: lines with their line ends; none is taken.
        names: headers of phone columns that the user named.
        has_titles: whether title rows may come before the header.
    """
    sample = lines.sample(_SAMPLE_LINES, _SAMPLE_CHARACTERS)
    fit, best = max(
        (_rate_fit(sample, delimiter, names if has_titles else None), -i)
        for i, delimiter in enumerate(DELIMITERS)
    )
    return DELIMITERS[-best] if fit[0] else None


def _rate_fit(
    sample: list[str], delimiter: str, names: Sequence[str] | None
) -> tuple[bool, float, int]:
    """Rate how well a delimiter fits the lines from the header on; the greatest fits best.

    Returns:
        Whether there are several columns; the share of records with as many cells as the header;
        and that number of cells.
    """
    found = list(read_records(DelimitedLines([sample]), delimiter))
    records, count = [*filter(None, found)], len(found)
    if names is not None and records:
        titles = find_header_row([cells_to_judge(each) for each in records[:HEADER_WITHIN]], names)
        records, count = records[titles:], count - titles
    widths = [len(record.cells) for record in records if not record.problem]
    if not widths:
        return False, 0.0, 0
    return widths[0] > 1, widths.count(widths[0]) / count, widths[0]


def find_hidden_header(lines: PeekableLines) -> int | None:
    """Return the line of a header of several columns in what looks like a sheet of one column.

    Such a header is below a row with a phone number, which might be a contact.
    """
    sample = lines.sample(HEADER_WITHIN, _SAMPLE_CHARACTERS)
    first_line = lines.taken_count + 1
    for number, line in enumerate(sample[1:], first_line + 1):
        for delimiter in DELIMITERS:
            if is_header_of_several(split_line(line.rstrip(_LINE_ENDS), delimiter)):
                return number
    return None
