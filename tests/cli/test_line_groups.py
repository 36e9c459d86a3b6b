from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_link.cli.line_groups import LineGroups, name_lines


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([5], "line 5"),
        ([2, 3, 4], "lines 2-4"),
        ([2, 3, 4, 7], "lines 2-4, 7"),
        ([2, 4, 6], "lines 2, 4, 6"),
        ([9, 9], "line 9"),
        ([12_345], "line 12,345"),
    ],
)
def test_lines_are_named(lines: list[int], words: str) -> None:
    assert name_lines(lines) == words


@given(st.sets(st.integers(1, 300), min_size=2))
def test_every_line_is_named(lines: set[int]) -> None:
    named: set[int] = set()
    for part in name_lines(sorted(lines)).removeprefix("lines ").split(", "):
        first, _, last = part.partition("-")
        named.update(range(int(first), int(last or first) + 1))
    assert named == lines


def test_a_message_is_said_once_with_all_its_lines() -> None:
    groups, others = LineGroups(), LineGroups()
    groups.add("invalid", "It is wrong.", 5)
    groups.add("empty", "It is blank.", 7)
    others.add("invalid", "It is wrong.", 8)
    others.add("invalid", "It is too.", 9)
    groups.update(others)
    assert list(groups.rejections()) == [
        "Lines 5, 8 are rejected, invalid: It is wrong.",
        "Line 7 is rejected, empty: It is blank.",
        "Line 9 is rejected, invalid: It is too.",
    ]
    assert list(groups.with_code("invalid")) == [
        "lines 5, 8: It is wrong.",
        "line 9: It is too.",
    ]
