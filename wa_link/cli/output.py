"""Where output goes: a sheet of links, its rejects, a file for bytes."""

from __future__ import annotations

import io
import sys
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from wa_link._support.escapes import on_screen
from wa_link._support.files import atomic_writer, is_stream
from wa_link._support.parts import in_turn
from wa_link._support.quoting import quote
from wa_link.cli.convert import Target
from wa_link.errors import OptionError
from wa_link.sheets.delimited.split_line import DELIMITERS
from wa_link.sheets.output_formats import WRITERS
from wa_link.sheets.writer import WriteOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from _typeshed import ReadableBuffer as Buffer

    from wa_link.sheets.sheet import Sheet
    from wa_link.sheets.writer import WriteRow


def target_of(
    sheet: Sheet, path: str, file_format: str | None, own_columns: Sequence[str], *, safe: bool
) -> Target:
    """How a file of the sheet's rows and our own columns is written: laid out as the input.

    Args:
        sheet: the input.
        path: of the file; `-` is standard output.
        file_format: told by the extension of `path` when None.
        own_columns: behind those of the sheet.
        safe: whether cells that a spreadsheet would calculate get an apostrophe.

    Raises:
        OptionError: the path names no format.
    """
    file_format = file_format or _format_of(path, sheet)
    delimiter = "\t" if file_format == "tsv" else sheet.delimiter
    if file_format == "csv" and delimiter == "\t":
        delimiter = ","
    can_copy_cells = delimiter == sheet.delimiter and not safe
    layout = WriteOptions(
        header=sheet.has_header,
        delimiter=delimiter,
        # Only one that is not found without.
        has_sep_line=sheet.has_sep_line and delimiter not in DELIMITERS,
        has_byte_order_mark=sheet.has_byte_order_mark,
        spreadsheet_safe=safe,
        can_copy_cells=can_copy_cells,
    )
    return Target(path, file_format, (*sheet.columns, *own_columns), layout)


class Opened(NamedTuple):
    """A file that is written.

    Attributes:
        file: takes what pieces give.
        write: writes rows, where there are no pieces.
        target: how it is written.
    """

    file: BinaryIO
    write: WriteRow
    target: Target


@contextmanager
def destination(targets: Sequence[Target]) -> Iterator[list[Opened]]:
    """Files, in that order, opened: what comes first in them is written.

    They bear their names once they are whole, the first of them last: under its name, it proves
    that the rest is whole. The others are written to first: where they cannot be, nothing has been
    said on standard output yet.
    """
    # Writers end before files do, and all files are on the disk before the first gets its name.
    with ExitStack() as turn, ExitStack() as opened, ExitStack() as writers:
        streams = [opened.enter_context(_open(target)) for target in targets]
        found: list[Opened] = []
        for stream, target in reversed([*zip(streams, targets, strict=True)]):
            writer = WRITERS[target.file_format](stream, target.columns, target.layout)
            found.insert(0, Opened(stream, writers.enter_context(writer), target))
        opened.callback(lambda: [each.file.flush() for each in found])
        yield found
        if len(targets) > 1:
            turn.enter_context(naming(targets[0].path))


def naming(path: str) -> AbstractContextManager[None]:
    """While files get their names that belong to the one at `path`: one run at a time does."""
    if is_stream(path) or not names_file(path):
        return nullcontext()
    return in_turn(Path(path).resolve())


def names_file(path: str) -> bool:
    """Whether output goes to a file, which may be there; not to a pipe, nor a folder."""
    target = Path(path)
    return path != "-" and (target.is_file() or not target.exists())


def binary_output(path: str, what: str) -> AbstractContextManager[BinaryIO]:
    """A file for bytes, opened; `-` is standard output, which must be no terminal.

    Args:
        path: of the file.
        what: it is, for the message.

    Raises:
        UsageError: a terminal would take the bytes for commands.
        OptionError: the folder does not exist, or the path is one.
    """
    if path != "-":
        return atomic_writer(path)
    if sys.stdout.isatty():
        raise click.UsageError(f"{what} is nothing for a terminal: name a file with -o.")
    return nullcontext(sys.stdout.buffer)


def _open(target: Target) -> AbstractContextManager[BinaryIO]:
    if target.path == "-" and target.is_piecewise:
        return nullcontext(_Screen() if sys.stdout.isatty() else sys.stdout.buffer)
    return binary_output(target.path, "A workbook")


class _Screen(io.BytesIO):
    """Standard output that is a terminal: lines go there without what it would act on."""

    def write(self, data: Buffer, /) -> int:
        text = bytes(data).decode()
        sys.stdout.buffer.write(on_screen(text).encode())
        return len(text)

    def flush(self) -> None:
        sys.stdout.buffer.flush()


def _format_of(path: str, sheet: Sheet) -> str:
    """The format that the extension names; without one, as the input is."""
    extension = "" if path == "-" else Path(path).suffix.lower().removeprefix(".")
    if not extension and sheet.is_json_lines:
        return "jsonl"
    if not extension:
        return "tsv" if sheet.delimiter == "\t" else "csv"
    if extension not in WRITERS:
        raise OptionError(
            f"{quote(path, 200)} names no format: add --to, or let it end in "
            f".{', .'.join(WRITERS)}."
        )
    return extension
