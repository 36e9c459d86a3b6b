from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.contacts.sheet import OWN_COLUMNS, Record, Sheet
from wa_link.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    assert Sheet.of(COLUMNS, []).column(asked) == index


@pytest.mark.parametrize(
    "asked",
    ["NAME", "name ", "ph", "0", "9", "-1", "+1", "1.0", "٣", "²", "1_0", "nonsense", "9" * 5000],
)
def test_an_unknown_column_is_an_error_that_lists_all(asked: str) -> None:
    with pytest.raises(OptionError, match="There is no column") as caught:
        Sheet.of(COLUMNS, []).column(asked)
    assert ", ".join(f'"{name}"' for name in COLUMNS) in str(caught.value)


def test_a_repeated_name_is_an_error_that_suggests_numbers() -> None:
    sheet = Sheet.of(COLUMNS, [])
    with pytest.raises(OptionError, match=r'"phone" names 2 columns: use its number, 2 or 4\.'):
        sheet.column("phone")
    assert [sheet.column("2"), sheet.column("4")] == [1, 3]


def test_a_long_listing_is_cut() -> None:
    columns = [f"column {i} " + "x" * 100 for i in range(40)]
    listing = Sheet.of(columns, []).listing()
    assert listing.endswith(" and 10 more")
    assert listing.count("…") == 30
    assert "column 29" in listing
    assert "column 30" not in listing


@given(st.data())
def test_own_columns_are_dropped_wherever_they_stand(data: st.DataObject) -> None:
    names = st.sampled_from([*OWN_COLUMNS, "a", "b", "phone", "wa_links", "WA_LINK", "wa_row"])
    columns = data.draw(st.lists(names, min_size=1, max_size=8))
    row = data.draw(st.lists(st.text(max_size=3), max_size=len(columns)))
    sheet = Sheet.of(columns, [row])
    (found,) = sheet
    padded = [*row, *[""] * (len(columns) - len(row))]
    kept = [(c, v) for c, v in zip(columns, padded, strict=True) if c not in OWN_COLUMNS]
    assert list(zip(sheet.columns, found.cells, strict=True)) == kept
    assert found.problem == ""


@pytest.mark.parametrize("own", OWN_COLUMNS)
@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
def test_numbers_count_the_columns_of_the_file(own: str, place: int) -> None:
    columns = ["id", "phone", "id"]
    columns.insert(place, own)
    sheet = Sheet.of(columns, [[f"{name} {i}" for i, name in enumerate(columns, 1)]])
    (row,) = sheet
    for number, name in enumerate(columns, 1):
        if name == own:
            with pytest.raises(OptionError, match="There is no column"):
                sheet.column(str(number))
        else:
            assert row.cells[sheet.column(str(number))] == f"{name} {number}"
    numbers = [str(i) for i, name in enumerate(columns, 1) if name == "id"]
    with pytest.raises(OptionError, match=f"use its number, {' or '.join(numbers)}"):
        sheet.column("id")


@pytest.mark.parametrize(
    ("cells", "expected", "has_problem"),
    [
        ((), ("", "", ""), False),
        (("a",), ("a", "", ""), False),
        (("a", "b", "c"), ("a", "b", "c"), False),
        (("a", "b", "c", ""), ("raw", "", ""), True),
        (("a", "b", "c", "d"), ("raw", "", ""), True),
    ],
    ids=["none", "one", "all", "one-more-blank", "one-more"],
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
    sheet = Sheet.of(["x", "y"], [["a", "b"], ["c", "d", "e"]])
    assert [(row.number, row.line) for row in sheet] == [(1, 2), (2, 3)]
    assert list(sheet) == []


def test_a_row_is_not_read_before_it_is_asked_for() -> None:
    pulled = 0

    def source() -> Iterator[list[str]]:
        nonlocal pulled
        for pulled in range(1, 1_000_000):  # noqa: B007  (read by the test)
            yield ["a", "b"]

    rows = iter(Sheet.of(["x", "y"], source()))
    assert pulled == 0
    for expected in (1, 2, 3):
        next(rows)
        assert pulled == expected
