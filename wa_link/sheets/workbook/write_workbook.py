"""Rows -> an Excel workbook (.xlsx) of one worksheet."""

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
MAX_CELL = 32_767  # UTF-16 units
MAX_LINKS = 65_530
MAX_LINK = 2_079  # characters of a hyperlink, as in XlsxWriter
_LINK_COLUMN = "wa_link"
_LINK_STARTS = ("https://", "whatsapp://")
# Texts that a reader would decode, and characters that XML does not allow.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]")
# The same rows must give the same bytes at any time.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  (Excel has no time zones)


@contextmanager
def xlsx_writer(
    file: BinaryIO, columns: Sequence[str], options: WriteOptions
) -> Iterator[WriteRow]:
    """Yield a function that adds rows to a workbook; the workbook is written to `file` at the end.

    Every cell is text, so no cell becomes a number, a date or a formula. Links in the column
    `wa_link` can be clicked, within the limits of Excel; the others are text. Rows wait in a
    temporary file, not in memory. The same rows give the same bytes.

    Args:
        file: a file opened for bytes; nothing is written to it if the block raises.
        columns: names of the columns; the header stays in sight when the sheet is scrolled.
        options: only `header` is used.

    Raises:
        OptionError: XlsxWriter is not installed, or there are more columns than Excel allows.
        OutputError: (from the function, or at the end of the block) the rows exceed another limit
            of Excel.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  (an extra)
    except ImportError:
        raise missing_extra("Writing .xlsx", "sheets") from None
    if len(columns) > MAX_COLUMNS:
        raise OptionError(
            f"Excel allows {MAX_COLUMNS:,} columns, not {len(columns):,}: write .csv instead."
        )
    with temporary_folder() as path:
        folder = str(path)
        book = xlsxwriter.Workbook(_FailsOnce(file), {"constant_memory": True, "tmpdir": folder})
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
                "A worksheet in a workbook can't exceed 4 GB: write .csv instead."
            ) from None
        except xlsxwriter.exceptions.FileCreateError as error:  # of an OSError
            raise error.args[0] from None


class _FailsOnce:
    """A file that raises only its first error: a deleted archive writes its end again."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._has_failed = False

    def write(self, data: bytes) -> int:
        if self._has_failed:
            return len(data)
        try:
            return self._file.write(data)
        except OSError:
            self._has_failed = True
            raise

    def tell(self) -> int:
        return 0 if self._has_failed else self._file.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        return 0 if self._has_failed else self._file.seek(place, whence)

    def flush(self) -> None:
        if not self._has_failed:
            self._file.flush()


def _with_folder_name(folder: str, write: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Wrap a function so that its disk errors name the temporary folder."""

    def write_or_name_folder(*arguments: Arguments.args, **more: Arguments.kwargs) -> None:
        try:
            write(*arguments, **more)
        except OSError as error:
            error.filename = error.filename or folder
            raise

    return write_or_name_folder


class _Rows:
    """The worksheet, and the number of its rows and links."""

    def __init__(self, book: Workbook, columns: Sequence[str]) -> None:
        self._columns = columns
        self._sheet = book.add_worksheet(worksheet_class=_worksheet_class())
        self._links = {i for i, column in enumerate(columns) if column == _LINK_COLUMN}
        self._row = self._link_count = 0

    def write_header(self) -> None:
        self.write(self._columns)
        self._sheet.freeze_panes(1, 0)

    def write(
        self,
        cells: Sequence[str],
        own: Sequence[str] = (),
        raw: str = "",  # noqa: ARG002  (a workbook has none)
        extra: Extra = (),  # noqa: ARG002  (the header is written)
    ) -> None:
        if self._row >= MAX_ROWS:
            raise OutputError(f"An Excel worksheet ends at row {MAX_ROWS:,}: write .csv instead.")
        for column, value in enumerate((*cells, *own)):
            if value:
                self._write_cell(column, value)
        self._row += 1

    def abandon(self) -> None:
        """Close the temporary file, so that it can be removed."""
        self._sheet._opt_close()  # noqa: SLF001  (the public method would write the workbook)

    def _write_cell(self, column: int, value: str) -> None:
        if len(value) > MAX_CELL // 2 and len(value.encode("utf-16-le")) // 2 > MAX_CELL:
            place = f"Row {self._row + 1}, column {quote(self._columns[column], 30)}"
            raise OutputError(
                f"{place}: an Excel cell has at most {MAX_CELL:,} characters, not {len(value):,}: "
                "write .csv instead."
            )
        if column in self._links and self._is_link(value):
            self._link_count += 1
            self._sheet.write_url(self._row, column, value, string=value)
        else:
            self._sheet.write_string(self._row, column, value)

    def _is_link(self, value: str) -> bool:
        return (
            value.startswith(_LINK_STARTS)
            and len(value) <= MAX_LINK
            and self._link_count < MAX_LINKS
        )


@cache
def _worksheet_class() -> type[Worksheet]:
    """Return a class of worksheets that writes every text unchanged.

    XlsxWriter changes two kinds of text: of two overlapping escapes such as `_x0041_x0041_`, it
    escapes only the first (ECMA-376-1, 22.9.2.19); and it reads `<r>…</r>` as its own mark-up.
    """
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415  (an extra)

    class PlainWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
        @staticmethod
        def _escape_control_characters(data: str) -> str:
            escaped = _LIKE_AN_ESCAPE.sub("_x005F_", data)
            return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)

        def _xml_rich_inline_string(self, string: str, attributes: list[tuple[str, str]]) -> None:
            self._xml_inline_string(string, preserve=False, attributes=attributes)

    return PlainWorksheet
