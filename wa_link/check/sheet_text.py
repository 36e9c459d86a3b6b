"""Read delimited text (`.csv`, `.tsv`): a link at the beginning of a cell ends with the cell."""

from __future__ import annotations

import re
from array import array
from functools import cache
from typing import TYPE_CHECKING

from wa_link.check.decode_file import decode
from wa_link.check.searched_text import SearchedText
from wa_link.sheets.delimited.detect_delimiter import detect_delimiter
from wa_link.sheets.peekable_lines import PeekableLines

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLE_CHARACTERS = 1 << 16
_ESCAPE = re.compile("&amp;")


def read_sheet_text(data: bytes) -> SearchedText:
    """Return the text of a file with a quote before and after each cell that contains a link.

    Cells that the file itself quotes, or that contain quotes, stay as they are. In the others, the
    escape `&amp;` is damage, so its `&` is escaped again.
    """
    source = decode(data)
    sample = source.text[:_SAMPLE_CHARACTERS].splitlines(keepends=True)
    cells = _find_cells(detect_delimiter(PeekableLines([sample])) or "\n")
    parts, indexes, end = [], array("I"), 0
    for found in cells.finditer(source.text):
        if not found["cell"]:
            continue
        for place, inserted in _find_insertions(source.text, *found.span("cell")):
            parts += [source.text[end:place], inserted]
            indexes.extend([*range(end, place), *[max(end, place - 1)] * len(inserted)])
            end = place
    parts.append(source.text[end:])
    indexes.extend(range(end, len(source.text)))
    return SearchedText(source, "".join(parts), indexes, is_escaped=True)


def _find_insertions(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the quotes around a cell and the `amp;` after its `&`, each with its place."""
    yield start, '"'
    for escape in _ESCAPE.finditer(text, start, end):
        yield escape.start() + 1, "amp;"
    yield end, '"'


@cache
def _find_cells(delimiter: str) -> re.Pattern[str]:
    """Return a pattern of quoted cells, and of other cells with a link, which it names `cell`."""
    ends = re.escape(f"{delimiter}\r\n")
    return re.compile(
        rf"(?:^|{re.escape(delimiter)})"
        rf'(?:"(?:[^"]|"")*"'
        rf'|[ \t]*+(?=[^{ends}"]*?(?:wa\.me/|whatsapp))(?P<cell>[^{ends}"]*+)(?=[{ends}]|\Z))',
        re.IGNORECASE | re.MULTILINE,
    )
