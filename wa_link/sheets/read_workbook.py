"""Excel and OpenDocument workbooks (.xlsx, .xlsm, .xls, .ods): a worksheet -> records."""

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
from wa_link.sheets.worksheets import choose_worksheet, phone_indices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

MAX_FILE_BYTES = 1 << 29
"""The size of a workbook as it is stored: ten times that of 1,048,576 contacts from Excel."""
_CHUNK = 1 << 18
_LOSSES = {
    Loss.MEMORY: (
        "needs more memory than a file of its size may take: cells repeat, are far apart, or it "
        "is damaged. Delete what is far below or right of the contacts, or export them as CSV."
    ),
    Loss.TIME: "takes too long to read, and may be damaged. Export the sheet as CSV.",
    Loss.KILLED: (
        "can't be read on: the process that read it was killed. Run the command again, or export "
        "the sheet as CSV."
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
    sheet: str | None = None,
    phone_columns: Sequence[str] | None = (),
    header_row: int | None = None,
) -> Sheet:
    """Return a worksheet of a workbook; a child process reads it, and its rows come as it goes.

    Its columns are those from A to the last in which any cell is filled. Where the header has no
    name for one, its name is blank, so that nothing is lost; rows that are wholly blank are not
    rows. A record's line is the number of its row in the spreadsheet.

    Args:
        file: opened for bytes.
        name: of the file, for messages.
        header: whether a row names the columns; if not, they are `1`, `2`, ….
        sheet: the name of a worksheet, which may be hidden. When None, it is the first visible
            one that has a phone column, else the first that has any cell.
        phone_columns: names or numbers of the columns whose number formats count; found by their
            headers when empty. None when no column is read for numbers.
        header_row: the number of the header's row in the spreadsheet; found when None.

    Raises:
        OptionError: no such worksheet or row, or the library that reads workbooks isn't installed.
        InputError: it isn't a workbook, is protected, damaged or too large, or has no rows.
    """
    if find_spec("python_calamine") is None:
        raise missing_extra(f"{name} is a workbook: reading it", "sheets")
    reader = _Reader(name)
    try:
        sheets = reader.open(file)
        chosen = choose_worksheet(
            reader,
            sheets,
            name,
            has_header=header,
            wanted=sheet,
            phone_columns=phone_columns,
            header_row=header_row,
        )
        columns = phone_indices(chosen.columns, phone_columns, has_header=header)
        records = reader.records(chosen.index, columns, chosen.first_line)
        has_formats, unknown_formats = next(records)
    except BaseException:
        reader.close()
        raise
    result = Sheet(
        chosen.columns,
        records,
        has_header=header,
        blank_lines=chosen.blank_lines,
        beside=len(sheets) - 1,
        remarks=(*chosen.remarks, *((_UNKNOWN_FORMATS,) if unknown_formats else ())),
        has_formats=has_formats,
    )
    result.worksheet = sheets[chosen.index][0]
    return result


class _Reader:
    """The child process that reads a workbook."""

    def __init__(self, name: str) -> None:
        """Start it; messages name the file so."""
        self._name = name
        try:
            self._child = Child("wa_link.sheets.workbook.serve", ("python_calamine",))
        except OSError as error:
            raise InputError(
                f"{name} can't be read: no process can be started for it ({error.strerror}). "
                "Export the sheet as CSV."
            ) from None

    def close(self) -> None:
        """End it."""
        self._child.close()

    def open(self, file: BinaryIO) -> list[tuple[str, bool]]:
        """Hand over the file; return the name of each worksheet, and whether it is visible."""
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
        """Return the first rows of a worksheet, so many that are not blank; None for blank ones."""
        self._ask(do="peek", sheet=index, rows=rows)
        (found,) = self._receive()
        return [row and tuple(row[0]) for row in found]

    def row(self, index: int, line: int) -> tuple[tuple[str, ...] | None, int]:
        """Return a row of a worksheet, None if it is blank, and how many before it are blank."""
        self._ask(do="row", sheet=index, line=line)
        found, blank_lines = self._receive()
        return found and tuple(found[0]), blank_lines

    def filled(self) -> set[int]:
        """Return the indices of the worksheets that have cells."""
        self._ask(do="filled")
        (found,) = self._receive()
        return set(found)

    def records(self, index: int, columns: Sequence[int], first: int) -> Iterator[Any]:
        """Yield whether number formats count, then the rows from a line on; None for a blank one.

        The process ends with the last of them, and when the generator is closed.
        """
        try:
            self._ask(do="read", sheet=index, columns=list(columns), **{"from": first})
            yield self._receive()
            line = first
            while content := self._receive():
                for row in content[0]:
                    yield _record(line, row) if row else None
                    line += 1
        finally:
            self.close()

    def _ask(self, **request: object) -> None:
        self._child.send(json.dumps(request).encode())

    def _receive(self) -> list[Any]:
        with _sentences(self._name):
            return self._child.receive()[1]


def _record(line: int, row: tuple[list[str], int, dict[str, list[str]]]) -> Record:
    cells = tuple(row[0])
    if not row[2]:
        return Record(line, cells, ",".join(cells))
    formats = {int(column): ShownCell(*cell) for column, cell in row[2].items()}
    return Record(line, cells, ",".join(cells), details=Details(formats=formats))


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    """Raise what the child process fails on as an error in a sentence."""
    try:
        yield
    except WorkRefusedError as error:
        raise InputError(f"{name} {error}") from None
    except ChildLostError as error:
        more = f" ({quote(error.text, 100)})" if error.text else ""
        raise InputError(f"{name} {_LOSSES[error.loss]}{more}") from None
