"""The function `convert`: read a file of contacts, and write a file with a link for each row."""

from __future__ import annotations

import io
import os
from contextlib import closing, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Unpack, cast

from wa_link._support.arguments import option, require_options, require_texts
from wa_link._support.parallel import count_cores, map_in_order
from wa_link.batch.convert_rows import Conversion, Converter
from wa_link.batch.inputs import open_input
from wa_link.batch.linker import Linker
from wa_link.batch.options import (
    CONTACT_KINDS,
    CONVERT_KINDS,
    READ_KINDS,
    LinkOptions,
    check_outputs,
    named_phone_columns,
)
from wa_link.batch.outputs import open_outputs, rejects_format, row_format
from wa_link.batch.row_numbers import MOST_SPLIT
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.batch.tally import Tally
from wa_link.errors import OptionError
from wa_link.sheets.input_file import file_size
from wa_link.sheets.own_columns import CODE_COLUMN, LINK_COLUMN, OUTPUT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from wa_link._support.same_file import PathOrFile
    from wa_link.batch.convert_rows import Converted
    from wa_link.batch.options import ConvertOptions, ReadOptions
    from wa_link.batch.outputs import Output, RowFormat
    from wa_link.sheets.sheet import Sheet

# Rows in a chunk: enough to make sending a chunk to a worker cheap, and few enough to keep memory
# constant. QR codes need more memory than rows.
_ROWS_PER_CHUNK, _CODES_PER_CHUNK = 1024, 32
# Chunks that this process converts before it starts workers: about 0.2 seconds of work.
_CHUNKS_BEFORE_WORKERS = 16


def convert(source: PathOrFile, target: PathOrFile, **options: Unpack[ConvertOptions]) -> Summary:
    """Copy a sheet of contacts, and add to each row its link or the reason why it was rejected.

    Example: `convert("contacts.csv", "links.csv", region="SA")` reads `0501234567` and writes
    `https://wa.me/966501234567`.

    All rows are written, in the same order, with their own columns unchanged. An output file
    appears under its name only when it is complete. If the run fails or is interrupted, no output
    appears, and an existing file with that name is not changed. (A process that is killed can leave
    hidden temporary files. They are removed by a run that writes into the same folder at least a
    day later.) To replace the sheet, give the same path as `source` and `target`. With `unique`, or
    if the output is a workbook, a longer sheet needs more memory; otherwise, it does not.

    Args:
        source: path of the sheet, `-` for standard input, or a file opened for bytes, which
            `convert` does not close. The format is detected from the content: delimited text such
            as CSV, a workbook, vCards or JSON Lines.
        target: path of the output, or a file opened for bytes, which `convert` does not close. The
            extension of a path chooses the format: `.csv`, `.tsv`, `.jsonl`, `.xlsx` or `.vcf`
            (an address book with a card for each row).
        **options: see `ConvertOptions`.

    Returns:
        A summary: how many rows have each status, reason and note, and how the sheet was read.

    Raises:
        OptionError: an option can't be used, or the output would replace a file that is still
            needed. Nothing has been written.
        TypeError: an option is unknown, or an argument has the wrong type.
        InputError: the sheet can't be read completely.
        OutputError: the output format can't contain the result, such as too many rows in .xlsx.
        OSError: a file can't be written.
    """
    _check_arguments(source, target, options)
    opening = open_input(
        source,
        target,
        options.get("rejects"),
        phone_columns=named_phone_columns(options),
        is_dry=options.get("dry_run", False),
        options=cast("ReadOptions", {k: v for k, v in options.items() if k in READ_KINDS}),
    )
    with opening as (file, sheet):
        run = _Run(file, sheet, target, options)
        # Windows can't replace a file that is open.
        is_ours = isinstance(source, (str, os.PathLike)) and str(source) != "-"
        return run.convert(at_end=file.close if is_ours else None)


class _Run:
    """One call of `convert`: its sheet, its outputs, and its counts so far."""

    def __init__(
        self, file: BinaryIO, sheet: Sheet, target: PathOrFile, options: ConvertOptions
    ) -> None:
        self._file, self._sheet, self._options = file, sheet, options
        self._conversion = _conversion(sheet, target, options)
        self._targets = _targets(target, self._conversion, options)
        linker = Linker(sheet, **self._conversion.options)  # fails before files are opened
        self._info = SheetInfo.of(sheet, linker, size=file_size(file))
        self._tally = Tally()

    def convert(self, *, at_end: Callable[[], None] | None) -> Summary:
        """Convert all rows of the sheet, write the output files, and return the summary.

        Args:
            at_end: function to call when all rows are read, before the outputs get their names.
        """
        if on_sheet := self._options.get("on_sheet"):
            on_sheet(self._info)
        on_progress = self._options.get("on_progress")
        codes = self._options.get("codes")
        with (
            codes.make_folder() if codes else nullcontext(),
            open_outputs(self._targets) as outputs,
            closing(self._convert_chunks(outputs)) as chunks,
        ):
            self._flush_if_waiting(outputs)  # the headers
            for chunk in chunks:
                for output, written in zip(outputs, (chunk.output, chunk.rejects), strict=False):
                    output.file.write(written)
                self._flush_if_waiting(outputs)
                self._tally.add(chunk.tally)
                if on_progress:
                    on_progress(self.summary())
            if codes:
                codes.sync()
            summary = self.summary()
            if at_end:
                at_end()
        return summary

    def _flush_if_waiting(self, outputs: list[Output]) -> None:
        """Write all buffered bytes if the next row of a pipe has not come yet."""
        if self._sheet.would_wait():
            for output in outputs:
                output.file.flush()

    def summary(self) -> Summary:
        """Return the summary of the rows that have been converted so far."""
        bytes_read = self._file.tell() if self._info.size else 0
        blank_lines = self._sheet.blank_lines
        return Summary.of(self._info, self._tally, blank_lines=blank_lines, bytes_read=bytes_read)

    def _convert_chunks(self, outputs: list[Output]) -> Generator[Converted]:
        """Convert the sheet chunk by chunk, and yield the results; use workers for a long sheet."""
        conversion, sheet = self._conversion, self._sheet
        codes = self._options.get("codes")
        row_ranges = sheet.row_ranges(
            _CODES_PER_CHUNK if codes else _ROWS_PER_CHUNK,
            copies=MOST_SPLIT if self._options.get("multiple") == "split" else 1,
        )
        if conversion.can_use_workers:
            jobs = self._options.get("jobs") or count_cores()
            results = map_in_order(
                conversion,
                row_ranges,
                jobs=jobs,
                before_workers=_CHUNKS_BEFORE_WORKERS,
                would_wait=sheet.would_wait,
            )
            with closing(results):
                yield from results
            return
        writes = [None if output.format.can_append else output.write for output in outputs]
        converter = Converter(conversion, *writes)
        chunks = map(sheet.make_rows, row_ranges)
        if not codes:
            yield from map(converter.convert, chunks)
            return
        from wa_link.batch.code_saving import convert_with_codes  # noqa: PLC0415  (loads Pillow)

        is_dry = self._options.get("dry_run", False)
        save = convert_with_codes(
            converter, codes, chunks, is_dry=is_dry, would_wait=sheet.would_wait
        )
        yield from save


def _conversion(sheet: Sheet, target: PathOrFile, options: ConvertOptions) -> Conversion:
    """Return the settings of a run: how its rows are linked and written."""
    is_safe = options.get("spreadsheet_safe", False)
    codes = options.get("codes")
    contact_options = {name: value for name, value in options.items() if name in CONTACT_KINDS}
    own_columns = (*OUTPUT_COLUMNS, *((CODE_COLUMN,) if codes else ()))
    output = row_format(sheet, target, options.get("to"), own_columns, spreadsheet_safe=is_safe)
    sheet.keeps_cards = output.name == "vcf"
    rejects = None
    if options.get("dry_run"):
        # Nothing is written, so the format only affects notes. Workers can't write a workbook.
        output = replace(output, name="jsonl" if output.keeps_extra else "csv")
    elif (file := options.get("rejects")) is not None:
        rejects = rejects_format(sheet, file, spreadsheet_safe=is_safe)
    link_options = cast("LinkOptions", contact_options)
    link_options |= LinkOptions(codes=codes, draw=False)  # drawn by convert_with_codes
    return Conversion(sheet.copy_without_rows(), link_options, output, rejects)


def _targets(
    target: PathOrFile, conversion: Conversion, options: ConvertOptions
) -> list[tuple[PathOrFile, RowFormat]]:
    """Return the files to write, the main output first, or an empty list in a dry run."""
    if options.get("dry_run"):
        return []
    targets = [(target, conversion.output)]
    if (rejects := options.get("rejects")) is not None and conversion.rejects:
        targets.append((rejects, conversion.rejects))
    return targets


def _check_arguments(source: PathOrFile, target: PathOrFile, options: ConvertOptions) -> None:
    """Fail on arguments of `convert` that are wrong for every sheet."""
    require_options(options, CONVERT_KINDS, "convert")
    if names := options.get("phone_columns"):
        require_texts("phone_columns", names)
    for name in ("on_sheet", "on_progress"):
        if (function := options.get(name)) is not None and not callable(function):
            raise TypeError(f"{name} must be a function, not {type(function).__name__}.")
    rejects, codes = options.get("rejects"), options.get("codes")
    _check_file("source", source, "read")
    _check_output("target", target)
    if rejects is not None:
        _check_output("rejects", rejects)
    check_outputs(options)
    if options.get("links_column") == LINK_COLUMN:
        raise OptionError(
            f"{option('links_column')} can't be {LINK_COLUMN}, because the output gets a new "
            "column with that name: rename the column of the sheet."
        )
    if (jobs := options.get("jobs")) is not None:
        if jobs < 1:
            raise OptionError(f"{option('jobs')} must be at least 1, not {jobs}.")
        if jobs > 1 and codes is not None:
            raise OptionError(
                f"{option('jobs')} has no effect with {option('codes')}, because one process draws "
                f"the codes: leave out {option('jobs')}."
            )


def _check_output(name: str, file: PathOrFile) -> None:
    """Fail unless an output of `convert` is a path, or a file opened for writing bytes.

    Args:
        name: name of the argument, for messages: `target` or `rejects`.
        file: its value.
    """
    _check_file(name, file, "write", "flush")
    if file == "-":
        raise OptionError(
            f'{name} can\'t be "-": for standard output, give sys.stdout.buffer instead.'
        )


def _check_file(name: str, file: PathOrFile, *methods: str) -> None:
    """Fail unless an argument of `convert` is a path, or a file opened for bytes.

    Args:
        name: name of the argument, for messages: `source`, `target` or `rejects`.
        file: its value.
        *methods: methods that a file must have, such as `read`.

    Raises:
        TypeError: the value is neither a path nor a file opened for bytes.
        OptionError: the value is an empty path.
    """
    if isinstance(file, (str, os.PathLike)):
        if not os.fspath(file):
            raise OptionError(f"{name} is an empty path: name a file.")
        return
    if isinstance(file, io.TextIOBase) or not all(hasattr(file, method) for method in methods):
        raise TypeError(
            f"{name} must be a path, or a file opened for bytes, not {type(file).__name__}."
        )
