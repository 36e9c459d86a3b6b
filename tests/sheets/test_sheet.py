from __future__ import annotations

import io
import pickle
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.errors import InputError, Note, NoteCode, OptionError
from wa_link.sheets.delimited.split_line import LineBlock
from wa_link.sheets.input_formats import read_sheet
from wa_link.sheets.own_columns import DROPPED_COLUMNS, MESSAGE_COLUMN, SHORT_LINK_COLUMN
from wa_link.sheets.rows import Details, Record, RowRange
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("name", "phone", "3", "phone", "", " name", "Name", "tel")


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("name", 0), (" name", 5), ("Name", 6), ("", 4), ("tel", 7),
        ("1", 0), ("2", 1), ("4", 3), ("8", 7), ("04", 3),
        pytest.param("3", 2, id="a-name-before-a-number"),
    ],
)  # fmt: skip
def test_a_column_is_found_by_exact_name_or_by_number(asked: str, index: int) -> None:
    assert Sheet.from_rows(COLUMNS, []).find_column(asked) == index


@pytest.mark.parametrize(
    "asked",
    ["NAME", "name ", "ph", "0", "9", "-1", "+1", "1.0", "٣", "²", "1_0", "nonsense", "9" * 5000],
)
def test_an_unknown_column_is_an_error_that_lists_all(asked: str) -> None:
    with pytest.raises(OptionError, match="There is no column") as caught:
        Sheet.from_rows(COLUMNS, []).find_column(asked)
    assert ", ".join(f'"{name}"' for name in COLUMNS) in str(caught.value)


def test_a_repeated_name_is_an_error_that_suggests_numbers() -> None:
    sheet = Sheet.from_rows(COLUMNS, [])
    message = r'^2 columns are named "phone": use the column\'s number, 2 or 4\.$'
    with pytest.raises(OptionError, match=message):
        sheet.find_column("phone")
    assert [sheet.find_column("2"), sheet.find_column("4")] == [1, 3]


@pytest.mark.parametrize(
    ("columns", "asked", "offered"),
    [
        pytest.param(("a", "1", "1"), "1", ["2", "3"], id="plain-numbers"),
        pytest.param(("1", "x", "1"), "1", ["#1", "3"], id="a-header-is-the-number"),
        pytest.param(("2", "2"), "2", ["1", "#2"], id="a-header-is-another-number"),
        pytest.param(("1", "1", "#1"), "1", ["##1", "2"], id="a-header-is-the-mark"),
        pytest.param(("#1", "#1", "1", "##1"), "#1", ["###1", "2"], id="marks-alone"),
        pytest.param(("wa_link", "1", "1", "2"), "1", ["#2", "3"], id="own-columns-count"),
    ],
)
def test_the_advice_for_a_repeated_name_works(
    columns: tuple[str, ...], asked: str, offered: list[str]
) -> None:
    sheet = Sheet.from_rows(columns, [])
    with pytest.raises(OptionError) as caught:
        sheet.find_column(asked)
    assert str(caught.value).endswith(f"use the column's number, {' or '.join(offered)}.")
    places = [i for i, name in enumerate(sheet.columns) if name == asked]
    assert [sheet.find_column(name) for name in offered] == places


@given(st.lists(st.sampled_from(["1", "2", "3", "#1", "#2", "##1", "a"]), min_size=2, max_size=6))
def test_every_column_can_be_named(columns: list[str]) -> None:
    sheet = Sheet.from_rows(columns, [])
    for index, name in enumerate(columns):
        try:
            assert sheet.find_column(name) == index
        except OptionError as error:
            offered = str(error).removesuffix(".").rpartition(", ")[2].split(" or ")
            assert index in [sheet.find_column(each) for each in offered]


def test_a_long_listing_is_cut() -> None:
    columns = [f"column {i} " + "x" * 100 for i in range(40)]
    listing = Sheet.from_rows(columns, []).list_columns()
    assert listing.endswith(" and 10 more")
    assert listing.count("…") == 30
    assert "column 29" in listing
    assert "column 30" not in listing


@given(st.data())
def test_own_columns_are_dropped_in_any_place(data: st.DataObject) -> None:
    others = ["a", "b", "phone", "wa_links", "WA_LINK", "wa_row", SHORT_LINK_COLUMN, MESSAGE_COLUMN]
    names = st.sampled_from([*DROPPED_COLUMNS, *others])
    columns = data.draw(st.lists(names, min_size=1, max_size=8))
    row = data.draw(st.lists(st.text(max_size=3), max_size=len(columns)))
    sheet = Sheet.from_rows(columns, [row])
    (found,) = sheet
    padded = [*row, *[""] * (len(columns) - len(row))]
    kept = [(c, v) for c, v in zip(columns, padded, strict=True) if c not in DROPPED_COLUMNS]
    assert list(zip(sheet.columns, found.cells, strict=True)) == kept
    assert found.problem == ""


@pytest.mark.parametrize("own", DROPPED_COLUMNS)
@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
def test_numbers_count_the_columns_of_the_file(own: str, place: int) -> None:
    columns = ["id", "phone", "id"]
    columns.insert(place, own)
    sheet = Sheet.from_rows(columns, [[f"{name} {i}" for i, name in enumerate(columns, 1)]])
    (row,) = sheet
    for number, name in enumerate(columns, 1):
        if name == own:
            with pytest.raises(OptionError, match="There is no column"):
                sheet.find_column(str(number))
        else:
            assert row.cells[sheet.find_column(str(number))] == f"{name} {number}"
    numbers = [str(i) for i, name in enumerate(columns, 1) if name == "id"]
    with pytest.raises(OptionError, match=f"use the column's number, {' or '.join(numbers)}"):
        sheet.find_column("id")


@pytest.mark.parametrize("own", [SHORT_LINK_COLUMN, MESSAGE_COLUMN])
@pytest.mark.parametrize("place", [0, 1, 3], ids=["first", "middle", "last"])
def test_a_column_that_is_written_again_is_dropped(own: str, place: int) -> None:
    columns = ["ref", "wa_reason", "title"]
    columns.insert(place, own)
    sheet = Sheet.from_rows(columns, [columns])
    sheet.drop_column(own)
    assert (sheet.columns, {*sheet.dropped_columns}) == (("ref", "title"), {own, "wa_reason"})
    sheet.drop_column("wa_no_such_column")
    (row,) = sheet
    assert row.cells == ("ref", "title")


def test_a_column_that_wa_link_did_not_write_is_kept() -> None:
    sheet = Sheet.from_rows(["ref", SHORT_LINK_COLUMN], [])
    with pytest.raises(InputError, match=r'has a column "wa_short_link".*: rename the column'):
        sheet.drop_column(SHORT_LINK_COLUMN)
    assert sheet.columns == ("ref", SHORT_LINK_COLUMN)


@pytest.mark.parametrize(
    ("cells", "expected", "has_problem"),
    [
        ((), ("", "", ""), False),
        (("a",), ("a", "", ""), False),
        (("a", "b", "c"), ("a", "b", "c"), False),
        (("a", "b", "c", ""), ("a", "b", "c"), False),
        (("", "", "c", " ", "\xa0", ""), ("", "", "c"), False),
        (("a", "b", "c", "d"), ("raw", "", ""), True),
        (("a", "b", "c", "", "d", ""), ("raw", "", ""), True),
    ],
    ids=["none", "one", "all", "one-more-blank", "more-blanks", "one-more", "one-after-a-blank"],
)
def test_rows_have_as_many_cells_as_the_sheet_has_columns(
    cells: tuple[str, ...],
    expected: tuple[str, ...],
    has_problem: bool,  # noqa: FBT001
) -> None:
    (row,) = Sheet(("x", "y", "z"), [Record(7, cells, "raw")])
    assert (row.number, row.line, row.cells, bool(row.problem)) == (1, 7, expected, has_problem)
    assert not has_problem or f"{len(cells)} cells" in row.problem


def test_a_malformed_record_keeps_its_text_and_its_problem() -> None:
    sheet = Sheet(("wa_note", "x", "y"), [Record(2, (), '"raw', "why")])
    (row,) = sheet
    assert (row.cells, row.problem) == (('"raw', ""), "why")


def test_blank_lines_are_counted_and_rows_numbered_without_them() -> None:
    records = [None, Record(3, ("a",), "a"), None, None, Record(6, ("b",), "b"), None]
    sheet = Sheet(("x",), records)
    assert [(row.number, row.line) for row in sheet] == [(1, 3), (2, 6)]
    assert sheet.blank_lines == 4


def test_rows_in_memory_are_numbered_by_the_lines_of_their_file() -> None:
    sheet = Sheet.from_rows(["x", "y"], [["a", "b"], ["c", "d", "e"]])
    assert [(row.number, row.line) for row in sheet] == [(1, 2), (2, 3)]
    assert list(sheet) == []


def test_rows_are_read_only_when_they_are_taken() -> None:
    pulled = 0

    def source() -> Iterator[list[str]]:
        nonlocal pulled
        for pulled in range(1, 1_000_000):  # noqa: B007  (read by the test)
            yield ["a", "b"]

    rows = iter(Sheet.from_rows(["x", "y"], source()))
    assert pulled == 0
    for expected in (1, 2, 3):
        next(rows)
        assert pulled == expected


def sheet_that_breaks(rows: int, error: Exception | None = None, *, together: int = 1) -> Sheet:
    """Return a sheet with a number on every second line; the first numbers are in a block."""

    def records() -> Iterator[Record | LineBlock | None]:
        if together > 1:
            yield LineBlock(2, [f"{number}\n" for number in range(together)], ";")
        for number in range(together if together > 1 else 0, rows):
            yield Record(number + 2, (str(number),), str(number), can_copy=True)
            yield None
        if error:
            raise error

    return Sheet(("phone",), records(), delimiter=";")


def cells_in(sheet: Sheet, ranges: Iterable[RowRange]) -> list[list[str]]:
    return [[row.cells[0] for row in sheet.make_rows(row_range)] for row_range in ranges]


@pytest.mark.parametrize("size", [1, 2, 3, 10])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 9, 10, 11])
def test_a_sheet_is_divided_into_row_ranges(count: int, size: int) -> None:
    sheet = sheet_that_breaks(count)
    found = cells_in(sheet, sheet.row_ranges(size))
    assert list(chain(*found)) == [str(number) for number in range(count)]
    assert [len(rows) for rows in found[:-1]] == [size] * (len(found) - 1)
    assert found  # even without rows, so that every run ends in the same way
    assert len(found[-1]) < size or count == 0


@pytest.mark.parametrize("size", [1, 2, 3, 10, 100])
@pytest.mark.parametrize("together", [2, 9, 20])
def test_blocks_are_divided_into_row_ranges(together: int, size: int) -> None:
    sheet = sheet_that_breaks(23, together=together)
    ranges = list(sheet.row_ranges(size))
    found = cells_in(sheet, ranges)
    assert list(chain(*found)) == [str(number) for number in range(23)]
    assert {size <= len(rows) < 2 * size for rows in found[:-1]} <= {True}
    rows = [row for row_range in ranges for row in sheet.make_rows(row_range)]
    assert [(row.number, row.line) for row in rows] == [(n + 1, n + 2) for n in range(23)]
    assert rows == list(sheet_that_breaks(23, together=together))


def test_row_ranges_come_as_the_sheet_is_read() -> None:
    sheet = sheet_that_breaks(10)
    ranges = sheet.row_ranges(4)
    assert sheet.blank_lines == 0
    assert len(sheet.make_rows(next(ranges))) == 4
    assert sheet.blank_lines == 3  # nothing after the fourth row was read


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6])
def test_rows_before_an_error_come_first(count: int, size: int) -> None:
    error = InputError("f.csv, line 9: it is not UTF-8.")
    sheet = sheet_that_breaks(count, error)
    rows = (row for row_range in sheet.row_ranges(size) for row in sheet.make_rows(row_range))
    found: list[str] = []
    with pytest.raises(InputError) as raised:
        found += (row.cells[0] for row in rows)
    assert raised.value is error
    assert found == [str(number) for number in range(count)]


SOURCES = {
    "plain": "name,phone\nAnn,1\nBob,2\n\nEve,3\n",
    "quoted": 'name;phone\n"Ann ""A""";1\n"B\nob";2\n"open;3\nToo;many;cells\n',
    "one column": 'phone\n"1, 2"\n1, 2\n=1\n"a\nb"\n',
    "strange delimiter": 'phonexname\n1xAnn\n"2"xBob\n',
    "fed back": "phone,wa_link,wa_reason,nick\n1,x,,Ann\n2,,,Bo\n",
    "json lines": '{"phone": "1"}\n{"name": "Ann, Bo"}\n',
    "cards": "BEGIN:VCARD\nFN:Ann\nTEL:1\nEND:VCARD\nstray\n",
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_sheet_knows_the_format_of_its_file(source: str) -> None:
    sheet = read_sheet(io.BytesIO(SOURCES[source].encode()), "f")
    assert sheet.format == {"json lines": "jsonl", "cards": "vcard"}.get(source, "delimited")
    assert sheet.copy_without_rows().format == sheet.format


def test_rows_are_no_file_of_any_format() -> None:
    assert Sheet.from_rows(["phone"], [["1"]]).format == "rows"


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("header", [True, False], ids=["header", "no header"])
def test_row_ranges_can_be_pickled(source: str, header: bool) -> None:  # noqa: FBT001  (a table's)
    def sheet() -> Sheet:
        delimiter = "x" if source == "strange delimiter" else None
        file = io.BytesIO(SOURCES[source].encode())
        is_delimited = source not in ("json lines", "cards")
        return read_sheet(file, "f", header=header or not is_delimited, delimiter=delimiter)

    here = sheet()
    there = pickle.loads(pickle.dumps(here.copy_without_rows()))  # noqa: S301  (our own)
    handed_over = pickle.loads(pickle.dumps(list(here.row_ranges(2))))  # noqa: S301  (as above)
    assert [row for row_range in handed_over for row in there.make_rows(row_range)] == list(sheet())


def test_pickled_row_ranges_are_small() -> None:
    """Only the lines are sent to workers."""
    text = "name,phone\n" + "".join(f"Ann Lee,+44791112{n:04d}\n" for n in range(2_000))
    sheet = read_sheet(io.BytesIO(text.encode()), "f.csv")
    assert len(pickle.dumps(list(sheet.row_ranges(500)))) < 1.2 * len(text)


@pytest.mark.parametrize("columns", [("name", "phone"), ("name", "phone", "wa_link", "wa_note")])
def test_notes_of_a_record_are_those_of_its_row(columns: tuple[str, ...]) -> None:
    """This also holds in workers, which make rows from records."""
    note = Note(NoteCode.TEXT_REPLACED, "The name is lost.")
    records = [Record(2, ("a", "1"), ""), Record(3, ("b", "2"), "", details=Details(notes=(note,)))]
    sheet = Sheet(columns, iter(records))
    [row_range] = sheet.row_ranges(10)
    copied = pickle.loads(pickle.dumps(row_range))  # noqa: S301
    for rows in (sheet.make_rows(row_range), sheet.make_rows(copied)):
        assert [row.notes for row in rows] == [(), (note,)]
        assert [row.cells for row in rows] == [("a", "1"), ("b", "2")]
        assert pickle.loads(pickle.dumps(rows)) == rows  # noqa: S301
