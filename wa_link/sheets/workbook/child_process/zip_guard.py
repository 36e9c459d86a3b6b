"""Open the zip archive of a workbook or document, and check its unpacked size first.

This is our own code because python-calamine unpacks every archive, even a zip bomb: a small archive
that unpacks to gigabytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from wa_link._support.child_work import CannotReadError
from wa_link.sheets.workbook.child_process.unpacking_limits import (
    FOR_WORKBOOKS,
    MAX_INFLATED_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MIN_BYTES_FOR_RATIO,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.sheets.workbook.child_process.unpacking_limits import Advice

_CHUNK = 1 << 18


class Parts:
    """The parts of a workbook: the files in its zip archive, such as `xl/workbook.xml`.

    Some programs write these paths in upper case or with backslashes. A part with such a path is
    found under its usual path, as by other readers of workbooks.

    Attributes:
        sizes: unpacked size of each part in bytes, by its path in lower case.
        advice: words for the messages of errors.
    """

    def __init__(self, data: bytes, advice: Advice = FOR_WORKBOOKS) -> None:
        """Open the zip archive whose content is `data`.

        Args:
            data: the content of the file.
            advice: words for the messages of errors.

        Raises:
            CannotReadError: the archive is damaged, protected by a password, or too large.
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError):
            raise CannotReadError(
                "is damaged, or was not copied completely. Copy or download it again."
            ) from None
        infos = self._archive.infolist()
        _check_sizes(infos, advice)
        self.advice = advice
        self._infos = {info.filename.replace("\\", "/").lower(): info for info in infos}
        self.sizes = {path: info.file_size for path, info in self._infos.items()}

    def __contains__(self, path: str) -> bool:
        """Return whether the archive has a file at `path`."""
        return path.lower() in self._infos

    def chunks(self, path: str) -> Iterator[bytes]:
        """Unpack the file at `path` in the archive, and yield its bytes in chunks.

        No more bytes are yielded than the size that the archive declares for the file. If the file
        does not exist, nothing is yielded.

        Raises:
            CannotReadError: the file can't be unpacked, or its checksum is wrong.
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
                f"is damaged: the file {path} in it can't be read. {self.advice.save_again}"
            ) from None


def _check_sizes(infos: list[zipfile.ZipInfo], advice: Advice) -> None:
    """Check the number of files in an archive, their unpacked sizes and their compression.

    Raises:
        CannotReadError: the archive has too many files, its unpacked size is too large, a file is
            compressed too much, or a file is encrypted.
    """
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS or total > MAX_INFLATED_BYTES:
        raise CannotReadError(
            f"would unpack to {len(infos):,} files of {total:,} bytes in total, far more than a "
            f"usual {advice.noun}. {advice.reduce}"
        )
    packed = sum(info.compress_size for info in infos)
    if total > max(4 * MIN_BYTES_FOR_RATIO, MAX_RATIO * packed):
        raise CannotReadError(_describe_bomb(total, packed, advice))
    for info in infos:
        if info.flag_bits & 1:
            raise CannotReadError(advice.protected)
        if info.file_size > max(MIN_BYTES_FOR_RATIO, MAX_RATIO * info.compress_size):
            raise CannotReadError(_describe_bomb(info.file_size, info.compress_size, advice))


def _describe_bomb(size: int, packed: int, advice: Advice) -> str:
    """Return the message for files that are compressed too much.

    Args:
        size: unpacked size in bytes.
        packed: compressed size in bytes.
        advice: words for the message.
    """
    return (
        f"would unpack from {packed:,} to {size:,} bytes, far more than a usual {advice.noun}. "
        f"{advice.reduce}"
    )
