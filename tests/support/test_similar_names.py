from __future__ import annotations

import pytest

from wa_link._support.similar_names import did_you_mean, find_similar


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
