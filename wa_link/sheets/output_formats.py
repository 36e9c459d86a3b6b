"""Formats that sheets are written in. A new format is one writer and one row in WRITERS.

A writer is a context manager: on entry it writes what comes before the rows and gives a function
that writes one row; on exit it writes what comes after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link.sheets.delimited.write_delimited import delimited_writer
from wa_link.sheets.json_lines import json_lines_writer
from wa_link.sheets.workbook.write_workbook import xlsx_writer

if TYPE_CHECKING:
    from wa_link.sheets.writer import Writer

WRITERS: Final[dict[str, Writer]] = {
    "csv": delimited_writer,
    "tsv": delimited_writer,
    "jsonl": json_lines_writer,
    "xlsx": xlsx_writer,
}
"""Writers by file extension."""
KEEPS_EXTRA: Final = frozenset(("jsonl",))
"""Formats without a header, which keep values of a row whose keys are not columns."""
