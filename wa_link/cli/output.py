"""Where outcomes go: the sheet of links, and beside it the rejects."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wa_link.cli.screen import say
from wa_link.contacts.layout import Layout
from wa_link.contacts.writers import WRITERS, is_formula
from wa_link.errors import OptionError, shown
from wa_link.files import atomic_writer
from wa_link.outcome import OUTPUT_COLUMNS, REJECTS_COLUMNS, Accepted, Outcome, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_link.contacts.layout import WriteRow
    from wa_link.contacts.sheet import Sheet


@contextmanager
def destination(
    sheet: Sheet,
    *,
    output: str,
    file_format: str | None,
    rejects: str | None,
    with_codes: bool,
    spreadsheet_safe: bool,
) -> Iterator[Callable[[Outcome], None]]:
    """A function that puts an outcome where it belongs; files bear their names once they are whole.

    Args:
        sheet: what is linked; output is laid out as it is.
        output: a path; `-` is standard output.
        file_format: of the output; told by its extension when None.
        rejects: a path for rejected rows, which else go to the output.
        with_codes: whether there is a column for the names of codes.
        spreadsheet_safe: whether cells that a spreadsheet would calculate get an apostrophe.
    """
    code_column = ("wa_qr",) if with_codes else ()
    # Writers end before files do, and all files are on the disk before the first gets its name.
    with ExitStack() as files, ExitStack() as writers:

        def open_writer(path: str, name: str | None, columns: Sequence[str]) -> WriteRow:
            name = name or _format_of(path, sheet)
            file = files.enter_context(_open(path))
            opened.append(file)
            return writers.enter_context(_writer(file, name, sheet, columns, safe=spreadsheet_safe))

        opened: list[BinaryIO] = []
        # The rejects first: where they cannot be written, nothing has been said on stdout yet.
        write_reject = open_writer(rejects, None, REJECTS_COLUMNS) if rejects else None
        write = open_writer(output, file_format, (*OUTPUT_COLUMNS, *code_column))
        files.callback(lambda: [file.flush() for file in opened])

        def put(outcome: Outcome) -> None:
            cells = outcome.row.cells
            match outcome:
                case Rejected() if write_reject:
                    write_reject((*cells, *outcome.reject_output))
                case Rejected():
                    write((*cells, *outcome.output, *("" for _ in code_column)))
                case Accepted(code=code):
                    write((*cells, *outcome.output, *(code for _ in code_column)))

        yield put


def _open(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if path == "-" else atomic_writer(path)


@contextmanager
def _writer(
    file: BinaryIO, file_format: str, sheet: Sheet, own_columns: Sequence[str], *, safe: bool
) -> Iterator[WriteRow]:
    """A function that writes rows to `file`, laid out as the input."""
    delimiter = "\t" if file_format == "tsv" else sheet.delimiter
    if file_format == "csv" and delimiter == "\t":
        delimiter = ","
    layout = Layout(sheet.has_header, delimiter, sheet.byte_order_mark, safe)
    with WRITERS[file_format](file, (*sheet.columns, *own_columns), layout) as write:
        delimited = file_format in ("csv", "tsv")
        yield _warning(write, len(sheet.columns)) if delimited and not safe else write


def _warning(write: WriteRow, width: int) -> WriteRow:
    """`write`, and a warning at the first cell of the input that a spreadsheet would calculate."""
    warned = False

    def write_and_warn(values: Sequence[str]) -> None:
        nonlocal warned
        if not warned and any(is_formula(value) for value in values[:width]):
            warned = True
            cell = next(value for value in values[:width] if is_formula(value))
            say(
                f"Note: a spreadsheet would calculate cells such as {shown(cell, 30)}: with "
                "--spreadsheet-safe they get an apostrophe."
            )
        write(values)

    return write_and_warn


def _format_of(path: str, sheet: Sheet) -> str:
    """The format that the extension names; without one, as the input is."""
    extension = "" if path == "-" else Path(path).suffix.lower().removeprefix(".")
    if not extension:
        return "tsv" if sheet.delimiter == "\t" else "csv"
    if extension not in WRITERS:
        raise OptionError(
            f"{shown(path, 200)} names no format: add --to, or let it end in "
            f".{', .'.join(WRITERS)}."
        )
    return extension
