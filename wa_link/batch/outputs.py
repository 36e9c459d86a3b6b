"""Output files of rows: their format, and files that are written together."""

from __future__ import annotations

import io
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from wa_link._support.arguments import option
from wa_link._support.files import atomic_writer
from wa_link._support.quoting import escape, join_or, quote
from wa_link.errors import OptionError
from wa_link.sheets.delimited.split_line import DELIMITERS
from wa_link.sheets.output_formats import KEEPS_EXTRA, WRITERS
from wa_link.sheets.own_columns import REJECTS_COLUMNS
from wa_link.sheets.writer import WriteOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from wa_link._support.collisions import Place
    from wa_link.sheets.sheet import Sheet
    from wa_link.sheets.writer import WriteRow


@dataclass(frozen=True, slots=True)
class RowFormat:
    """How rows are written to a file.

    Attributes:
        name: `csv`, `tsv`, `jsonl` or `xlsx`.
        columns: all columns, with those that wa-link adds.
        layout: layout of delimited text.
    """

    name: str
    columns: tuple[str, ...]
    layout: WriteOptions

    @property
    def can_append(self) -> bool:
        """Return whether rows can be made into bytes apart from the rest of the file."""
        return self.name != "xlsx"

    @property
    def keeps_extra(self) -> bool:
        """Return whether keys that have no column are written."""
        return self.name in KEEPS_EXTRA

    @property
    def is_delimited(self) -> bool:
        """Return whether it is CSV or TSV."""
        return self.name in ("csv", "tsv")


def row_format(
    sheet: Sheet, place: Place, name: str | None, own_columns: Sequence[str], *, is_safe: bool
) -> RowFormat:
    """Return the format of an output file, which has the layout of the input where it can.

    Args:
        sheet: the input.
        place: the output; the extension of a path names the format.
        name: `csv`, `tsv`, `jsonl` or `xlsx`; None for the extension, or the format of the input.
        own_columns: columns that wa-link adds after those of the sheet.
        is_safe: whether cells that a spreadsheet would calculate get an apostrophe.

    Raises:
        OptionError: the extension names no format.
    """
    name = name or _choose_format(place, sheet, f", or add {option('to')}")
    if name not in WRITERS:
        raise OptionError(f"{option('to')}: {quote(name)} is not a format: use {join_or(WRITERS)}.")
    return _format_like(sheet, name, own_columns, is_safe=is_safe)


def rejects_format(sheet: Sheet, place: Place, *, is_safe: bool) -> RowFormat:
    """Return the format of a rejects file, which only its extension can name.

    Args:
        sheet: the input.
        place: the rejects file.
        is_safe: as `row_format` has it.

    Raises:
        OptionError: the extension names no format.
    """
    name = _choose_format(place, sheet, "")
    return _format_like(sheet, name, REJECTS_COLUMNS, is_safe=is_safe)


def _format_like(
    sheet: Sheet, name: str, own_columns: Sequence[str], *, is_safe: bool
) -> RowFormat:
    """Return a format with the layout of the input where it can have it."""
    delimiter = "\t" if name == "tsv" else sheet.delimiter
    if name == "csv" and delimiter == "\t":
        delimiter = ","
    layout = WriteOptions(
        header=sheet.has_header,
        delimiter=delimiter,
        # Readers find the usual delimiters without the line `sep=`.
        has_sep_line=sheet.has_sep_line and delimiter not in DELIMITERS,
        has_byte_order_mark=sheet.has_byte_order_mark,
        spreadsheet_safe=is_safe,
        can_copy_cells=delimiter == sheet.delimiter and not is_safe,
    )
    return RowFormat(name, (*sheet.columns, *own_columns), layout)


class Output(NamedTuple):
    """A file of rows that is being written.

    Attributes:
        file: takes bytes, where rows can be made into bytes apart from the rest.
        write: writes one row.
        format: how rows are written.
    """

    file: BinaryIO
    write: WriteRow
    format: RowFormat


@contextmanager
def open_outputs(targets: Sequence[tuple[Place, RowFormat]]) -> Iterator[list[Output]]:
    """Open files that are written together.

    A file gets its final name when it is complete. The first file is renamed last, so when it
    exists, the others are complete. Files are opened in the opposite order: if one can't be
    written, nothing has been written to the first, which may be standard output.
    """
    with ExitStack() as files, ExitStack() as writers:
        opened = [files.enter_context(_open(place)) for place, _ in targets]
        outputs: list[Output] = []
        for file, (_, form) in reversed([*zip(opened, targets, strict=True)]):
            writer = WRITERS[form.name](file, form.columns, form.layout)
            outputs.insert(0, Output(file, writers.enter_context(writer), form))
        files.callback(lambda: [each.file.flush() for each in outputs])
        yield outputs


def _open(place: Place) -> AbstractContextManager[BinaryIO]:
    if isinstance(place, (str, PathLike)):
        return atomic_writer(place)
    return _write_all(place) if isinstance(place, io.RawIOBase) else nullcontext(place)


@contextmanager
def _write_all(raw: io.RawIOBase) -> Iterator[BinaryIO]:
    """Yield a buffer that writes every byte to a raw file; the raw file is not closed."""
    buffered = io.BufferedWriter(raw)
    try:
        yield buffered
        buffered.flush()
    finally:
        with suppress(OSError):  # bytes that could not be written, after that error
            buffered.detach()


def _choose_format(place: Place, sheet: Sheet, way_out: str) -> str:
    """Return the format that the extension names; without one, the format of the input."""
    extension = ""
    if isinstance(place, (str, PathLike)):
        extension = Path(place).suffix.lower().removeprefix(".")
    if not extension and sheet.is_json_lines:
        return "jsonl"
    if not extension:
        return "tsv" if sheet.delimiter == "\t" else "csv"
    if extension not in WRITERS:
        raise OptionError(
            f"Can't write .{escape(extension)}: use "
            f"{join_or(f'.{each}' for each in WRITERS)}{way_out}."
        )
    return extension
