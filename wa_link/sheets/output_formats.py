"""Output formats: a table of file extensions, such as `csv`, and the functions that write files.

A writer is a context manager. On entry, it writes the header and yields a function that writes one
row; on exit, it completes the file. To add a format, write a writer and add a row to WRITERS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_link.sheets.delimited.write_delimited import delimited_writer
from wa_link.sheets.json_lines import json_lines_writer
from wa_link.sheets.vcard.write_vcards import vcard_writer
from wa_link.sheets.workbook.write_workbook import xlsx_writer

if TYPE_CHECKING:
    from wa_link.sheets.writer import Writer

WRITERS: Final[dict[str, Writer]] = {
    "csv": delimited_writer,
    "tsv": delimited_writer,
    "jsonl": json_lines_writer,
    "xlsx": xlsx_writer,
    "vcf": vcard_writer,
}
"""Writers by file extension, without its dot."""
REJECTS_FORMATS: Final = tuple(name for name in WRITERS if name != "vcf")
"""Formats of the rejects file, which must keep all columns so that it can be read again."""
KEEPS_EXTRA: Final = frozenset(("jsonl", "vcf"))
"""Formats that can write keys of a row that are not columns of the sheet (`Row.extra`)."""
