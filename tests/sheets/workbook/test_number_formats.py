from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from tests.sheets.workbook.test_read_workbook import TABLE, ods_with, xlsx_of
from wa_link import Accepted, Rejected, link_rows, read_sheet
from wa_link.errors import NoteCode, Reason
from wa_link.sheets.workbook.child_process.number_formats import can_ignore_format, compare_format
from wa_link.sheets.workbook.child_process.ods import compare_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Number format, value, and the text that Excel shows according to its documentation.
SAME = ""
SHOWN: dict[str, tuple[str, float | str, str | None]] = {
    "plus and code in quotes": ('"+966 "0', 501234567, "+966 501234567"),
    "escaped plus": (r"\+0", 966501234567, "+966501234567"),
    "bare plus": ("+0", 966501234567, "+966501234567"),
    "international prefix": ('"00"0', 966501234567, "00966501234567"),
    "forced zeros": ("0000000000", 501234567, "0501234567"),
    "forced zeros, enough digits": ("0000000000", 9876543210, SAME),
    "escaped digits": (r"\9\6\60", 501234567, "966501234567"),
    "code in brackets": ('"(+49) "0', 15112345678, "(+49) 15112345678"),
    "code after a width": ('_("+966"_)0', 501234567, " +966 501234567"),
    "code as a currency": ("[$+966-409]0", 501234567, "+966501234567"),
    "code as a currency without language": ("[$+966 ]0", 501234567, "+966 501234567"),
    "language alone": ("[$-409]0", 501234567, SAME),
    "colour": ('[Red]"+"0', 966501234567, "+966501234567"),
    "numbered colour": ('[Color 10]"+"0', 966501234567, "+966501234567"),
    "a zero before other places": ("0#########", 501234567, "0501234567"),
    "a zero before other places, digits missing": ("0#########", 50123456, None),
    "a zero before other places, enough digits": ("0#########", 5012345678, SAME),
    "a zero before places for spaces": ("0??-???", 5012, None),
    "a zero among other places": ("#0##", 5, None),
    "a zero among other places, enough digits": ("+#0##", 501234567, "+501234567"),
    "a zero before a fraction": ("0 ?/?", 501234567, SAME),
    "a zero with other decimals": ("0.0##", 501234567, SAME),
    "groups": ("(000) 000-0000", 2015550123, SAME),
    "groups, zeros forced": ("000-000-0000", 15550123, "001-555-0123"),
    "groups and code": ('"+1 "(000) 000-0000', 2015550123, "+1 (201) 555-0123"),
    "groups in quotes": ('0" "00" "00" "00" "00', 612345678, SAME),
    "groups in quotes, a zero forced": ('00" "00" "00" "00" "00', 612345678, "06 12 34 56 78"),
    "digits before the first group": ("000-000-0000", 12015550123, SAME),
    "thousands": ("#,##0", 966501234567, SAME),
    "thousands and plus": ('"+"#,##0', 966501234567, "+966501234567"),
    "condition, below": ("[<=9999999]###-####;(###) ###-####", 5550123, SAME),
    "condition, code": ('[<=9999999]###-####;"+1 "(###) ###-####', 2015550123, "+1 (201) 555-0123"),
    "two conditions": ('[<100]0;[<1000000000]"+966 "0;"+"0', 501234567, "+966 501234567"),
    "two conditions, else": ('[<100]0;[<1000000000]"+966 "0;"+"0', 966501234567, "+966501234567"),
    "equal": ('[=5]"+1"0;0', 5, "+15"),
    "sections of signs": ('"+"0;-0;0', 966501234567, "+966501234567"),
    "general": ("General", 966501234567, SAME),
    "general and plus": ('"+"General', 966501234567, "+966501234567"),
    "text": ("@", 966501234567, SAME),
    "text as text": ('"+"@', "966501234567", "+966501234567"),
    "text section": ('0;0;0;"+966 "@', "501234567", "+966 501234567"),
    "number with a text section alone": ('"+"@', 966501234567, SAME),
    "text without a text section": ('"+"0', "966501234567", SAME),
    "fixed point": ("0.00", 966501234567, SAME),
    "scientific": ("0.00E+00", 966501234567, SAME),
    "scientific, zeros": ("000E+00", 966501234567, SAME),
    "fraction": ("# ?/16", 966501234567, SAME),
    "percent": ("0%", 966501234567, SAME),
    "date": ('yyyy"-0"mm', 45000, SAME),
    "elapsed time": ('[h]"0"', 45000, SAME),
    "a label": ('"Tel. "0', 966501234567, "Tel. 966501234567"),
    "a fax": ('"Fax: "0', 7911123456, "Fax: 7911123456"),
    "a fax after it": ('0" (Fax)"', 7911123456, "7911123456 (Fax)"),
    "a person": ('"Wife "0', 7911123456, "Wife 7911123456"),
    "money": ("$#,##0", 501234567, "$501234567"),
    "money with a language": ("[$€-407] #,##0", 501234567, "€ 501234567"),
    "money in letters": ('#,##0 "SAR"', 501234567, "501234567 SAR"),
    "money with decimals": ('#,##0.00 "€"', 501234567, None),
    "an order": ('"Order "0', 501234567, "Order 501234567"),
    "a unit": ('0" km"', 501234567, "501234567 km"),
    "no-break space": ("0\xa000\xa000", 12345, SAME),
    "a fill of spaces": ('* "+"0', 966501234567, "+966501234567"),
    "question marks": ('"+"??????', 123, "+   123"),
    # Number formats whose shown text is not certain.
    "plus and decimals": ('"+966 "0.00', 501234567, None),
    "plus and percent": ('"+"0%', 966501234567, None),
    "plus and exponent": ('"+"0E+0', 966501234567, None),
    "plus and fraction": ('"+"# ?/?', 966501234567, None),
    "plus that fills": ("*+0", 966501234567, None),
    "scaled by a thousand": ('"+"0,', 966501234567, None),
    "scaled without plus": ("0,,", 966501234567, None),
    "bare digits": ("9660", 501234567, None),
    "a number that is no part of its format": ('"+966501234567"', 501234567, None),
    "no whole number": ('"+966 "0', 501234567.5, None),
    "negative": ('"+966 "0', -501234567, None),
    "rounded": ('"+"0', 1e15, None),
    "text and digits": ('"+"0@', "1", None),
    "longer than a format may be": ("0" * 256, 1, None),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_the_shown_text_of_a_cell(kind: str) -> None:
    code, value, shown = SHOWN[kind]
    found = compare_format(code, float(value) if isinstance(value, int) else value)
    assert found == ((False, "") if shown == SAME else (True, shown or ""))
    if found[0]:
        assert not can_ignore_format(code)


@pytest.mark.parametrize("code", openpyxl.styles.numbers.BUILTIN_FORMATS.values())
def test_built_in_formats_matter_only_for_money(code: str) -> None:
    is_money = "$" in code
    assert can_ignore_format(code) != is_money
    if not is_money:
        assert compare_format(code, 966501234567.0) == (False, "")


@pytest.mark.parametrize("code", ['"$"#,##0_);("$"#,##0)', '"SAR "#,##0'], ids=["built in", "own"])
def test_money_is_not_a_number(code: str) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["name", "phone"])
    sheet.append(["Ann", 501234567])
    sheet["B2"].number_format = code
    made.save(file := io.BytesIO())
    file.seek(0)
    (outcome,) = link_rows(read_sheet(file, "f.xlsx"), region="SA")
    assert isinstance(outcome, Rejected)
    assert outcome.reason in (Reason.NOT_A_NUMBER, Reason.LETTERS)


@given(st.text(st.sampled_from('0#?.,%/E+-"\\[]$<>=@;_* 19aymGeneral'), max_size=30), st.floats())
def test_any_format_is_read(code: str, value: float) -> None:
    differs, shown = compare_format(code, value)
    assert differs or not shown
    if differs:
        assert not can_ignore_format(code)
    assert compare_format(code, "0501")[1] == "" or "@" in code


@given(st.integers(0, 10**15 - 1), st.sampled_from(["+", "+966 ", "00", "(+49) ", "tel. +"]))
def test_digits_are_shown_after_a_prefix(number: int, prefix: str) -> None:
    assert compare_format(f'"{prefix}"0', float(number)) == (True, f"{prefix}{number}")


@given(st.integers(0, 10**15 - 1), st.integers(1, 20))
def test_forced_zeros_are_those_of_a_format_specification(number: int, width: int) -> None:
    shown = f"{number:0{width}}"
    expected = (False, "") if shown == str(number) else (True, shown)
    assert compare_format("0" * width, float(number)) == expected


ODS_SHOWN = {
    "plus": ("501234567", "+966 501234567", (True, "+966 501234567")),
    "zero": ("501234567", "0501234567", (True, "0501234567")),
    "groups": ("501234567", "501 234 567", (False, "")),
    "thousands": ("501234567", "501.234.567", (False, "")),
    "decimals": ("501234567", "501234567.00", (False, "")),
    "decimals with a comma": ("501234567", "501.234.567,00", (False, "")),
    "exponent": ("501234567", "5.01E+08", (True, "")),
    "rounded": ("501234567.4", "501234567", (True, "")),
    "other digits": ("501234567", "501235", (True, "")),
}


@pytest.mark.parametrize("kind", ODS_SHOWN)
def test_the_shown_text_of_an_ods_is_compared(kind: str) -> None:
    value, shown, expected = ODS_SHOWN[kind]
    assert compare_shown(value, shown) == expected


# Complete sheets


def book(
    code: str, *values: object, header: Sequence[str] = ("name", "phone"), column: int = 1
) -> bytes:
    """Return an .xlsx with values in a column, all of them with the same number format."""
    with xlsxwriter.Workbook(file := io.BytesIO()) as workbook:
        sheet = workbook.add_worksheet()
        form = workbook.add_format({"num_format": code})
        sheet.write_row(0, 0, header)
        for row, value in enumerate(values, start=1):
            sheet.write_row(row, 0, ["x"] * len(header))
            sheet.write(row, column, value, form)
    return file.getvalue()


def openpyxl_book(code: str, value: object) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["name", "phone"])
    sheet.append(["x", value])
    sheet["B2"].number_format = code
    workbook.save(file := io.BytesIO())
    return file.getvalue()


@pytest.mark.parametrize("make", [book, openpyxl_book])
@pytest.mark.parametrize("region", ["AE", "SA", "DE", None])
def test_a_link_goes_to_the_shown_number(
    make: Callable[[str, object], bytes], region: str | None
) -> None:
    sheet = read_sheet(io.BytesIO(make('"+966 "0', 501234567)), "f.xlsx")
    (outcome,) = link_rows(sheet, region=region)
    assert isinstance(outcome, Accepted)
    assert outcome.url == "https://wa.me/966501234567"
    assert [note.code for note in outcome.notes] == [NoteCode.NUMBER_FORMAT]
    assert outcome.status == "repaired"
    # The shown text is in the cell, so a CSV file, which has no number formats, gives the same.
    assert outcome.row.cells == ("x", "+966 501234567")


def test_a_format_that_cannot_be_shown_refuses_the_row() -> None:
    sheet = read_sheet(io.BytesIO(book('"+966 "0.0', 501234567)), "f.xlsx")
    (outcome,) = link_rows(sheet, region="AE")
    assert isinstance(outcome, Rejected)
    assert outcome.reason is Reason.NOT_A_NUMBER
    assert '"+966 "0.0' in outcome.message
    # The cell is not accepted as a number either when the output is read again.
    again = f"phone\n{outcome.row.cells[1]}\n".replace('"', '""').replace("\n5", '\n"5')
    again = again.removesuffix("\n") + '"\n'
    (outcome,) = link_rows(read_sheet(io.BytesIO(again.encode()), "f.csv"), region="AE")
    assert isinstance(outcome, Rejected)


@pytest.mark.parametrize(
    ("header", "names", "counts"),
    [
        pytest.param(["name", "phone"], (), True, id="found by its header"),
        pytest.param(["name", "x"], ("x",), True, id="by name"),
        pytest.param(["name", "x"], ("2",), True, id="by number"),
        pytest.param(["name", "x"], ("1", "2"), True, id="the second of two"),
        pytest.param(["name", "phone"], ("name",), False, id="another column by name"),
        pytest.param(["name", "phone"], None, False, id="one number for all"),
        pytest.param(["phone", "price"], (), False, id="another column"),
    ],
)
def test_formats_of_phone_columns_alone_count(
    header: list[str], names: tuple[str, ...] | None, *, counts: bool
) -> None:
    data = book('"+966 "0', 501234567, header=header)
    sheet = read_sheet(io.BytesIO(data), "f.xlsx", phone_columns=names)
    (row,) = sheet
    assert row.cells[1] == ("+966 501234567" if counts else "501234567")
    assert sheet.has_formats == counts


def test_formats_count_without_a_header() -> None:
    data = book('"+966 "0', 501234567, header=("name", "501234567"))
    sheet = read_sheet(io.BytesIO(data), "f.xlsx", header=False, phone_columns=("2",))
    assert [row.cells[1] for row in sheet] == ["501234567", "+966 501234567"]


def test_own_columns_before_it_do_not_move_a_format() -> None:
    data = book('"+966 "0', 501234567, header=("wa_link", "wa_reason", "phone"), column=2)
    (outcome,) = link_rows(read_sheet(io.BytesIO(data), "f.xlsx"), region="AE")
    assert isinstance(outcome, Accepted)
    assert [note.code for note in outcome.notes] == [NoteCode.NUMBER_FORMAT]


def test_the_second_column_has_both_notes() -> None:
    with xlsxwriter.Workbook(file := io.BytesIO()) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["mobile", "phone"])
        sheet.write(1, 1, 501234567, workbook.add_format({"num_format": '"+966 "0'}))
    (outcome,) = link_rows(read_sheet(io.BytesIO(file.getvalue()), "f.xlsx"), region="AE")
    assert isinstance(outcome, Accepted)
    codes = [note.code for note in outcome.notes]
    assert codes == [NoteCode.OTHER_COLUMN, NoteCode.NUMBER_FORMAT]


def test_dates_and_other_columns_are_left_alone() -> None:
    (row,) = read_sheet(io.BytesIO(book("yyyy-mm-dd", 45000)), "f.xlsx")
    assert row.cells == ("x", "2023-03-15")


def test_a_sheet_without_such_formats_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    from wa_link.sheets.workbook.child_process import book as books  # noqa: PLC0415  (in this process, for the test)
    from wa_link.sheets.workbook.child_process import xlsx  # noqa: PLC0415  (as above)

    monkeypatch.setattr(books, "limit_memory", lambda _: None)
    opened = books.open_book(xlsx_of(TABLE))
    monkeypatch.setattr(xlsx, "parse_xml", None)
    assert not opened.special_cells(0, [1]).has_any


XLS_CODES = {
    "plus and code": ('"+966 "0', "+966 501234567"),
    "letters beyond Latin-1": ('"هاتف +966 "0', "هاتف +966 501234567"),
    "forced zeros": ("0000000000", "0501234567"),
    "thousands": ("#,##0", ""),
}


@pytest.mark.parametrize("rows", [1, 3, 500])
@pytest.mark.parametrize("kind", XLS_CODES)
def test_formats_of_an_xls_count(kind: str, rows: int) -> None:
    code, shown = XLS_CODES[kind]
    data = xls_book(code, rows)
    found = read_sheet(io.BytesIO(data), "f.xls")
    assert [row.cells for row in found] == [("501234567", shown or "501234567", "501234567")] * rows
    assert found.remarks == ()
    assert found.has_formats == bool(shown)


def xls_book(code: str, rows: int) -> bytes:
    """Return an .xls of numbers; the cells of its second and third columns have a number format."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("a")
    form = xlwt.easyxf(num_format_str=code)
    for column, text in enumerate(("id", "phone", "price")):
        sheet.write(0, column, text)
        for row in range(rows):
            sheet.write(row + 1, column, 501234567, form if column else xlwt.Style.default_style)
    workbook.save(file := io.BytesIO())
    return file.getvalue()


def test_unknown_formats_of_an_xls_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from wa_link.sheets.workbook.child_process import book as books  # noqa: PLC0415  (in this process, for the test)
    from wa_link.sheets.workbook.child_process import xls  # noqa: PLC0415  (as above)

    def fail(_: bytes) -> bytes:
        raise ValueError

    monkeypatch.setattr(books, "limit_memory", lambda _: None)
    monkeypatch.setattr(xls, "read_workbook_stream", fail)
    opened = books.open_book(xls_book('"+966 "0', 1))
    assert opened.special_cells(0, [1]).unknown_formats
    assert not opened.special_cells(0, [7]).unknown_formats


def test_an_ods_has_the_text_of_its_cells() -> None:
    style = b'<number:number-style style:name="N1"><number:text>+966 </number:text>'
    style += b'<number:number number:min-integer-digits="1"/></number:number-style>'
    body = (
        b"<table:table-row>"
        b'<table:table-cell office:value-type="string"><text:p>phone</text:p></table:table-cell>'
        b"</table:table-row><table:table-row>"
        b'<table:table-cell office:value-type="float" office:value="501234567">'
        b"<office:annotation><text:p>a remark 5</text:p></office:annotation>"
        b"<text:p>+966 501234567</text:p></table:table-cell></table:table-row>"
    )
    data = ods_with(body, styles=style)
    (outcome,) = link_rows(read_sheet(io.BytesIO(data), "f.ods"), region="AE")
    assert isinstance(outcome, Accepted)
    assert outcome.url == "https://wa.me/966501234567"
    assert [note.code for note in outcome.notes] == [NoteCode.NUMBER_FORMAT]
