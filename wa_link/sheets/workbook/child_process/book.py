"""A workbook in the memory of the child process, which python-calamine reads."""

from __future__ import annotations

import io

from wa_link._support.child_work import CannotReadError, limit_memory
from wa_link.sheets.workbook.child_process import ods, xlsx
from wa_link.sheets.workbook.child_process.limits import (
    MAX_MEMORY,
    MEMORY_FOR_BYTE,
    SAVE_AGAIN,
    SPARE_MEMORY,
)
from wa_link.sheets.workbook.child_process.xls import (
    drop_claimed_sizes,
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
"""First bytes of an .xls ([MS-CFB] 2.2)."""
# The library tries all formats, and this error gives no cause.
_NO_CAUSE = "Cannot detect file format"
_MANIFEST, _ENCRYPTED = "META-INF/manifest.xml", b":encryption-data"
_PASSWORD = "is protected by a password: save it without one."  # noqa: S105  (a sentence)


def open_book(data: bytes) -> Book:
    """Open a workbook.

    Raises:
        CannotReadError: it isn't a workbook, or is damaged, protected, or too large.
    """
    if data.startswith(_ZIP):
        return Book(data, Parts(data))
    if not data.startswith(_OLE):
        raise CannotReadError(f"is not a workbook. {SAVE_AGAIN}")
    # Names of streams ([MS-CFB] 2.6.1); an encrypted .xlsx has the first one.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise CannotReadError(_PASSWORD)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise CannotReadError(f"is not a workbook, but another Office file. {SAVE_AGAIN}")
    if is_encrypted(data):
        raise CannotReadError(_PASSWORD)
    return Book(drop_claimed_sizes(data), None)


class Book:
    """A workbook.

    Attributes:
        sheets: name of each worksheet, and whether it is visible.
        size: number of bytes that are parsed to read it.
    """

    def __init__(self, data: bytes, parts: Parts | None) -> None:
        """Open a workbook; `parts` are those of a zip archive.

        Raises:
            CannotReadError: it isn't a workbook, or is damaged, protected, or too large.
        """
        from python_calamine import load_workbook  # noqa: PLC0415  (not needed for refused files)

        self._data = data
        self.size = len(data)
        if parts:
            _check_kind(parts)
            if any(_ENCRYPTED in chunk for chunk in parts.chunks(_MANIFEST)):
                raise CannotReadError(_PASSWORD)
            self.size = sum(size for path, size in parts.sizes.items() if path.endswith(".xml"))
        size = SPARE_MEMORY + 2 * len(data) + MEMORY_FOR_BYTE * self.size
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
        """Return a worksheet; the last one is kept in memory."""
        if self._last_sheet is None or self._last_sheet[0] != index:
            self._last_sheet = None
            found = call_library(lambda: self._book.get_sheet_by_index(self._indices[index]))
            self._last_sheet = index, found
        return self._last_sheet[1]

    def is_filled(self, index: int) -> bool:
        """Return whether a worksheet has a cell that is not blank."""
        if isinstance(self._zipped, xlsx.XlsxSheets):
            return self._zipped.is_filled(self.sheets[index][0])
        return self.load_sheet(index).start is not None

    def special_cells(self, index: int, columns: Collection[int]) -> SpecialCells:
        """Return the special cells of a worksheet, and number formats of some columns."""
        if self._zipped and not self._zipped.has_unusual_formats:
            columns = ()
        key = index, tuple(columns)
        if key not in self._special:
            self._special = {key: self._find_special(index, columns)}
        return self._special[key]

    def _find_special(self, index: int, columns: Collection[int]) -> SpecialCells:
        if self._zipped:
            return self._zipped.special_cells(self.sheets[index][0], columns)
        return find_special_cells(self._data, self._indices[index], columns, self.load_sheet(index))


def _check_kind(parts: Parts) -> None:
    """Fail on archives that are not an .xlsx or .ods workbook.

    Raises:
        CannotReadError: the archive is another one.
    """
    if xlsx.WORKBOOK in parts or ("mimetype" in parts and ods.CONTENT in parts):
        return
    kind = "an .xlsb workbook" if "xl/workbook.bin" in parts else "a zip archive of other files"
    raise CannotReadError(f"is {kind}, which is not supported. {SAVE_AGAIN}")


def _has_name(value: object, name: str) -> bool:
    """Return whether an enum value of the library has a name."""
    return str(value).rpartition(".")[2] == name


def call_library(function: Callable[[], Result]) -> Result:
    """Call a function that uses the library.

    The library panics on unexpected damage; that error is not an `Exception`.

    Raises:
        CannotReadError: the library failed.
    """
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  (already loaded)

    try:
        return function()
    except PasswordError:
        raise CannotReadError(_PASSWORD) from None
    except BaseException as error:
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            from wa_link._support.quoting import quote  # noqa: PLC0415  (loads `typing`, 9 ms)

            cause = str(error).strip()
            why = f" ({quote(cause, 100)})" if cause != _NO_CAUSE else ""
            raise CannotReadError(
                f"can't be read: it is damaged, protected by a password, or not a workbook{why}. "
                f"{SAVE_AGAIN}"
            ) from None
        raise
