"""Formats of output files; `open_outputs` opens several files and completes them together."""

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
from wa_link.sheets.output_formats import KEEPS_EXTRA, REJECTS_FORMATS, WRITERS
from wa_link.sheets.own_columns import REJECTS_COLUMNS
from wa_link.sheets.writer import WriteOptions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from wa_link._support.same_file import PathOrFile
    from wa_link.sheets.sheet import Sheet
    from wa_link.sheets.writer import WriteRow


@dataclass(frozen=True, slots=True)
class RowFormat:
    """The format of an output file.

    Attributes:
        name: `csv`, `tsv`, `jsonl`, `xlsx` or `vcf`.
        columns: names of all columns: those of the sheet, and then those that wa-link adds.
        layout: delimiter and other options for writing delimited text.
    """

    name: str
    columns: tuple[str, ...]
    layout: WriteOptions

    @property
    def can_append(self) -> bool:
        """Return whether the file is a series of lines, so rows can be appended to it as bytes."""
        return self.name != "xlsx"

    @property
    def keeps_extra(self) -> bool:
        """Return whether the format also keeps the keys of JSON objects that are not columns."""
        return self.name in KEEPS_EXTRA

    @property
    def is_delimited(self) -> bool:
        """Return whether the format is CSV or TSV."""
        return self.name in ("csv", "tsv")


def row_format(
    sheet: Sheet,
    file: PathOrFile,
    name: str | None,
    own_columns: Sequence[str],
    *,
    spreadsheet_safe: bool,
) -> RowFormat:
    """Return the format of the output; delimited text is written like the input if possible.

    Args:
        sheet: the input.
        file: path or file of the output.
        name: `csv`, `tsv`, `jsonl`, `xlsx` or `vcf`. If None, the extension of the path chooses the
            format; without an extension, the output has the format of the input.
        own_columns: columns that wa-link adds after those of the sheet.
        spreadsheet_safe: whether to put an apostrophe before text that a spreadsheet would
            calculate.

    Raises:
        OptionError: wa-link can't write the format that `name` or the extension asks for.
    """
    name = name or _choose_format(file, sheet, WRITERS, f", or add {option('to', 'csv')}")
    if name not in WRITERS:
        raise OptionError(f"{option('to')}: {quote(name)} is not a format: use {join_or(WRITERS)}.")
    return _format_like(sheet, name, own_columns, spreadsheet_safe=spreadsheet_safe)


def rejects_format(sheet: Sheet, file: PathOrFile, *, spreadsheet_safe: bool) -> RowFormat:
    """Return the format of a rejects file, which the extension of the file chooses.

    A file without an extension has the format of the input.

    Args:
        sheet: the input.
        file: path or file for the rejected rows.
        spreadsheet_safe: whether to put an apostrophe before text that a spreadsheet would
            calculate.

    Raises:
        OptionError: wa-link can't write the format that the extension asks for.
    """
    if isinstance(file, (str, PathLike)) and Path(file).suffix.lower() == ".vcf":
        raise OptionError(
            f"{option('rejects')} can't be a .vcf file, because a card has no columns that you "
            f"could correct and read again: use {_list_extensions(REJECTS_FORMATS)}."
        )
    name = _choose_format(file, sheet, REJECTS_FORMATS, "")
    return _format_like(sheet, name, REJECTS_COLUMNS, spreadsheet_safe=spreadsheet_safe)


def _format_like(
    sheet: Sheet, name: str, own_columns: Sequence[str], *, spreadsheet_safe: bool
) -> RowFormat:
    """Return the format `name` with the delimiter and byte-order mark of the input, if possible."""
    delimiter = "\t" if name == "tsv" else sheet.delimiter
    if name == "csv" and delimiter == "\t":
        delimiter = ","
    is_same = sheet.format == "delimited" and delimiter == sheet.delimiter and not spreadsheet_safe
    layout = WriteOptions(
        header=sheet.has_header,
        delimiter=delimiter,
        # Excel and wa-link find the usual delimiters without a line such as `sep=;`.
        has_sep_line=sheet.has_sep_line and delimiter not in DELIMITERS,
        has_byte_order_mark=sheet.has_byte_order_mark,
        spreadsheet_safe=spreadsheet_safe,
        can_copy_cells=sheet.format == "vcard" if name == "vcf" else is_same,
    )
    return RowFormat(name, (*sheet.columns, *own_columns), layout)


class Output(NamedTuple):
    """An output file that is being written.

    Attributes:
        file: the open file. If it is not a workbook, bytes of rows can be appended to it.
        write: function that writes one row to the file.
        format: format of the file.
    """

    file: BinaryIO
    write: WriteRow
    format: RowFormat


@contextmanager
def open_outputs(targets: Sequence[tuple[PathOrFile, RowFormat]]) -> Iterator[list[Output]]:
    """Open several output files, and complete all of them at the end of the block.

    At the end of the block, the files get their final names. The first file of `targets` gets its
    name last: when it has its name, all other files are complete.

    The headers are written at the start of the block, and the first file gets its header last. So
    if another file can't be opened, nothing is written to the first file. The first file may be
    standard output.

    Args:
        targets: the path or file of each output, with its format.
    """
    with ExitStack() as files, ExitStack() as writers:
        opened = [files.enter_context(_open(target)) for target, _ in targets]
        outputs: list[Output] = []
        for file, (_, form) in reversed([*zip(opened, targets, strict=True)]):
            writer = WRITERS[form.name](file, form.columns, form.layout)
            outputs.insert(0, Output(file, writers.enter_context(writer), form))
        files.callback(lambda: [each.file.flush() for each in outputs])
        yield outputs


def _open(target: PathOrFile) -> AbstractContextManager[BinaryIO]:
    """Return a context manager for an output: a new file at a path, or a file that is open already.

    A file that is open already is not closed.
    """
    if isinstance(target, (str, PathLike)):
        return atomic_writer(target)
    return _write_all(target) if isinstance(target, io.RawIOBase) else nullcontext(target)


@contextmanager
def _write_all(raw: io.RawIOBase) -> Iterator[BinaryIO]:
    """Yield a buffered file that writes all bytes to `raw`, which stays open after the block."""
    buffered = io.BufferedWriter(raw)
    try:
        yield buffered
        buffered.flush()
    finally:
        with suppress(OSError):  # it tries again to write bytes that failed
            buffered.detach()


def _choose_format(file: PathOrFile, sheet: Sheet, formats: Collection[str], way_out: str) -> str:
    """Return the format that the extension of a file chooses.

    A file without an extension has the format of the input. But if the input is a workbook or
    vCards, the file is CSV.

    Args:
        file: path or file of the output.
        sheet: the input.
        formats: formats that the file can have.
        way_out: end of the error message, which proposes another solution: `, or add --to csv`.

    Raises:
        OptionError: wa-link can't write the format that the extension asks for.
    """
    extension = ""
    if isinstance(file, (str, PathLike)):
        extension = Path(file).suffix.lower().removeprefix(".")
    if not extension and sheet.format == "jsonl":
        return "jsonl"
    if not extension:
        return "tsv" if sheet.delimiter == "\t" else "csv"
    if extension not in formats:
        raise OptionError(
            f"Can't write .{escape(extension)}: use {_list_extensions(formats)}{way_out}."
        )
    return extension


def _list_extensions(formats: Iterable[str]) -> str:
    """Return the extensions of formats for a message: `.csv, .tsv or .jsonl`."""
    return join_or(f".{each}" for each in formats)
