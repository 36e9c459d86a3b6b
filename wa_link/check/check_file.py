"""Check one file: read it, find its defects, and fix them or write them as a diff."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wa_link._support.files import atomic_writer
from wa_link.check.check_text import check_selected
from wa_link.check.decode_file import is_binary
from wa_link.check.document_links import START_BYTES
from wa_link.check.edits import apply_edits, collect_edits
from wa_link.check.quick_search import may_have_links
from wa_link.check.results import FileResult
from wa_link.check.text_files import has_encoded_parts, read_searched_text
from wa_link.check.unified_diff import write_diff
from wa_link.check.walk_folders import Skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.check.check_document import DocumentChecker
    from wa_link.check.check_options import CheckOptions
    from wa_link.check.edits import Edit
    from wa_link.check.searched_text import SearchedText

MAX_BYTES: Final = 20_000_000
"""Largest text file that is checked, in bytes; larger files are data, and would fill the memory."""
_FIRST_BYTES: Final = 1 << 16  # enough to know a document or a binary file
_HARD_LINKS = "it has several hard links, which a new file would separate. Correct it in an editor."
_READ_ONLY = "it is read-only. Make it writable, and run the command again."
_ANOTHER_OWNER = (
    "it belongs to another user, which a new file would not. Run the command as that user."
)
_LACKS_CHARACTER = "its encoding lacks a character of the right link. Save it as UTF-8 first."
_WIDE = "a diff of UTF-16 or UTF-32 can't be applied. Fix the file in place."
_BINARY_SUFFIXES = frozenset(
    """
    7z a aac avi avif bin bmp bz2 class db dll dmg doc dylib eot exe flac gz heic ico iso jar m4a
    mkv mov mp3 mp4 mpeg o ogg otf ppt psd pyc pyd rar so sqlite sqlite3 tar tgz tif tiff ttf war
    wasm wav webm whl woff woff2 xls xz zip zst
    """.split()
)
# A symbolic link is not followed, and a pipe does not block; Windows has neither.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


class _ChangedFileError(Exception):
    """Error for a file that another program changed while it was checked."""


def check_file(
    path: str, options: CheckOptions, documents: DocumentChecker | None = None
) -> FileResult:
    """Check a file and, with `fix`, fix it in place.

    A file that can't be read or written gives a result with an error; nothing is raised.

    Args:
        path: path of the file.
        options: what to check, and whether to fix it.
        documents: the checker of office documents, PDFs and pictures; None to skip them.
    """
    _, dot, suffix = path.rpartition(".")
    if dot and suffix.casefold() in _BINARY_SUFFIXES:
        return FileResult(path, skip=Skip.BINARY)
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return FileResult(path, skip=Skip.SPECIAL)
            start = os.read(descriptor, _FIRST_BYTES)
            if documents and (result := documents.check(path, start[:START_BYTES], options)):
                return result
            found = _read_rest(descriptor, start, status.st_size)
        finally:
            os.close(descriptor)
    except OSError as error:
        return FileResult(path, error=f"can't be read: {error.strerror or error}")
    if isinstance(found, Skip):
        return FileResult(path, skip=found)
    return _check_content(path, found, status, options)


def _check_content(
    path: str, data: bytes, status: os.stat_result, options: CheckOptions
) -> FileResult:
    """Check the content of a text file, and write the fixed content if something was fixed."""
    result, fixed = check_data(data, path, options, obstacle=_find_obstacle(status))
    if fixed is None:
        return result
    try:
        _replace(path, fixed, status)
    except (OSError, _ChangedFileError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        unfixed, _ = check_data(data, path, replace(options, fix=False), obstacle=why)
        return replace(unfixed, error=f"can't be fixed: {why}")
    return result


def _find_obstacle(status: os.stat_result) -> str:
    """Return why a file can't be fixed, and what to do; empty if it can."""
    if not status.st_mode & stat.S_IWUSR:
        return _READ_ONLY
    if hasattr(os, "geteuid") and os.geteuid() not in (0, status.st_uid):
        return _ANOTHER_OWNER
    return _HARD_LINKS if status.st_nlink > 1 else ""


def check_data(
    data: bytes, name: str, options: CheckOptions, *, obstacle: str = ""
) -> tuple[FileResult, bytes | None]:
    """Check the content of a text file.

    Args:
        data: the content.
        name: path of the file; its extension shows mails and Rich Text.
        options: the options of the run.
        obstacle: why the file can't be fixed, and what to do; empty if it can.

    Returns:
        The result, and with `fix` the fixed content; None if nothing was fixed.
    """
    if not has_encoded_parts(name) and not may_have_links(data):
        return FileResult(name), None
    searched = read_searched_text(data, name)
    searched = replace(searched, obstacle=searched.obstacle or obstacle)
    result = _search(name, searched, options)
    edits = collect_edits(each.finding for each in result.findings)
    if not edits or not (options.fix or options.diff):
        return result, None
    if options.diff and searched.source.encoding.startswith(("utf-16", "utf-32")):
        return check_data(data, name, options, obstacle=_WIDE)
    fixed_data = _apply(searched, edits)
    if fixed_data is None:
        return check_data(data, name, options, obstacle=_LACKS_CHARACTER)
    if options.diff:
        return replace(result, diff=_write_diff(name, searched, edits)), None
    after = replace(read_searched_text(fixed_data, name), obstacle=searched.obstacle)
    fixed = sum(each.finding.fix is not None for each in result.findings)
    return replace(_search(name, after, options), fixed=fixed), fixed_data


def _search(name: str, searched: SearchedText, options: CheckOptions) -> FileResult:
    """Return the findings of the selected rules, and the number of right links."""
    found, right = check_selected(searched.text, options)
    placed, obstacle = searched.place(found)
    return FileResult(name, placed, right, obstacle=obstacle)


def _apply(searched: SearchedText, edits: Sequence[Edit]) -> bytes | None:
    """Return the content of the file with its fixes; None if its encoding lacks a character."""
    try:
        return searched.source.encode(apply_edits(searched.source.text, edits))
    except UnicodeEncodeError:
        return None


def _write_diff(name: str, searched: SearchedText, edits: Sequence[Edit]) -> bytes:
    """Return the fixes as a diff, in the encoding of the file, with its byte-order mark."""
    source = searched.source
    mark = source.mark.decode(source.encoding)
    moved = [
        replace(each, start=each.start + len(mark), end=each.end + len(mark)) for each in edits
    ]
    text = write_diff(name, mark + source.text, moved)
    with suppress(UnicodeEncodeError):
        return text.encode(source.encoding, source.errors)
    return text.encode("utf-8", "surrogateescape")


def _read_rest(descriptor: int, start: bytes, size: int) -> bytes | Skip:
    """Return the whole content of a file, or why it is not checked.

    Args:
        descriptor: the file, after its beginning was read.
        start: the bytes at its beginning; fewer than _FIRST_BYTES if this is all.
        size: its size in bytes; it can grow meanwhile.

    Raises:
        OSError: the file can't be read.
    """
    if is_binary(start):
        return Skip.BINARY
    if size > MAX_BYTES:
        return Skip.LARGE
    if len(start) < _FIRST_BYTES:
        return start
    parts, length = [start], len(start)
    while length <= MAX_BYTES and (part := os.read(descriptor, MAX_BYTES + 1 - length)):
        parts.append(part)
        length += len(part)
    return b"".join(parts) if length <= MAX_BYTES else Skip.LARGE


def _replace(path: str, data: bytes, status: os.stat_result) -> None:
    """Replace the content of a file, whole or not at all; mode and owner stay.

    Args:
        path: path of the file.
        data: the new content.
        status: status of the file when it was read.

    Raises:
        OSError: the file can't be written.
        _ChangedFileError: the file is not the same as when it was read.
    """
    with atomic_writer(path, follow=False) as file:
        file.write(data)
        now = os.lstat(path)
        # Not st_mode: on Windows, only `lstat` reports that a .bat file can be executed.
        names = ("st_dev", "st_ino", "st_nlink", "st_size", "st_mtime_ns")
        if any(getattr(now, each) != getattr(status, each) for each in names):
            raise _ChangedFileError("it was changed while it was checked. Run the command again.")
