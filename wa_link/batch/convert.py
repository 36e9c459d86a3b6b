"""convert: a sheet of contacts to a sheet of links, from file to file."""

from __future__ import annotations

import io
import os
from contextlib import closing, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Unpack, cast

from wa_link._support.arguments import option, require_options, require_texts
from wa_link._support.parallel import count_cores, map_in_order
from wa_link.batch.converter import Conversion, Converter
from wa_link.batch.inputs import open_input
from wa_link.batch.linker import Linker
from wa_link.batch.options import (
    CONTACT_KINDS,
    CONVERT_KINDS,
    READ_KINDS,
    LinkOptions,
    check_outputs,
)
from wa_link.batch.outputs import open_outputs, rejects_format, row_format
from wa_link.batch.row_numbers import MOST_SPLIT
from wa_link.batch.summary import SheetInfo, Summary
from wa_link.batch.tally import Tally
from wa_link.errors import OptionError
from wa_link.sheets.input_file import file_size
from wa_link.sheets.own_columns import CODE_COLUMN, LINK_COLUMN, OUTPUT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Generator

    from wa_link._support.collisions import Place
    from wa_link.batch.converter import Converted
    from wa_link.batch.options import ConvertOptions, ReadOptions
    from wa_link.batch.outputs import Output, RowFormat
    from wa_link.sheets.sheet import Sheet

# Rows that are converted together: enough to make sending them to a worker cheap, and few enough to
# keep memory constant.
_ROWS_TOGETHER, _CODES_TOGETHER = 1024, 32
# Parts that this process converts before it starts workers: about a fifth of a second's work.
_PARTS_ALONE = 16


def convert(source: Place, target: Place, **options: Unpack[ConvertOptions]) -> Summary:
    """Read a sheet of contacts, and write it with a link, or a reason, for each row.

    Every row comes out, in order, with its columns unchanged. A file gets its name when it is
    whole; a run that fails or is interrupted leaves none, and an old file stays. (A process that is
    killed leaves hidden temporary files. A later run into that folder removes them after a day.)
    `target` may be `source`: the sheet is then replaced. Memory does not grow with the sheet,
    unless `unique` is given or the output is a workbook.

    Args:
        source: path of the sheet, `-` for standard input, or a file opened for bytes, which is not
            closed. The format is detected from the content: CSV and its like, a workbook, vCards or
            JSON Lines.
        target: path of the output, or a file opened for bytes, which is not closed. The extension
            names the format: `.csv`, `.tsv`, `.jsonl` or `.xlsx`.
        **options: see `ConvertOptions`.

    Returns:
        Counts of rows by status, reason and note, and how the sheet was read.

    Raises:
        OptionError: (before anything is written) an option can't be used, or the output would
            replace a file that is still needed.
        TypeError: an argument is unknown, or not of its type.
        InputError: the sheet can't be read, or not to its end.
        OutputError: the rows do not fit into the format of the output.
        OSError: a file can't be written.
    """
    _check_arguments(source, target, options)
    reads_numbers = options.get("number") is None and options.get("links_column") is None
    opening = open_input(
        source,
        target,
        options.get("rejects"),
        phone_columns=options.get("phone_columns", ()) if reads_numbers else None,
        is_dry=options.get("dry_run", False),
        options=cast("ReadOptions", {k: v for k, v in options.items() if k in READ_KINDS}),
    )
    with opening as (file, sheet):
        run = _Run(file, sheet, target, options)
        run.convert()
        return run.summary()


class _Run:
    """One conversion."""

    def __init__(
        self, file: BinaryIO, sheet: Sheet, target: Place, options: ConvertOptions
    ) -> None:
        self._file, self._sheet, self._options = file, sheet, options
        self._conversion = _conversion(sheet, target, options)
        self._targets = _targets(target, self._conversion, options)
        linker = Linker(sheet, **self._conversion.options)  # a wrong option shows before files open
        self._info = SheetInfo.of(sheet, linker, size=file_size(file))
        self._tally = Tally()

    def convert(self) -> None:
        """Take all rows of the sheet, and write the outputs."""
        if on_sheet := self._options.get("on_sheet"):
            on_sheet(self._info)
        on_progress = self._options.get("on_progress")
        codes = self._options.get("codes")
        with (
            codes.make_folder() if codes else nullcontext(),
            open_outputs(self._targets) as outputs,
            closing(self._parts(outputs)) as parts,
        ):
            for part in parts:
                for output, written in zip(outputs, (part.output, part.rejects), strict=False):
                    output.file.write(written)
                self._tally.add(part.tally)
                if on_progress:
                    on_progress(self.summary())
            if codes:
                codes.sync()

    def summary(self) -> Summary:
        """Return the counts so far."""
        bytes_read = self._file.tell() if self._info.size else 0
        blank_lines = self._sheet.blank_lines
        return Summary.of(self._info, self._tally, blank_lines=blank_lines, bytes_read=bytes_read)

    def _parts(self, outputs: list[Output]) -> Generator[Converted]:
        """Convert the sheet part by part, and yield the results; use workers for a long sheet."""
        conversion, sheet = self._conversion, self._sheet
        codes = self._options.get("codes")
        row_ranges = sheet.row_ranges(
            _CODES_TOGETHER if codes else _ROWS_TOGETHER,
            copies=MOST_SPLIT if self._options.get("multiple") == "split" else 1,
        )
        if conversion.is_shareable:
            jobs = self._options.get("jobs") or count_cores()
            with closing(
                map_in_order(conversion, row_ranges, jobs=jobs, alone=_PARTS_ALONE)
            ) as parts:
                yield from parts
            return
        writes = [None if output.format.can_append else output.write for output in outputs]
        converter = Converter(conversion, *writes)
        parts_of_rows = map(sheet.make_rows, row_ranges)
        if not codes:
            yield from map(converter.convert, parts_of_rows)
            return
        from wa_link.batch.code_saving import convert_with_codes  # noqa: PLC0415  (loads Pillow)

        is_dry = self._options.get("dry_run", False)
        yield from convert_with_codes(converter, codes, parts_of_rows, is_dry=is_dry)


def _conversion(sheet: Sheet, target: Place, options: ConvertOptions) -> Conversion:
    is_safe = options.get("spreadsheet_safe", False)
    codes = options.get("codes")
    contact_options = {name: value for name, value in options.items() if name in CONTACT_KINDS}
    own_columns = (*OUTPUT_COLUMNS, *((CODE_COLUMN,) if codes else ()))
    output = row_format(sheet, target, options.get("to"), own_columns, is_safe=is_safe)
    rejects = None
    if options.get("dry_run"):
        # Nothing is written; workers can share a format that appends, and the notes are the same.
        output = replace(output, name="jsonl" if output.keeps_extra else "csv")
    elif (place := options.get("rejects")) is not None:
        rejects = rejects_format(sheet, place, is_safe=is_safe)
    link_options = cast("LinkOptions", contact_options)
    link_options |= LinkOptions(codes=codes, draw=False)  # codes are drawn together
    return Conversion(sheet.copy_without_rows(), link_options, output, rejects)


def _targets(
    target: Place, conversion: Conversion, options: ConvertOptions
) -> list[tuple[Place, RowFormat]]:
    """Return the files to write, the main output first; none in a dry run."""
    if options.get("dry_run"):
        return []
    targets = [(target, conversion.output)]
    if (rejects := options.get("rejects")) is not None and conversion.rejects:
        targets.append((rejects, conversion.rejects))
    return targets


def _check_arguments(source: Place, target: Place, options: ConvertOptions) -> None:
    """Fail on arguments that are wrong whatever the sheet is."""
    require_options(options, CONVERT_KINDS, "convert")
    if names := options.get("phone_columns"):
        require_texts("phone_columns", names)
    for name in ("on_sheet", "on_progress"):
        if (function := options.get(name)) is not None and not callable(function):
            raise TypeError(f"{name} must be a function, not {type(function).__name__}.")
    rejects, codes = options.get("rejects"), options.get("codes")
    _check_place("source", source, "read")
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
            raise OptionError(f"{option('jobs')}: at least 1, not {jobs}.")
        if jobs > 1 and codes is not None:
            raise OptionError(
                f"{option('jobs')} has no effect with {option('codes')}, because one process draws "
                "the codes: leave it out."
            )


def _check_output(name: str, place: Place) -> None:
    """Fail unless an output is a path, or a file opened for bytes."""
    _check_place(name, place, "write", "flush")
    if place == "-":
        raise OptionError(f'{name}: "-" is not a file: give sys.stdout.buffer.')


def _check_place(name: str, place: Place, *methods: str) -> None:
    """Fail unless it is a path, or a file opened for bytes that has these methods."""
    is_file = not isinstance(place, io.TextIOBase) and all(
        hasattr(place, method) for method in methods
    )
    if not is_file and not isinstance(place, (str, os.PathLike)):
        raise TypeError(
            f"{name} must be a path, or a file opened for bytes, not {type(place).__name__}."
        )
