"""Opening the output of commands: a file, or standard output if the path is `-`."""

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
    """Return whether a path names a regular file, or a file that does not exist yet.

    Return False for `-`, a pipe, a device or a folder.
    """
    target = Path(path)
    return path != "-" and (target.is_file() or not target.exists())


def open_binary_output(path: str, what: str) -> AbstractContextManager[BinaryIO]:
    """Open an output file for bytes. `-` is standard output, which must not be a terminal.

    Args:
        path: path of the file, or `-`.
        what: the kind of content, for the message, such as `A PDF`.

    Raises:
        UsageError: the output is a terminal, which can't show such bytes.
        OptionError: the folder does not exist, or the path is a folder.
    """
    return atomic_writer(path) if path != "-" else nullcontext(_binary_stdout(what))


def sheet_output(path: str, file_format: str | None) -> str | BinaryIO:
    """Return where to write a sheet: the path of a file, or standard output if the path is `-`.

    Args:
        path: path of the file, or `-`.
        file_format: the format that the option `--to` names. If the option is not given, it is
            None, and standard output gets text, not a workbook.

    Raises:
        UsageError: a workbook would go to a terminal.
    """
    if path != "-":
        return path
    if file_format == "xlsx":
        return _binary_stdout("A workbook")
    return _Terminal() if sys.stdout.isatty() else sys.stdout.buffer


def _binary_stdout(what: str) -> BinaryIO:
    """Return standard output as a binary file; raise UsageError if it is a terminal."""
    if sys.stdout.isatty():
        raise click.UsageError(f"{what} can't be shown in a terminal: name a file with -o.")
    return sys.stdout.buffer


class _Terminal(io.BytesIO):
    """A terminal as standard output: characters that could control the terminal are escaped."""

    def write(self, data: Buffer, /) -> int:
        text = bytes(data).decode().replace("\r\n", "\n")  # the line ends of vCards
        sys.stdout.buffer.write(escape_controls(text).encode())
        return len(text)

    def flush(self) -> None:
        sys.stdout.buffer.flush()
