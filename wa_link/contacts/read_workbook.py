"""Excel and OpenDocument workbooks (.xlsx, .xlsm, .xls, .ods): a worksheet -> records."""

from __future__ import annotations

import datetime
import io
import math
import os
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wa_link.contacts.check_cells import ANEW
from wa_link.contacts.check_workbook import MAX_FILE_BYTES, OLE, check_workbook
from wa_link.contacts.check_xls import encrypted
from wa_link.contacts.header import missing_row, take_first, take_header
from wa_link.contacts.rows import Record
from wa_link.contacts.sheet import Sheet
from wa_link.contacts.text import MAX_LINE
from wa_link.errors import InputError, OptionError
from wa_link.extras import missing
from wa_link.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from python_calamine import CalamineSheet, CalamineWorkbook

Result = TypeVar("Result")

# A spreadsheet keeps 15 significant digits of a number (IEEE 754 doubles, as Excel shows them).
_ROUNDED_FROM = 10**15
# Each takes its time; some programs leave three behind the first.
_MOST_EMPTY = 50


def read_workbook(
    file: BinaryIO,
    name: str,
    *,
    header: bool = True,
    sheet: str | None = None,
    header_row: int | None = None,
    phone_columns: Sequence[str] = (),
) -> Sheet:
    """A worksheet of a workbook, which is read whole: all its cells are in memory.

    Its columns are those from A to the last in which any cell is filled. Where the header has no
    name for one, its name is blank, so that nothing is lost; rows that are wholly blank are no
    rows. A record's line is the number of its row in the spreadsheet.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        header: whether the first filled row names the columns; if not, they are `1`, `2`, ….
        sheet: the name of a worksheet, which may be hidden. When None, it is the first visible
            one that has any cell.
        header_row: the row that names the columns, from 1; found when None.
        phone_columns: headers that a person named, by which that row is found.

    Raises:
        OptionError: no such worksheet or row, or the library that reads workbooks is not installed.
        InputError: it is no workbook, protected, damaged, too large, or has no rows.
    """
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise InputError(
            f"{name} has more than {MAX_FILE_BYTES:,} bytes: export the sheet as CSV, which is "
            "read in any size."
        )
    check_workbook(data, name)
    workbook = _open(data, name)
    records = _records(_worksheet(workbook, name, sheet), name)
    top = take_header(records, phone_columns, header_row) if header else take_first(records)
    first = top.record
    if first is None:
        if header_row is not None:
            raise missing_row(name, header_row)
        raise InputError(f"{name} is empty: it has no {'header' if header else 'rows'}.")
    numbers = tuple(str(number) for number in range(1, len(first.cells) + 1))
    return Sheet(
        first.cells if header else numbers,
        chain(top.below() if header else [first], records),
        has_header=header,
        blank_lines=top.blank_lines,
        beside=len(workbook.sheets_metadata) - 1,
        remarks=top.remarks,
    )


def cell_text(value: object) -> str:
    """A cell's value as text.

    A whole number is its digits, without `.0`. One of more than 15 digits was rounded by the
    spreadsheet, and comes as `1.234567890123457E+16`, by which a reader of numbers knows. Dates
    and times are ISO 8601, durations `26:30:00`.
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "TRUE" if value else "FALSE"
        case int() | float():
            text = _number_text(value)
        case datetime.datetime():
            text = value.isoformat(" ")
        case datetime.date() | datetime.time():
            text = value.isoformat()
        case datetime.timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            text = str(value)
    return text


def _number_text(value: float) -> str:
    if not math.isfinite(value) or value != int(value):
        return repr(value)
    return f"{value:.15E}" if abs(value) >= _ROUNDED_FROM else str(int(value))


def _open(data: bytes, name: str) -> CalamineWorkbook:
    try:
        from python_calamine import load_workbook  # noqa: PLC0415  (an extra)
    except ImportError:
        raise missing(f"{name} is a workbook, and what reads workbooks", "sheets") from None
    # All of an .xls is read here, and it alone is not checked to the last byte.
    with _without_standard_error() if data.startswith(OLE) else nullcontext():
        return _guarded(name, lambda: load_workbook(io.BytesIO(data)))


@contextmanager
def _without_standard_error() -> Iterator[None]:
    """Standard error leads nowhere: a library that panics tells it there before it can be caught.

    So does what other threads write meanwhile.
    """
    try:
        kept = os.dup(2)
    except OSError:  # it is closed
        kept = None
    try:
        if kept is not None:
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        if kept is not None:
            os.dup2(kept, 2)
            os.close(kept)


def _guarded(name: str, read: Callable[[], Result]) -> Result:
    """What `read` gives; what the library fails on is refused in a sentence.

    It panics where it did not think of a damage; that error is no `Exception`.
    """
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  (an extra)

    try:
        return read()
    except PasswordError:
        raise InputError(encrypted(name)) from None
    except BaseException as error:
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise InputError(
                f"{name} cannot be read: it is damaged, protected by a password, or no workbook "
                f"({shown(str(error).strip(), 100)}). {ANEW}"
            ) from None
        raise


def _worksheet(workbook: CalamineWorkbook, name: str, wanted: str | None) -> CalamineSheet:
    """The worksheet with that name; or the first visible one with cells."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  (an extra)

    sheets = [
        (index, found)
        for index, found in enumerate(workbook.sheets_metadata)
        if found.typ == SheetTypeEnum.WorkSheet
    ]
    looked_for = [
        index
        for index, found in sheets
        if found.name == wanted or (wanted is None and found.visible == SheetVisibleEnum.Visible)
    ]
    for index in looked_for[:_MOST_EMPTY]:
        sheet = _guarded(name, partial(workbook.get_sheet_by_index, index))
        if sheet.start is not None or wanted is not None:
            return sheet
    listing = ", ".join(shown(found.name, 40) for _, found in sheets[:30])
    if wanted is not None:
        raise OptionError(
            f"{name} has no worksheet {shown(wanted)}. Its worksheets are {listing or 'none'}."
        )
    if len(looked_for) > _MOST_EMPTY:
        raise InputError(
            f"{name} has {len(looked_for):,} worksheets, and the first {_MOST_EMPTY} are empty: "
            "name one with --sheet."
        )
    raise InputError(
        f"{name} is empty: no worksheet that is visible has a cell (of {listing or 'none'})."
    )


def _records(sheet: CalamineSheet, name: str) -> Iterator[Record | None]:
    """The rows of a worksheet from its first; None for one that is blank.

    Raises:
        InputError: one is too long.
    """
    # The library leaves out blank columns before the first that is filled, and not blank rows.
    margin = ("",) * (sheet.start[1] if sheet.start else 0)
    for line, values in enumerate(sheet.iter_rows(), start=1):
        cells = tuple(map(cell_text, values))
        if sum(map(len, cells)) > MAX_LINE:
            raise InputError(f"{name}, row {line}: it has more than {MAX_LINE:,} characters.")
        if any(map(str.strip, cells)):
            cells = margin + cells
            yield Record(line, cells, ",".join(cells))
        else:
            yield None
