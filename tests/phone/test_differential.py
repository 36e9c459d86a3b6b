"""A small part of `python -m tests.bench.differential`, which compares 100,000 numbers."""

from __future__ import annotations

import pytest

from tests.bench import differential
from tests.bench.differential import (
    PAGER,
    SAME_INVALID,
    SAME_VALID,
    Difference,
    compare,
    make_numbers,
    read_with_phonenumbers,
)
from wa_link.phone import parse_phone

COUNT = 5_000


def test_clean_international_numbers_agree_with_phonenumbers() -> None:
    agreed, differences = differential.count_differences(COUNT, seed=1)
    assert differences == []
    assert agreed.total() == COUNT
    assert agreed[SAME_VALID] > COUNT / 4
    assert agreed[SAME_INVALID] > COUNT / 4


def test_the_numbers_are_of_every_kind() -> None:
    cells = list(make_numbers(COUNT, seed=1))
    assert cells == list(make_numbers(COUNT, seed=1))
    assert len(set(cells)) > 0.9 * COUNT
    assert {len(cell) for cell in cells} > set(range(3, 19))
    parsed = [read_with_phonenumbers(cell)[0] for cell in cells]
    assert len({digits[:3] for digits in parsed if digits}) > 200


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [
        ("+447911123456", SAME_VALID),
        ("+44791112345", SAME_INVALID),
        ("+9991234567", SAME_INVALID),
        ("+1", SAME_INVALID),
        ("+5210012345678", SAME_INVALID),
        ("+550087654321", SAME_INVALID),
        ("+447640123456", PAGER),
        ("+5215512345678", "repaired +52"),
        ("+555187654321", "repaired +55"),
        ("+22997123456", "repaired +229"),
        ("+22545123456", "repaired +225"),
        ("+549111523456789", "repaired +54"),
    ],
)
def test_intended_differences_are_counted_separately(cell: str, verdict: str) -> None:
    assert compare(cell) == verdict


def test_another_number_is_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = parse_phone("+447911123457")
    monkeypatch.setattr(differential, "parse_phone", lambda _: stranger)
    assert compare("+447911123456") == Difference("+447911123456", "447911123457", "447911123456")
    assert compare("+44791112345") == Difference("+44791112345", "447911123457", "")
    assert compare("+447640123456") == Difference("+447640123456", "447911123457", "447640123456")
