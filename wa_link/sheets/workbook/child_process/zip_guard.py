"""Zip archives of workbooks, checked for their unpacked size before anything reads them.

This is our own code because python-calamine unpacks any archive, and zip bombs with it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.limits import (
    AS_CSV,
    MAX_INFLATED_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    RATIO_COUNTS_FROM,
    SAVE_AGAIN,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 18


class Parts:
    """Parts of a workbook by their standard paths.

    Some programs write paths with backslashes or in a different case; other readers accept them.

    Attributes:
        sizes: number of bytes of each unpacked part.
    """

    def __init__(self, data: bytes) -> None:
        """Open the archive.

        Raises:
            CannotReadError: the archive is damaged, encrypted or too large.
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError):
            raise CannotReadError(
                "is damaged, or was not copied completely. Get the file again."
            ) from None
        infos = self._archive.infolist()
        _check_sizes(infos)
        self._infos = {info.filename.replace("\\", "/").lower(): info for info in infos}
        self.sizes = {path: info.file_size for path, info in self._infos.items()}

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._infos

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a part, not more than its size; nothing if there is no such part.

        Raises:
            CannotReadError: the part can't be unpacked, or its checksum is wrong.
        """
        info = self._infos.get(path.lower())
        if info is None:
            return
        try:
            with self._archive.open(info) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error):
            raise CannotReadError(
                f"is damaged: its part {path} can't be read. {SAVE_AGAIN}"
            ) from None


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS or total > MAX_INFLATED_BYTES:
        raise CannotReadError(
            f"would unpack to {len(infos):,} parts of {total:,} bytes, more than any sheet of "
            f"contacts. {AS_CSV}"
        )
    packed = sum(info.compress_size for info in infos)
    if total > max(4 * RATIO_COUNTS_FROM, MAX_RATIO * packed):
        raise CannotReadError(_describe_bomb(total, packed))
    for info in infos:
        if info.flag_bits & 1:
            raise CannotReadError("is protected by a password: save it without one.")
        if info.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * info.compress_size):
            raise CannotReadError(_describe_bomb(info.file_size, info.compress_size))


def _describe_bomb(size: int, packed: int) -> str:
    return f"would unpack from {packed:,} to {size:,} bytes, which no sheet does. {AS_CSV}"
