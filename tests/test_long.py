"""Tests of the choice of long tests: which run by default, and with which sizes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.long import LEVELS, SIZES, find_left_out, set_sizes, size

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCUMENT = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")


class Item(NamedTuple):
    """Test with the attributes of a pytest item that the choice uses."""

    nodeid: str
    daily: int | None = None
    slice: int | None = None

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        assert name == "long"
        if self.daily is None:
            return None
        given = {"daily": self.daily, "slice": self.slice}
        return pytest.mark.long(**{name: most for name, most in given.items() if most}).mark


def chosen(items: Sequence[Item], level: str | None = None) -> list[Item]:
    out = {each.nodeid for each in find_left_out(items, level)}  # type: ignore[arg-type]  # only these attributes are used
    return [item for item in items if item.nodeid not in out]


def test_tests_without_the_mark_run_by_default() -> None:
    items = [Item("a.py::test_a"), Item("a.py::test_b[1]"), Item("a.py::test_b[2]")]
    assert chosen(items) == items


@pytest.mark.parametrize("daily", [0, 1, 5, 99])
def test_the_given_number_of_cases_runs_by_default(daily: int) -> None:
    cases = [Item(f"a.py::test_{name}[{case}]", daily) for name in "ab" for case in range(20)]
    found = chosen(cases)
    for name in "ab":
        assert sum(f"test_{name}[" in item.nodeid for item in found) == min(daily, 20)


@pytest.mark.parametrize(("level", "count"), [(None, 2), ("slice", 7), ("full", 20)])
def test_each_level_has_its_number_of_cases(level: str | None, count: int) -> None:
    cases = [Item(f"a.py::test_a[{case}]", 2, 7) for case in range(20)]
    assert len(chosen(cases, level)) == count
    other = [Item(f"a.py::test_b[{case}]", 2) for case in range(20)]
    assert len(chosen(other, "slice")) == 20


def test_cases_of_one_test_may_have_different_marks() -> None:
    items = [Item("a.py::test_a[cheap]"), Item("a.py::test_a[long]", 0), Item("a.py::test_a[1]", 1)]
    assert chosen(items) == [items[0], items[2]]


def test_a_new_case_replaces_at_most_one() -> None:
    cases = [Item(f"a.py::test_a[{case}]", 5) for case in range(50)]
    for number in range(100):
        more = chosen([*cases, Item(f"a.py::test_a[new {number}]", 5)])
        assert len({*more} & {*chosen(cases)}) >= 4


@pytest.mark.parametrize("level", [None, *LEVELS])
def test_the_environment_overrides_sizes_of_levels(
    monkeypatch: pytest.MonkeyPatch, level: str | None
) -> None:
    for name in SIZES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WA_TEST_KILLS", "7")
    set_sizes(level)
    column = (None, *LEVELS).index(level)
    assert os.environ["HYPOTHESIS_PROFILE"] == ("daily", "ci", "full")[column]
    assert size("WA_TEST_PAIRS") == int(SIZES["WA_TEST_PAIRS"][column])
    assert size("WA_TEST_KILLS") == 7


def test_the_page_shows_the_sizes() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*?\| (\S+) \| (\S+) \| (\S+) \|$", DOCUMENT, re.MULTILINE)
    assert {name: tuple(each.strip("`") for each in sizes) for name, *sizes in rows} == SIZES


def test_the_slice_has_all_daily_cases() -> None:
    """`.ci/run` leaves the long tests to its slice."""
    files = Path(__file__).parent.rglob("test_*.py")
    marks = re.findall(
        r"long\(daily=(\d+), slice=(\d+)\)", "".join(file.read_text("utf-8") for file in files)
    )
    assert marks
    assert all(int(daily) <= int(most) for daily, most in marks)
    assert all(
        int(daily) <= int(of_slice) for daily, of_slice, _ in SIZES.values() if daily.isdigit()
    )
    cases = [Item(f"a.py::test_a[{case}]", 3, 7) for case in range(20)]
    assert {*chosen(cases)} <= {*chosen(cases, "slice")}
