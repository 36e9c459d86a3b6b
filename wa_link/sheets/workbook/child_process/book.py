"""Opening and reading a workbook in the child process, with the library python-calamine."""

from __future__ import annotations

import io

from wa_link._support.child_work import CannotReadError, limit_memory
from wa_link.sheets.workbook.child_process import ods, xlsx
from wa_link.sheets.workbook.child_process.unpacking_limits import (
    BASE_MEMORY,
    MAX_MEMORY,
    MEMORY_PER_BYTE,
    PROTECTED,
    SAVE_AS_XLSX,
)
from wa_link.sheets.workbook.child_process.xls import (
    clear_large_ranges,
    find_special_cells,
    is_encrypted,
)
from wa_link.sheets.workbook.child_process.zip_guard import Parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeVar

    from python_calamine import CalamineSheet

    from wa_link.sheets.workbook.child_process.special_cells import SpecialCells

    Result = TypeVar("Result")

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an OLE file, the container of an .xls ([MS-CFB] 2.2)."""
# The message of python-calamine if it does not know the format. It does not say why.
_NO_CAUSE = "Cannot detect file format"
_MANIFEST, _ENCRYPTED = "META-INF/manifest.xml", b":encryption-data"


def open_book(data: bytes) -> Book:
    """Open a workbook; `data` is the content of its file.

    Raises:
        CannotReadError: the file isn't a workbook, or is damaged, protected by a password, or too
            large.
    """
    if data.startswith(_ZIP):
        return Book(data, Parts(data))
    if not data.startswith(_OLE):
        raise CannotReadError(f"is not a workbook. {SAVE_AS_XLSX}")
    # Search for names of streams ([MS-CFB] 2.6.1). An encrypted .xlsx has this one.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise CannotReadError(PROTECTED)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise CannotReadError(f"is not a workbook, but another kind of Office file. {SAVE_AS_XLSX}")
    if is_encrypted(data):
        raise CannotReadError(PROTECTED)
    return Book(clear_large_ranges(data), None)


class Book:
    """An open workbook, of which at most one worksheet is in memory.

    Attributes:
        sheets: for each worksheet, its name and whether it is visible, such as `("Sheet1", True)`.
        size: number of bytes to parse. For an .xls, it is the size of the file; for other
            workbooks, it is the size of their unpacked XML files.
    """

    def __init__(self, data: bytes, parts: Parts | None) -> None:
        """Open a workbook.

        Args:
            data: the bytes of its file.
            parts: the files in its zip archive; None for an .xls, which is not a zip archive.

        Raises:
            CannotReadError: the file isn't a workbook, or is damaged, protected by a password, or
                too large.
        """
        from python_calamine import load_workbook  # noqa: PLC0415  (not needed for refused files)

        self._data = data
        self.size = len(data)
        if parts:
            _require_workbook(parts)
            if any(_ENCRYPTED in chunk for chunk in parts.chunks(_MANIFEST)):
                raise CannotReadError(PROTECTED)
            self.size = sum(size for path, size in parts.sizes.items() if path.endswith(".xml"))
        size = BASE_MEMORY + 2 * len(data) + MEMORY_PER_BYTE * self.size
        limit_memory(min(size, MAX_MEMORY))
        self._book = call_library(lambda: load_workbook(io.BytesIO(data)))
        self._zipped: xlsx.XlsxSheets | ods.OdsSheets | None = None
        if parts:
            kind = xlsx.XlsxSheets if xlsx.WORKBOOK in parts else ods.OdsSheets
            self._zipped = kind(parts)
        metadata = self._book.sheets_metadata
        self._indices = [i for i, sheet in enumerate(metadata) if _has_name(sheet.typ, "WorkSheet")]
        self.sheets = [
            (metadata[i].name, _has_name(metadata[i].visible, "Visible")) for i in self._indices
        ]
        self._last_sheet: tuple[int, CalamineSheet] | None = None
        self._special: dict[tuple[int, tuple[int, ...]], SpecialCells] = {}

    def load_sheet(self, index: int) -> CalamineSheet:
        """Load and return a worksheet; the first one has the index 0.

        The worksheet stays in memory until this method loads another worksheet.
        """
        if self._last_sheet is None or self._last_sheet[0] != index:
            self._last_sheet = None
            found = call_library(lambda: self._book.get_sheet_by_index(self._indices[index]))
            self._last_sheet = index, found
        return self._last_sheet[1]

    def is_filled(self, index: int) -> bool:
        """Return whether a worksheet has a filled cell; the first worksheet has the index 0."""
        if isinstance(self._zipped, xlsx.XlsxSheets):
            return self._zipped.is_filled(self.sheets[index][0])
        return self.load_sheet(index).start is not None

    def special_cells(self, index: int, columns: Collection[int]) -> SpecialCells:
        """Return the texts and number formats of cells that python-calamine does not read.

        These are errors such as `#REF!`, formulas without a value, and number formats such as
        `"+966 "0`.

        Args:
            index: index of the worksheet, from 0.
            columns: indices of the columns whose number formats are needed, from 0.
        """
        if self._zipped and not self._zipped.has_unusual_formats:
            columns = ()
        key = index, tuple(columns)
        if key not in self._special:
            self._special = {key: self._find_special(index, columns)}
        return self._special[key]

    def _find_special(self, index: int, columns: Collection[int]) -> SpecialCells:
        """Search a worksheet for special cells; `special_cells` keeps the result for later."""
        if self._zipped:
            return self._zipped.special_cells(self.sheets[index][0], columns)
        return find_special_cells(self._data, self._indices[index], columns, self.load_sheet(index))


def _require_workbook(parts: Parts) -> None:
    """Raise an error if a zip archive is not an .xlsx, .xlsm or .ods workbook.

    Raises:
        CannotReadError: the archive is an .xlsb workbook, or not a workbook.
    """
    if xlsx.WORKBOOK in parts or ("mimetype" in parts and ods.CONTENT in parts):
        return
    if "xl/workbook.bin" in parts:
        raise CannotReadError(f"is an .xlsb workbook, which wa-link can't read. {SAVE_AS_XLSX}")
    raise CannotReadError(
        "is a zip archive, but not an .xlsx or .ods workbook. If it comes from a spreadsheet "
        "program, such as Numbers, save it there as .xlsx. Otherwise unpack it first."
    )


def _has_name(value: object, name: str) -> bool:
    """Return whether a member of a python-calamine enum has the given name, such as `Visible`."""
    return str(value).rpartition(".")[2] == name


def call_library(function: Callable[[], Result]) -> Result:
    """Call a function that uses python-calamine, and return its result.

    The library is written in Rust. If a damaged file makes it panic, it raises a `PanicException`,
    which is a `BaseException` but not an `Exception`.

    Raises:
        CannotReadError: python-calamine failed.
    """
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  (already loaded)

    try:
        return function()
    except PasswordError:
        raise CannotReadError(PROTECTED) from None
    except BaseException as error:
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            from wa_link._support.quoting import quote  # noqa: PLC0415  (loads `typing`, 9 ms)

            cause = str(error).strip()
            details = f" (Error: {quote(cause, 100)})" if cause != _NO_CAUSE else ""
            raise CannotReadError(
                f"can't be read: it is damaged, protected by a password, or not a workbook. "
                f"{SAVE_AS_XLSX}{details}"
            ) from None
        raise
