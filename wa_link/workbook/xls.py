"""The special cells of an .xls."""

from __future__ import annotations

import re
from itertools import islice
from struct import unpack_from

from wa_link.workbook.special_cells import SpecialCells

# A workbook begins, of either version; the globals come first ([MS-XLS] 2.4.21).
_BOF = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
# Where cells are from and to: rows of 32 bits, columns of 16, two NULs ([MS-XLS] 2.4.90).
_DIMENSIONS = re.compile(
    rb"(\x00\x02\x0e\x00)([\x00-\xff]{4})([\x00-\xff]{4})[\x00-\xff]{4}\x00\x00"
)
_LIKELY_ROWS, _ROWS = 4_096, 65_536
_FILEPASS = 0x2F
_FIRST_RECORDS, _MOST_STREAMS = 10, 10

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

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


def xls_special_cells(columns: Collection[int], sheet: CalamineSheet) -> SpecialCells:
    """Return whether a worksheet has numbers in some columns: their formats are not known."""
    found = SpecialCells()
    left = sheet.start[1] if sheet.start else 0
    places = [column - left for column in columns if column >= left]
    found.unknown_formats = bool(places) and any(
        type(values[place]) in (int, float)
        for values in sheet.iter_rows()
        for place in places
        if place < len(values)
    )
    return found
