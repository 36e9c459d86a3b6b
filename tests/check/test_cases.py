"""Tests of links in texts of all kinds; cases/ has the texts with their rules and fixed texts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.check.corpus import Case, read_cases
from wa_link import check_text, fix_text
from wa_link.links.rules import Repair, Rule

CASES = read_cases()
EACH_CASE = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@EACH_CASE
def test_each_defect_is_found_with_its_rule(case: Case) -> None:
    findings = list(check_text(case.text, case.region))
    assert [finding.rule for finding in findings] == case.rules, findings


@EACH_CASE
def test_the_fixed_text_is_as_in_the_case_file(case: Case) -> None:
    assert fix_text(case.text, case.region) == case.fixed


@EACH_CASE
def test_a_fixed_text_has_nothing_left_to_fix(case: Case) -> None:
    assert not [each for each in check_text(case.fixed, case.region) if each.fix is not None]


@EACH_CASE
def test_positions_point_to_the_links(case: Case) -> None:
    findings = list(check_text(case.text, case.region))
    assert all(case.text[each.start : each.end] == each.link for each in findings)
    assert all(a.start == b.start or a.end <= b.start for a, b in pairwise(findings))


@EACH_CASE
def test_a_link_is_found_after_much_other_text(case: Case) -> None:
    noise = "Lorem ipsum, dolor sit amet: été. " * 40_000 + "\n\n"
    findings = list(check_text(noise + case.text, case.region))
    assert [finding.rule for finding in findings] == case.rules
    assert all(each.start >= len(noise) for each in findings)


def test_the_cases_are_many_and_break_all_rules() -> None:
    assert len(CASES) >= 200
    assert len({case.name for case in CASES}) == len(CASES)
    assert {rule for case in CASES for rule in case.rules} >= set(Rule) - {Rule.OUTDATED_NUMBER}


def test_a_rule_that_is_never_fixed_has_no_fix() -> None:
    for case in CASES:
        by_link: dict[int, list[Rule]] = {}
        for finding in check_text(case.text, case.region):
            by_link.setdefault(finding.start, []).append(finding.rule)
            assert finding.fix is None or finding.rule.repair is not Repair.NEVER
