"""Write rows as delimited text (CSV, TSV and similar)."""

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
    """Yield a function that writes a row as delimited text, in UTF-8 with LF line ends."""
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
            # Encode the cells and the link separately: in a Python string with an emoji, each
            # character takes four bytes.
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
    """Return a line of delimited text that ends with LF, with quotes only where needed (RFC 4180).

    The csv module is not used: if lines end with LF, it puts no quotes around a cell that contains
    CR, so readers would see two rows.
    """
    line = delimiter.join(values)
    if '"' in line or "\n" in line or "\r" in line or line.count(delimiter) >= len(values):
        line = delimiter.join(_quote_cell(value, delimiter) for value in values)
    # Without quotes, readers would skip a line with one blank cell.
    if len(values) == 1 and not line.strip():
        line = f'"{line}"'
    return f"{line}\n"


def _quote_cell(value: str, delimiter: str) -> str:
    if delimiter in value or '"' in value or "\n" in value or "\r" in value:
        return '"' + value.replace('"', '""') + '"'
    return value
