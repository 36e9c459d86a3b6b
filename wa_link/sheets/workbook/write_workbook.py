"""Writer of an Excel workbook (.xlsx) with one worksheet."""

from __future__ import annotations

import datetime
import re
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, ParamSpec

from wa_link._support.extras import missing_extra
from wa_link._support.files import temporary_folder
from wa_link._support.quoting import quote
from wa_link.errors import OptionError, OutputError
from wa_link.links.short_link import SHORT_LINK_START
from wa_link.sheets.own_columns import LINK_COLUMN, SHORT_LINK_COLUMN
from wa_link.sheets.sheet import MAX_COLUMNS, MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from wa_link.sheets.rows import Extra
    from wa_link.sheets.writer import WriteOptions, WriteRow

Arguments = ParamSpec("Arguments")

# Limits of Excel ("Excel specifications and limits", support.microsoft.com).
MAX_CELL = 32_767  # UTF-16 code units in a cell: most characters are one, an emoji is two
MAX_LINKS = 65_530  # hyperlinks in a worksheet
MAX_LINK = 2_079  # characters in a hyperlink, as in XlsxWriter
# A cell that an earlier run wrote may have been changed by others since.
_LINK_STARTS = {
    LINK_COLUMN: ("https://", "whatsapp://"),
    SHORT_LINK_COLUMN: (SHORT_LINK_START,),
}
# A text such as `_x0041_`, which programs read as an escape, and characters that XML forbids.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]")
# A fixed time of creation, because the same rows must give the same bytes at any time.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  (Excel has no time zones)


@contextmanager
def xlsx_writer(
    file: BinaryIO, columns: Sequence[str], options: WriteOptions
) -> Iterator[WriteRow]:
    """Yield a function that adds rows to a workbook; the workbook is written to `file` at the end.

    Every cell is text, so no cell becomes a number, a date or a formula. The links in the
    columns `wa_link` and `wa_short_link` can be clicked. A link is written as plain text if it is
    too long for Excel, or if the worksheet already has 65,530 clickable links. The rows are kept in
    a temporary file, not in memory. The same rows give the same bytes.

    Args:
        file: a file opened for bytes. Nothing is written if the `with` block fails.
        columns: names of the columns. The header row stays visible when the sheet is scrolled.
        options: options of the output; only `header` is used here.

    Raises:
        OptionError: XlsxWriter is not installed, or there are more columns than Excel allows.
        OutputError: there are more rows than Excel allows, a text is too long for a cell, or the
            worksheet is larger than 4 GB. It is raised by the yielded function, or at the end of
            the `with` block.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  (installed by the extra `sheets`)
    except ImportError:
        raise missing_extra("Writing .xlsx", "sheets") from None
    if len(columns) > MAX_COLUMNS:
        raise OptionError(
            f"An Excel worksheet can have at most {MAX_COLUMNS:,} columns, not {len(columns):,}: "
            "write .csv instead."
        )
    with temporary_folder() as path:
        folder = str(path)
        book = xlsxwriter.Workbook(
            _FileFailingOnce(file), {"constant_memory": True, "tmpdir": folder}
        )
        book.set_properties({"created": _CREATED})
        rows = _Rows(book, columns)
        if options.header:
            rows.write_header()
        try:
            yield _with_folder_name(folder, rows.write)
        except BaseException:
            with suppress(OSError):  # such as a full disk
                rows.abandon()
            raise
        try:
            _with_folder_name(folder, book.close)()
        except xlsxwriter.exceptions.FileSizeError:
            raise OutputError(
                "A worksheet of an .xlsx file can't exceed 4 GB: write .csv instead."
            ) from None
        except xlsxwriter.exceptions.FileCreateError as error:  # XlsxWriter wraps an OSError
            raise error.args[0] from None


class _FileFailingOnce:
    """A file that raises only its first write error; after that error, calls do nothing.

    If writing a zip archive fails, Python writes to the file again when it deletes the archive
    object. Without this class, a second error would be printed.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Wrap a binary file, so that only its first write error is raised."""
        self._file = file
        self._has_failed = False

    def write(self, data: bytes) -> int:
        """Write bytes to the file (after an error, write nothing), and return their number."""
        if self._has_failed:
            return len(data)
        try:
            return self._file.write(data)
        except OSError:
            self._has_failed = True
            raise

    def tell(self) -> int:
        """Return the position in the file, or 0 after an error."""
        return 0 if self._has_failed else self._file.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        """Move to a position in the file, and return it; after an error, only return 0."""
        return 0 if self._has_failed else self._file.seek(place, whence)

    def flush(self) -> None:
        """Flush the file; do nothing after an error."""
        if not self._has_failed:
            self._file.flush()


def _with_folder_name(folder: str, write: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Return a function that calls `write`, and adds the name of `folder` to an OSError.

    So the message for "No space left on device" says in which folder. An OSError that already has
    a file name is not changed.
    """

    def write_or_name_folder(*arguments: Arguments.args, **more: Arguments.kwargs) -> None:
        """Call `write`; if it raises an OSError without a file name, name `folder` in it."""
        try:
            write(*arguments, **more)
        except OSError as error:
            error.filename = error.filename or folder
            raise

    return write_or_name_folder


class _Rows:
    """Worksheet to which rows are written; it counts its rows and links."""

    def __init__(self, book: Workbook, columns: Sequence[str]) -> None:
        """Add a worksheet with these columns to a workbook."""
        self._columns = columns
        self._sheet = book.add_worksheet(worksheet_class=_worksheet_class())
        self._links = {
            i: _LINK_STARTS[column] for i, column in enumerate(columns) if column in _LINK_STARTS
        }
        self._row = self._link_count = 0

    def write_header(self) -> None:
        """Write the header row, and make it stay visible when the sheet is scrolled."""
        self.write(self._columns)
        self._sheet.freeze_panes(1, 0)

    def write(
        self,
        cells: Sequence[str],
        own: Sequence[str] = (),
        raw: str = "",  # noqa: ARG002  (a workbook contains no raw text)
        extra: Extra = (),  # noqa: ARG002  (a workbook has no keys besides its columns)
    ) -> None:
        """Write the next row of the worksheet.

        Args:
            cells: cells of the input row.
            own: cells of the columns that wa-link adds, such as `wa_link`.
            raw: ignored.
            extra: ignored.

        Raises:
            OutputError: the worksheet is full, or a text is too long for a cell.
        """
        if self._row >= MAX_ROWS:
            raise OutputError(
                f"An Excel worksheet can have at most {MAX_ROWS:,} rows: write .csv instead."
            )
        for column, value in enumerate((*cells, *own)):
            if value:
                self._write_cell(column, value)
        self._row += 1

    def abandon(self) -> None:
        """Close the temporary file of the worksheet, so that the file can be removed."""
        self._sheet._opt_close()  # noqa: SLF001  (the public method would write the workbook)

    def _write_cell(self, column: int, value: str) -> None:
        """Write a cell of the current row, as a link or as text; `column` counts from 0.

        Raises:
            OutputError: the text is too long for a cell.
        """
        if len(value) > MAX_CELL // 2 and (size := len(value.encode("utf-16-le")) // 2) > MAX_CELL:
            place = f"Row {self._row + 1:,}, column {quote(self._columns[column], 30)}"
            raise OutputError(
                f"{place}: an Excel cell can have at most {MAX_CELL:,} characters (an emoji counts "
                f"as 2), not {size:,}: write .csv instead."
            )
        if self._is_link(column, value):
            self._link_count += 1
            self._sheet.write_url(self._row, column, value, string=value)
        else:
            self._sheet.write_string(self._row, column, value)

    def _is_link(self, column: int, value: str) -> bool:
        """Return whether a text is a link that can be clicked in Excel.

        It can't be clicked if it is too long, or if the worksheet already has the most links that
        Excel allows.
        """
        return (
            value.startswith(self._links.get(column, ()))
            and len(value) <= MAX_LINK
            and self._link_count < MAX_LINKS
        )


@cache
def _worksheet_class() -> type[Worksheet]:
    """Return a subclass of XlsxWriter's `Worksheet` that writes every text unchanged.

    XlsxWriter itself would change two kinds of text. It reads `<r>…</r>` as its own mark-up. And it
    does not protect all texts that Excel reads as escaped characters: Excel shows `_x0041_` as `A`
    (ECMA-376-1, 22.9.2.19). If two of them overlap, as in `_x0041_x0041_`, XlsxWriter protects only
    the first.
    """
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415  (installed by the extra `sheets`)

    class PlainWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
        """Worksheet that writes every text unchanged, even `_x0041_` and `<r>…</r>`."""

        @staticmethod
        def _escape_control_characters(data: str) -> str:
            """Escape control characters, and texts that look like an escape, such as `_x0041_`."""
            escaped = _LIKE_AN_ESCAPE.sub("_x005F_", data)
            return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)

        def _xml_rich_inline_string(self, string: str, attributes: list[tuple[str, str]]) -> None:
            """Write a text that begins with `<r>` and ends with `</r>` as ordinary text."""
            self._xml_inline_string(string, preserve=False, attributes=attributes)

    return PlainWorksheet
