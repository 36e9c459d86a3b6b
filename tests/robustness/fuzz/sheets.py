"""Targets of contact files: each reader, through the function that opens all files."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tests.robustness.fuzz.invariants import Picks, check_file_message, check_message, hold
from tests.robustness.fuzz.oracles import check_cards, check_delimited, check_objects
from tests.robustness.fuzz.workbooks import check_cells
from wa_link.errors import InputError, OptionError
from wa_link.sheets import input_formats
from wa_link.sheets.delimited.write_delimited import format_record
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import Buffer

    from wa_link.sheets.rows import Row

DELIMITERS = (None, None, ",", ";", "\t", "|", "x", " ", '"', "ab")
# Common ones are repeated.
ENCODINGS = (None, None, None, "cp1252", "utf-8", "utf-16", "utf-16-le", "utf-32", "shift_jis",
             "utf-7", "iso2022_jp", "gb18030", "big5", "hz", "ascii", "cp037", "idna", "punycode",
             "rot13", "no\x1bsuch")  # fmt: skip
STEPS = (1, 2, 3, 5, 7, 64, 1_000)
"""How many bytes a slow pipe gives at a time, at most."""
_MOST_READS = 5_000
_ROWS_IN_RANGE = 7
# A certain beginning of such a file.
_OBJECT = re.compile(rb"\s*\{\s*(\"|\}\s*?([\r\n]|\Z))")
_CARD = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\s*?([\r\n]|\Z)", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """Options for reading a sheet."""

    header: bool = True
    delimiter: str | None = None
    encoding: str | None = None


class Found(NamedTuple):
    """All that was read from a sheet."""

    columns: tuple[str, ...]
    has_header: bool
    delimiter: str
    has_byte_order_mark: bool
    blank_lines: int
    rows: tuple[Row, ...]
    error: str


class Trickle(io.RawIOBase):
    """A pipe that returns a few bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data = memoryview(data)
        self._step = max(step, len(data) // _MOST_READS)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        target = memoryview(buffer)
        piece = self._data[: min(self._step, len(target))]
        target[: len(piece)] = piece
        self._data = self._data[len(piece) :]
        return len(piece)


def sheet_of(file: io.RawIOBase | io.BytesIO, asked: Asked) -> Sheet:
    """Read the sheet in a file."""
    return input_formats.read_sheet(
        file,  # type: ignore[arg-type]  # a raw stream reads as a BinaryIO does
        "f.csv",
        header=asked.header,
        delimiter=asked.delimiter,
        encoding=asked.encoding,
    )


def found_in(file: io.RawIOBase | io.BytesIO, asked: Asked, *, in_ranges: bool = False) -> Found:
    """Read all rows, up to an expected error."""
    rows: list[Row] = []
    error = ""
    sheet = Sheet((), ())
    try:
        sheet = sheet_of(file, asked)
        if in_ranges:
            for row_range in sheet.row_ranges(_ROWS_IN_RANGE):
                rows += sheet.make_rows(row_range)
        else:
            for row in sheet:
                rows.append(row)
    except (InputError, OptionError) as found:
        check_file_message(found)
        error = str(found)
    return Found(
        sheet.columns,
        sheet.has_header,
        sheet.delimiter,
        sheet.has_byte_order_mark,
        sheet.blank_lines,
        tuple(rows),
        error,
    )


def check_delimited_text(data: bytes) -> None:
    """Check that each line is in one row, with the cells that csv finds."""
    picks = Picks(data)
    step = picks.one_of(STEPS)
    header = picks.one_of((True, False))
    asked = Asked(header, picks.one_of(DELIMITERS), picks.one_of(ENCODINGS))
    found = _checked(picks.body, asked, step)
    if not found.error and asked.encoding in (None, "utf-8") and _is_delimited(picks.body):
        check_delimited(_utf8(picks.body), found.columns, found.rows, asked, found.delimiter)


def check_json_lines(data: bytes) -> None:
    """Check that each line is one row, with the values that json finds, or has a reason."""
    picks = Picks(data)
    step, encoding = picks.one_of(STEPS), picks.one_of(ENCODINGS)
    found = _checked(picks.body, Asked(encoding=encoding), step)
    if not found.error and encoding in (None, "utf-8") and _OBJECT.match(picks.body):
        check_objects(_utf8(picks.body), found.columns, found.rows)


def check_vcards(data: bytes) -> None:
    """Check that each card is one row, with its numbers or a reason."""
    picks = Picks(data)
    step, encoding = picks.one_of(STEPS), picks.one_of(ENCODINGS)
    found = _checked(picks.body, Asked(encoding=encoding), step)
    is_utf8 = encoding == "utf-8" or (encoding is None and b"\0" not in picks.body)
    if not found.error and is_utf8 and _CARD.match(picks.body):
        check_cards(_utf8(picks.body), found.rows)


def check_workbook(data: bytes) -> None:
    """Check that a workbook gives rows or a sentence, and does not end the process.

    It is read once, because each reading starts a child.
    """
    picks = Picks(data)
    step = picks.one_of(STEPS)
    asked = Asked(header=picks.one_of((True, False)))
    found = found_in(Trickle(picks.body, step), asked, in_ranges=picks.one_of((True, False)))
    _check_rows(found)
    if not found.error and picks.body.startswith(b"PK") and found.has_header:
        check_cells(picks.body, found.columns, found.rows)


def _checked(data: bytes, asked: Asked, step: int) -> Found:
    """Check that a file is read the same at once, in row ranges, and through a slow pipe."""
    found = found_in(io.BytesIO(data), asked)
    _check_rows(found)
    from_ranges = found_in(io.BytesIO(data), asked, in_ranges=True)
    hold(from_ranges == found, "row ranges have the same rows", found, from_ranges)
    slowly = found_in(Trickle(data, step), asked)
    hold(slowly == found, "a slow pipe holds the same rows", step, found, slowly)
    return found


def _check_rows(found: Found) -> None:
    numbers = [row.number for row in found.rows]
    hold(numbers == [*range(1, len(numbers) + 1)], "rows are counted", numbers)
    lines = [row.line for row in found.rows]
    hold(lines == sorted(set(lines)), "rows follow each other", lines)
    hold(not lines or lines[0] > 0, "lines count from 1", lines)
    for row in found.rows:
        hold(len(row.cells) == len(found.columns), "a row has a cell for each column", row)
        if row.problem:
            check_message(row.problem)
            hold(not any(row.cells[1:]), "a malformed row is in its first cell", row)
        if row.raw:
            written = format_record(row.cells, found.delimiter).removesuffix("\n")
            hold(row.raw == written, "raw text is the cells as they are written", row)
    _check_encodable((*found.columns, *(cell for row in found.rows for cell in row.cells)))


def _check_encodable(texts: Sequence[str]) -> None:
    for text in texts:
        hold(
            text.encode("utf-8", "replace").decode() == text,
            "rows can be written again",
            text,
        )


def _is_delimited(data: bytes) -> bool:
    """Return whether data is certainly delimited text in UTF-8."""
    return b"\0" not in data[:128] and data.lstrip(b"\xef\xbb\xbf \t\r\n\v\f")[:1] not in (
        b"{", b"<", b"P", b"B", b"b", b"\xd0", b"\xff", b"\xfe", b"",
    )  # fmt: skip


def _utf8(data: bytes) -> str:
    text = data.decode("utf-8-sig")
    return text.removeprefix("\ufeff")
