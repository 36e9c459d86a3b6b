"""Reader of the workbook stream in an OLE file ([MS-CFB]).

An .xls is an OLE file: it consists of sectors of equal size, and contains streams, like files on a
disk. One of these streams contains the records of the workbook. This is our own code because
python-calamine gives no access to these records.
"""

from __future__ import annotations

import struct
import sys
from array import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MINI_SECTOR, _MINI_STREAMS_TO = 64, 4096
_END_OF_CHAIN = 0xFFFFFFFA  # this value and all above it are not numbers of sectors


def read_workbook_stream(data: bytes) -> bytes:
    """Return the stream that contains the records of the workbook, from the bytes of an .xls.

    Raises:
        ValueError: the file is damaged, or has no stream named `Workbook` or `Book`.
    """
    try:
        return _read_stream(data)
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError(str(error)) from None


def _read_stream(data: bytes) -> bytes:
    """Return the stream that contains the records of the workbook; see `read_workbook_stream`.

    Raises:
        ValueError: the size of a sector is neither 512 nor 4096 bytes, or a stream has no end.
        KeyError: there is no stream named `Workbook` or `Book`.
        struct.error: the file ends too early.
        IndexError: the stream continues in a sector that does not exist.
    """
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError(size)
    fat = _read_sector_table(data, size)

    def read(start: int) -> bytes:
        """Return the bytes of all sectors of the stream that begins at sector `start`."""
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
    sectors = _follow_chain(start, mini_fat, len(minis) // _MINI_SECTOR)
    return b"".join(minis[i * _MINI_SECTOR : (i + 1) * _MINI_SECTOR] for i in sectors)[:length]


def _read_sector_table(data: bytes, size: int) -> array[int]:
    """Return the file allocation table (FAT): for each sector, the next sector of its stream.

    Args:
        data: the bytes of the OLE file.
        size: size of a sector in bytes.
    """
    tables = list(struct.unpack_from("<109L", data, 76))
    place = struct.unpack_from("<L", data, 68)[0]
    for _ in range(len(data) // size):
        if place >= _END_OF_CHAIN:
            break
        *more, place = struct.unpack_from(f"<{size // 4}L", data, (place + 1) * size)
        tables += more
    # A damaged file may list a sector many times: each is read once, so the table stays smaller
    # than the file.
    sectors = [index for index in dict.fromkeys(tables) if index < _END_OF_CHAIN]
    return _unpack_numbers(b"".join(data[(i + 1) * size : (i + 2) * size] for i in sectors))


def _follow_chain(index: int, table: array[int], most: int) -> Iterator[int]:
    """Yield the numbers of all sectors of a stream, in order.

    Args:
        index: number of the first sector.
        table: for each sector, the number of the next sector.
        most: number of sectors in the file.

    Raises:
        ValueError: the stream has more than `most` sectors, so its sectors form a circle.
    """
    for _ in range(most + 1):
        if index >= _END_OF_CHAIN:
            return
        yield index
        index = table[index]
    raise ValueError(index)


def _unpack_numbers(content: bytes) -> array[int]:
    """Return the unsigned 32-bit integers (little-endian) in some bytes."""
    numbers = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
