"""Rows -> CSV, TSV and similar text."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wa_link.sheets.formulas import escape_formulas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from wa_link.sheets.rows import Extra
    from wa_link.sheets.writer import WriteOptions, WriteRow


@contextmanager
def delimited_writer(
    file: BinaryIO, columns: Sequence[str], options: WriteOptions
) -> Iterator[WriteRow]:
    """Give a function that writes rows as delimited text in UTF-8, with LF at line ends."""
    if options.has_byte_order_mark:
        file.write(b"\xef\xbb\xbf")
    if options.has_sep_line:
        file.write(f"sep={options.delimiter}\n".encode())

    def write(
        cells: Sequence[str],
        own: Sequence[str] = (),
        raw: str = "",
        extra: Extra = (),  # noqa: ARG001  (the header is already written)
    ) -> None:
        if raw and own and options.can_copy_cells:
            # In one string with an emoji, each character of the link would take four bytes.
            file.write(raw.encode())
            line = f"{options.delimiter}{format_record(own, options.delimiter)}"
        else:
            values = (*cells, *own)
            if options.spreadsheet_safe:
                values = tuple(map(escape_formulas, values))
            line = format_record(values, options.delimiter)
        file.write(line.encode())

    if options.header:
        write(columns)
    yield write


def format_record(values: Sequence[str], delimiter: str) -> str:
    """Format values as a line that ends with LF, with quotes where a reader needs them (RFC 4180).

    The csv module does not quote a lone CR when lines end with LF, so such a cell would be read as
    two rows.
    """
    line = delimiter.join(values)
    if '"' in line or "\n" in line or "\r" in line or line.count(delimiter) >= len(values):
        line = delimiter.join(_quote_cell(value, delimiter) for value in values)
    if len(values) == 1 and not line.strip():  # without quotes, it would be a blank line
        line = f'"{line}"'
    return f"{line}\n"


def _quote_cell(value: str, delimiter: str) -> str:
    if delimiter in value or '"' in value or "\n" in value or "\r" in value:
        return '"' + value.replace('"', '""') + '"'
    return value
