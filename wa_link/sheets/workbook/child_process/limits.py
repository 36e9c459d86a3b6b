"""Limits of workbooks, and advice for files that exceed them or can't be read."""

from __future__ import annotations

MAX_INFLATED_BYTES = 1 << 31
"""Size of all unpacked parts; 1,048,576 rows of 32 columns take about half of it."""
MAX_PARTS = 10_000
"""Number of parts; a workbook has a few dozen, and one for each picture."""
MAX_RATIO, RATIO_COUNTS_FROM = 200, 1 << 24
"""Compression ratio of a large part, and of all parts together. Sheets have 5 to 50; DEFLATE allows
1,032. Small parts are often compressed more, without danger (Apache POI's limit of 100 refuses good
files)."""

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Size of an Excel worksheet, as in `wa_link/sheets/sheet.py`, which takes longer to import."""
MAX_CELLS = 1 << 25
"""Number of cells of a worksheet, from its first row and column to its last."""
MAX_ROW_CHARACTERS = 1_000_000
MAX_CHARACTERS = 1 << 31
"""Characters of all cells of a worksheet."""

SPARE_MEMORY, MEMORY_FOR_BYTE = 1 << 28, 8
"""Bytes of address space for any workbook, and bytes for each byte of XML in it. Measured on
1,048,576 rows: 1.5 for each byte, and 6 if all texts are short and few are numbers."""
MAX_MEMORY = 1 << 32
"""Bytes of address space; 1,048,576 rows of 32 columns take nearly as much."""
SPARE_SECONDS, BYTES_IN_SECOND = 60, 1 << 20
"""Time to parse a workbook: 60 seconds and one second for each MiB, 20 times the usual."""

SAVE_AGAIN = "Open it in a spreadsheet program and save it again as .xlsx."
"""Advice for most files that are refused."""
AS_CSV = "Export the sheet as CSV."
