"""The workbook stream of an OLE file ([MS-CFB]), which is what an .xls is."""

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
    """Return the stream with the records of a workbook.

    Raises:
        ValueError: there is none, or the file is damaged.
    """
    try:
        return _stream(data)
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError(str(error)) from None


def _stream(data: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError(size)
    fat = _sector_table(data, size)

    def read(start: int) -> bytes:
        return b"".join(
            data[(i + 1) * size : (i + 2) * size] for i in _chain(start, fat, len(data) // size)
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
    mini_fat = _numbers(read(struct.unpack_from("<L", data, 60)[0]))
    minis = read(struct.unpack_from("<L", directory, 116)[0])
    pieces = _chain(start, mini_fat, len(minis) // _MINI_SECTOR)
    return b"".join(minis[i * _MINI_SECTOR : (i + 1) * _MINI_SECTOR] for i in pieces)[:length]


def _sector_table(data: bytes, size: int) -> array[int]:
    tables = list(struct.unpack_from("<109L", data, 76))
    place = struct.unpack_from("<L", data, 68)[0]
    for _ in range(len(data) // size):
        if place >= _END_OF_CHAIN:
            break
        *more, place = struct.unpack_from(f"<{size // 4}L", data, (place + 1) * size)
        tables += more
    # Each sector once, however often it is named: the table is no larger than the file.
    sectors = [index for index in dict.fromkeys(tables) if index < _END_OF_CHAIN]
    return _numbers(b"".join(data[(i + 1) * size : (i + 2) * size] for i in sectors))


def _chain(index: int, table: array[int], most: int) -> Iterator[int]:
    """Yield the sectors of a chain; more than there are would lead in a circle."""
    for _ in range(most + 1):
        if index >= _END_OF_CHAIN:
            return
        yield index
        index = table[index]
    raise ValueError(index)


def _numbers(content: bytes) -> array[int]:
    numbers = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
