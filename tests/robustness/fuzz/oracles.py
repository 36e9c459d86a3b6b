"""Oracles of contact files: csv, json, and a simple reading of the lines."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.robustness.fuzz.invariants import hold
from wa_link.sheets.own_columns import DROPPED_COLUMNS, OWN_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.robustness.fuzz.sheets import Asked
    from wa_link.sheets.rows import Row

_BEGIN = re.compile(r"BEGIN[ \t]*:[ \t]*VCARD\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[\w-]+\.)?TEL(?:;[\w-]+(?:=[\w-]+)?)*:([^\\=]*)", re.IGNORECASE)
# Cards that the simple reading does not understand.
_NOT_PLAIN = re.compile(r"agent|encod|quoted|base64|charset|waid|;b:|[\r\n][ \t]", re.IGNORECASE)


def lines_of(text: str) -> list[str]:
    """Return the lines with their ends: LF, CRLF or CR."""
    return list(io.StringIO(text, newline=""))


def check_delimited(
    text: str, columns: Sequence[str], rows: Sequence[Row], asked: Asked, delimiter: str
) -> None:
    """Check that the lines from one row to the next are that row, and that no line is left.

    Without a delimiter, each line is one cell, and `delimiter` is a character that is not in it.
    """
    lines = lines_of(text)
    starts = [row.line - 1 for row in rows]
    before = lines[: starts[0]] if starts else lines
    header = _check_before(before, asked, columns, delimiter)
    one_column = asked.delimiter is None and len(header or columns) == 1
    kept = [i for i, name in enumerate(header) if name not in DROPPED_COLUMNS] if header else None
    for row, (start, end) in zip(rows, pairwise([*starts, len(lines)]), strict=True):
        chunk = _unpadded(lines[start:end], delimiter, one_column=one_column)
        if row.problem:
            own = header is not None and len(header) != len(columns)
            same = own or row.cells[0] == chunk.rstrip("\r\n")
            hold(same, "a malformed row is shown unchanged", row, chunk)
            continue
        cells = _cells(chunk, delimiter, one_column=one_column)
        hold(cells is not None, "a row is what csv reads", row, chunk)
        width = len(header or columns)
        surplus = "".join((cells or [])[width:])
        hold(not surplus.strip(), "no cell beyond the columns is lost", row, chunk)
        padded = [*(cells or [])[:width], *[""] * (width - len(cells or []))]
        expected = [padded[i] for i in kept] if kept is not None else padded
        hold(list(row.cells) == expected, "a row has the cells that csv reads", row, chunk)


def _check_before(
    lines: list[str], asked: Asked, columns: Sequence[str], delimiter: str
) -> list[str] | None:
    """Check the lines before the rows: blank lines, `sep=`, titles and the header."""
    while lines and not lines[0].strip() and (asked.header or len(lines) > 1):
        lines = lines[1:]
    named = r"[^\"]" if asked.delimiter is None else re.escape(asked.delimiter)
    if lines and re.match(rf"sep={named}[\r\n]", lines[0], re.IGNORECASE):
        lines = lines[1:]
    if not asked.header:
        hold(not "".join(lines).strip(), "a line before the rows is blank", lines)
        return None
    while lines and not lines[0].strip():
        lines = lines[1:]
    for titles in range(len(lines)):
        hold(not re.search(r"\d{9}", "".join(lines[:titles])), "no number is a title", lines)
        for one_column in (False, True) if asked.delimiter is None else (False,):
            text = _unpadded(lines[titles:], delimiter, one_column=one_column)
            found = _cells(text, delimiter, one_column=one_column)
            if found and [name for name in found if name not in DROPPED_COLUMNS] == list(columns):
                return found
    hold(not lines, "a header is before the rows", lines, columns)
    return None


def _unpadded(lines: list[str], delimiter: str, *, one_column: bool) -> str:
    """Return the lines of a row, without the blank ones after it."""
    while len(lines) > 1 and _is_blank(lines[-1], delimiter, one_column=one_column):
        lines = lines[:-1]
    return "".join(lines)


def _is_blank(line: str, delimiter: str, *, one_column: bool) -> bool:
    text = line.rstrip("\r\n")
    return not text or (text.isspace() and (one_column or delimiter not in text))


def _cells(text: str, delimiter: str, *, one_column: bool = False) -> list[str] | None:
    """Return the cells of one record; None if csv does not find exactly one."""
    delimiter = "\U0010ffff" if one_column else delimiter
    bare = re.sub(r"(\r\n|\r|\n)\Z", "", text).rstrip("\r\n")
    if delimiter == " " and '"' not in bare:  # which csv strips in some cases
        return bare.split(" ")
    try:
        records = list(csv.reader(io.StringIO(bare, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


def check_objects(text: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Check that each line that is not blank is a row: the object that json finds, or a problem."""
    lines = [(n, line) for n, line in enumerate(lines_of(text), start=1) if line.strip()]
    hold([row.line for row in rows] == [n for n, _ in lines], "each line is a row", len(rows))
    for row, (_, line) in zip(rows, lines, strict=True):
        value = _object(line)
        if row.problem:
            cut = line.rstrip("\r\n")
            own = value is not None and not OWN_COLUMNS_OF.isdisjoint(value)
            hold(own or row.cells[0] == cut, "a malformed line is shown unchanged", row, line)
            continue
        hold(value is not None, "a row is an object for json", row, line)
        for name, cell in zip(columns, row.cells, strict=True):
            _check_value((value or {}).get(name), cell, line)
        for name, cell in row.extra:
            hold(name not in columns, "an extra key is no column", row, line)
            _check_value((value or {}).get(name), cell, line)
        known = {*columns, *OWN_COLUMNS, *dict(row.extra)}
        hold(known.issuperset(value or {}), "no key of an object is lost", row, line)


OWN_COLUMNS_OF = frozenset(OWN_COLUMNS)


def _object(line: str) -> dict[str, object] | None:
    try:
        value = json.loads(line.strip(), parse_float=str)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _check_value(value: object, cell: str, line: str) -> None:
    match value:
        case None:
            same = not cell
        case str():
            # A number with a fraction or an exponent may lose zeros.
            same = value == cell or bool(re.fullmatch(r"-?\d+\.0+", value))
        case bool():
            same = cell == str(value).lower()
        case int():
            same = cell == str(value)
        case _:
            same = True  # arrays and objects: as JSON
    hold(same, "a row has the values that json reads", value, cell, line)


def check_cards(text: str, rows: Sequence[Row]) -> None:
    """Check that each card is one row, with the numbers in its plain lines."""
    lines = lines_of(text)
    begins = {n for n, line in enumerate(lines, start=1) if _BEGIN.fullmatch(line)}
    starts = [row.line for row in rows]
    if not re.search("agent", text, re.IGNORECASE):
        hold(begins.issubset(starts), "each card is a row", begins, starts)
    for row, (start, end) in zip(rows, pairwise([*starts, len(lines) + 1]), strict=True):
        card = "".join(lines[start - 1 : end - 1])
        if row.problem or _NOT_PLAIN.search(card) or start not in begins:
            continue
        numbers = [row.cells[2], *row.cells[3].split(" ::: ")]
        held = [re.sub(r"\D", "", number) for number in numbers]
        for line in lines_of(card):
            found = _NUMBER.fullmatch(line.rstrip("\r\n"))
            digits = re.sub(r"\D", "", found[1]) if found else ""
            hold(not digits or digits in held, "a card's numbers are in its row", row, line)
