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
        assert one.end <= other.start or (
            (one.start, one.end, one.fix) == (other.start, other.end, other.fix)
        )


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


def test_all_findings_of_a_link_have_its_fix() -> None:
    findings = list(check_text("[x](http://wa.me/+44 7911 123456?text=Hi there)"))
    assert len(findings) == 4
    assert {each.fix for each in findings} == {"https://wa.me/447911123456?text=Hi%20there"}


def test_names_are_exported() -> None:
    assert wa_link.check_text is check_text
    assert isinstance(next(check_text("wa.me/+447911123456")), Finding)


@pytest.mark.parametrize("function", [check_text, fix_text])
def test_arguments_are_checked_at_once(function: Callable[..., object]) -> None:
    with pytest.raises(OptionError):
        function("", "Atlantis")
    with pytest.raises(TypeError):
        function(b"wa.me/+447911123456")
