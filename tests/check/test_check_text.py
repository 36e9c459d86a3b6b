"""Tests of properties of check_text and fix_text that hold for any text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import wa_link
from tests.check.broken_links import TEXTS
from wa_link import Finding, check_text, fix_text
from wa_link.errors import OptionError
from wa_link.links.rules import Repair

if TYPE_CHECKING:
    from collections.abc import Callable

REGIONS = st.sampled_from([None, "GB"])


@given(TEXTS, REGIONS)
@example('"https://wa.me/+447911123456?text=Hi there"', None)
@example('"wa.me/447911 123456?wa.me/ &"', None)
@example("wa.me/+44 7911 123456?text=http://wa.me/+447911123456", None)
@example("http://wa.me/447911123456http://wa.me/447911123456", None)
def test_to_fix_twice_changes_nothing_more(text: str, region: str | None) -> None:
    fixed = fix_text(text, region)
    assert fix_text(fixed, region) == fixed
    assert not [each for each in check_text(fixed, region) if each.fix is not None]


@given(TEXTS, REGIONS)
def test_positions_point_to_the_links(text: str, region: str | None) -> None:
    findings = list(check_text(text, region))
    for each in findings:
        assert text[each.start : each.end] == each.link
    for one, other in pairwise(findings):
        is_same = (one.start, one.end) == (other.start, other.end)
        assert one.end <= other.start or is_same
        assert not is_same or len({one.fix, other.fix} - {None}) <= 1


@given(TEXTS, REGIONS)
@example("http://wa.me/+966509999999", None)
@example("whatsapp://send?phone=+447911123456", None)
def test_a_finding_has_a_fix_if_the_fix_removes_it(text: str, region: str | None) -> None:
    findings = list(check_text(text, region))
    for each in findings:
        fixes = {other.fix for other in findings if other.start == each.start} - {None}
        for fix in fixes:
            fixed = f"{text[: each.start]}{fix}{text[each.end :]}"
            left = {other.rule for other in check_text(fixed, region) if other.start == each.start}
            assert (each.fix is None) == (each.rule in left)
        assert each.fix is None or each.rule.repair is not Repair.NEVER


@given(TEXTS, REGIONS)
def test_all_outside_of_the_links_stays(text: str, region: str | None) -> None:
    fixes: dict[tuple[int, int], str] = {
        (each.start, each.end): each.fix
        for each in check_text(text, region)
        if each.fix is not None
    }
    expected, end = "", 0
    for (start, after), fix in fixes.items():
        expected += text[end:start] + fix
        end = after
    assert fix_text(text, region) == expected + text[end:]


@given(st.text())
def test_a_text_without_hosts_has_no_findings(text: str) -> None:
    if "me" not in text and "whatsap" not in text.lower():
        assert not list(check_text(text))
        assert fix_text(text) is text


@pytest.mark.parametrize(
    ("link", "fixed", "left"),
    [
        ("http://wa.me/+44 7911 123456?text=Hi there", {"WA101", "WA103", "WA202", "WA301"}, set()),
        ("https://wa.me/+966509999999", {"WA101"}, {"WA108"}),
        ("whatsapp://send?phone=+447911123456", {"WA101"}, {"WA305"}),
        ("http://wa.me/447911123456?text=Caf%C3%83%C2%A9", {"WA301"}, {"WA206"}),
        ("http://wa.me/447911123456?text=Hi%2520there", {"WA301"}, {"WA205"}),
        ("http://wa.me/message/ABC", {"WA301"}, {"WA307"}),
        ("https://wa.me/07911123456", set(), {"WA102"}),
    ],
)
def test_the_findings_of_a_link_with_and_without_fix(
    link: str, fixed: set[str], left: set[str]
) -> None:
    findings = list(check_text(f'"{link}"'))
    assert {each.rule for each in findings if each.fix} == fixed
    assert {each.rule for each in findings if not each.fix} == left


def test_names_are_exported() -> None:
    assert wa_link.check_text is check_text
    assert isinstance(next(check_text("wa.me/+447911123456")), Finding)


@pytest.mark.parametrize("function", [check_text, fix_text])
def test_arguments_are_checked_at_once(function: Callable[..., object]) -> None:
    with pytest.raises(OptionError):
        function("", "Atlantis")
    with pytest.raises(TypeError):
        function(b"wa.me/+447911123456")
