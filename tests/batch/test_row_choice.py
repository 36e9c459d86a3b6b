from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link import OptionError
from wa_link.batch.row_choice import RowChoice


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1", [1]),
        ("5-9,12", [5, 6, 7, 8, 9, 12]),
        (" 2 - 3 , 1", [1, 2, 3]),
        ("4–5", [4, 5]),
        ("3-3", [3]),
        ("2-4,3-5", [2, 3, 4, 5]),
        ("007", [7]),
    ],
)
def test_rows_are_chosen_by_numbers_and_ranges(text: str, rows: list[int]) -> None:
    choice = RowChoice.parse(text)
    assert [row for row in range(20) if choice.has(row)] == rows


@pytest.mark.parametrize(
    "text", ["", ",", "0", "0-3", "9-5", "a", "1;2", "1-", "-1", "1-2-3", "1.5", "٣", "1,,2"]
)
def test_a_wrong_list_of_rows_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="is not a list of rows: write numbers and ranges, as"):
        RowChoice.parse(text)


def test_a_row_after_the_end_of_the_sheet_is_an_error() -> None:
    RowChoice.parse("1-3").check_end(3)
    with pytest.raises(OptionError, match=r"There is no row 1,234: the sheet has 1 row\."):
        RowChoice.parse("1234,1").check_end(1)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 20)), min_size=1))
def test_a_choice_contains_the_rows_of_its_ranges(ranges: list[tuple[int, int]]) -> None:
    text = ",".join(f"{first}-{first + more}" for first, more in ranges)
    chosen = {row for first, more in ranges for row in range(first, first + more + 1)}
    choice = RowChoice.parse(text)
    assert {row for row in range(100) if choice.has(row)} == chosen
