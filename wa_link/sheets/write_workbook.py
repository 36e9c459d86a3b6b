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

    from wa_link.sheets.layout import Layout, WriteRow
    from wa_link.sheets.rows import Extra

Arguments = ParamSpec("Arguments")

# Excel's limits ("Excel specifications and limits", support.microsoft.com).
MAX_CELL = 32_767  # in UTF-16 units
MAX_LINKS = 65_530
MAX_LINK = 2_079  # of Excel's hyperlinks, as XlsxWriter knows it
_LINK_COLUMN = "wa_link"
_LINK_STARTS = ("https://", "whatsapp://")
# What a reader would decode, and what XML has no place for.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]")
# No workbook may differ because it was written at another time.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  (Excel knows no zones)


@contextmanager
def xlsx_writer(file: BinaryIO, columns: Sequence[str], layout: Layout) -> Iterator[WriteRow]:
    """A function that writes rows to a workbook, which is put into `file` when the block ends.

    Every cell is text, as it is: nothing is taken for a number, a date or a formula. The links of
    the column `wa_link` can be clicked, as many and as long as Excel allows; those beyond are
    text. Rows wait in a temporary file, not in memory. The same rows give the same bytes.

    Args:
        file: opened for bytes; nothing is written to it when the block raises.
        columns: their names; the header stays in sight when the sheet is scrolled.
        layout: whether there is a header; the rest is of delimited text.

    Raises:
        OptionError: XlsxWriter is not installed, or there are more columns than Excel has.
        OutputError: (from the function, or when the block ends) what is to be written exceeds
            Excel's other limits.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  (an extra)
    except ImportError:
        raise missing_extra("Writing .xlsx", "sheets") from None
    if len(columns) > MAX_COLUMNS:
        raise OptionError(f"Excel holds {MAX_COLUMNS:,} columns, not {len(columns):,}: write .csv.")
    with temporary_folder() as path:
        folder = str(path)
        book = xlsxwriter.Workbook(_Failing(file), {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"created": _CREATED})
        rows = _Rows(book, columns)
        if layout.header:
            rows.write_header()
        try:
            yield _naming(folder, rows.write)
        except BaseException:
            with suppress(OSError):  # it is full, for one
                rows.abandon()
            raise
        try:
            _naming(folder, book.close)()
        except xlsxwriter.exceptions.FileSizeError:
            raise OutputError("A workbook holds no sheet above 4 GB: write .csv instead.") from None
        except xlsxwriter.exceptions.FileCreateError as error:  # of an OSError
            raise error.args[0] from None


class _Failing:
    """A file that fails once: the archive that is left would write its end in a destructor."""

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


def _naming(folder: str, write: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """The same function, whose errors of the disk tell where rows wait."""

    def named(*arguments: Arguments.args, **more: Arguments.kwargs) -> None:
        try:
            write(*arguments, **more)
        except OSError as error:
            error.filename = error.filename or folder
            raise

    return named


class _Rows:
    """The rows of the one worksheet, and how many of them and of their links there are."""

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
            raise OutputError(f"A worksheet of Excel ends at row {MAX_ROWS:,}: write .csv instead.")
        for column, value in enumerate((*cells, *own)):
            if value:
                self._write_cell(column, value)
        self._row += 1

    def abandon(self) -> None:
        """Close the temporary file, so that it can be removed on every system."""
        self._sheet._opt_close()  # noqa: SLF001  (what is public would write the workbook)

    def _write_cell(self, column: int, value: str) -> None:
        if len(value) > MAX_CELL // 2 and len(value.encode("utf-16-le")) // 2 > MAX_CELL:
            where = f"Row {self._row + 1}, column {quote(self._columns[column], 30)}"
            raise OutputError(
                f"{where}: a cell of Excel holds {MAX_CELL:,} characters, not {len(value):,}: "
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
    """A worksheet that writes every text as it is: XlsxWriter's own misses two kinds.

    Where one `_x0041_` begins with the end of another, it escapes the first alone (ECMA-376-1,
    22.9.2.19); and `<r>…</r>` it takes for its own mark-up.
    """
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415  (an extra)

    class PlainWorksheet(Worksheet):  # type: ignore[misc]  # it ships no types
        @staticmethod
        def _escape_control_characters(data: str) -> str:
            escaped = _LIKE_AN_ESCAPE.sub("_x005F_", data)
            return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)

        def _xml_rich_inline_string(self, string: str, attributes: list[tuple[str, str]]) -> None:
            self._xml_inline_string(string, preserve=False, attributes=attributes)

    return PlainWorksheet
