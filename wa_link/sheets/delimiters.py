"""What separates the cells of delimited text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.sheets.delimited import DELIMITERS, QuotedLines, cells_of, read_records
from wa_link.sheets.header import HEADER_WITHIN, cells_to_judge, find_header, heads_several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.sheets.lines import Lines

# The lines by which the delimiter is found, and how many characters of them are enough.
_SAMPLE_LINES, _SAMPLE_CHARACTERS = 50, 1 << 20
_LINE_ENDS = "\r\n"


def take_delimiter(lines: Lines, given: str | None = None) -> str | None:
    """Return the delimiter that Excel's own line gives, `sep=;`, and take that line.

    Args:
        lines: with their line ends.
        given: a delimiter; then the line counts only where it gives the same.
    """
    first = next(iter(lines.look(1)), "")
    told = re.fullmatch(r'sep=([^"])', first.rstrip(_LINE_ENDS), re.IGNORECASE)
    if told is None or given not in (None, told[1]):
        return None
    lines.take()
    return told[1]


def find_delimiter(
    lines: Lines, names: Sequence[str] = (), *, has_titles: bool = True
) -> str | None:
    """Return what separates cells, as the first lines show; None for a sheet of one column.

    Args:
        lines: with their line ends.
        names: headers of phone columns that a person named.
        has_titles: whether rows of titles may come before the header.
    """
    sample = lines.sample(_SAMPLE_LINES, _SAMPLE_CHARACTERS)
    likeness, best = max(
        (_likeness(sample, delimiter, names if has_titles else None), -i)
        for i, delimiter in enumerate(DELIMITERS)
    )
    return DELIMITERS[-best] if likeness[0] else None


def _likeness(
    sample: list[str], delimiter: str, names: Sequence[str] | None
) -> tuple[bool, float, int]:
    """Return how well a delimiter explains the lines, from the header on.

    There is more than one column, as many in every record.
    """
    found = list(read_records(QuotedLines([sample]), delimiter))
    records, count = [*filter(None, found)], len(found)
    if names is not None and records:
        titles = find_header([cells_to_judge(each) for each in records[:HEADER_WITHIN]], names)
        records, count = records[titles:], count - titles
    widths = [len(record.cells) for record in records if not record.problem]
    if not widths:
        return False, 0.0, 0
    return widths[0] > 1, widths.count(widths[0]) / count, widths[0]


def find_hidden_header(lines: Lines) -> int | None:
    """Return the line of a header with several columns in what looks like a sheet of one column.

    A row with a phone number is above it, which might be a contact.
    """
    for number, line in enumerate(lines.sample(HEADER_WITHIN, _SAMPLE_CHARACTERS), lines.taken + 1):
        for delimiter in DELIMITERS:
            cells = cells_of(line.rstrip(_LINE_ENDS), delimiter)
            if number > lines.taken + 1 and heads_several(cells):
                return number
    return None
