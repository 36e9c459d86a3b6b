"""Limits of workbooks, and the advice for those that exceed them or can't be read."""

from __future__ import annotations

MAX_INFLATED_BYTES = 1 << 31
"""The size of all parts of a workbook; 1,048,576 rows of 32 columns come to about half of it."""
MAX_PARTS = 10_000
"""A workbook has a few dozen parts, and one for each picture."""
MAX_RATIO, RATIO_COUNTS_FROM = 200, 1 << 24
"""How far a large part may be compressed, and all parts. Sheets come to 5 to 50; DEFLATE ends at
1,032. Small parts are often compressed more, and are no danger (Apache POI's limit of 100 refuses
good files)."""

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""The size of a worksheet of Excel, as in `contacts/sheet.py`, which takes longer to import."""
MAX_CELLS = 1 << 25
"""The cells of a worksheet, from its first row and column to its last."""
MAX_ROW_CHARACTERS = 1_000_000
MAX_CHARACTERS = 1 << 31
"""The text of a worksheet."""

SPARE_MEMORY, MEMORY_FOR_BYTE = 1 << 28, 8
"""Bytes of address space for any workbook, and more for each byte of a large one. Measured: 1.5
for each byte of XML of 1,048,576 rows, 6 where each text is short and there are few digits."""
MAX_MEMORY = 1 << 32
"""Bytes of address space; 1,048,576 rows of 32 columns take nearly as much."""
SPARE_SECONDS, BYTES_IN_SECOND = 60, 1 << 20
"""How long it may take to parse: twenty times as long as it takes."""

SAVE_AGAIN = "Open it in a spreadsheet program and save it again as .xlsx."
"""The advice for most files that are refused."""
AS_CSV = "Export the sheet as CSV."


def quote(text: str, limit: int = 60) -> str:
    """Return `text` in double quotes for a message: one line, at most `limit` characters of it."""
    characters = (
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in text[:limit]
    )
    return f'"{"".join(characters)}{"…" * (len(text) > limit)}"'
