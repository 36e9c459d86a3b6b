"""Reader of one worksheet of an Excel or OpenDocument workbook (.xlsx, .xlsm, .xls or .ods)."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from wa_link._support.child import Loss
from wa_link._support.child_files import convert_child_errors, send_file, start_child
from wa_link._support.extras import missing_extra
from wa_link.sheets.rows import Details, Record, ShownCell
from wa_link.sheets.sheet import Sheet
from wa_link.sheets.workbook.choose_worksheet import choose_worksheet, find_phone_indices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

_SAVE_AS_CSV = "Open it in a spreadsheet program and save the sheet as .csv."
_LOSS_MESSAGES = {
    Loss.MEMORY: (
        "needs more memory than a workbook of its size should. Some cells may be far from the "
        "others, many cells may repeat a long text, or the file may be damaged. Delete the cells "
        "far below and far to the right of your contacts, or save the sheet as .csv."
    ),
    Loss.TIME: f"takes too long to read, so it may be damaged. {_SAVE_AS_CSV}",
    Loss.KILLED: (
        "was not read completely: the system or another program killed the process that read it. "
        f"Try again. If that fails: {_SAVE_AS_CSV}"
    ),
    Loss.NOT_STARTED: (
        "can't be read: the process that reads workbooks ended at once, before it read the file. "
        f"{_SAVE_AS_CSV}"
    ),
    Loss.LIBRARY: (
        "can't be read: the process that reads workbooks can't import a library that it needs. "
        'Install the libraries again: pip install --force-reinstall "wa-link[sheets]"'
    ),
    Loss.BROKEN: (
        "can't be read: it is damaged. Open it in a spreadsheet program and save it again as .xlsx."
    ),
}
_UNKNOWN_FORMATS = (
    'The number formats of this file can\'t be read. A format such as "+966 "0 shows digits or a + '
    "that are not in the value of the cell, and wa-link reads only the value. If your phone column "
    "has such a format, save the file as .xlsx and use that file."
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
    """Return one worksheet of a workbook as a sheet, whose rows are read only when they are used.

    A child process reads the workbook. The sheet has all columns from A to the last column with a
    filled cell; a column without a header has a blank name. Blank rows are skipped. The `line`
    of a record is the number of its row in the spreadsheet. See `read_sheet` for the arguments.

    Raises:
        OptionError: no worksheet has the name `worksheet`, the row `header_row` is blank, or
            python-calamine isn't installed.
        InputError: the file has no rows, is damaged or too large, or is protected by a password.
    """
    if find_spec("python_calamine") is None:
        raise missing_extra(f"Reading the workbook {name}", "sheets")
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
    sheet.format, sheet.worksheet = "workbook", sheets[chosen.index][0]
    sheet.header_row = chosen.first_line - 1 if header else None
    return sheet


def list_worksheets(file: BinaryIO, name: str) -> list[str]:
    """Return the names of the visible worksheets of a workbook.

    Raises:
        InputError: the file is damaged or too large, or is protected by a password.
    """
    process = _ChildProcess(name)
    try:
        return [title for title, is_visible in process.open(file) if is_visible]
    finally:
        process.close()


class _ChildProcess:
    """The child process that reads one workbook, and the messages sent to it."""

    def __init__(self, name: str) -> None:
        """Start the process; `name` is the name of the workbook's file, for error messages."""
        self._name = name
        module = "wa_link.sheets.workbook.child_process.serve"
        self._child = start_child(module, ("python_calamine",), name, "workbooks", _SAVE_AS_CSV)

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def open(self, file: BinaryIO) -> list[tuple[str, bool]]:
        """Send a workbook to the child process; return the names of the worksheets.

        Each item of the list is a pair: the name, and whether the worksheet is visible.

        Raises:
            InputError: the file is too large, or the child can't read it.
        """
        advice = f"{_SAVE_AS_CSV} A .csv file can have any size."
        send_file(self._child, file, self._name, advice)
        (sheets,) = self._receive()
        return [(name, is_visible) for name, is_visible in sheets]

    def peek(self, index: int, rows: int) -> list[tuple[str, ...] | None]:
        """Return the first rows of a worksheet, and None for each blank row among them.

        Args:
            index: index of the worksheet, from 0.
            rows: maximum number of filled rows. Blank rows are returned too, but not counted.
        """
        self._request(do="peek", sheet=index, rows=rows)
        (found,) = self._receive()
        return [row and tuple(row[0]) for row in found]

    def read_row(self, index: int, line: int) -> tuple[tuple[str, ...] | None, int]:
        """Return one row of a worksheet, and the number of blank rows above it.

        The row is None if it is blank or missing.

        Args:
            index: index of the worksheet, from 0.
            line: number of the row, from 1.
        """
        self._request(do="row", sheet=index, line=line)
        found, blank_lines = self._receive()
        return found and tuple(found[0]), blank_lines

    def list_filled(self) -> set[int]:
        """Return the indices, from 0, of the worksheets that have a filled cell."""
        self._request(do="filled")
        (found,) = self._receive()
        return set(found)

    def read_records(self, index: int, columns: Sequence[int], first: int) -> Iterator[Any]:
        """Yield a list of two booleans; then the record of each row, or None for a blank row.

        The booleans are about the number formats of the cells in `columns`. The first is True if
        a format can show more than a value: `"+966 "0` shows 501234567 as `+966 501234567`. The
        second is True if there are numbers in these columns whose formats can't be read. The
        child process ends after the last row, or when the generator is closed.

        Args:
            index: index of the worksheet, from 0.
            columns: indices of the columns with phone numbers, from 0.
            first: number of the first row to yield, from 1.
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
        """Send a request such as `do="row", sheet=0, line=4` to the child."""
        self._child.send(json.dumps(request).encode())

    def _receive(self) -> list[Any]:
        """Wait for the child's answer to a request, and return the values in it."""
        with convert_child_errors(self._name, _LOSS_MESSAGES):
            return self._child.receive()[1]


def _make_record(line: int, row: tuple[list[str], int, dict[str, list[str]]]) -> Record:
    """Return the record of a row that the child process has read.

    Args:
        line: number of the row in the spreadsheet, from 1.
        row: three items. The first is the texts of all cells, the second is the number of
            characters in these texts. The third is a dict of the cells whose number format shows
            more than their value. Its keys are column indices as text, such as `"0"`, because
            JSON allows only text as keys.
    """
    cells = tuple(row[0])
    if not row[2]:
        return Record(line, cells, ",".join(cells))
    formats = {int(column): ShownCell(*cell) for column, cell in row[2].items()}
    return Record(line, cells, ",".join(cells), details=Details(formats=formats))
