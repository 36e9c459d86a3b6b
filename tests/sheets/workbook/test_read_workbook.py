from __future__ import annotations

import datetime
import gc
import io
import struct
import subprocess
import sys
import warnings
import zipfile
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from tests.conftest import linux, posix
from wa_link.errors import InputError, OptionError, OutputError, PhoneError, Reason
from wa_link.phone import parse_phone
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.workbook.child_process.cell_text import format_value
from wa_link.sheets.workbook.read_workbook import read_workbook
from wa_link.sheets.workbook.write_workbook import xlsx_writer
from wa_link.sheets.writer import WriteOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from wa_link.sheets.sheet import Sheet

TABLE = [
    ["name", "phone", "note"],
    ["Ann", "+966501234567", ""],
    ["Bo & Co", "0501234567", "two\nlines"],
    ["نورة", "", "=1+1"],
]


def xlsx_of(rows: Sequence[Sequence[object]], *, visible: bool = True) -> bytes:
    """Return an .xlsx that XlsxWriter wrote from values of any type."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        if not visible:
            book.add_worksheet("Hidden").write(0, 0, "hidden")
            book.worksheets()[0].hide()
            book.add_worksheet("Empty")
        sheet = book.add_worksheet("People")
        sheet.activate()
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value != "":
                    args = [dates] if isinstance(value, datetime.date) else []
                    sheet.write(i, j, value, *args)
    return file.getvalue()


def xls_of(rows: Sequence[Sequence[object]]) -> bytes:
    file = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("People")
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value != "":
                sheet.write(i, j, value)
    book.save(file)
    return file.getvalue()


def ods_of(rows: Sequence[Sequence[object]]) -> bytes:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="People")
    for row in rows:
        line = odf.table.TableRow()
        for value in row:
            if isinstance(value, float):
                cell = odf.table.TableCell(valuetype="float", value=value)
            else:
                cell = odf.table.TableCell(valuetype="string") if value else odf.table.TableCell()
                for text in str(value).split("\n") if value else ():
                    cell.addElement(odf.text.P(text=text))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    file = io.BytesIO()
    book.write(file)
    return file.getvalue()


MAKERS: dict[str, Callable[[Sequence[Sequence[object]]], bytes]] = {
    "xlsx": xlsx_of,
    "xls": xls_of,
    "ods": ods_of,
}


def read(data: bytes, *, header: bool = True, sheet: str | None = None) -> Sheet:
    return read_workbook(io.BytesIO(data), "f.xlsx", header=header, worksheet=sheet)


def written(table: Sequence[Sequence[str]], layout: WriteOptions | None = None) -> bytes:
    file = io.BytesIO()
    with xlsx_writer(file, table[0], layout or WriteOptions()) as write:
        for row in table[1:]:
            write(row)
    return file.getvalue()


def with_part(data: bytes, changed: str, content: bytes, *, add: bool = False) -> bytes:
    """Return a copy of a zip archive with other content in one of its files."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            if name != changed:
                new.writestr(name, old.read(name))
        assert add or changed in old.namelist()
        new.writestr(changed, content)
    return file.getvalue()


def without_part(data: bytes, left_out: str) -> bytes:
    """Return a copy of a zip archive without one of its files."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        assert left_out in old.namelist()
        for name in old.namelist():
            if name != left_out:
                new.writestr(name, old.read(name))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def with_target(target: bytes) -> bytes:
    """Return a workbook that declares another path for its worksheet."""
    data = xlsx_of(TABLE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read(RELATIONS)
    return with_part(data, RELATIONS, patched(relations, b"worksheets/sheet1.xml", target))


SPREADSHEET_ML = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_rows(rows: bytes, texts: bytes | None = None) -> bytes:
    """Return a workbook whose worksheet consists of the given rows, written as XML."""
    data = with_part(
        xlsx_of([["a"]]),
        SHEET,
        b"<worksheet " + SPREADSHEET_ML + b"><sheetData>" + rows + b"</sheetData></worksheet>",
    )
    return data if texts is None else with_part(data, "xl/sharedStrings.xml", texts)


# Reading


@pytest.mark.parametrize("kind", MAKERS)
def test_a_table_is_the_same_from_every_kind_of_file(kind: str) -> None:
    lines = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in TABLE)
    expected = read_sheet(io.BytesIO(lines.encode()), "f.csv")
    sheet = read(MAKERS[kind](TABLE))
    assert sheet.columns == expected.columns
    assert [row.cells for row in sheet] == [row.cells for row in expected]


@pytest.mark.parametrize("kind", MAKERS)
def test_rows_have_the_numbers_of_the_spreadsheet(kind: str) -> None:
    table = [["", "", ""], ["", "name", "phone"], ["", "", ""], ["", "Ann", "1"], ["", " ", ""]]
    sheet = read(MAKERS[kind]([*table, ["", "Bo", "2"]]))
    assert sheet.columns == ("", "name", "phone")
    assert sheet.blank_lines == 1
    assert [(row.number, row.line, row.cells) for row in sheet] == [
        (1, 4, ("", "Ann", "1")),
        (2, 6, ("", "Bo", "2")),
    ]
    assert sheet.blank_lines == 3


@pytest.mark.parametrize("kind", MAKERS)
def test_a_cell_beyond_the_header_is_not_lost(kind: str) -> None:
    sheet = read(MAKERS[kind]([["name", "phone"], ["Ann", "1", "", "more"], ["Bo"]]))
    assert sheet.columns == ("name", "phone", "", "")
    rows = list(sheet)
    assert [row.cells for row in rows] == [("Ann", "1", "", "more"), ("Bo", "", "", "")]
    assert not any(row.problem for row in rows)


def test_without_a_header_columns_have_numbers() -> None:
    sheet = read(xlsx_of([["Ann", "1"], ["Bo", "2", "x"]]), header=False)
    assert sheet.columns == ("1", "2", "3")
    assert [row.line for row in sheet] == [1, 2]


NUMBERS: list[tuple[object, str]] = [
    (966501234567.0, "966501234567"),
    (-5.0, "-5"),
    (0.0, "0"),
    (-0.0, "0"),
    (0.1, "0.1"),
    (966501234567.5, "966501234567.5"),
    (999999999999999.0, "999999999999999"),
    (1e15, "1.000000000000000E+15"),
    (1.2345678901234567e16, "1.234567890123457E+16"),
    (12345678901234567, "1.234567890123457E+16"),
    (-1e20, "-1.000000000000000E+20"),
    (float("inf"), "inf"),
    (float("nan"), "nan"),
    (True, "TRUE"),
    (False, "FALSE"),
    (None, ""),
    ("", ""),
    (" 0501 ", " 0501 "),
    (datetime.date(2024, 2, 29), "2024-02-29"),
    (datetime.datetime(2024, 2, 29, 13, 5), "2024-02-29 13:05:00"),  # noqa: DTZ001  (no zones)
    (datetime.time(13, 5), "13:05:00"),
    (datetime.timedelta(days=1, hours=2, seconds=3), "26:00:03"),
]


@pytest.mark.parametrize(("value", "text"), NUMBERS, ids=[repr(value) for value, _ in NUMBERS])
def test_a_value_becomes_text(value: object, text: str) -> None:
    assert format_value(value) == text


@pytest.mark.parametrize("kind", MAKERS)
def test_a_number_is_read_as_its_digits(kind: str) -> None:
    values = [966501234567.0, 0.5, 1.2345678901234567e16]
    (row,) = read(MAKERS[kind]([["a", "b", "c"], values]))
    assert row.cells == ("966501234567", "0.5", "1.234567890123457E+16")


def test_an_xls_may_claim_to_be_empty() -> None:
    assert read(xls_claiming(0, 0, 0, 0)).columns == ("a",)
    assert read(xls_claiming(5, 5, 5, 5)).columns == ("a",)
    assert read(xls_claiming(0, 65_536, 0, 256)).columns == ("a",)


BESIDE: dict[str, Callable[[], bytes]] = {
    "xlsx: a byte after its end": lambda: xlsx_of(TABLE) + b"x",
    "ods: a byte after its end": lambda: ods_of(TABLE) + b"\0",
    "xlsx: backslashes in names of parts": lambda: renamed(
        xlsx_of(TABLE), lambda name: name.replace("/", "\\")
    ),
    "xlsx: names of parts in capitals": lambda: renamed(xlsx_of(TABLE), str.upper),
    "ods: an empty file of settings": lambda: with_part(
        ods_of(TABLE), "Configurations2/accelerator/current.xml", b"", add=True
    ),
    "ods: settings that are no XML": lambda: with_part(
        ods_of(TABLE), "Configurations2/menubar/a.xml", b"<a", add=True
    ),
    "xlsx: a sheet in a picture": lambda: with_part(
        xlsx_of(TABLE), "xl/a.png", b"x<sheetData/>", add=True
    ),
    "xlsx: no styles": lambda: without_part(xlsx_of(TABLE), "xl/styles.xml"),
    "xlsx: a size larger than it is": lambda: lying_size(xlsx_of(TABLE), SHEET, 10**6),
    "xls: more columns claimed": lambda: patched(
        xls_of(TABLE),
        struct.pack("<HHLLHHH", 0x200, 14, 0, 4, 0, 3, 0),
        struct.pack("<HHLLHHH", 0x200, 14, 0, 4, 0, 257, 0),
    ),
}


@pytest.mark.parametrize("what", BESIDE)
def test_a_sound_workbook_is_read_with_any_other_parts(what: str) -> None:
    sheet = read(BESIDE[what]())
    assert [list(row.cells) for row in sheet] == TABLE[1:]
    assert sheet.remarks == ()


@given(st.integers(10**15, 10**21))
def test_a_number_that_was_rounded_is_refused(number: int) -> None:
    with pytest.raises(PhoneError) as refused:
        parse_phone("+" + format_value(float(number)))
    assert refused.value.reason is Reason.LOSSY_SCIENTIFIC


def test_dates_booleans_and_errors_are_read() -> None:
    (row,) = read(
        with_rows(
            b'<row r="1"><c r="A1"><v>1</v></c><c r="E1"><v>1</v></c></row>'
            b'<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="d"><v>2024-02-29</v></c>'
            b'<c r="C2" t="e"><v>#N/A</v></c><c r="D2" t="str"><v>a_x0041_</v></c></row>'
        )
    )
    assert row.cells == ("TRUE", "2024-02-29", "#N/A", "aA", "")


def test_the_first_visible_worksheet_with_cells_is_read() -> None:
    data = xlsx_of(TABLE, visible=False)
    assert read(data).columns == ("name", "phone", "note")
    assert read(data, sheet="Hidden").columns == ("hidden",)
    with pytest.raises(InputError, match=r'f\.xlsx has no rows in worksheet "Empty"\.'):
        read(data, sheet="Empty")
    with pytest.raises(OptionError) as caught:
        read(data, sheet="people")
    assert str(caught.value) == (
        'f.xlsx has no worksheet "people". Did you mean "People"? Give one of these names: '
        '"Hidden", "Empty", "People".'
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_a_workbook_without_cells_is_empty(kind: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        read(MAKERS[kind]([]))


# Files that are refused


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def renamed(data: bytes, rename: Callable[[str], str]) -> bytes:
    """Return a copy of a zip archive with other names of its files."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = rename(name), 8
            new.writestr(info, old.read(name))
    return file.getvalue()


def lying_size(data: bytes, part: str, size: int) -> bytes:
    """Return a zip archive whose directory declares a wrong unpacked size of one file."""
    start = data.rindex(part.encode()) - 46
    assert data[start : start + 4] == b"PK\1\2"
    return data[: start + 24] + struct.pack("<L", size) + data[start + 28 :]


def damaged(content: bytes, *, stored: bool = False) -> bytes:
    """Return a workbook whose first worksheet is damaged, or has another digit if it is stored."""
    data = written([["phone"], ["+966501234567"]])
    if not stored:
        start = data.index(SHEET.encode()) + len(SHEET)
        return data[:start] + content + data[start + len(content) :]
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return patched(file.getvalue(), b"+966501234567", b"+966501234568")


def far_xls(record: int, *, value: object) -> bytes:
    """Return an .xls whose record of cell C1 declares that the cell is in column 65,535."""
    data = xls_of([["", "", value]])
    head = struct.pack("<H", record)
    places = [i for i in range(len(data) - 8) if data[i : i + 2] == head]
    (place,) = (i for i in places if data[i + 4 : i + 8] == b"\0\0\2\0")
    return data[: place + 6] + b"\xff\xff" + data[place + 8 :]


def texts_claimed(count: bytes) -> bytes:
    texts = b"<sst " + SPREADSHEET_ML + b' uniqueCount="' + count + b'"/>'
    return with_part(xlsx_of(TABLE), "xl/sharedStrings.xml", texts)


def xls_claiming(top: int, bottom: int, left: int, right: int) -> bytes:
    """Return an .xls that declares this range of cells as used."""
    old, new = (
        struct.pack("<HHLLHHH", 0x200, 14, *claim, 0)
        for claim in ((0, 1, 0, 1), (top, bottom, left, right))
    )
    return patched(xls_of([["a"]]), old, new)


def hidden_xls() -> bytes:
    """Return an .xls whose worksheet begins inside a record of another kind."""
    data = xls_of([["a"]])
    owner = data.index(struct.pack("<HH", 0x5C, 112)) + 4  # WRITEACCESS, the name of the author
    far = struct.pack("<HHHHHd", 0x203, 14, 0, 65_535, 0, 0.5)
    data = data[:owner] + far + data[owner + len(far) :]
    place = data.index(struct.pack("<HH", 0x85, 14)) + 4
    return data[:place] + struct.pack("<L", owner - 512) + data[place + 4 :]


def with_chart(rows: Sequence[Sequence[object]]) -> bytes:
    """Return an .xls with a chart in its sheet, in place of the record of its last row."""
    data = xls_of(rows)
    place = data.rindex(struct.pack("<HH", 0x208, 16))
    chart = struct.pack("<HH8sHHHH", 0x809, 8, bytes(8), 0x0A, 0, 0x1B6, 0)
    return data[:place] + chart + data[place + len(chart) :]


def beyond_xls() -> bytes:
    """Return an .xls whose worksheet begins after the end of the file: the library panics."""
    data = xls_of(TABLE)
    place = data.index(struct.pack("<HH", 0x85, 14)) + 4
    return data[:place] + b"\xff" * 4 + data[place + 4 :]


def renamed_stream(name: str) -> bytes:
    data = bytearray(xls_of([["a"]]))
    place = data.index("Workbook".encode("utf-16-le"))
    label = name.encode("utf-16-le")
    data[place : place + 66] = label.ljust(64, b"\0") + struct.pack("<H", len(label) + 2)
    return bytes(data)


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", 8) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def ods_with(body: bytes, styles: bytes = b"") -> bytes:
    data = ods_of([["a"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    start = content.index(b"<table:table-row")
    end = content.index(b"</table:table>")
    content = content[:start] + body + content[end:]
    for tag in (b"<office:automatic-styles/>", b"<office:automatic-styles />"):
        content = content.replace(
            tag, b"<office:automatic-styles>" + styles + b"</office:automatic-styles>"
        )
    return with_part(data, "content.xml", content)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<sst " + SPREADSHEET_ML + b' uniqueCount="1"><si><t>&b;&b;</t></si></sst>'
)
ONE_TEXT = (
    b"<sst " + SPREADSHEET_ML + b' uniqueCount="1"><si><t>' + b"a" * 32_767 + b"</t></si></sst>"
)
FILLED = b'<table:table-cell office:value-type="float" office:value="1"'
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not a workbook"),
    "text": (lambda: b"name,phone\nAnn,1\n", "not a workbook"),
    "a zip of files": (lambda: zipped(letter=b"x"), "zip archive"),
    "a zip of zips": (lambda: zipped(a=zipped(b=b"0" * 10**6), c=zipped(d=b"x")), "zip archive"),
    "xlsb": (lambda: zipped(**{"xl/workbook.bin": b"x"}), r"\.xlsb"),
    "cut short": (lambda: xlsx_of(TABLE)[:-30], "not copied completely"),
    "ten gigabytes": (
        lambda: lying_size(xlsx_of(TABLE), SHEET, 0xFFFFFFF0),
        r"unpack to .* 4,29.*\.csv",
    ),
    "a swelling part": (
        lambda: with_rows(b" " * (1 << 27)),
        "unpack from .* to 134,.*, far more than a usual workbook",
    ),
    "too many parts": (
        lambda: with_part(zipped(**{str(i): b"" for i in range(10_001)}), "x", b"", add=True),
        "unpack to 10,002 files",
    ),
    "a size too small": (lambda: lying_size(xlsx_of(TABLE), SHEET, 100), "can't be read"),
    "damaged deflate": (lambda: damaged(b"\xff" * 8), "sheet1.xml in it can't be read"),
    "another digit": (lambda: damaged(b"", stored=True), "sheet1.xml in it can't be read"),
    "entities": (
        lambda: with_part(xlsx_of(TABLE), "xl/sharedStrings.xml", ENTITIES),
        "damaged, protected",
    ),
    "entities in utf-16": (
        lambda: with_part(xlsx_of(TABLE), SHEET, ENTITIES.decode().encode("utf-16")),
        "UTF-16",
    ),
    "a sheet in utf-16": (
        lambda: with_part(xlsx_of(TABLE), SHEET, "<worksheet/>".encode("utf-16")),
        "UTF-16",
    ),
    "a tag without end": (lambda: with_rows(b"<row " + b"a" * 2_000_000), "empty"),
    **{
        f"a worksheet at {target.decode()}": (partial(with_target, target), "can't be read.*People")
        for target in (
            b"./worksheets/sheet1.xml",
            b"../xl/worksheets/sheet1.xml",
            b"worksheets/another.xml",
        )
    },
    "broken xml": (lambda: with_rows(b"<row><c><v>1</v>"), "can't be read"),
    "texts claimed": (partial(texts_claimed, b"99999999"), "more memory"),
    "more texts claimed": (partial(texts_claimed, b"1" + b"0" * 14), "more memory"),
    "no number of texts": (partial(texts_claimed, b"x"), "damaged"),
    "an xls with two tables of texts": (
        lambda: xls_of(TABLE).replace(struct.pack("<HH", 0x5C, 112), struct.pack("<HH", 0xFC, 112)),
        "damaged",
    ),
    "cells far apart": (
        lambda: with_rows(
            b'<row r="1"><c r="A1"><v>1</v></c></row>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "more memory",
    ),
    "cells far apart without places": (
        lambda: with_rows(
            b"<row>"
            + b"<c><v>1</v></c>" * 9000
            + b"</row>"
            + b"<row/>" * 9000
            + b"<row><c><v>1</v></c></row>"
        ),
        "more memory",
    ),
    "a row beyond the last": (
        lambda: with_rows(b'<row r="2"><c r="A1048577"><v>1</v></c></row>'),
        ", the limits of a worksheet",
    ),
    "a row far beyond": (
        lambda: with_rows(b'<row r="2"><c r="A99999999999"><v>1</v></c></row>'),
        ", the limits of a worksheet",
    ),
    **{
        f"{what} beyond the last": (partial(with_rows, cells), ", the limits of a worksheet")
        for what, cells in {
            "a formula by its row": b'<row r="900000000"><c><f>1+1</f></c></row>',
            "a formula by its place": b'<row><c r="A9000000"><f>1+1</f></c></row>',
            "a formula by its column": b'<row><c r="ZZZ1"><f>1+1</f></c></row>',
            "an error": b'<row r="1"><c r="A9000000" t="e"><v>#REF!</v></c></row>',
        }.items()
    },
    "a formula far apart": (
        lambda: with_rows(
            b'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><f>1+1</f></c></row>'
        ),
        "cells so far apart",
    ),
    "a cell of another prefix": (
        lambda: with_rows(b'<row r="2"><x:c xmlns:x="x" r="ZZZ1"><v>1</v></x:c></row>'),
        ", the limits of a worksheet",
    ),
    "ods: cells far apart": (
        lambda: ods_with(
            b'<table:table-row table:number-rows-repeated="1048576">'
            + FILLED
            + b' table:number-columns-repeated="16384"/></table:table-row>'
        ),
        "damaged",
    ),
    **{
        f"ods: {what} that repeats": (
            partial(
                ods_with,
                b'<table:table-row><table:table-cell office:value-type="string" %s="%s" '
                b'table:number-columns-repeated="300"/></table:table-row>'
                % (attribute, b"x" * 500_000),
            ),
            "more memory",
        )
        for what, attribute in {
            "a value": b"office:string-value",
            "a date": b"office:date-value",
            "a formula": b"table:formula",
        }.items()
    },
    "xls: one wide text for many cells": (
        lambda: xls_of([["phone"], *[["\u0663" * 32_000]] * 2_000]),
        "more memory",
    ),
    "ods: spaces": (
        lambda: ods_with(
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>'
            b'<text:s text:c="99999999999"/></text:p></table:table-cell></table:table-row>'
        ),
        "damaged",
    ),
    "ods: one text for many cells": (
        lambda: ods_with(
            b'<table:table-row table:number-rows-repeated="1000000">'
            b'<table:table-cell office:value-type="string"><text:p>'
            + b"a" * 30_000
            + b"</text:p></table:table-cell></table:table-row>"
        ),
        "more memory",
    ),
    "ods: no number": (
        lambda: ods_with(b'<table:table-row table:number-rows-repeated="-1"></table:table-row>'),
        "damaged",
    ),
    "ods: a password": (
        lambda: with_part(
            with_part(ods_of(TABLE), "content.xml", b"\x01\x02"),
            "META-INF/manifest.xml",
            b'<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>',
        ),
        "password",
    ),
    "xlsx: a password": (lambda: renamed_stream("EncryptedPackage"), "password"),
    "another OLE file": (
        lambda: renamed_stream("WordDocument"),
        "not a workbook",
    ),
    "xls: a password": (
        # The record FILEPASS replaces the record WRITEACCESS, which is not needed.
        lambda: patched(xls_of(TABLE), b"\x5c\0\x70\0", b"\x2f\0\x70\0"),
        "password",
    ),
    "xls: a far number": (lambda: far_xls(0x27E, value=7), ", the limits of a worksheet"),
    "xls: a far text": (lambda: far_xls(0xFD, value="text"), ", the limits of a worksheet"),
    "xls: a far fraction": (
        lambda: far_xls(0x203, value=0.123456789),
        ", the limits of a worksheet",
    ),
    "xls: a far truth": (lambda: far_xls(0x205, value=True), ", the limits of a worksheet"),
    "xls: numbers far out": (
        lambda: patched(xls_of([[1.0, 2.0, 3.0]]), b"\2\0\x3e\2\x12", b"\0\1\x3e\2\x12"),
        "damaged",
    ),
    "xls: cells far apart": (
        lambda: xls_of([["a", *[""] * 254, "b"], *[[]] * 40_000, ["c"]]),
        "more memory",
    ),
    "xls: cells far apart around a chart": (
        lambda: with_chart([["a", *[""] * 254, "b"], *[[]] * 40_000, ["c"]]),
        "more memory",
    ),
    "xls: a far cell within another record": (hidden_xls, "damaged"),
    "xls: a chain without end": (
        lambda: (data := xls_of(TABLE))[:512] + struct.pack("<128L", *[0] * 128) + data[1024:],
        "damaged",
    ),
    "xls: cut short": (lambda: xls_of(TABLE)[:700], "not a workbook"),
    "xls: garbage": (
        lambda: xls_of(TABLE)[:8] + b"\xff" * 2000,
        "not a workbook",
    ),
    "xls: a worksheet beyond the end": (
        beyond_xls,
        "damaged, protected .*range start",
    ),
}


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=linux("limits of memory") if message == "more memory" else ())
        for what, (_, message) in BAD.items()
    ],
)
def test_a_bad_workbook_is_refused_in_a_sentence(
    what: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make, message = BAD[what]
    with pytest.raises(InputError, match=message) as refused:
        read(make())
    assert str(refused.value).startswith("f.xlsx ")
    assert "\n" not in str(refused.value)
    assert not capfd.readouterr().err


def sparse(rows: int, columns: str) -> Callable[[], bytes]:
    """Return an .xlsx of many rows, with cells in some columns, and a cell in the last row."""
    first, *_, last = columns.split()
    lines = (
        f'<row r="{i}"><c r="{first if i > 1 else last}{i}"><v>1</v></c></row>'
        for i in range(1, rows)
    )
    return lambda: with_rows("".join(lines).encode())


def sparse_ods(rows: int, columns: int) -> Callable[[], bytes]:
    """Return an .ods of many rows with cells in the first and last columns."""
    blank = b'<table:table-cell table:number-columns-repeated="%d"/>' % (columns - 2)
    row = b"<table:table-row>" + FILLED + b"/>" + blank + FILLED + b"/></table:table-row>"
    return lambda: ods_with(row * rows)


@pytest.mark.long(daily=2)
@pytest.mark.parametrize(
    ("make", "rows"),
    [
        pytest.param(sparse(140_000, "A A"), 139_998, id="one of one"),
        pytest.param(sparse(140_000, "A AF"), 139_998, id="one of 32"),
        pytest.param(sparse(60_000, "A CM"), 59_998, id="one of 91"),
        pytest.param(sparse_ods(20_000, 60), 19_999, id="ods: two of 60"),
        pytest.param(sparse_ods(50_000, 30), 49_999, id="ods: two of 30"),
    ],
)
def test_large_sheets_are_read_if_their_rows_exist(make: Callable[[], bytes], rows: int) -> None:
    assert sum(1 for _ in read(make())) == rows


def test_a_row_that_is_too_long_ends_the_run() -> None:
    columns = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD", "AE")
    row = "".join(f'<c r="{column}2" t="s"><v>0</v></c>' for column in columns)
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{row}</row>'.encode()
    with pytest.raises(InputError, match=r"^f\.xlsx has more than 1,000,000 characters in row 2"):
        read(with_rows(rows, ONE_TEXT))


def test_parts_of_programs_are_no_reason_to_refuse() -> None:
    data = xlsx_of(TABLE)
    data = with_part(data, "customXml/item1.xml", "<a/>".encode("utf-16"), add=True)
    data = with_part(data, "xl/media/a.png", b"\x89PNG" + b"\0" * 2_000_000, add=True)
    data = with_part(data, "xl/drawings/a.vml", b"<xml><br></xml>", add=True)
    assert len(list(read(data))) == 3


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx_of(TABLE)
    monkeypatch.setattr("wa_link._support.child_files.MAX_FILE_BYTES", len(data) - 1)
    with pytest.raises(InputError, match=r"is larger than .* save the sheet as \.csv"):
        read(data)


@given(st.data())
def test_a_damaged_workbook_is_read_as_it_was_or_refused(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(MAKERS)))
    damaged = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    with suppress(InputError):
        cells = [list(row.cells) for row in read(bytes(damaged))]
        assert kind == "xls" or cells == TABLE[1:]  # an .xls has no checksums


GOOD = {kind: make(TABLE) for kind, make in MAKERS.items()}


# Writing

CELLS = st.text(
    st.sampled_from('<>&"_x0041\r\n\t\0\x1f\x7f\u2028é a') | st.characters(codec="utf-8"),
    max_size=9,
) | st.sampled_from(["<r>a</r>", "<r></r>", "_x0041_", "_x005F_", "=1+1", "0501", "1e5", " a "])
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def plain(cell: str) -> str:
    """Return the text of a written cell when it is read: U+FFFE and U+FFFF are Excel's escapes."""
    return cell.replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_")


@given(TABLES)
def test_our_output_is_read_as_the_same_sheet(table: list[list[str]]) -> None:
    header = [f"column {i}" for i in range(len(table[0]))]
    sheet = read(written([header, *table]))
    assert sheet.columns == tuple(header)
    assert [list(row.cells) for row in sheet] == [
        [plain(cell) for cell in row] for row in table if any(map(str.strip, row))
    ]


@given(TABLES)
def test_our_workbook_is_read_by_openpyxl(table: list[list[str]]) -> None:
    header = [f"column {i}" for i in range(len(table[0]))]
    page = openpyxl.load_workbook(io.BytesIO(written([header, *table]))).active
    for i, row in enumerate([header, *table], start=1):
        for j, cell in enumerate(row, start=1):
            found = page.cell(i, j)
            assert unescape(found.value or "") == cell
            assert found.data_type in ("s", "inlineStr", "n" if not cell else "s")


def test_links_can_be_clicked_up_to_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "https://wa.me/447911123456?text=" + "a" * 2_047
    assert len(long) == 2_079
    links = [
        "https://wa.me/1?text=a%20b%23c",
        "",
        "=x",
        long,
        long + "a",
        "whatsapp://send?phone=1",
    ]
    monkeypatch.setattr("wa_link.sheets.workbook.write_workbook.MAX_LINKS", 3)
    with warnings.catch_warnings(record=True) as warned:
        data = written(
            [["wa_link", "x"], *([link, link] for link in links), ["https://wa.me/2", ""]]
        )
    assert warned == []
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    found = [page.cell(row, 1) for row in range(1, 9)]
    assert [cell.value or "" for cell in found] == ["wa_link", *links, "https://wa.me/2"]
    assert [cell.hyperlink.target if cell.hyperlink else None for cell in found] == [
        None,
        links[0],
        None,
        None,
        long,
        None,
        links[5],
        None,
    ]
    assert all(page.cell(row, 2).hyperlink is None for row in range(1, 9))


def test_only_short_links_of_their_column_can_be_clicked() -> None:
    links = ["https://wa.me/message/ABCDEF234567G1", "https://example.com/", "=1+1"]
    data = written([["wa_short_link"], *([link] for link in links)])
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    found = [page.cell(row, 1).hyperlink for row in range(2, 5)]
    assert [each and each.target for each in found] == [links[0], None, None]


@pytest.mark.long
def test_more_links_than_excel_allows_are_written() -> None:
    with warnings.catch_warnings(record=True) as warned:
        data = written([["wa_link"], *([f"https://wa.me/{i}"] for i in range(65_540))])
    assert warned == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read(SHEET).count(b"<hyperlink ") == 65_530
    assert sum(1 for _ in read(data)) == 65_540


def test_the_header_stays_in_sight() -> None:
    pages = [
        openpyxl.load_workbook(io.BytesIO(written(TABLE, WriteOptions(header=header)))).active
        for header in (True, False)
    ]
    assert [page.freeze_panes for page in pages] == ["A2", None]
    assert [page.max_row for page in pages] == [4, 3]


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(TABLE)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert written(TABLE) == first
    assert b"2000-01-01T00:00:00Z" in zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")


def test_a_cell_too_long_for_excel_is_named() -> None:
    assert len(next(iter(read(written([["a", "b"], ["", "x" * 32_767]])))).cells[1]) == 32_767
    for long in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(OutputError, match=r'Row 3, column "b": .* 32,767 .*\.csv'):
            written([["a", "b"], ["", ""], ["", long]])


def test_more_rows_or_columns_than_excel_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wa_link.sheets.workbook.write_workbook.MAX_ROWS", 3)
    assert written([["a"], ["1"], ["2"]])
    with pytest.raises(OutputError, match=r"at most 3 rows: .*\.csv"):
        written([["a"], ["1"], ["2"], ["3"]])
    with pytest.raises(OptionError, match="16,384 columns"):
        written([["a"] * 16_385])


def test_a_sheet_too_large_for_a_zip_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 100)
    with pytest.raises(OutputError, match=r"can't exceed 4 GB: write \.csv"):
        written(TABLE)


def test_nothing_is_written_if_the_run_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = io.BytesIO()

    def fail() -> None:
        with xlsx_writer(file, ["a"], WriteOptions()) as write:
            write(["1"])
            assert list(tmp_path.iterdir())
            raise InputError("the sheet can't be read on")

    with pytest.raises(InputError):
        fail()
    assert file.getvalue() == b""
    assert list(tmp_path.iterdir()) == []
    with xlsx_writer(file, ["a"], WriteOptions()) as write:
        write(["1"])
    assert file.getvalue()
    assert list(tmp_path.iterdir()) == []


# Libraries


def test_missing_libraries_are_named_with_their_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = xlsx_of(TABLE)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(
        OptionError,
        match=r'^Reading the workbook f\.xlsx needs .*: run pip install "wa-link\[sheets\]"$',
    ):
        read(data)
    with pytest.raises(OptionError, match=r'pip install "wa-link\[sheets\]"$'):
        written(TABLE)


def run(script: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    ).stdout


def test_the_libraries_are_loaded_only_when_they_are_used() -> None:
    loaded = run(
        "import sys, wa_link.sheets.workbook.read_workbook, wa_link.sheets.workbook.write_workbook;"
        "print({'python_calamine', 'xlsxwriter', 'pyexpat'} & set(sys.modules))"
    )
    assert loaded == "set()\n"


WRITE_MANY = """
import os, resource, sys
from wa_link.sheets.workbook.write_workbook import xlsx_writer
from wa_link.sheets.writer import WriteOptions
with open(os.devnull, "wb") as file, xlsx_writer(file, ["a", "b", "c"], WriteOptions()) as write:
    for i in range(int(sys.argv[1])):
        write([f"name {i}", f"+96650{i:07}", "note" * 5])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@posix("the module resource")
@pytest.mark.long
def test_writing_takes_no_more_memory_for_more_rows() -> None:
    few, many = (int(run(WRITE_MANY, rows)) for rows in ("20000", "200000"))
    assert many < few * 1.3


class Full(io.RawIOBase):
    """A file on a full disk."""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:  # noqa: ARG002  (a file has this argument)
        raise OSError(28, "No space left on device")


def test_a_failure_is_not_repeated_by_a_destructor() -> None:
    """When the archive is deleted, it writes again; pytest fails if that raises an error."""
    with (
        pytest.raises(OSError, match="No space left"),
        xlsx_writer(Full(), ["phone"], WriteOptions()) as write,  # type: ignore[arg-type]  # like a stream
    ):
        write(["+447911123456"])
    gc.collect()
