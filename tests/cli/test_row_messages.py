from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.batch.row_choice import RowChoice
from wa_link.cli.messages.row_messages import RowMessages, RowPlace, name_numbers, name_places


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([5], "line 5"),
        ([2, 3, 4], "lines 2-4"),
        ([2, 3, 4, 7], "lines 2-4, 7"),
        ([2, 4, 6], "lines 2, 4, 6"),
        ([12_345], "line 12345"),
    ],
)
def test_lines_are_named(lines: list[int], words: str) -> None:
    assert name_numbers("line", lines) == words


@given(st.sets(st.integers(1, 300), min_size=2))
def test_every_line_is_named(lines: set[int]) -> None:
    named: set[int] = set()
    for part in name_numbers("line", sorted(lines)).removeprefix("lines ").split(", "):
        first, _, last = part.partition("-")
        named.update(range(int(first), int(last or first) + 1))
    assert named == lines


@pytest.mark.parametrize(
    ("places", "words"),
    [
        pytest.param([(8, 9)], "row 8 (line 9)", id="a header"),
        pytest.param([(8, 9), (8, 9)], "row 8 (line 9)", id="a row twice"),
        pytest.param([(1, 2), (2, 3), (4, 9)], "rows 1-2, 4 (lines 2-3, 9)", id="blank lines"),
        pytest.param([(3, 3), (5, 5)], "rows 3, 5", id="the same"),
    ],
)
def test_rows_are_named_as_they_are_chosen(places: list[tuple[int, int]], words: str) -> None:
    named = name_places([RowPlace(*each) for each in places])
    assert named == words
    chosen = RowChoice.parse(named.partition(" (")[0].split(" ", 1)[1])
    rows = {row for row, _ in places}
    assert {row for row in range(1, 20) if chosen.has(row)} == rows


def test_a_message_is_said_once_with_all_its_lines() -> None:
    groups, others = RowMessages(), RowMessages()
    groups.add("invalid", "It is wrong.", RowPlace(4, 5))
    groups.add("empty", "It is blank.", RowPlace(6, 7))
    others.add("invalid", "It is wrong.", RowPlace(7, 8))
    others.add("invalid", "It is too.", RowPlace(8, 9))
    groups.update(others)
    assert list(groups.rejections()) == [
        "Rows 4, 7 (lines 5, 8) are rejected (invalid): It is wrong.",
        "Row 6 (line 7) is rejected (empty): It is blank.",
        "Row 8 (line 9) is rejected (invalid): It is too.",
    ]
    assert list(groups.with_code("invalid")) == [
        "rows 4, 7 (lines 5, 8): It is wrong.",
        "row 8 (line 9): It is too.",
    ]
