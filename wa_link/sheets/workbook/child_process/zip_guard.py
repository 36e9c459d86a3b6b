"""Zip archives of workbooks: opened only if what they unpack to is bounded."""

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
    """The parts of a workbook, by their paths as the standards write them.

    Some programs write backslashes, or other cases, and readers take them.

    Attributes:
        sizes: the bytes of each part, unpacked.
    """

    def __init__(self, data: bytes) -> None:
        """Open the archive.

        Raises:
            CannotReadError: it is damaged or encrypted, or would unpack to too much.
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError):
            raise CannotReadError(
                "is damaged, or was not copied to its end. Get it again from where it is whole."
            ) from None
        infos = self._archive.infolist()
        _check(infos)
        self._infos = {info.filename.replace("\\", "/").lower(): info for info in infos}
        self.sizes = {path: info.file_size for path, info in self._infos.items()}

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._infos

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a part, of which no more come than its size; none if there is none.

        Raises:
            CannotReadError: it can't be unpacked, or was changed.
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


def _check(infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS or total > MAX_INFLATED_BYTES:
        raise CannotReadError(
            f"would unpack to {len(infos):,} parts of {total:,} bytes, more than any sheet of "
            f"contacts. {AS_CSV}"
        )
    packed = sum(info.compress_size for info in infos)
    if total > max(4 * RATIO_COUNTS_FROM, MAX_RATIO * packed):
        raise CannotReadError(_swelling(total, packed))
    for info in infos:
        if info.flag_bits & 1:
            raise CannotReadError("is protected by a password: save it without one.")
        if info.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * info.compress_size):
            raise CannotReadError(_swelling(info.file_size, info.compress_size))


def _swelling(size: int, packed: int) -> str:
    return f"would unpack to {size:,} bytes from {packed:,}, as no sheet does. {AS_CSV}"
