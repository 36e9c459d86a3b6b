"""Outputs of a command: a sheet of links, its rejects, a file of bytes."""

from __future__ import annotations

import io
import sys
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from wa_link._support.files import atomic_writer
from wa_link._support.quoting import escape_controls, join_or, quote
from wa_link.cli.convert import Target
from wa_link.errors import OptionError
from wa_link.sheets.delimited import DELIMITERS
from wa_link.sheets.layout import Layout
from wa_link.sheets.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from _typeshed import ReadableBuffer as Buffer

    from wa_link.sheets.layout import WriteRow
    from wa_link.sheets.sheet import Sheet


def make_target(
    sheet: Sheet, path: str, file_format: str | None, own_columns: Sequence[str], *, safe: bool
) -> Target:
    """Return how to write a file of the sheet's rows, in the layout of the input.

    Args:
        sheet: the input.
        path: the name of the file; `-` is standard output.
        file_format: a key of `WRITERS`; None for the one that the extension of `path` names.
        own_columns: the columns that come after those of the sheet.
        safe: put an apostrophe before cells that a spreadsheet would calculate.

    Raises:
        OptionError: the extension of the path is not a known format.
    """
    file_format = file_format or _choose_format(path, sheet)
    delimiter = "\t" if file_format == "tsv" else sheet.delimiter
    if file_format == "csv" and delimiter == "\t":
        delimiter = ","
    as_input = delimiter == sheet.delimiter and not safe
    layout = Layout(
        header=sheet.has_header,
        delimiter=delimiter,
        # Readers find the common ones by themselves.
        tells_delimiter=sheet.tells_delimiter and delimiter not in DELIMITERS,
        byte_order_mark=sheet.byte_order_mark,
        spreadsheet_safe=safe,
        as_input=as_input,
    )
    return Target(path, file_format, (*sheet.columns, *own_columns), layout)


class OutputFile(NamedTuple):
    """A sheet that is being written.

    Attributes:
        file: takes bytes that are written already.
        write: writes a row, for formats that can't be written in pieces.
        target: how the sheet is written.
    """

    file: BinaryIO
    write: WriteRow
    target: Target


@contextmanager
def open_outputs(targets: Sequence[Target]) -> Iterator[list[OutputFile]]:
    """Open the files of a run, and write their headers.

    They get their names after the block, the first one last: its name proves that the others are
    whole. The headers are written in the opposite order, so that nothing is on standard output yet
    when another file can't be written.

    Args:
        targets: the main output, then the rejects.
    """
    # Writers end before files do, and all files are on the disk before the first gets its name.
    with ExitStack() as files, ExitStack() as writers:
        streams = [files.enter_context(_open_target(target)) for target in targets]
        outputs: list[OutputFile] = []
        for stream, target in reversed([*zip(streams, targets, strict=True)]):
            writer = WRITERS[target.file_format](stream, target.columns, target.layout)
            outputs.insert(0, OutputFile(stream, writers.enter_context(writer), target))
        files.callback(lambda: [output.file.flush() for output in outputs])
        yield outputs


def is_file_path(path: str) -> bool:
    """Return whether output goes to a file, old or new: not to a pipe, a device or a folder."""
    target = Path(path)
    return path != "-" and (target.is_file() or not target.exists())


def open_binary_output(path: str, what: str) -> AbstractContextManager[BinaryIO]:
    """Open a file for bytes; `-` is standard output.

    Args:
        path: the name of the file.
        what: its content, with an article, for the message: `A PDF`.

    Raises:
        UsageError: standard output is a terminal, which would act on the bytes.
        OptionError: the folder does not exist, or the path is a folder.
    """
    if path != "-":
        return atomic_writer(path)
    if sys.stdout.isatty():
        raise click.UsageError(f"{what} can't be shown in a terminal: name a file with -o.")
    return nullcontext(sys.stdout.buffer)


def _open_target(target: Target) -> AbstractContextManager[BinaryIO]:
    if target.path == "-" and target.is_piecewise:
        return nullcontext(_Terminal() if sys.stdout.isatty() else sys.stdout.buffer)
    return open_binary_output(target.path, "A workbook")


class _Terminal(io.BytesIO):
    """Standard output when it is a terminal: characters that it would act on are escaped."""

    def write(self, data: Buffer, /) -> int:
        text = bytes(data).decode()
        sys.stdout.buffer.write(escape_controls(text).encode())
        return len(text)

    def flush(self) -> None:
        sys.stdout.buffer.flush()


def _choose_format(path: str, sheet: Sheet) -> str:
    """Return the format that the extension names; without an extension, that of the input."""
    extension = "" if path == "-" else Path(path).suffix.lower().removeprefix(".")
    if not extension and sheet.is_json_lines:
        return "jsonl"
    if not extension:
        return "tsv" if sheet.delimiter == "\t" else "csv"
    if extension not in WRITERS:
        raise OptionError(
            f"Can't write {quote('.' + extension)}: use "
            f"{join_or(f'.{each}' for each in WRITERS)}, or add --to."
        )
    return extension
