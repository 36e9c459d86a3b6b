"""Journals: files of JSON Lines that keep what a run has done, also if the run is killed."""

from __future__ import annotations

import glob
import json
import os
import stat
import sys
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wa_link._support.files import require_folder
from wa_link._support.quoting import escape_json, quote
from wa_link._support.streams import name_errors
from wa_link.errors import InputError, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

# On Windows, a locked byte can't be read by others, so it is far after the end of the file.
_LOCKED_BYTE = 1 << 30


class Journal:
    """A file of JSON Lines to which records are appended; each is on the disk when it returns.

    Attributes:
        records: the records that the file had when it was opened.
    """

    def __init__(self, descriptor: int, given: str) -> None:
        """Read an open and locked file, and make its last line whole.

        Args:
            descriptor: descriptor of the file.
            given: the path that the user gave.
        """
        self._descriptor, self._given = descriptor, given
        self._path = Path(given).absolute()  # the program may change its folder
        with name_errors(given):
            content = _read_all(descriptor)
        lines = _complete_lines(content)
        self.records: list[dict[str, Any]] = [*_parse_lines(lines, given)]
        self._written = bytearray(lines)
        if content != lines:
            with name_errors(given):
                os.ftruncate(descriptor, min(len(content), len(lines)))
                self._write_at_end(lines[len(content) :])

    @classmethod
    @contextmanager
    def open(cls, path: str | os.PathLike[str]) -> Iterator[Journal]:
        """Open or create a journal, and lock it until the end of the block.

        A new file can be read only by its owner, and is removed if nothing was written to it (on
        Windows, it stays). If the last line is incomplete, because a run was
        killed while it wrote this line, the line is removed: its record was not confirmed.

        Raises:
            OptionError: another run has the journal open, or the path can't be a journal.
            InputError: a line is damaged.
            OSError: the file can't be read or written.
        """
        given = str(path)
        _check_path(Path(path), given)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        with name_errors(given):
            is_new = not Path(path).exists()
            descriptor = _open_private(given, flags)
        try:
            with name_errors(given):
                if not _lock(descriptor):
                    raise OptionError(
                        f"Another run of wa-link is using {quote(given, 200)}: wait until it has "
                        "ended, and run the command again."
                    )
                if not os.fstat(descriptor).st_size:
                    _sync_folder(Path(path).resolve().parent)
            journal = cls(descriptor, given)
            try:
                yield journal
            finally:
                if is_new and not journal._written:
                    journal._remove()
        finally:
            os.close(descriptor)  # and unlock it

    @staticmethod
    def read(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
        """Yield the records of a journal without locking or changing it; none if there is no file.

        Raises:
            OptionError: the path can't be a journal.
            InputError: a line is damaged.
            OSError: the file can't be read.
        """
        given = str(path)
        _check_path(Path(path), given)
        with suppress(FileNotFoundError):
            yield from _parse_lines(_complete_lines(Path(path).read_bytes()), given)

    def append(self, **record: object) -> None:
        """Write a record, and wait until it is on the disk.

        Raises:
            InputError: another program has deleted, replaced or changed the file. All records are
                in a new file, which the message names.
            OSError: the record can't be written, for example because the disk is full. The journal
                is as it was before.
        """
        line = escape_json(json.dumps(record, ensure_ascii=False)) + "\n"
        # JSON can contain half of an emoji only in the form \ud83d.
        encoded = line.encode(errors="backslashreplace")
        with name_errors(self._given):
            is_same = self._is_unchanged()
        if not is_same:
            raise self._changed_error()
        with name_errors(self._given):
            self._write_at_end(encoded)
        self._written += encoded

    def _is_unchanged(self) -> bool:
        """Return whether the path still names the open file, and nobody else has written to it."""
        opened = os.fstat(self._descriptor)
        try:
            named = self._path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(opened, named) and opened.st_size == len(self._written)

    def _remove(self) -> None:
        """Remove the file, unless the path names another one."""
        with suppress(OSError):  # Windows can't remove an open file
            if self._is_unchanged():
                self._path.unlink()

    def _changed_error(self) -> InputError:
        """Save all records to a new file, and return the error that names it."""
        name = quote(self._given, 200)
        way_out = f"Put {name} back"
        with suppress(OSError):  # then only the fault is reported
            way_out = f"All its records are in {quote(self._save_copy(), 200)}: rename it to {name}"
        return InputError(
            f"{name} was deleted, replaced or changed by another program while wa-link used it. "
            f"{way_out}, and run the command again."
        )

    def _save_copy(self) -> str:
        """Write all records to a new file next to the journal, and return its path."""
        for number in count(1):
            ending = f".saved{number}"
            path = self._path.with_name(self._path.name + ending)
            with suppress(FileExistsError), open(path, "xb", opener=_open_private) as file:
                file.write(self._written)
                return self._given + ending
        raise AssertionError  # count never ends

    def _write_at_end(self, line: bytes) -> None:
        """Write bytes at the end, and wait until they are on the disk; write all or nothing."""
        size = os.lseek(self._descriptor, 0, os.SEEK_END)
        try:
            left = line
            while left:
                left = left[os.write(self._descriptor, left) :]
            os.fsync(self._descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, size)
            raise


def _refuse_saved_copies(path: Path, given: str) -> None:
    """Fail if a run was stopped because its journal was replaced: the copy has all its records.

    Raises:
        OptionError: there is such a copy.
    """
    if copies := sorted(each.name for each in path.parent.glob(f"{glob.escape(path.name)}.saved*")):
        raise OptionError(
            f"{quote(copies[-1], 200)} has the records of a run that was stopped, because another "
            f"program changed {quote(given, 200)}: rename the copy to {quote(path.name, 200)}, or "
            "delete it if you don't need it."
        )


def _open_private(path: str, flags: int) -> int:
    """Open a file; a new file can be read only by its owner."""
    return os.open(path, flags, 0o600)


def _check_path(path: Path, given: str) -> None:
    """Raise OptionError if a path can't be a journal, or if a copy of the journal has more."""
    _require_regular(path, given)
    _refuse_saved_copies(path, given)


def _require_regular(path: Path, given: str) -> None:
    """Raise OptionError unless a path names a regular file, or a new file in an existing folder."""
    if not given or given == "-":
        raise OptionError(f"{quote(given)} is not the path of a file: name a file.")
    require_folder(path, given)
    with suppress(FileNotFoundError), name_errors(given):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OptionError(
                f"{quote(given, 200)} is a folder, a pipe or a device: name a file, which the "
                "next run can read again."
            )


def _lock(descriptor: int) -> bool:
    """Lock an open file until it is closed; return False if another run has locked it.

    The system removes the lock when the process ends, also if it is killed.
    """
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  (only on Windows)

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  (not on Windows)

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Wait until the name of a new file in `folder` is on the disk; do nothing on Windows."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read_all(descriptor: int) -> bytes:
    """Return the content of an open file."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    parts = []
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _complete_lines(content: bytes) -> bytes:
    """Return complete lines: remove half of a record at the end, and add a missing line end.

    Any other last line is kept, because the file can be another one, named by mistake.
    """
    last = content[content.rfind(b"\n") + 1 :]
    if not last:
        return content
    # After a power failure, a file can end with zeros.
    is_half = last.startswith(b"{") and _parse(last) is None
    return content[: -len(last)] if is_half or not last.strip(b"\0") else content + b"\n"


def _parse_lines(lines: bytes, given: str) -> Iterator[dict[str, Any]]:
    """Yield the records of complete lines; blank lines are skipped.

    Args:
        lines: the lines, each with its line end.
        given: the path that the user gave, for error messages.

    Raises:
        InputError: a line is not a JSON object.
    """
    for number, line in enumerate(lines.split(b"\n"), start=1):
        if not line.strip():
            continue
        record = _parse(line)
        if record is None:
            raise InputError(
                f"{quote(given, 200)}, line {number}: the line is damaged, because it is not a "
                "JSON object. Name the right file, or restore this file from a copy."
            )
        yield record


def _parse(line: bytes) -> dict[str, Any] | None:
    """Return the JSON object in a line; None if the line is not a JSON object."""
    try:
        record = json.loads(line.decode("utf-8-sig"))  # some editors write a byte-order mark
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
