from __future__ import annotations

import pytest

from wa_link._support.similar_names import (
    did_you_mean,
    did_you_mean_code,
    find_similar,
    has_one_slip,
)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("regoin", "Did you mean region?"),
        ("REGION", "Did you mean region?"),
        (" Trunk zero ", "Did you mean trunk-zero?"),
        ("wa1O4", "Did you mean WA104?"),
        ("tru", "Did you mean trunk-zero?"),
        ("wa", ""),
        ("colour", ""),
        ("", ""),
        ("region" * 100_000, ""),
    ],
)
def test_the_most_similar_name_is_proposed(name: str, question: str) -> None:
    assert did_you_mean(name, ["region", "trunk-zero", "WA104"]) == question


def test_several_similar_names_begin_with_the_most_similar() -> None:
    assert find_similar("tests", ["test", "Tests", "best"], limit=2) == ["Tests", "test"]


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        pytest.param("germny", "germany", True, id="missing"),
        pytest.param("germanyy", "germany", True, id="extra"),
        pytest.param("ggermany", "germany", True, id="extra at the beginning"),
        pytest.param("gernany", "germany", True, id="another letter"),
        pytest.param("egrmany", "germany", True, id="swapped at the beginning"),
        pytest.param("germayn", "germany", True, id="swapped at the end"),
        pytest.param("germany", "germany", False, id="no slip"),
        pytest.param("luanda", "ruanda", False, id="another beginning"),
        pytest.param("suadi", "suazi", False, id="another letter, short"),
        pytest.param("gremayn", "germany", False, id="two slips"),
        pytest.param("german", "germanies", False, id="three letters missing"),
        pytest.param("", "", False, id="empty"),
    ],
)
def test_one_slip_of_a_name(typed: str, name: str, expected: object) -> None:
    assert has_one_slip(typed, name) is expected


@pytest.mark.parametrize(
    ("code", "question"),
    [
        pytest.param("WA999", "", id="other digits"),
        pytest.param("WA9", "", id="other digit"),
        pytest.param("wa1O4", "Did you mean WA104?", id="letter for a digit"),
        pytest.param("WA140", "Did you mean WA104?", id="swapped digits"),
        pytest.param("WA1040", "Did you mean WA104?", id="extra digit"),
        pytest.param("check_lnik", "Did you mean check_link?", id="swapped letters"),
        pytest.param("checks", "", id="far"),
    ],
)
def test_only_a_very_near_code_is_proposed(code: str, question: str) -> None:
    assert did_you_mean_code(code, ["WA104", "WA309", "check_link"]) == question
