"""Check one file: read it, find its defects, and fix them or write them as a diff."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from wa_link._support.files import atomic_writer
from wa_link.check.edits import apply_edits, collect_edits
from wa_link.check.results import FileResult
from wa_link.check.selection import Selection
from wa_link.check.text_files import is_binary, read_searched_text
from wa_link.check.unified_diff import write_diff
from wa_link.check.walk_folders import Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_link.check.edits import Edit
    from wa_link.check.finding import Finding
    from wa_link.check.results import PlacedFinding
    from wa_link.check.text_files import SearchedText

MAX_BYTES: Final = 20_000_000
"""Largest text file that is checked, in bytes; larger files are data, and would fill the memory."""
_BINARY_SUFFIXES = frozenset(
    """
    .7z .a .aac .avi .avif .bin .bmp .bz2 .class .db .dll .dmg .doc .docx .dylib .eot .exe .flac
    .gif .gz .heic .ico .iso .jar .jpeg .jpg .m4a .mkv .mov .mp3 .mp4 .mpeg .o .odp .ods .odt .ogg
    .otf .pdf .png .ppt .pptx .psd .pyc .pyd .rar .so .sqlite .sqlite3 .tar .tgz .tif .tiff .ttf
    .war .wasm .wav .webm .webp .whl .woff .woff2 .xls .xlsx .xz .zip .zst
    """.split()
)
# A symbolic link is not followed, and a pipe does not block; Windows has neither.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


class Search(Protocol):
    """Function that finds the defects of a text, such as `check_text`."""

    def __call__(self, text: str, region: str | None = None) -> Iterable[Finding]:
        """Yield the findings of a text in the order of their places."""


class ListLinks(Protocol):
    """Function that finds the links of a text, both right and wrong, such as `list_links`."""

    def __call__(self, text: str) -> Iterable[int]:
        """Yield the index of the first character of each link."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Options of a run.

    Attributes:
        search: the function that finds the defects of a text.
        list_links: the function that finds the places of the links of a text.
        region: region of national numbers, such as `GB`; None if they are refused.
        selection: the rules that are reported and fixed.
        fix: whether to fix the files.
        diff: whether to write the fixes as a diff, and leave the files as they are.
    """

    search: Search
    list_links: ListLinks
    region: str | None = None
    selection: Selection = Selection()  # noqa: RUF009  (it is frozen)
    fix: bool = False
    diff: bool = False


class _ChangedFileError(Exception):
    """Error for a file that another program changed while it was checked."""


def check_file(path: str, options: CheckOptions) -> FileResult:
    """Check a file and, with `fix`, fix it in place.

    A file that can't be read or written gives a result with an error; nothing is raised.
    """
    suffix = os.path.splitext(path)[1].casefold()  # noqa: PTH122  (fast)
    try:
        found = Skip.BINARY if suffix in _BINARY_SUFFIXES else _read(path)
    except OSError as error:
        return FileResult(path, error=error.strerror or str(error))
    if isinstance(found, Skip):
        return FileResult(path, skip=found)
    return _check_content(path, *found, options)


def _check_content(
    path: str, data: bytes, status: os.stat_result, options: CheckOptions
) -> FileResult:
    """Check the content of a text file, and write the fixed content if something was fixed."""
    result, fixed = check_data(data, path, options, can_fix=status.st_nlink == 1)
    if fixed is None:
        return result
    try:
        _replace(path, fixed, status)
    except (OSError, _ChangedFileError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        unfixed, _ = check_data(data, path, replace(options, fix=False))
        return replace(unfixed, error=f"can't be fixed: {why or error}")
    return result


def check_data(
    data: bytes, name: str, options: CheckOptions, *, can_fix: bool = True
) -> tuple[FileResult, bytes | None]:
    """Check the content of a text file.

    Args:
        data: the content.
        name: path of the file; its extension shows mails and Rich Text.
        options: the options of the run.
        can_fix: whether the file may be fixed.

    Returns:
        The result, and with `fix` the fixed content; None if nothing was fixed.
    """
    searched = read_searched_text(data, name)
    searched = replace(searched, can_fix=searched.can_fix and can_fix)
    findings = _search(searched, options)
    result = _result(name, searched, findings, options)
    edits = collect_edits(each.finding for each in findings)
    if not edits or not (options.fix or options.diff):
        return result, None
    fixed_data = _apply(searched, edits)
    if fixed_data is None:
        return result, None
    if options.diff:
        return replace(result, diff=_write_diff(name, searched, edits)), None
    after = replace(read_searched_text(fixed_data, name), can_fix=searched.can_fix)
    left = _search(after, options)
    result = _result(name, after, left, options)
    return replace(result, fixed=sum(each.finding.fix is not None for each in findings)), fixed_data


def _search(searched: SearchedText, options: CheckOptions) -> tuple[PlacedFinding, ...]:
    """Return the findings of the selected rules, with their places in the file."""
    if not searched.text:
        return ()
    found = options.search(searched.text, options.region)
    return searched.place(each for each in found if each.rule in options.selection)


def _result(
    name: str,
    searched: SearchedText,
    findings: tuple[PlacedFinding, ...],
    options: CheckOptions,
) -> FileResult:
    """Return the result of a text with these findings."""
    indexes = searched.indexes
    links = {indexes[at] if indexes else at for at in options.list_links(searched.text)}
    right = links.difference(each.finding.start for each in findings)
    return FileResult(name, findings, len(right))


def _apply(searched: SearchedText, edits: Sequence[Edit]) -> bytes | None:
    """Return the content of the file with its fixes; None if its encoding lacks a character."""
    try:
        return searched.source.encode(apply_edits(searched.source.text, edits))
    except UnicodeEncodeError:
        return None


def _write_diff(name: str, searched: SearchedText, edits: Sequence[Edit]) -> bytes:
    """Return the fixes as a diff, in the encoding of the file, or in UTF-8 for UTF-16 and -32."""
    source = searched.source
    text = write_diff(name, source.text, edits)
    if "16" in source.encoding or "32" in source.encoding:
        return text.encode("utf-8", "surrogatepass")
    with suppress(UnicodeEncodeError):
        return text.encode(source.encoding, source.errors)
    return text.encode("utf-8", "surrogateescape")


def _read(path: str) -> tuple[bytes, os.stat_result] | Skip:
    """Return the content and the status of a file, or why it is not checked.

    Raises:
        OSError: the file can't be read.
    """
    descriptor = os.open(path, _FLAGS)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123  (a descriptor)
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Skip.SPECIAL
        data = file.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else file.read(8_192)
        if is_binary(data):
            return Skip.BINARY
        if max(len(data), status.st_size) > MAX_BYTES:
            return Skip.LARGE
        while more := file.read(MAX_BYTES + 1 - len(data)):
            data += more
    return (data, status) if len(data) <= MAX_BYTES else Skip.LARGE


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
        names = ("st_dev", "st_ino", "st_nlink", "st_size", "st_mtime_ns", "st_mode")
        if any(getattr(now, each) != getattr(status, each) for each in names):
            raise _ChangedFileError("it was changed while it was checked: run the command again")
