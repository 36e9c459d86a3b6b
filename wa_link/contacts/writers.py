"""Values -> files: one function for each format, one row in a dict.

A writer writes what comes first, and gives a function that writes one row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from wa_link.contacts.delimited import delimited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

WriteRow: TypeAlias = "Callable[[Sequence[str]], object]"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited file is written.

    Attributes:
        header: whether the first line names the columns.
        delimiter: between cells.
        byte_order_mark: whether UTF-8's mark comes first, by which Excel knows the encoding.
    """

    header: bool = True
    delimiter: str = ","
    byte_order_mark: bool = False


def csv_writer(file: BinaryIO, columns: Sequence[str], layout: Layout) -> WriteRow:
    """Delimited text in UTF-8, lines ended by LF."""
    if layout.byte_order_mark:
        file.write(b"\xef\xbb\xbf")

    def write(values: Sequence[str]) -> None:
        file.write(delimited(values, layout.delimiter).encode())

    if layout.header:
        write(columns)
    return write


def jsonl_writer(file: BinaryIO, columns: Sequence[str], layout: Layout) -> WriteRow:  # noqa: ARG001  (JSON has no layout)
    """JSON Lines: an object a row, a string a column; a name that repeats gets its number."""
    names = _unique(columns)

    def write(values: Sequence[str]) -> None:
        record = dict(zip(names, values, strict=True))
        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")

    return write


WRITERS: dict[str, Callable[[BinaryIO, Sequence[str], Layout], WriteRow]] = {
    "csv": csv_writer,
    "tsv": csv_writer,
    "jsonl": jsonl_writer,
}
"""The formats of output, by their extension."""


def _unique(columns: Sequence[str]) -> list[str]:
    """Names for JSON, in which a name may stand once: `phone`, `phone (3)` for column 3."""
    names: list[str] = []
    for number, column in enumerate(columns, start=1):
        name = column
        while name in names:
            name = f"{name} ({number})"
        names.append(name)
    return names
