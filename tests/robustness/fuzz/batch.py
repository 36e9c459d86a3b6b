"""The target of a whole run: a sheet is linked, written, and read again by other libraries."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from tests.robustness.fuzz.invariants import (
    Picks,
    check_digits,
    check_file_message,
    check_message,
    check_number,
    hold,
)
from tests.robustness.fuzz.sheets import DELIMITERS, ENCODINGS, Asked, sheet_of
from wa_link.batch import linker
from wa_link.batch.convert_rows import Conversion, Converter
from wa_link.batch.options import LinkOptions
from wa_link.batch.outcome import Accepted, Rejected, note_left_out
from wa_link.batch.outputs import row_format
from wa_link.errors import InputError, OptionError
from wa_link.links import chat_link
from wa_link.phone import PhoneNumber, parse_phone
from wa_link.sheets import output_formats
from wa_link.sheets.own_columns import OUTPUT_COLUMNS, REJECTS_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.batch.outcome import Outcome
    from wa_link.batch.outputs import RowFormat
    from wa_link.sheets.rows import Row
    from wa_link.sheets.sheet import Sheet

LINKINGS = (
    LinkOptions(),
    LinkOptions(region="DE"),
    LinkOptions(region="SA", multiple="split", text="Hi {1|there} {wa_phone}"),
    LinkOptions(region="US", phone_columns=("2", "1"), unique=True, assume="national"),
    LinkOptions(region_column="1", phone_columns=("2",), via="api", multiple="reject"),
    LinkOptions(number=parse_phone("+966501234567"), text="{wa_row}: {2}", via="web"),
    LinkOptions(phone_columns=("1",), text_column="2", via="app", assume="international"),
    LinkOptions(phone_columns=("1",), region="GB", text="{1}\r\n{2|}"),
)
_ENDINGS = ("csv", "csv", "jsonl", "tsv", "xlsx")


def check_batch(data: bytes) -> None:
    """Check that each row comes out unchanged, as a valid link or a reason, and reads back so."""
    picks = Picks(data)
    linking, ending = picks.one_of(LINKINGS), picks.one_of(_ENDINGS)
    safe = picks.one_of((False, False, True))
    header, delimiter = picks.one_of((True, True, False)), picks.one_of((*[None] * 9, *DELIMITERS))
    asked = Asked(header, delimiter, picks.one_of((*[None] * 9, *ENCODINGS)))
    try:
        rows = list(sheet_of(io.BytesIO(picks.body), asked))
        sheet = sheet_of(io.BytesIO(picks.body), asked)
        outcomes = list(linker.link_rows(sheet, **linking))
    except (InputError, OptionError) as error:
        check_file_message(error)
        return
    _check_conserved(rows, outcomes, is_split=linking.get("multiple") == "split")
    for outcome in outcomes:
        _check_outcome(outcome, is_read="number" not in linking, region=_region(outcome, linking))
    target = row_format(sheet, f"f.{ending}", None, OUTPUT_COLUMNS, spreadsheet_safe=safe)
    if not target.keeps_extra:
        outcomes = [note_left_out(each) for each in outcomes]
    written = _written(target, [(each, each.output) for each in outcomes])
    if written is None:
        return
    _check_read_back(written, target, outcomes, asked)
    if ending != "xlsx":
        whole = _converted(sheet, linking, target, rows)
        hold(whole == written, "the short way writes what the long one does", whole, written)
    rejected = [(each, each.reject_output) for each in outcomes if isinstance(each, Rejected)]
    _check_rejects(sheet, rejected, asked)


def _check_conserved(rows: Sequence[Row], outcomes: Sequence[Outcome], *, is_split: bool) -> None:
    """Check that all rows come out in order and unchanged; a split row comes out several times."""
    came = [outcome.row for outcome in outcomes]
    if is_split:
        came = [row for i, row in enumerate(came) if not i or row != came[i - 1]]
    hold(came == list(rows), "each row has its outcome", len(rows), len(came))
    statuses = {outcome.status for outcome in outcomes}
    hold(statuses <= {"accepted", "repaired", "rejected"}, "each outcome counts", statuses)


def _region(outcome: Outcome, linking: LinkOptions) -> str | None:
    """Return the region in which a row may have been read; a column may name any."""
    if "region_column" in linking and isinstance(outcome, Accepted):
        return outcome.phone.region if outcome.phone else None
    return linking.get("region")


def _check_outcome(outcome: Outcome, *, is_read: bool, region: str | None) -> None:
    hold(outcome.row.problem == "" or isinstance(outcome, Rejected), "a problem is a reason")
    if isinstance(outcome, Rejected):
        check_message(outcome.message)
        hold(outcome.reason, "a rejected row has its reason", outcome)
        return
    phone = outcome.phone
    if phone is None:
        raise AssertionError("a number gives each link")
    check_number(phone)
    if is_read:
        check_digits(phone, " ".join(outcome.row.cells), region)
    for note in outcome.notes:
        check_message(note.message)
    _check_link(outcome, phone)


def _check_link(outcome: Accepted, phone: PhoneNumber) -> None:
    hold(outcome.url.isascii() and outcome.url.isprintable(), "a link is ASCII", outcome.url)
    digits = re.search(r"(?:wa\.me/|phone=)(\d+)", outcome.url)
    hold(digits and digits[1] == phone.digits, "a link has its number", outcome.url)
    again = chat_link.ChatLink.parse(outcome.url)
    same = (again.phone, again.text, again.via) == (outcome.phone, outcome.text, outcome.via)
    hold(same, "a link gives back its number and text", outcome.url, outcome)
    hold(outcome.link.url == outcome.url, "a link is written as it is made", outcome)


def _written(
    target: RowFormat, outcomes: Sequence[tuple[Outcome, tuple[str, ...]]]
) -> bytes | None:
    """Return the file from the writer alone; None if its format can't contain the rows."""
    file = io.BytesIO()
    try:
        writer = output_formats.WRITERS[target.name]
        with writer(file, target.columns, target.layout) as write:
            for outcome, own in outcomes:
                write(outcome.row.cells, own, outcome.row.raw, outcome.row.extra)
    except OptionError as error:
        check_file_message(error)
        return None
    return file.getvalue()


def _converted(sheet: Sheet, linking: LinkOptions, target: RowFormat, rows: Sequence[Row]) -> bytes:
    """Return the file that a batch writes."""
    file = io.BytesIO()
    with output_formats.WRITERS[target.name](file, target.columns, target.layout):
        pass
    piece = Converter(Conversion(sheet.copy_without_rows(), linking, target)).convert(rows)
    return file.getvalue() + piece.output


def _check_read_back(
    data: bytes, target: RowFormat, outcomes: Sequence[Outcome], asked: Asked
) -> None:
    expected = [[*each.row.cells, *each.output] for each in outcomes]
    if target.keeps_extra:
        for each, values in zip(outcomes, expected, strict=True):
            values.extend(dict(each.row.extra).values())
    if target.is_delimited:
        text = data.decode("utf-8-sig" if target.layout.has_byte_order_mark else "utf-8")
        if target.layout.has_sep_line:  # Excel's `sep=` line is not a row
            text = text.removeprefix(f"sep={target.layout.delimiter}\n")
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=target.layout.delimiter, strict=True
        )
        found = list(reader)
        head = [list(target.columns)] if target.layout.header else []
        if target.layout.spreadsheet_safe:
            _check_safe(found, [*head, *expected])
            return
        hold(found == [*head, *expected], "csv reads what was written", found, expected)
    elif target.name == "jsonl":
        objects = [json.loads(line) for line in data.decode().split("\n")[:-1]]
        found = [list(each.values()) for each in objects]
        hold(found == expected, "json reads what was written", found, expected)
    _check_fed_back(data, target, [each.row for each in outcomes], asked)


def _check_safe(found: Sequence[Sequence[str]], expected: Sequence[Sequence[str]]) -> None:
    """Check that cells with formulas have an apostrophe, and that no other cell is changed."""
    for row, cells in zip(found, expected, strict=True):
        for cell, original in zip(row, cells, strict=True):
            same = cell.replace("'", "") == original.replace("'", "")
            hold(same, "a safe cell is the cell", cell, original)
            for part in re.split(r"[,;|\t]", cell) if cell != original else [cell]:
                is_number = re.match(r"\+[0-9][0-9 ()/-]*(?:[\r\n]|\Z)", part)
                is_safe = part[:1] not in tuple("=+-@\t\r\n\0＝＋－＠") or is_number
                hold(is_safe, "no cell is calculated", cell)


def _check_rejects(
    sheet: Sheet, rejected: Sequence[tuple[Rejected, tuple[str, ...]]], asked: Asked
) -> None:
    target = row_format(sheet, "f.csv", None, REJECTS_COLUMNS, spreadsheet_safe=False)
    data = _written(target, rejected)
    if data and rejected:
        _check_fed_back(data, target, [outcome.row for outcome, _ in rejected], asked)


def _check_fed_back(data: bytes, target: RowFormat, rows: Sequence[Row], asked: Asked) -> None:
    """Check that the output is read as the same rows, with a known and an unknown delimiter."""
    if not rows and target.name != "csv":
        return
    if not (rows or target.layout.header):
        return
    # NULs at the beginning would look like UTF-16.
    encoding = "utf-8" if asked.encoding or b"\0" in data[:4] else None
    header, delimiter = target.layout.header, target.layout.delimiter
    ways = [("found", Asked(header or target.name == "jsonl"))]
    if target.is_delimited:
        ways = [("known", Asked(header, delimiter, "utf-8"))]
        # Without a header, the first lines may not show the delimiter.
        if header and asked.delimiter in (None, delimiter):
            ways.append(("as before", Asked(header, asked.delimiter, encoding)))
    for name, way in ways:
        back = sheet_of(io.BytesIO(data), way)
        found = list(back)
        named = target.is_delimited and target.layout.header
        columns = [c for c in target.columns if c not in (*OUTPUT_COLUMNS, *REJECTS_COLUMNS)]
        hold(
            not named or list(back.columns) == columns,
            f"our output has the same columns, its delimiter {name}",
            back.columns,
            columns,
        )
        width = len(columns)
        hold(
            [list(row.cells[:width]) for row in found] == [_kept(target, row) for row in rows],
            f"our output has the same rows, its delimiter {name}",
            [row.cells for row in found],
            [row.cells for row in rows],
        )


def _kept(target: RowFormat, row: Row) -> list[str]:
    """Return the cells as XML returns them: without two characters, and with Excel's escapes."""
    if target.name != "xlsx":
        return list(row.cells)
    return [re.sub("[\ufffe\uffff]", lambda it: f"_x{ord(it[0]):X}_", each) for each in row.cells]
