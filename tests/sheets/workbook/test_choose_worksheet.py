"""Choice of the worksheet that is read from a workbook, and of its header row."""

from __future__ import annotations

import io
import re
import tracemalloc
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from wa_link.errors import InputError, OptionError
from wa_link.sheets.workbook import choose_worksheet
from wa_link.sheets.workbook.read_workbook import read_workbook

if TYPE_CHECKING:
    from wa_link import Sheet

CONTACTS = [["name", "phone"], ["Ann", "+966501234567"]]
COVER = [["Customers of 2024"], ["made by Bo"]]
PRICES = [["item", "price"], ["Bike", "5"]]
BLANK: list[list[str]] = []


def book(sheets: dict[str, list[list[str]]]) -> bytes:
    """Return a workbook; a worksheet is hidden if its name begins with a dot."""
    with xlsxwriter.Workbook(file := io.BytesIO()) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name.startswith("."):
                sheet.hide()
            else:
                sheet.activate()
                sheet.set_first_sheet()
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
    return file.getvalue()


def read(
    data: bytes,
    *,
    header: bool = True,
    sheet: str | None = None,
    phone_columns: tuple[str, ...] | None = (),
    header_row: int | None = None,
) -> Sheet:
    return read_workbook(
        io.BytesIO(data),
        "f.xlsx",
        header=header,
        worksheet=sheet,
        phone_columns=phone_columns,
        header_row=header_row,
    )


SAID = 'Only worksheet "{}" is read, not {}. To read another one, give its name as worksheet.'
NOT_THE_COVER = SAID.format("People", '"Cover"')
CHOICES: dict[str, tuple[dict[str, list[list[str]]], str, str]] = {
    "one": ({"People": CONTACTS}, "name", ""),
    "one that is filled": ({"a": BLANK, "People": CONTACTS, "b": BLANK}, "name", ""),
    "a cover first": ({"Cover": COVER, "People": CONTACTS}, "name", NOT_THE_COVER),
    "a cover last": ({"People": CONTACTS, "Cover": COVER}, "name", NOT_THE_COVER),
    "contacts in several": (
        {"North": CONTACTS, "South": CONTACTS, "East": CONTACTS},
        "name",
        SAID.format("North", '"South", "East"'),
    ),
    "another table first": (
        {"Prices": PRICES, "Cover": COVER, "People": CONTACTS},
        "name",
        SAID.format("People", '"Prices", "Cover"'),
    ),
    "none with a phone column": (
        {"Prices": PRICES, "Cover": COVER},
        "item",
        SAID.format("Prices", '"Cover"'),
    ),
    "hidden ones": ({".Old": CONTACTS, "Cover": COVER, "People": CONTACTS}, "name",
                    NOT_THE_COVER),
    "a hidden one alone has a phone column": ({".Old": CONTACTS, "Prices": PRICES}, "item", ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHOICES)
def test_the_first_with_a_phone_column_is_read(kind: str) -> None:
    sheets, column, said = CHOICES[kind]
    sheet = read(book(sheets))
    assert sheet.columns[0] == column
    assert sheet.remarks == ((said,) if said else ())
    assert sheet.other_worksheets == len(sheets) - 1


def test_a_named_worksheet_is_read_without_remark() -> None:
    sheet = read(book({"People": CONTACTS, "Prices": PRICES}), sheet="Prices")
    assert (sheet.columns, sheet.remarks) == (("item", "price"), ())


def test_the_first_with_a_column_that_is_named_is_read() -> None:
    data = book({"People": CONTACTS, "Prices": PRICES})
    assert read(data, phone_columns=("price",)).columns == ("item", "price")
    assert read(data, phone_columns=("2",)).columns == ("name", "phone")
    assert read(data, phone_columns=("nothing",)).columns == ("name", "phone")


@pytest.mark.parametrize(
    ("others", "end"),
    [({}, '"price".'), ({"People": CONTACTS}, '"price" (worksheet "Prices"; worksheet choo')],
)
def test_a_missing_column_names_the_worksheet(others: dict[str, list[list[str]]], end: str) -> None:
    """The workbook may have the column in another worksheet."""
    sheet = read(book({"Prices": PRICES} | others), sheet="Prices")
    with pytest.raises(OptionError, match=re.escape(f'The columns are "item", {end}')):
        sheet.find_column("ref")


INFO = [["Key", "Value"], ["Hotline", "+966500000000"]]
NUMBERED: dict[str, tuple[tuple[str, ...], list[list[str]]]] = {
    "a number": (("2",), CONTACTS),
    "a number with its sign": (("#2",), CONTACTS),
    "two numbers": (("2", "1"), CONTACTS),
    "a name that is a number": (("2",), [["name", "2"], ["Ann", "+966501234567"]]),
    "a name and a number": (("phone", "2"), CONTACTS),
}


@pytest.mark.parametrize("kind", NUMBERED)
def test_a_column_by_its_number_is_not_that_of_another_worksheet(kind: str) -> None:
    names, people = NUMBERED[kind]
    sheet = read(book({"Info": INFO, "People": people}), phone_columns=names)
    assert [row.cells for row in sheet] == [("Ann", "+966501234567")]


def test_without_phone_column_the_first_filled_is_read() -> None:
    data = book({"Prices": PRICES, "People": CONTACTS})
    for sheet in (read(data, phone_columns=None), read(data, header=False)):
        assert len(sheet.columns) == 2
        assert sheet.remarks == (SAID.format("Prices", '"People"'),)


def test_many_names_are_not_listed() -> None:
    sheets = {"People": CONTACTS} | {f"s{i}": PRICES for i in range(40)}
    (remark,) = read(book(sheets)).remarks
    assert '"s29" and 10 more. ' in remark


TITLES = [["Customers"], [], ["of 2024", ""], *CONTACTS, ["Bo", "0501234567"]]


def test_title_rows_are_skipped_with_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        choose_worksheet,
        "find_header_row",
        lambda rows, _: next((i for i, r in enumerate(rows) if "phone" in r), 0),
    )
    sheet = read(book({"People": TITLES}))
    assert sheet.columns == ("name", "phone")
    assert [row.line for row in sheet] == [5, 6]
    assert sheet.remarks == ("Row 4 is the header; skipped the 2 rows above it.",)
    sheet = read(book({"People": TITLES[2:]}))
    assert sheet.remarks == ("Row 2 is the header; skipped the row above it.",)
    sheet = read(book({"Cover": COVER, "People": TITLES}))
    assert len(sheet.remarks) == 2


def test_a_header_row_can_be_named() -> None:
    data = book({"People": TITLES})
    sheet = read(data, header_row=4)
    assert (sheet.columns, [row.line for row in sheet], sheet.remarks) == (
        ("name", "phone"),
        [5, 6],
        (),
    )
    assert sheet.blank_lines == 1
    for row in (2, 7, 100):
        with pytest.raises(OptionError, match=rf"f\.xlsx has nothing in row {row}:"):
            read(data, header_row=row)


def test_a_header_row_may_be_far_down() -> None:
    rows = [[f"a{i}"] for i in range(60)] + CONTACTS
    sheet = read(book({"People": rows}), header_row=61)
    assert [(row.line, row.cells) for row in sheet] == [(62, ("Ann", "+966501234567"))]


def test_rows_above_a_named_header_row_are_not_kept() -> None:
    rows = [["x" * 1000]] * 20_000 + CONTACTS
    data = book({"People": rows})
    tracemalloc.start()
    try:
        sheet = read(data, header_row=20_001)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sheet.columns == ("name", "phone")
    assert peak < 5_000_000


def test_a_header_row_is_searched_in_all_worksheets() -> None:
    sheets = {"Cover": COVER, "Prices": [*PRICES, *PRICES], "People": TITLES}
    assert read(book(sheets), header_row=4).columns == ("name", "phone")
    with pytest.raises(OptionError, match="nothing in row 9"):
        read(book(sheets), header_row=9)


def test_a_workbook_of_blank_sheets_is_empty() -> None:
    with pytest.raises(InputError, match=r'is empty: .*"a", "b"\.'):
        read(book({"a": BLANK, "b": BLANK}))
