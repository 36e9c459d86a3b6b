"""The special cells of an .xls."""

from __future__ import annotations

import re
from itertools import islice
from struct import unpack_from

from wa_link.workbook.ole import workbook_stream
from wa_link.workbook.special_cells import SpecialCells

# A workbook begins, of either version; the globals come first ([MS-XLS] 2.4.21).
_BOF = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
# Where cells are from and to: rows of 32 bits, columns of 16, two NULs ([MS-XLS] 2.4.90).
_DIMENSIONS = re.compile(
    rb"(\x00\x02\x0e\x00)([\x00-\xff]{4})([\x00-\xff]{4})[\x00-\xff]{4}\x00\x00"
)
_BOUNDSHEET, _BOOLERR, _FORMULA, _BOF_RECORD, _EOF = 0x85, 0x205, 0x06, 0x809, 0x0A
_IS_ERROR = 2  # in place of a formula's value
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
# A record of an error, or a formula's value that is one.
_MAY_BE_ERROR = re.compile(
    rb"(?s)\x05\x02\x08\x00.{7}\x01|\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff"
)
_LIKELY_ROWS, _ROWS = 4_096, 65_536
_FILEPASS = 0x2F
_FIRST_RECORDS, _MOST_STREAMS = 10, 10

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from python_calamine import CalamineSheet


def is_encrypted(data: bytes) -> bool:
    """Return whether the workbook in an OLE file is encrypted ([MS-XLS] 2.2.10).

    Its first records say so; they are together in one sector, whose headers are never encrypted.
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


def without_claims(data: bytes) -> bytes:
    """Return an .xls whose sheets claim nothing about where their cells are.

    Some programs claim all rows and columns, and the library would take memory for them.
    """

    def claim(match: re.Match[bytes]) -> bytes:
        first, last = (int.from_bytes(match[i], "little") for i in (2, 3))
        if first <= last <= _LIKELY_ROWS or last > _ROWS:
            return match[0]
        return match[1] + bytes(14)

    return _DIMENSIONS.sub(claim, data)


def xls_special_cells(
    data: bytes, index: int, columns: Collection[int], sheet: CalamineSheet
) -> SpecialCells:
    """Return the errors of a worksheet, and whether it has numbers in some columns.

    Formats of those numbers are not known.
    """
    found = SpecialCells()
    left = sheet.start[1] if sheet.start else 0
    places = [column - left for column in columns if column >= left]
    found.unknown_formats = bool(places) and any(
        type(values[place]) in (int, float)
        for values in sheet.iter_rows()
        for place in places
        if place < len(values)
    )
    if _MAY_BE_ERROR.search(data):
        try:
            _add_errors(found, workbook_stream(data), index)
        except ValueError:  # a reader that takes more than we do has read it
            return found
    return found


def _add_errors(found: SpecialCells, stream: bytes, index: int) -> None:
    """Add the errors of a worksheet ([MS-XLS] 2.4.24, 2.4.127)."""
    sheets = [content for kind, content in _records(stream, 0) if kind == _BOUNDSHEET]
    if index >= len(sheets):
        return
    for kind, content in _records(stream, int.from_bytes(sheets[index][:4], "little")):
        error = None
        if kind == _BOOLERR and len(content) >= 8 and content[7]:
            error = content[6]
        elif kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == _IS_ERROR:
            error = content[8]
        if error is not None:
            row, column = unpack_from("<HH", content)
            found.add_text(row, column, _ERRORS.get(error, "#N/A"))


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part of the workbook; charts within it are passed over."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, place)
        depth += (kind == _BOF_RECORD) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
