from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.sheets.formulas import is_formula
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.output_formats import WRITERS
from wa_link.sheets.writer import WriteOptions

CELLS = st.text(
    st.sampled_from('",;\t|\r\n\0\\é\u2028 a') | st.characters(codec="utf-8"), max_size=8
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
MARK = b"\xef\xbb\xbf"


def written(file_format: str, table: list[list[str]], layout: WriteOptions) -> bytes:
    file = io.BytesIO()
    with WRITERS[file_format](file, table[0], layout) as write:
        for row in table[1:]:
            write(row)
    return file.getvalue()


@pytest.mark.parametrize("file_format", ["csv", "tsv"])
@given(
    TABLES,
    st.builds(
        WriteOptions,
        header=st.booleans(),
        delimiter=st.sampled_from(",;\t|"),
        has_byte_order_mark=st.booleans(),
    ),
)
def test_delimited_files_are_read_back_by_csv(
    file_format: str, table: list[list[str]], layout: WriteOptions
) -> None:
    data = written(file_format, table, layout)
    assert data.startswith(MARK) is (layout.has_byte_order_mark)
    text = data.decode("utf-8-sig" if layout.has_byte_order_mark else "utf-8")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter)
    assert list(reader) == table[not layout.header :]


@given(TABLES)
def test_our_output_is_read_as_the_same_sheet(table: list[list[str]]) -> None:
    header = [f"column {i}" for i in range(len(table[0]))]
    data = written("csv", [header, *table], WriteOptions(has_byte_order_mark=True))
    sheet = read_sheet(io.BytesIO(data), "f.csv", delimiter=",")
    assert sheet.columns == tuple(header)
    assert [list(row.cells) for row in sheet] == table


@given(
    st.lists(CELLS | st.sampled_from(["a", "", "a (2)", "a (3)", "phone"]), min_size=1, max_size=8)
)
def test_json_lines_lose_no_column(columns: list[str]) -> None:
    cells = [f"cell {i}" for i in range(len(columns))]
    data = written("jsonl", [columns, cells, cells[::-1]], WriteOptions())
    first, second = map(json.loads, data.split(b"\n")[:2])
    assert list(first.values()) == cells
    assert list(second.values()) == cells[::-1]
    assert list(first) == list(second)
    for index, column in enumerate(columns):
        assert list(first)[index].startswith(column)


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (["name", "phone"], ["name", "phone"]),
        (["phone", "name", "phone"], ["phone", "name", "phone (3)"]),
        (["", "", ""], ["", " (2)", " (3)"]),
        (["a", "a (3)", "a"], ["a", "a (3)", "a (3) (3)"]),
        (["a (2)", "a", "a"], ["a (2)", "a", "a (3)"]),
    ],
)
def test_names_in_json_lines(columns: list[str], names: list[str]) -> None:
    line = written("jsonl", [columns, columns], WriteOptions())
    assert list(json.loads(line)) == names


@given(TABLES)
def test_json_lines_are_one_line_a_row_in_utf_8(table: list[list[str]]) -> None:
    columns = [str(i) for i in range(len(table[0]))]
    data = written("jsonl", [columns, *table], WriteOptions(has_byte_order_mark=True))
    lines = data.split(b"\n")
    assert lines.pop() == b""
    assert [list(json.loads(line).values()) for line in lines] == table


def test_json_lines_write_letters_as_they_are() -> None:
    assert written("jsonl", [["اسم"], ["zoë"]], WriteOptions()) == '{"اسم": "zoë"}\n'.encode()


@pytest.mark.parametrize("file_format", ["csv", "tsv", "jsonl"])
def test_nothing_is_written_without_header_and_rows(file_format: str) -> None:
    file = io.BytesIO()
    with WRITERS[file_format](file, ["a"], WriteOptions(header=False)):
        pass
    assert file.getvalue() == b""


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("+447911123456", "+447911123456"),
        ("+966 50 123 4567", "+966 50 123 4567"),
        ("+1 (415) 555-2671", "+1 (415) 555-2671"),
        ("+447911123456\n=1", "'+447911123456\n'=1"),
        ("+44-7911-123456", "'+44-7911-123456"),
        ("+4930/1234567", "'+4930/1234567"),
        ("+44 - 7911123456", "'+44 - 7911123456"),
        ("+44 7911-123456", "+44 7911-123456"),
        ("+(44)7911-123456", "+(44)7911-123456"),
        ("+44 7911 123456, +44 7911 123457", "'+44 7911 123456, +44 7911 123457"),
        ("a\n+447911123456\n+447911123457,b", "a\n+447911123456\n+447911123457,b"),
        ("a\r\nb\n\nc", "a\r\nb\n\nc"),
        ('a\r\n=HYPERLINK("b")\n"-1', 'a\r\n\'=HYPERLINK("b")\n"\'-1'),
        ('x;"=1+1;y', "x;\"'=1+1;y"),
        ("a\n＝1", "a\n'＝1"),
        ("+44*2", "'+44*2"),
        ("0501234567", "0501234567"),
        ("a=1", "a=1"),
        ("\n=1", "'\n'=1"),
        ("\0=1", "'\0=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a,b|@c", "a,b|'@c"),
        ("", ""),
    ],
)
def test_cells_that_a_spreadsheet_would_calculate(cell: str, safe: str) -> None:
    assert is_formula(cell) is safe.startswith("'")
    for layout, expected in ((WriteOptions(spreadsheet_safe=True), safe), (WriteOptions(), cell)):
        data = written("csv", [["a", "b"], [cell, "x"]], layout)
        assert list(csv.reader(io.StringIO(data.decode(), newline="")))[1][0] == expected
