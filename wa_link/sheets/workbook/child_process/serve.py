"""Main loop of the child process that reads a workbook: it answers the parent's requests.

The parent sends the file first, and then requests in JSON. Worksheets and columns are counted from
0, rows from 1:

- `{"do": "peek", "sheet": 0, "rows": 30}`: send the first 30 filled rows, and the blank rows
  before and between them.
- `{"do": "row", "sheet": 0, "line": 4}`: send row 4, and the number of blank rows above it.
- `{"do": "read", "sheet": 0, "columns": [1], "from": 2}`: send all rows from row 2 on, with the
  number formats of column 1.
- `{"do": "filled"}`: send the indices of the worksheets that have a filled cell.
"""

from __future__ import annotations

import json
from itertools import islice

from wa_link._support.child_batches import send_in_batches
from wa_link._support.child_work import limit_time
from wa_link.sheets.workbook.child_process.book import open_book
from wa_link.sheets.workbook.child_process.unpacking_limits import BASE_SECONDS, BYTES_PER_SECOND
from wa_link.sheets.workbook.child_process.worksheet_rows import read_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from wa_link._support.child_work import Channel
    from wa_link.sheets.workbook.child_process.book import Book
    from wa_link.sheets.workbook.child_process.worksheet_rows import SheetRow


def serve(channel: Channel) -> None:
    """Receive a workbook from the parent, and answer its requests until it closes the channel.

    Raises:
        CannotReadError: the workbook can't be read.
        EOFError: the parent has closed the channel.
    """
    data = channel.receive_parts()
    with limit_time(BASE_SECONDS + len(data) // BYTES_PER_SECOND):
        book = open_book(data)
    channel.send("sheets", book.sheets)
    while True:
        _answer(channel, book, json.loads(channel.receive()))


def _answer(channel: Channel, book: Book, request: dict[str, Any]) -> None:
    """Send the answer to one request, such as `{"do": "row", "sheet": 0, "line": 4}`."""
    seconds = BASE_SECONDS + book.size // BYTES_PER_SECOND
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
    sized_rows = ((row, row[1] if row else 1) for row in rows)
    send_in_batches(channel, "rows", sized_rows, BASE_SECONDS)


def _take_first(rows: Iterator[SheetRow | None], count: int) -> Iterator[SheetRow | None]:
    """Yield the first `count` filled rows, and the blank rows before and between them."""
    for row in rows:
        yield row
        count -= row is not None
        if count <= 0:
            return
