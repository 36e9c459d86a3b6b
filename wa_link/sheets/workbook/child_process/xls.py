"""Check an .xls file before it is read, and find its error cells and unusual number formats.

An error cell contains an error such as `#N/A`. A number format is unusual if it shows more than the
value of a cell, such as `"+966 "0`. The format of .xls files is described in [MS-XLS]. This is our
own code because python-calamine reads neither errors nor number formats of .xls files, and openpyxl
does not read .xls files.
"""

from __future__ import annotations

import re
from itertools import islice
from struct import error, unpack_from

from wa_link.sheets.workbook.child_process.number_formats import can_ignore_format
from wa_link.sheets.workbook.child_process.ole import read_workbook_stream
from wa_link.sheets.workbook.child_process.special_cells import SpecialCells

# First bytes of the workbook stream in the format BIFF5 or BIFF8 ([MS-XLS] 2.4.21).
_BOF = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
# Record of the used cell range: first and last row in 32 bits each, first and last column in 16
# bits each, and two NUL bytes ([MS-XLS] 2.4.90).
_DIMENSIONS = re.compile(
    rb"(\x00\x02\x0e\x00)([\x00-\xff]{4})([\x00-\xff]{4})[\x00-\xff]{4}\x00\x00"
)
# Numbers of record types ([MS-XLS] 2.3).
_BOUNDSHEET, _BOOLERR, _FORMULA, _BOF_RECORD, _EOF = 0x85, 0x205, 0x06, 0x809, 0x0A
_FORMAT, _XF, _MULRK, _BIFF8 = 0x41E, 0xE0, 0xBD, b"\x00\x06"
# Types of records with a formula, a text or a number. They begin with a row, a column and a style.
_CELLS = frozenset((0x06, 0xFD, 0xD6, 0x203, 0x204, 0x27E, _MULRK))
_IS_ERROR = 2  # the result of a formula is an error
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
# A record of an error, or of a formula whose value is an error.
_MAY_BE_ERROR = re.compile(
    rb"(?s)\x05\x02\x08\x00.{7}\x01|\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff"
)
# A declared cell range with up to 4,096 rows takes little memory. An .xls has at most 65,536 rows.
_HARMLESS_ROWS, _MAX_ROWS = 4_096, 65_536
_FILEPASS = 0x2F
# Limits of the search for a record FILEPASS.
_FIRST_RECORDS, _MOST_STREAMS = 10, 10

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from python_calamine import CalamineSheet


def is_encrypted(data: bytes) -> bool:
    """Return whether the bytes of an .xls contain an encrypted workbook ([MS-XLS] 2.2.10).

    An encrypted workbook has a record FILEPASS among its first records. The first records follow
    each other without a gap, and the type and length of a record are never encrypted.
    """
    for match in islice(_BOF.finditer(data), _MOST_STREAMS):
        place = match.start()
        for _ in range(_FIRST_RECORDS):
            kind, length = unpack_from("<HH", data, place)
            if kind == _FILEPASS:
                return True
            place += 4 + length
            if place + 4 > len(data) or kind == 0:
                break
    return False


def clear_large_ranges(data: bytes) -> bytes:
    """Return the bytes of an .xls, with zeros in each record that says that a sheet is large.

    This record says which rows and columns of a worksheet are used. Some programs declare all
    65,536 rows and 256 columns, and python-calamine would allocate memory for all these cells.
    Without this record, python-calamine can still read the sheet.
    """

    def clear(match: re.Match[bytes]) -> bytes:
        """Return the record: with zeros if it says that the sheet is large, else unchanged."""
        first, last = (int.from_bytes(match[i], "little") for i in (2, 3))
        if first <= last <= _HARMLESS_ROWS or last > _MAX_ROWS:
            return match[0]
        return match[1] + bytes(14)

    return _DIMENSIONS.sub(clear, data)


def find_special_cells(
    data: bytes, index: int, columns: Collection[int], sheet: CalamineSheet
) -> SpecialCells:
    """Return the error cells of a worksheet, and the cells with formats such as `"+966 "0`.

    Number formats are searched only in `columns`. If this module can't parse the file, cells may be
    missing from the result; its attribute `unknown_formats` is then True if there are numbers in
    `columns`.

    Args:
        data: the bytes of the .xls.
        index: index of the worksheet, from 0.
        columns: indices of the columns whose number formats are needed, from 0.
        sheet: the worksheet, as python-calamine reads it.
    """
    found = SpecialCells()
    may_have_errors = _MAY_BE_ERROR.search(data) is not None
    if not (columns or may_have_errors):
        return found
    try:
        stream = read_workbook_stream(data)
        formats = _find_unusual_formats(stream) if columns else {}
        if formats or may_have_errors:
            _add_cells(found, stream, index, formats, columns)
    except (ValueError, IndexError, error):  # python-calamine can read some of these files
        found.unknown_formats = _has_numbers(sheet, columns)
    return found


def _has_numbers(sheet: CalamineSheet, columns: Collection[int]) -> bool:
    """Return whether one or more of these columns contain a number; the indices begin at 0."""
    left = sheet.start[1] if sheet.start else 0
    places = [column - left for column in columns if column >= left]
    return bool(places) and any(
        type(values[place]) in (int, float)
        for values in sheet.iter_rows()
        for place in places
        if place < len(values)
    )


def _find_unusual_formats(stream: bytes) -> dict[int, str]:
    """Return the number formats that add digits, a plus or words to values.

    The keys are the numbers of the cell styles that use these formats, such as `{21: '"+966 "0'}`.
    """
    codes: dict[int, str] = {}
    styles: list[int] = []
    is_biff8 = stream[4:6] == _BIFF8
    for kind, content in _records(stream, 0):
        if kind == _FORMAT:
            number = unpack_from("<H", content)[0]
            codes[number] = (
                _decode_biff8_text(content[2:])
                if is_biff8
                else content[3:].decode("cp1252", "replace")
            )
        elif kind == _XF:
            styles.append(unpack_from("<H", content, 2)[0])
    unusual = {number: code for number, code in codes.items() if not can_ignore_format(code)}
    return {i: unusual[number] for i, number in enumerate(styles) if number in unusual}


def _decode_biff8_text(content: bytes) -> str:
    """Decode a text in a record of the file format BIFF8 ([MS-XLS] 2.5.294)."""
    length, flags = unpack_from("<HB", content)
    if flags & 1:
        return content[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return content[3 : 3 + length].decode("latin-1")


def _add_cells(
    found: SpecialCells,
    stream: bytes,
    index: int,
    formats: dict[int, str],
    columns: Collection[int],
) -> None:
    """Add the errors and number formats of a worksheet to `found` ([MS-XLS] 2.4.24, 2.4.127).

    Args:
        found: the errors and number formats found so far; new ones are added to it.
        stream: the records of the workbook.
        index: index of the worksheet, from 0.
        formats: unusual number formats by cell style, such as `{21: '"+966 "0'}`.
        columns: indices of the columns whose number formats are needed, from 0.
    """
    sheets = [content for kind, content in _records(stream, 0) if kind == _BOUNDSHEET]
    for kind, content in _records(stream, int.from_bytes(sheets[index][:4], "little")):
        code = None
        if kind == _BOOLERR and len(content) >= 8 and content[7]:
            code = content[6]
        elif kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == _IS_ERROR:
            code = content[8]
        if code is not None:
            row, column = unpack_from("<HH", content)
            found.add_text(row, column, _ERRORS.get(code, "#N/A"))
        elif formats and kind in _CELLS:
            for row, column, style in _find_styles(kind, content):
                if style in formats and column in columns:
                    found.add_format(row, column, formats[style])


def _find_styles(kind: int, content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the row, column and style number of each cell in a record of the type `kind`."""
    row, column, style = unpack_from("<HHH", content)
    yield row, column, style
    if kind == _MULRK:
        for number, place in enumerate(range(10, len(content) - 6, 6), start=1):
            yield row, column + number, unpack_from("<H", content, place)[0]


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield the type and content of each record of a worksheet, except the records of its charts.

    Args:
        stream: the records of the workbook.
        place: position of the first record of the worksheet. With 0, yield the records before the
            first worksheet.
    """
    depth = 0
    while place + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, place)
        depth += (kind == _BOF_RECORD) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
