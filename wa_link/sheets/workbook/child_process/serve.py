"""Main loop of the child process, which opens a workbook and answers requests.

The parent sends the file, and then requests in JSON:

- `{"do": "peek", "sheet": 0, "rows": 30}`: send the first rows, up to 30 that are not blank.
- `{"do": "row", "sheet": 0, "line": 4}`: send the row at line 4, and the number of blank rows
  before it.
- `{"do": "read", "sheet": 0, "columns": [1], "from": 2}`: send all rows from line 2 on, with the
  number formats of column 1.
- `{"do": "filled"}`: send the indices of the worksheets that have cells.
"""

from __future__ import annotations

import json
from itertools import islice

from wa_link._support.child_work import CannotReadError, limit_time
from wa_link.sheets.workbook.child_process.book import open_book
from wa_link.sheets.workbook.child_process.limits import BYTES_IN_SECOND, SPARE_SECONDS
from wa_link.sheets.workbook.child_process.worksheet_rows import read_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from wa_link._support.child_work import Channel
    from wa_link.sheets.workbook.child_process.book import Book
    from wa_link.sheets.workbook.child_process.worksheet_rows import SheetRow

# Limits of one message with rows.
_BATCH_ROWS, _BATCH_CHARACTERS = 2_000, 1 << 17


def serve(channel: Channel) -> None:
    """Answer the parent until it closes the channel."""
    data = channel.receive_parts()
    with limit_time(SPARE_SECONDS + len(data) // BYTES_IN_SECOND):
        book = open_book(data)
    channel.send("sheets", book.sheets)
    while True:
        _answer(channel, book, json.loads(channel.receive()))


def _answer(channel: Channel, book: Book, request: dict[str, Any]) -> None:
    seconds = SPARE_SECONDS + book.size // BYTES_IN_SECOND
    if request["do"] == "filled":
        with limit_time(seconds):
            filled = [index for index in range(len(book.sheets)) if book.is_filled(index)]
        channel.send("filled", filled)
        return
    with limit_time(seconds):
        sheet = book.load_sheet(request["sheet"])
        special = book.special_cells(request["sheet"], request.get("columns", ()))
    rows = read_rows(sheet, special)
    if request["do"] == "peek":
        channel.send("rows", list(_take_first(rows, request["rows"])))
        return
    if request["do"] == "row":
        blank = sum(1 for row in islice(rows, request["line"] - 1) if row is None)
        channel.send("row", next(rows, None), blank)
        return
    channel.send("begin", bool(special.formats or special.shown_texts), special.unknown_formats)
    rows = islice(rows, request["from"] - 1, None)
    batches = _make_batches(rows)
    while True:
        with limit_time(SPARE_SECONDS):
            batch = next(batches, None)
        if batch is None:
            break
        channel.send("rows", batch)
    channel.send("end")


def _take_first(rows: Iterator[SheetRow | None], count: int) -> Iterator[SheetRow | None]:
    for row in rows:
        yield row
        count -= row is not None
        if count <= 0:
            return


def _make_batches(rows: Iterator[SheetRow | None]) -> Iterator[list[SheetRow | None]]:
    """Yield rows in lists; all rows that can be read come before an error is raised."""
    batch: list[SheetRow | None] = []
    characters = 0
    try:
        for row in rows:
            batch.append(row)
            characters += row[1] if row else 1
            if len(batch) >= _BATCH_ROWS or characters >= _BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
    except CannotReadError:
        yield batch
        raise
    yield batch
