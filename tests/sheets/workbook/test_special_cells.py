"""Errors and formulas without a value give their text, and their rows are not blank."""

from __future__ import annotations

import io
import re
import struct
import time
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwt

from tests.sheets.workbook.test_read_workbook import RELATIONS, ods_with, with_part, with_rows
from wa_link import Accepted, Row, Sheet, link_rows, read_sheet
from wa_link.errors import Reason
from wa_link.sheets.workbook.child_process.ods import OdsSheets
from wa_link.sheets.workbook.child_process.xlsx import XlsxSheets
from wa_link.sheets.workbook.child_process.zip_guard import Parts

if TYPE_CHECKING:
    from collections.abc import Iterator

CELLS = {
    "an error": (b'<c r="B2" t="e"><v>#REF!</v></c>', "#REF!"),
    "an error of a formula": (b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    "an error in other quotes": (b"<c r='B2' t='e'><v>#NAME?</v></c>", "#NAME?"),
    "an error with spaces": (b"""<c r="B2" t = 'e' ><v>#REF!</v></c>""", "#REF!"),
    "an error on lines": (b"""<c r="B2"\n\tt\n=\n"e"><v>#REF!</v></c>""", "#REF!"),
    "no value": (b'<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
    "an error without text": (b'<c r="B2" t="e"><v></v></c>', "#N/A"),
    "a formula without value": (b'<c r="B2"><f>A2&amp;"x"</f></c>', '=A2&"x"'),
    "a formula with a blank value": (b'<c r="B2"><f>A2</f><v></v></c>', "=A2"),
    "a formula with a closed value": (b'<c r="B2" s="0"><f>A2</f><v/></c>', "=A2"),
    "a formula with a spaced value": (b'<c r="B2"><f>A2</f>\n<v />\n</c>', "=A2"),
    "a formula with attributes": (b'<c r="B2"><f t="array" ref="B2">A2</f></c>', "=A2"),
    "a formula with a bare sign": (b'<c r="B2"><f>A2>5</f></c>', "=A2>5"),
    "a formula on lines": (b'<c r="B2"><f\nt="shared"\nsi="0"\n/></c>', "=…"),
    "a formula in CDATA": (b'<c r="B2"><f><![CDATA[A2&B2]]></f></c>', "=A2&B2"),
    "a comment after a formula": (b'<c r="B2"><f>A2</f><!-- x --></c>', "=A2"),
    "a formula of others": (b'<c r="B2"><f t="shared" si="0"/></c>', "=…"),
    "a formula that is a text": (b'<c r="B2"><f>"0501234567"</f></c>', '="0501234567"'),
    "another prefix": (
        b'<x:c xmlns:x="x" r="B2"><x:f>A2</x:f></x:c>',
        "=A2",
    ),
    "no place": (b"<c><v>1</v></c><c><f>A2</f></c>", "=A2"),
    "a formula with a value": (b'<c r="B2"><f>A2</f><v>5</v></c>', "5"),
    "a formula whose value is a blank text": (b'<c r="B2" t="str"><f>A2</f><v></v></c>', ""),
    "a formula whose value is a text": (b'<c r="B2" t="str"><f>A2</f><v>x</v></c>', "x"),
    "a blank cell": (b'<c r="B2" s="0"/>', ""),
}
HEADER = b'<row r="1"><c r="A1" t="str"><v>name</v></c><c r="B1" t="str"><v>phone</v></c></row>'


@pytest.mark.parametrize("what", CELLS)
def test_the_text_is_kept_and_the_row_counts(what: str) -> None:
    cell, text = CELLS[what]
    data = with_rows(HEADER + b'<row r="2">' + cell + b"</row>")
    rows = list(read_sheet(io.BytesIO(data), "f.xlsx"))
    assert [row.cells[1] for row in rows] == ([text] if text else [])
    assert [row.line for row in rows] == ([2] if text else [])


ERRORS = ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "#VALUE!", "#NUM!", "#NULL!"]


@pytest.mark.parametrize("error", ERRORS)
def test_a_row_of_errors_alone_comes_out(error: str) -> None:
    book = openpyxl.Workbook()
    for row in (["name", "phone"], ["Ann", "+966501234567"], [error, error], ["Bo", "=A1&B1"]):
        book.active.append(row)
    book.save(file := io.BytesIO())
    rows = list(read_sheet(io.BytesIO(file.getvalue()), "f.xlsx"))
    assert [row.cells for row in rows] == [
        ("Ann", "+966501234567"),
        (error, error),
        ("Bo", "=A1&B1"),
    ]
    outcomes = list(link_rows(sheet_of(rows)))
    assert isinstance(outcomes[0], Accepted)
    for outcome in outcomes[1:]:
        assert not isinstance(outcome, Accepted)
        assert outcome.reason in (Reason.EMPTY, Reason.NOT_A_NUMBER, Reason.LETTERS)


def test_rows_and_columns_beyond_the_last_value_are_read() -> None:
    data = with_rows(
        HEADER + b'<row r="2"><c r="A2"><v>1</v></c><c r="D2"><f>A2</f></c></row>'
        b'<row r="9"><c r="B9" t="e"><v>#REF!</v></c></row>'
        b'<row r="5"><c r="C5"><f>A1</f></c></row>'
    )
    sheet = read_sheet(io.BytesIO(data), "f.xlsx")
    assert sheet.columns == ("name", "phone", "", "")
    assert [(row.line, row.cells) for row in sheet] == [
        (2, ("1", "", "", "=A2")),
        (5, ("", "", "=A1", "")),
        (9, ("", "#REF!", "", "")),
    ]


def test_a_sheet_of_errors_alone_is_read() -> None:
    data = with_rows(b'<row r="3"><c r="C3" t="e"><v>#REF!</v></c></row>')
    sheet = read_sheet(io.BytesIO(data), "f.xlsx", header=False)
    assert [(row.line, row.cells) for row in sheet] == [(3, ("", "", "#REF!"))]


def test_a_formula_beyond_many_rows_is_found() -> None:
    """The bytes of a worksheet are searched in chunks, and every chunk must be searched."""
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    rows = b"".join(row % (i, i) for i in range(2, 30_000))
    last = b'<row r="30000"><c r="B30000"><f>A2</f></c></row>'
    sheet = list(read_sheet(io.BytesIO(with_rows(HEADER + rows + last)), "f.xlsx"))
    assert sheet[-1].cells == ("", "=A2")


CALCEXT = b'calcext:value-type="error" xmlns:calcext="x"'
ODS_CELLS = {
    "an error": (
        b'table:formula="of:=1" office:value-type="string" office:string-value="" ' + CALCEXT,
        b"#REF!",
        "#REF!",
    ),
    "an error of an older program": (
        b'table:formula="of:=1" office:value-type="float" office:value="0"', b"#N/A", "#N/A"
    ),
    "an error by its number": (
        b'table:formula="of:=1" office:value-type="float" office:value="0"', b"Err:502", "Err:502"
    ),
    "an error in other quotes": (
        (b"table:formula='of:=1' office:value-type='string' office:string-value='' "
        b"calcext:value-type = 'error' xmlns:calcext='x'"),
        b"x",
        "x",
    ),
    "a formula without value": (b'table:formula="of:=[.A2]&amp;1"', b"", "=[.A2]&1"),
    "a formula in other quotes": (b"table:formula = 'of:=[.A2]&amp;1'", b"", "=[.A2]&1"),
    "a formula with a value": (
        b'table:formula="of:=1" office:value-type="float" office:value="5"', b"5", "5"
    ),
    "a text like an error": (b'office:value-type="string"', b"#REF!", "#REF!"),
}  # fmt: skip


@pytest.mark.parametrize("what", ODS_CELLS)
def test_the_text_of_an_ods_is_kept(what: str) -> None:
    attributes, shown, text = ODS_CELLS[what]
    body = (
        b'<table:table-row><table:table-cell office:value-type="string"><text:p>phone</text:p>'
        b"</table:table-cell></table:table-row><table:table-row table:number-rows-repeated='2'>"
        b"<table:table-cell " + attributes + b"><text:p>" + shown + b"</text:p></table:table-cell>"
        b"</table:table-row>"
    )
    rows = list(read_sheet(io.BytesIO(ods_with(body)), "f.ods"))
    assert [(row.line, row.cells) for row in rows] == [(2, (text,)), (3, (text,))]


def test_text_like_formulas_takes_little_time() -> None:
    comment = b"<!-- <table:table-cell " + b'table:formula="' * 60_000 + b"< -->"
    row = b'<table:table-row><table:table-cell office:value-type="string"><text:p>phone</text:p>'
    data = ods_with(comment + row + b"</table:table-cell></table:table-row>")
    begin = time.monotonic()
    assert read_sheet(io.BytesIO(data), "f.ods").columns == ("phone",)
    assert time.monotonic() - begin < 3


class CountingParts(Parts):
    """The files in a zip archive; the paths of the unpacked ones are recorded."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.unpacked: list[str] = []

    def chunks(self, path: str) -> Iterator[bytes]:
        self.unpacked.append(path)
        return super().chunks(path)


@pytest.mark.parametrize(("formula", "times"), [(b"", 1), (b' table:formula="of:=1"', 2)])
def test_the_content_of_an_ods_is_unpacked_once(formula: bytes, times: int) -> None:
    cell = b"<table:table-row><table:table-cell" + formula + b"/></table:table-row>"
    more = b"".join(b'</table:table><table:table table:name="s%d">' % i + cell for i in range(5))
    parts = CountingParts(ods_with(cell + more))
    sheets = OdsSheets(parts)
    found = [
        sheets.special_cells(name, ()).texts for name in ("People", *(f"s{i}" for i in range(5)))
    ]
    assert found == [{0: {0: "=1"}} if formula else {}] * 6
    assert parts.unpacked.count("content.xml") == times


def xls_of_errors(code: int, *, formula: bool, rows: int = 0) -> bytes:
    """Return an .xls whose second worksheet has an error in B2, as a value or as a result."""
    book = xlwt.Workbook()
    book.add_sheet("other").write(0, 0, "x")
    sheet = book.add_sheet("People")
    sheet.write(0, 1, "phone")
    sheet.write(1, 1, xlwt.Formula("1+1") if formula else True)
    for row in range(rows):
        sheet.write(row + 2, 1, f"text {row}")
    book.save(file := io.BytesIO())
    data = file.getvalue()
    if formula:
        found = re.search(rb"\x06\x00.\x00\x01\x00\x01\x00", data, re.DOTALL)
        assert found
        place = found.start()
        value = bytes((2, 0, code, 0, 0, 0, 255, 255))
        return data[: place + 10] + value + data[place + 18 :]
    place = data.index(struct.pack("<HHHH", 0x205, 8, 1, 1))
    return data[: place + 10] + bytes((code, 1)) + data[place + 12 :]


XLS_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}


@pytest.mark.parametrize("rows", [0, 500], ids=["small", "large"])
@pytest.mark.parametrize("formula", [False, True], ids=["value", "formula"])
@pytest.mark.parametrize("code", XLS_ERRORS)
def test_an_error_of_an_xls_is_kept(code: int, *, formula: bool, rows: int) -> None:
    data = xls_of_errors(code, formula=formula, rows=rows)
    found = list(read_sheet(io.BytesIO(data), "f.xls", worksheet="People"))
    assert found[0].cells == ("", XLS_ERRORS[code])
    assert len(found) == rows + 1


def sheet_of(rows: list[Row]) -> Sheet:
    return Sheet.from_rows(("name", "phone"), [row.cells for row in rows])


@pytest.mark.parametrize(
    "target",
    [
        "worksheets/sheet1.xml",
        "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "/xl/./worksheets//sheet1.xml",
        r"worksheets\sheet1.xml",
    ],
)
def test_the_path_of_a_worksheet_is_resolved(target: str) -> None:
    data = with_rows(HEADER + b'<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>')
    relations = f'<x><Relationship Id="rId1" Target="{target}"/></x>'
    sheets = XlsxSheets(Parts(with_part(data, RELATIONS, relations.encode())))
    assert sheets.special_cells("People", ()).texts == {1: {1: "#REF!"}}
