"""Limits for unpacked workbooks, and advice for messages about workbooks that can't be read.

The limit for the size of the file itself is MAX_FILE_BYTES in `_support/child_files.py`.
"""

from __future__ import annotations

MAX_INFLATED_BYTES = 1 << 31
"""Limit of the unpacked bytes of all files in the zip archive of a workbook. A worksheet of
1,048,576 rows and 32 columns takes about half of it."""
MAX_PARTS = 10_000
"""Limit of the files in the zip archive of a workbook. Most workbooks have a few dozen files, and
one more for each picture."""
MAX_RATIO, MIN_BYTES_FOR_RATIO = 200, 1 << 24
"""Limit of the compression ratio: the unpacked bytes divided by the compressed bytes. The ratio of
sheets is 5 to 50; DEFLATE can reach 1,032. The limit applies to each file in the archive with more
than `MIN_BYTES_FOR_RATIO` unpacked bytes, and to all files together. Small files are not dangerous,
and their ratio is often higher: Apache POI's limit of 100 refuses valid workbooks."""

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Limits of an Excel worksheet. `wa_link/sheets/sheet.py` has them too, but its import is slow."""
MAX_CELLS = 1 << 25
"""Limit of the cells in the rectangle from the first filled row and column to the last ones."""
MAX_ROW_CHARACTERS = 1_000_000
"""Limit of the characters in all cells of one row."""
MAX_CHARACTERS = 1 << 31
"""Limit of the characters in all cells of a worksheet."""

BASE_MEMORY, MEMORY_PER_BYTE = 1 << 28, 8
"""Limit of the child's memory (address space) in bytes: `BASE_MEMORY` for any workbook, and
`MEMORY_PER_BYTE` more for each byte of XML in it. In a sheet of 1,048,576 rows, 1.5 bytes were used
for each byte of XML, and 6 bytes if all texts were short and few cells were numbers."""
MAX_MEMORY = 1 << 32
"""Limit of the child's memory (address space) in bytes, for a workbook of any size. A worksheet of
1,048,576 rows and 32 columns needs almost as much."""
BASE_SECONDS, BYTES_PER_SECOND = 60, 1 << 20
"""Limit of the time to parse a workbook: 60 seconds, and one second more for each MiB. Most
workbooks need a twentieth of that time."""

SAVE_AS_XLSX = "Open it in a spreadsheet program and save it again as .xlsx."
"""Advice for most files that can't be read."""
SAVE_AS_CSV = "Open it in a spreadsheet program and save the sheet as .csv."
"""Advice for a workbook that is too large."""
PROTECTED = (
    "is protected by a password. Open it in a spreadsheet program and save it without a password."
)
"""End of the message about an encrypted workbook; the message begins with the name of the file."""


class Advice:
    """Words for messages about zip archives of one kind, such as workbooks.

    Attributes:
        noun: the kind of file, such as `workbook`.
        save_again: advice for a file that is damaged.
        reduce: advice for a file that is too large.
        protected: end of the message about an encrypted file.
    """

    def __init__(self, noun: str, save_again: str, reduce: str, protected: str) -> None:
        self.noun = noun
        self.save_again = save_again
        self.reduce = reduce
        self.protected = protected


FOR_WORKBOOKS = Advice("workbook", SAVE_AS_XLSX, SAVE_AS_CSV, PROTECTED)
"""Words for messages about workbooks from which rows are read."""
