from __future__ import annotations

import csv
import io
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import InputError, OptionError
from wa_link.sheets.input_formats import open_sheet, read_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from wa_link.sheets.sheet import Sheet


def sheet_of(
    text: str | bytes,
    *,
    header: bool = True,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Sheet:
    data = text.encode() if isinstance(text, str) else text
    return read_sheet(
        io.BytesIO(data), "f.csv", header=header, delimiter=delimiter, encoding=encoding
    )


def cells_of(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet]


@pytest.mark.parametrize(
    ("text", "columns", "delimiter", "rows"),
    [
        ("name,phone\nAnn,1\n", ("name", "phone"), ",", [("Ann", "1")]),
        ("sep=;\nname;phone\nAnn;1", ("name", "phone"), ";", [("Ann", "1")]),
        ("\n\nname\tphone\nAnn\t1\n", ("name", "phone"), "\t", [("Ann", "1")]),
        ("name\nSmith, John\n", ("name",), ",", [("Smith, John",)]),
        (
            "name\n" + "x\n" * 60 + "Smith, John\n",
            ("name",),
            ",",
            [("x",)] * 60 + [("Smith, John",)],
        ),
        ("name,phone", ("name", "phone"), ",", []),
        ("a,,a\n1\n", ("a", "", "a"), ",", [("1", "", "")]),
        ('"a\nb",c\n1,2\n', ("a\nb", "c"), ",", [("1", "2")]),
    ],
    ids=["csv", "sep", "tsv", "one", "one-late-comma", "header-only", "short", "two-line-header"],
)
def test_sheets(
    text: str, columns: tuple[str, ...], delimiter: str, rows: list[tuple[str, ...]]
) -> None:
    sheet = sheet_of(text)
    assert (sheet.columns, sheet.delimiter, sheet.has_header) == (columns, delimiter, True)
    assert cells_of(sheet) == rows


@pytest.mark.parametrize(
    ("text", "delimiter", "columns"),
    [
        ("a;b,c\n1;2\n", ",", ("a;b", "c")),
        ("a;b,c\n1,2\n", ";", ("a", "b,c")),
        ("a\tb,c\n", "\t", ("a", "b,c")),
        ("a^b,c\n", "^", ("a", "b,c")),
        ("a b,c\n", " ", ("a", "b,c")),
        ("a٬b,c\n", "٬", ("a", "b,c")),
    ],
)
def test_a_named_delimiter_is_obeyed(text: str, delimiter: str, columns: tuple[str, ...]) -> None:
    sheet = sheet_of(text, delimiter=delimiter)
    assert (sheet.columns, sheet.delimiter) == (columns, delimiter)


@pytest.mark.parametrize("delimiter", ["", ",,", '"', "\n", "\r", "tab"])
def test_a_bad_delimiter_is_an_option_error(delimiter: str) -> None:
    with pytest.raises(OptionError, match="can't be the delimiter"):
        sheet_of("a,b\n", delimiter=delimiter)


@pytest.mark.parametrize("text", ["", "\n", "\n \n\r\n", "\ufeff", "\ufeff\n", "sep=;\n"])
@pytest.mark.parametrize(("header", "missing"), [(True, "no header"), (False, "no rows")])
def test_an_empty_file_is_an_input_error(text: str, header: bool, missing: str) -> None:  # noqa: FBT001
    with pytest.raises(InputError, match=rf"^f\.csv is empty: it has {missing}\.$"):
        sheet_of(text, header=header)


@pytest.mark.parametrize(
    ("text", "line"),
    [('"name,phone\nAnn,1\n', 1), ('\n\nname,"phone\nAnn,1\n', 3), ('"name" x,phone\nAnn,1\n', 1)],
)
def test_a_malformed_header_is_an_input_error(text: str, line: int) -> None:
    with pytest.raises(InputError, match=rf"^f\.csv, line {line}: the header can't be read\."):
        sheet_of(text)


def test_without_header_columns_are_numbers() -> None:
    sheet = sheet_of("\nwa_link,1\nBob,2\n\n", header=False)
    assert (sheet.columns, sheet.has_header) == (("1", "2"), False)
    assert [(r.number, r.line, r.cells) for r in sheet] == [
        (1, 2, ("wa_link", "1")),
        (2, 3, ("Bob", "2")),
    ]
    assert sheet.blank_lines == 2


@pytest.mark.parametrize("first", ['"Ann,1', 'Ann,"1', '"Ann"x,1'])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_without_header_a_malformed_first_row_costs_one_row(first: str, count: int) -> None:
    sheet = sheet_of(f"{first}\n" * count + "Bob,2\nEve,3\n", header=False)
    assert [(r.line, r.cells, bool(r.problem)) for r in sheet] == [
        *((line, (first, ""), True) for line in range(1, count + 1)),
        (count + 1, ("Bob", "2"), False),
        (count + 2, ("Eve", "3"), False),
    ]


def test_without_header_malformed_rows_all_come_out() -> None:
    sheet = sheet_of('"Ann,1\n' * 200, header=False)
    assert [(r.line, r.cells, bool(r.problem)) for r in sheet] == [
        (line, ('"Ann,1',), True) for line in range(1, 201)
    ]


@pytest.mark.parametrize(
    ("data", "has_mark"),
    [
        (b"a,b\n", False),
        (b"\xef\xbb\xbfa,b\n", True),
        ("a,b\n".encode("utf-16"), True),
        ("a,b\n".encode("utf-16-le"), True),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-without"],
)
def test_the_mark_is_not_part_of_the_header(data: bytes, has_mark: bool) -> None:  # noqa: FBT001
    sheet = sheet_of(data)
    assert (sheet.columns, sheet.has_byte_order_mark) == (("a", "b"), has_mark)


def test_rows_before_another_encoding_are_read() -> None:
    sheet = sheet_of(b"name,phone\n" + b"Ann,1\n" * 1000 + b"Zo\xeb,2\n")
    rows = iter(sheet)
    assert [next(rows).line for _ in range(1000)] == list(range(2, 1002))
    with pytest.raises(InputError, match=r"^f\.csv, line 1002: it is not UTF-8"):
        next(rows)


def test_a_file_is_opened_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes("name;phone\nZoë;1\n".encode("cp1252"))
    with open_sheet(path, encoding="cp1252") as sheet:
        assert cells_of(sheet) == [("Zoë", "1")]
    with open_sheet(str(path), encoding="cp1252", header=False, delimiter=",") as sheet:
        assert cells_of(sheet) == [("name;phone",), ("Zoë;1",)]


def test_a_hyphen_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"name,phone\nAnn,1\n")), "ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    with open_sheet("-") as sheet:
        assert cells_of(sheet) == [("Ann", "1")]
    assert not stdin.closed


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_is_an_input_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="can't be read"), open_sheet(tmp_path / name):
        pytest.fail("it was opened")


@given(
    table=st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=3, max_size=3),
        max_size=6,
    ),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_in_any_encoding_is_read_cell_by_cell(
    table: list[list[str]], delimiter: str, encoding: str, line_end: str
) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=line_end)
    writer.writerows([["one", "two", "three"], *table])
    sheet = sheet_of(file.getvalue().encode(encoding), delimiter=delimiter)
    assert sheet.columns == ("one", "two", "three")
    assert cells_of(sheet) == [tuple(row) for row in table]
    assert sheet.blank_lines == 0


@pytest.mark.parametrize(
    "cell", ["BEGIN:VCARD", "{}", "<table>", "<html lang=en>", "<?xml?>", "<!doctype x>"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_sheet_may_begin_like_another_format(cell: str, delimiter: str) -> None:
    data = f"{cell}{delimiter}+447911123456\n".encode()
    sheet = read_sheet(io.BytesIO(data), "f.csv", header=False)
    assert [row.cells for row in sheet] == [(cell, "+447911123456")]


@pytest.mark.parametrize(
    ("header", "is_read"),
    [
        ("name,phone,wa_link,wa_phone,wa_status,wa_reason,wa_note", True),
        ("name,phone,wa_line,wa_reason,wa_note", True),
        ("name,phone,wa_link", False),
        ("name,phone,wa_link,wa_phone", True),
        ("name,phone,wa_reason", True),
        ("name,phone,wa_phone", False),
        ("phone,wa_note,wa_status", False),
        ("name,phone,WA_PHONE", True),
        ("name,phone,wa_short_link", True),
        ("name,phone,wa_short_link,wa_status", True),
        ("name,phone,wa_message_id,wa_phone", True),
        ("wa_short_link", True),
    ],
)
def test_a_column_with_a_name_of_wa_link_is_refused(header: str, *, is_read: bool) -> None:
    """Its values would be replaced, and lost if the file is written in place."""
    data = f"{header}\n{','.join('1' * (header.count(',') + 1))}\n".encode()
    expected = nullcontext() if is_read else pytest.raises(InputError, match="rename the column")
    with expected:
        assert read_sheet(io.BytesIO(data), "f.csv").columns


@pytest.mark.parametrize(
    "text",
    [
        '[{"phone":"+447911123456"}]',
        ' [\r\n  {\r\n    "phone": "+447911123456"',
        "[]\n",
        "[{}]",
        '[["phone"],["+966501234567"]]',
        '[\n["phone","name"],\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_json_array_is_named(text: str, encoding: str) -> None:
    """Read as CSV, an array on one line would be a header without rows."""
    with pytest.raises(
        InputError, match=r"^f\.json is a JSON array, not a sheet: write each object on"
    ):
        read_sheet(io.BytesIO(text.encode(encoding)), "f.json")
