"""The check of an .xls: records (BIFF, [MS-XLS]) in a stream of an OLE file ([MS-CFB])."""

from __future__ import annotations

import struct
import sys
from array import array
from contextlib import suppress
from typing import TYPE_CHECKING

from wa_link.contacts.check_cells import ANEW, EOF, XlsCells
from wa_link.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MINI_SECTOR = 64
_END_OF_CHAIN = 0xFFFFFFFA  # and the special values above it
# Records that begin with the row and the column of a cell that is filled: FORMULA, LABELSST,
# RSTRING, NUMBER, LABEL, BOOLERR, RK; and MULRK, which ends with its last column.
_CELLS = frozenset((0x06, 0xFD, 0xD6, 0x203, 0x204, 0x205, 0x27E, 0xBD))
_MULRK = 0xBD
_DIMENSIONS = 0x200
_BOUNDSHEET = 0x85
_TEXTS, _CONTINUED, _SHOWS_TEXT = 0xFC, 0x3C, 0xFD  # SST, CONTINUE, LABELSST
_ROWS, _COLUMNS = 65_536, 256  # Excel's limits in this format


def encrypted(name: str) -> str:
    """What is said of a workbook that needs a password."""
    return f"{name} is protected by a password: save it without one."


def check_xls(data: bytes, name: str) -> None:
    """Fail on the shell of an encrypted .xlsx, and on an .xls with cells where none can be.

    What reads it takes room for all cells up to the last column, be it 65,535, and ends the
    process when there is none.

    Raises:
        InputError: in one sentence what is wrong, and in another what to do.
    """
    try:
        ole = _Ole(data)
        streams = ole.streams
        if "EncryptedPackage" in streams:  # an .xlsx with a password ([MS-OFFCRYPTO] 2.3.4.4)
            raise InputError(encrypted(name))
        book = next((streams[key] for key in ("Workbook", "Book") if key in streams), None)
        if book is None:
            raise InputError(f"{name} is no workbook, but another file of Office. {ANEW}")
        stream = ole.read(*book)
        cells = XlsCells(name, len(stream), _lengths(stream))
        are_sound = all(_is_sound(kind, content, cells) for kind, content in _records(stream))
    except (struct.error, IndexError, ValueError):
        raise InputError(f"{name} is a damaged .xls. {ANEW}") from None
    if not are_sound:
        raise InputError(f"{name} has a cell in a place that does not exist. {ANEW}")
    cells.check()


def _is_sound(kind: int, content: memoryview, cells: XlsCells) -> bool:
    """Whether all rows and columns that a record names can exist; its cells are seen."""
    if kind == _DIMENSIONS:  # first row, last row, first column, last column; the last are + 1
        code = "<LLHH" if len(content) >= 14 else "<HHHH"
        top, bottom, left, right = struct.unpack_from(code, bytes(content[:14]).ljust(14, b"\0"))
        return bool(top <= bottom <= _ROWS and left <= right <= _COLUMNS)
    if kind not in _CELLS:
        cells.see(kind)
        return True
    row, first = _number(content[:2]), _number(content[2:4])
    last = _number(content[-2:]) if kind == _MULRK else first
    cells.see_cells(row, first, last)
    if kind == _SHOWS_TEXT:
        cells.see_text(_number(content[6:10]))
    return first <= last < _COLUMNS


def _number(content: memoryview) -> int:
    return int.from_bytes(content, "little")


def _records(stream: bytes) -> Iterator[tuple[int, memoryview]]:
    """All records from the start, and from wherever a worksheet is said to begin.

    That may be in the middle of a record: there, the same bytes are others.
    """
    view = memoryview(stream)
    starts = [0]
    named: set[int] = set()
    seen = bytearray(len(stream))
    while starts:
        position = starts.pop()
        while position + 4 <= len(stream) and not seen[position]:
            seen[position] = True
            kind, length = struct.unpack_from("<HH", stream, position)
            content = view[position + 4 : position + 4 + length]
            position += 4 + length
            if kind == _BOUNDSHEET:
                start = _number(content[:4])
                if start in named:  # it would be read as often as it is named
                    raise ValueError(start)
                named.add(start)
                starts.append(start)
            yield kind, content


def _lengths(stream: bytes) -> array[int]:
    """How many bytes each text that cells share has, as UTF-8 at most ([MS-XLS] 2.5.293)."""
    parts: list[memoryview] = []
    before = 0
    for kind, content in _records(stream):
        if kind == EOF:  # of what all sheets share
            break
        if kind == _TEXTS and parts:  # of two tables, the reader takes the last
            raise ValueError(kind)
        before = before if kind == _CONTINUED else kind
        if before == _TEXTS:
            parts.append(content)
    lengths = array("L")
    texts = _Texts(parts)
    with suppress(IndexError):  # there are no more
        texts.skip(8)  # how many there are is not always true
        while True:
            lengths.append(texts.take_length())
    return lengths


class _Texts:
    """The texts of an .xls, in one record and those that continue it."""

    def __init__(self, parts: list[memoryview]) -> None:
        self._parts = parts
        self._part = self._position = 0

    def skip(self, count: int) -> None:
        """Pass over so many bytes."""
        while count > self._left():
            count -= self._left()
            self._go_on()
        self._position += count

    def take_length(self) -> int:
        """The bytes of the next text; its characters go on behind a flag of their own width."""
        characters, flags = self._take(2), self._take(1)
        runs = self._take(2) if flags & 8 else 0
        more = self._take(4) if flags & 4 else 0
        length = 0
        while characters:
            is_wide = flags & 1
            here = min(characters, self._left() >> is_wide)
            self._position += here << is_wide
            length += here * (3 if is_wide else 1)
            characters -= here
            if characters:
                self._go_on()
                flags = self._take(1)
        self.skip(4 * runs + more)
        return length

    def _take(self, count: int) -> int:
        if self._left() < count:
            self._go_on()
        content = self._parts[self._part][self._position : self._position + count]
        if len(content) < count:
            raise IndexError(count)
        self._position += count
        return _number(content)

    def _left(self) -> int:
        return len(self._parts[self._part]) - self._position

    def _go_on(self) -> None:
        self._part, self._position = self._part + 1, 0


class _Ole:
    """An OLE file: `streams` tells the first sector and the size of each, by its name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_start, difat = (
            struct.unpack_from(code, data, offset)[0]
            for code, offset in (("<H", 30), ("<L", 60), ("<L", 68))
        )
        if shift not in (9, 12):
            raise ValueError(shift)
        self._size = 1 << shift
        tables = list(struct.unpack_from("<109L", data, 76))
        for _ in range(len(data) // self._size):
            if difat >= _END_OF_CHAIN:
                break
            *more, difat = struct.unpack(f"<{self._size // 4}L", self._sector(difat))
            tables += more
        # Each sector once, however often it is named: the table is no larger than the file.
        tables = [index for index in dict.fromkeys(tables) if index < _END_OF_CHAIN]
        self._fat = _numbers(b"".join(map(self._sector, tables)))
        directory = self._chain(struct.unpack_from("<L", data, 48)[0])
        entries = [directory[i : i + 128] for i in range(0, len(directory) - 127, 128)]
        self._mini_fat = _numbers(self._chain(mini_start))
        self._mini_stream = self._chain(struct.unpack_from("<L", entries[0], 116)[0])
        self.streams: dict[str, tuple[int, int]] = {}
        for entry in entries:
            label = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)][:62]
            start, size = struct.unpack_from("<LL", entry, 116)
            self.streams.setdefault(label.decode("utf-16-le", "replace"), (start, size))

    def read(self, start: int, size: int) -> bytes:
        """A stream; a small one stands in pieces of a stream of its own."""
        if size >= 4096:
            return self._chain(start)[:size]
        pieces = self._follow(start, self._mini_fat, len(self._mini_stream) // _MINI_SECTOR)
        places = (index * _MINI_SECTOR for index in pieces)
        return b"".join(self._mini_stream[i : i + _MINI_SECTOR] for i in places)[:size]

    def _sector(self, index: int) -> bytes:
        return self._data[(index + 1) * self._size : (index + 2) * self._size]

    def _chain(self, start: int) -> bytes:
        sectors = self._follow(start, self._fat, len(self._data) // self._size)
        return b"".join(map(self._sector, sectors))

    @staticmethod
    def _follow(index: int, table: array[int], most: int) -> Iterator[int]:
        """The sectors of a chain, of which there are so many at most; else it leads in a circle."""
        for _ in range(min(len(table), most)):
            if index >= _END_OF_CHAIN:
                return
            yield index
            index = table[index]
        if index < _END_OF_CHAIN:
            raise ValueError(index)


def _numbers(content: bytes) -> array[int]:
    numbers = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
