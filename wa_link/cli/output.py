"""Output of commands: paths, and standard output for `-`."""

from __future__ import annotations

import io
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from wa_link._support.files import atomic_writer
from wa_link._support.quoting import escape_controls

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


def is_file_path(path: str) -> bool:
    """Return whether output goes to a file, which may exist; not to a pipe or a folder."""
    target = Path(path)
    return path != "-" and (target.is_file() or not target.exists())


def open_binary_output(path: str, what: str) -> AbstractContextManager[BinaryIO]:
    """Open a file for bytes; `-` is standard output, which must not be a terminal.

    Args:
        path: path of the file.
        what: what the bytes are, for the message: `A PDF`.

    Raises:
        UsageError: a terminal would take the bytes for commands.
        OptionError: the folder does not exist, or the path is a folder.
    """
    return atomic_writer(path) if path != "-" else nullcontext(_binary_stdout(what))


def sheet_output(path: str, file_format: str | None) -> str | BinaryIO:
    """Return where a sheet goes: a path, or standard output for `-`.

    Args:
        path: path of the file, or `-`.
        file_format: format that was asked for; None for that of the input, which is text.

    Raises:
        UsageError: a workbook would go to a terminal.
    """
    if path != "-":
        return path
    if file_format == "xlsx":
        return _binary_stdout("A workbook")
    return _Screen() if sys.stdout.isatty() else sys.stdout.buffer


def _binary_stdout(what: str) -> BinaryIO:
    if sys.stdout.isatty():
        raise click.UsageError(f"{what} can't be shown in a terminal: name a file with -o.")
    return sys.stdout.buffer


class _Screen(io.BytesIO):
    """Standard output that is a terminal: characters that could act on it are escaped."""

    def write(self, data: Buffer, /) -> int:
        text = bytes(data).decode()
        sys.stdout.buffer.write(escape_controls(text).encode())
        return len(text)

    def flush(self) -> None:
        sys.stdout.buffer.flush()
