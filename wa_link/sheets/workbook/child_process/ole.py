"""Reader of the workbook stream in an OLE file ([MS-CFB]), the container of an .xls.

This is our own code because python-calamine gives no access to the records of an .xls.
"""

from __future__ import annotations

import struct
import sys
from array import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MINI_SECTOR, _MINI_STREAMS_TO = 64, 4096
_END_OF_CHAIN = 0xFFFFFFFA  # and the special values above it


def read_workbook_stream(data: bytes) -> bytes:
    """Read the stream with the records of a workbook.

    Raises:
        ValueError: there is no such stream, or the file is damaged.
    """
    try:
        return _read_stream(data)
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError(str(error)) from None


def _read_stream(data: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError(size)
    fat = _read_sector_table(data, size)

    def read(start: int) -> bytes:
        return b"".join(
            data[(i + 1) * size : (i + 2) * size]
            for i in _follow_chain(start, fat, len(data) // size)
        )

    directory = read(struct.unpack_from("<L", data, 48)[0])
    streams: dict[str, tuple[int, int]] = {}
    for place in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + max(0, length - 2)].decode("utf-16-le", "replace")
        streams.setdefault(name, struct.unpack_from("<LL", directory, place + 116))
    start, length = streams["Workbook" if "Workbook" in streams else "Book"]
    if length >= _MINI_STREAMS_TO:
        return read(start)[:length]
    mini_fat = _unpack_numbers(read(struct.unpack_from("<L", data, 60)[0]))
    minis = read(struct.unpack_from("<L", directory, 116)[0])
    pieces = _follow_chain(start, mini_fat, len(minis) // _MINI_SECTOR)
    return b"".join(minis[i * _MINI_SECTOR : (i + 1) * _MINI_SECTOR] for i in pieces)[:length]


def _read_sector_table(data: bytes, size: int) -> array[int]:
    tables = list(struct.unpack_from("<109L", data, 76))
    place = struct.unpack_from("<L", data, 68)[0]
    for _ in range(len(data) // size):
        if place >= _END_OF_CHAIN:
            break
        *more, place = struct.unpack_from(f"<{size // 4}L", data, (place + 1) * size)
        tables += more
    # Each sector counts once, so that the table is not larger than the file.
    sectors = [index for index in dict.fromkeys(tables) if index < _END_OF_CHAIN]
    return _unpack_numbers(b"".join(data[(i + 1) * size : (i + 2) * size] for i in sectors))


def _follow_chain(index: int, table: array[int], most: int) -> Iterator[int]:
    """Yield the sectors of a chain.

    Raises:
        ValueError: there are more than `most`, so the chain is a circle.
    """
    for _ in range(most + 1):
        if index >= _END_OF_CHAIN:
            return
        yield index
        index = table[index]
    raise ValueError(index)


def _unpack_numbers(content: bytes) -> array[int]:
    numbers = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
