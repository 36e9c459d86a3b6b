"""A worksheet of an Excel or OpenDocument workbook (.xlsx, .xlsm, .xls, .ods) -> a sheet."""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from wa_link._support.child import Child, ChildLostError, Loss, WorkRefusedError
from wa_link._support.extras import missing_extra
from wa_link._support.quoting import quote
from wa_link.errors import InputError
from wa_link.sheets.rows import Details, Record, ShownCell
from wa_link.sheets.sheet import Sheet
from wa_link.sheets.workbook.choose_worksheet import choose_worksheet, find_phone_indices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

MAX_FILE_BYTES = 1 << 29
"""Largest file that is read: ten times as large as 1,048,576 contacts from Excel."""
_CHUNK = 1 << 18
_LOSSES = {
    Loss.MEMORY: (
        "needs more memory than a file of its size may take: cells repeat, are far apart, or it "
        "is damaged. Delete the cells far below or right of the contacts, or export them as CSV."
    ),
    Loss.TIME: "takes too long to read, and may be damaged. Export the sheet as CSV.",
    Loss.KILLED: (
        "can't be read to its end: the process that read it was killed. Run the command again, or "
        "export the sheet as CSV."
    ),
    Loss.NOT_STARTED: (
        "can't be read: the process that reads workbooks ended as it started. Export the sheet as "
        "CSV."
    ),
    Loss.LIBRARY: (
        "can't be read: the library that reads workbooks can't be imported in a process of its "
        'own. Install "wa-link[sheets]" again, or export the sheet as CSV.'
    ),
    Loss.BROKEN: (
        "can't be read: it is damaged. Open it in a spreadsheet program and save it again as .xlsx."
    ),
}
_UNKNOWN_FORMATS = (
    "The number formats of this file can't be read. If a phone number shows digits or a plus that "
    "its cell does not contain, save the file as .xlsx."
)


def read_workbook(
    file: BinaryIO,
    name: str,
    *,
    header: bool = True,
    header_row: int | None = None,
    worksheet: str | None = None,
    phone_columns: Sequence[str] | None = (),
) -> Sheet:
    """Read the header of a worksheet at once, and its rows as they are taken.

    A child process reads the workbook. The columns are those from A to the last one with a cell;
    a column without a header has a blank name. Blank rows are skipped. The line of a record is the
    number of its row in the spreadsheet. See `read_sheet` for the arguments.

    Raises:
        OptionError: there is no such worksheet or row, or python-calamine isn't installed.
        InputError: the workbook has no rows, or is damaged, protected or too large.
    """
    if find_spec("python_calamine") is None:
        raise missing_extra(f"Reading {name}, a workbook,", "sheets")
    process = _ChildProcess(name)
    try:
        sheets = process.open(file)
        chosen = choose_worksheet(
            process,
            sheets,
            name,
            has_header=header,
            worksheet=worksheet,
            phone_columns=phone_columns,
            header_row=header_row,
        )
        columns = find_phone_indices(chosen.columns, phone_columns, has_header=header)
        records = process.read_records(chosen.index, columns, chosen.first_line)
        has_formats, has_unknown_formats = next(records)
    except BaseException:
        process.close()
        raise
    sheet = Sheet(
        chosen.columns,
        records,
        has_header=header,
        blank_lines=chosen.blank_lines,
        other_worksheets=len(sheets) - 1,
        remarks=(*chosen.remarks, *((_UNKNOWN_FORMATS,) if has_unknown_formats else ())),
        has_formats=has_formats,
    )
    sheet.worksheet = sheets[chosen.index][0]
    return sheet


class _ChildProcess:
    """The child process that reads a workbook."""

    def __init__(self, name: str) -> None:
        """Start the process; `name` is the file's name for messages."""
        self._name = name
        try:
            self._child = Child("wa_link.sheets.workbook.child_process.serve", ("python_calamine",))
        except OSError as error:
            raise InputError(
                f"{name} can't be read: no process can be started for it ({error.strerror}). "
                "Export the sheet as CSV."
            ) from None

    def close(self) -> None:
        """End the process."""
        self._child.close()

    def open(self, file: BinaryIO) -> list[tuple[str, bool]]:
        """Send the file; return the name of each worksheet, and whether it is visible."""
        size = 0
        while data := file.read(_CHUNK):
            size += len(data)
            if size > MAX_FILE_BYTES:
                raise InputError(
                    f"{self._name} has more than {MAX_FILE_BYTES:,} bytes: export the sheet as "
                    "CSV, which is read in any size."
                )
            self._child.send(data)
        self._child.send(b"")
        (sheets,) = self._receive()
        return [(name, is_visible) for name, is_visible in sheets]

    def peek(self, index: int, rows: int) -> list[tuple[str, ...] | None]:
        """Return the first rows, up to `rows` that are not blank, and None for each blank row."""
        self._request(do="peek", sheet=index, rows=rows)
        (found,) = self._receive()
        return [row and tuple(row[0]) for row in found]

    def read_row(self, index: int, line: int) -> tuple[tuple[str, ...] | None, int]:
        """Return a row, None if it is blank, and the number of blank rows before it."""
        self._request(do="row", sheet=index, line=line)
        found, blank_lines = self._receive()
        return found and tuple(found[0]), blank_lines

    def list_filled(self) -> set[int]:
        """Return the indices of the worksheets that have cells."""
        self._request(do="filled")
        (found,) = self._receive()
        return set(found)

    def read_records(self, index: int, columns: Sequence[int], first: int) -> Iterator[Any]:
        """Yield two flags about number formats, then the rows from a line on; None for blank rows.

        The flags say whether any format shows more than its value, and whether some formats are
        unknown. The process ends after the last row, or when the generator is closed.
        """
        try:
            self._request(do="read", sheet=index, columns=list(columns), **{"from": first})
            yield self._receive()
            line = first
            while content := self._receive():
                for row in content[0]:
                    yield _make_record(line, row) if row else None
                    line += 1
        finally:
            self.close()

    def _request(self, **request: object) -> None:
        self._child.send(json.dumps(request).encode())

    def _receive(self) -> list[Any]:
        with _errors_as_sentences(self._name):
            return self._child.receive()[1]


def _make_record(line: int, row: tuple[list[str], int, dict[str, list[str]]]) -> Record:
    cells = tuple(row[0])
    if not row[2]:
        return Record(line, cells, ",".join(cells))
    formats = {int(column): ShownCell(*cell) for column, cell in row[2].items()}
    return Record(line, cells, ",".join(cells), details=Details(formats=formats))


@contextmanager
def _errors_as_sentences(name: str) -> Iterator[None]:
    """Turn errors of the child process into an InputError with a sentence about the file.

    Raises:
        InputError: the child process refused the file, or ended.
    """
    try:
        yield
    except WorkRefusedError as error:
        raise InputError(f"{name} {error}") from None
    except ChildLostError as error:
        more = f" ({quote(error.text, 100)})" if error.text else ""
        raise InputError(f"{name} {_LOSSES[error.loss]}{more}") from None
