"""A small part of `python -m tests.bench.matrix`, which reads a million damaged numbers."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from tests.bench.damages import DAMAGES, LOSSY, NEGATIVE, Cell
from tests.bench.matrix import (
    NONE,
    RIGHT,
    WRONG,
    Matrix,
    Stranger,
    explain_stranger,
    measure_region,
    sum_matrices,
)
from tests.bench.plan_numbers import KINDS, REGIONS, draw_numbers
from tests.long import size
from wa_link.errors import PhoneError, Reason
from wa_link.phone import parse_phone

WITH_PLUS = [damage for damage in DAMAGES if "with `+`" in damage or "`+966 50 123" in damage]
ADDRESSES = ["`tel:` address", "`wa.me` link", "`api.whatsapp.com` link", "`sms:` address"]
FLOORS = {
    "none, `050 123 4567`": 0.99,
    "invisible marks, national": 0.99,
    "other digits, national": 0.99,
    "two numbers `a;b`, national": 0.99,
    "extension `x12`, national": 0.99,
    "extension `доб. 12`, `poste 12`, national": 0.99,
    "label `Tel.`, national": 0.99,
    "thousands `966,501,234,567`": 0.98,
    "`+966 (0) 50 …`": 0.98,
    "lost `+`": 0.98,
    "lost `+`, `966 50 123 4567`": 0.98,
    "lost zero": 0.95,
    "`00` for `+`": 0.99,
    "`011` for `+`": 0.98,
    "a number's `.0`": 0.98,
    "scientific `9.66501234567E+11`": 0.98,
    "scientific `9,66501234567E+11`": 0.98,
}

NUMBERS = size("WA_TEST_MATRIX")
"""How many of each kind are drawn from each plan."""
matrix_slice = pytest.mark.long(daily=99)


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return sum_matrices(measure_region(region, NUMBERS, seed=1) for region in REGIONS)


@matrix_slice
def test_the_slice_is_wide(matrix: Matrix) -> None:
    assert matrix.numbers > 450 * NUMBERS
    assert matrix.cells == matrix.numbers * len(DAMAGES) * 3
    assert {WITH_PLUS[0], *ADDRESSES, *FLOORS, LOSSY} <= {*DAMAGES}
    assert len(WITH_PLUS) == 8


@matrix_slice
def test_no_stranger_is_linked_without_an_honest_reading(matrix: Matrix) -> None:
    assert [str(it) for it in matrix.strangers if not it.why] == []


@matrix_slice
def test_no_stranger_is_linked_in_the_right_region(matrix: Matrix) -> None:
    found = [it for it in matrix.strangers if it.kind == RIGHT]
    assert [str(it) for it in found if it.is_defect] == []
    assert len({it.digits for it in found}) <= matrix.cells / 100_000, [*map(str, found)]


@matrix_slice
@pytest.mark.parametrize("kind", [RIGHT, WRONG, NONE])
@pytest.mark.parametrize("damage", [*WITH_PLUS, *ADDRESSES])
def test_numbers_with_plus_are_linked_in_any_region(matrix: Matrix, damage: str, kind: str) -> None:
    assert matrix.share(damage, kind) == 1


@matrix_slice
@pytest.mark.parametrize("damage", FLOORS)
def test_certain_numbers_are_linked_in_the_right_region(matrix: Matrix, damage: str) -> None:
    assert matrix.share(damage, RIGHT) >= FLOORS[damage]


@matrix_slice
@pytest.mark.parametrize("kind", [RIGHT, WRONG, NONE])
@pytest.mark.parametrize("damage", [LOSSY, NEGATIVE])
def test_a_quantity_is_never_linked(matrix: Matrix, damage: str, kind: str) -> None:
    assert matrix.refused[damage, kind] == matrix.numbers


@matrix_slice
def test_without_a_region_only_plus_and_double_zero_are_linked(matrix: Matrix) -> None:
    linked = {damage for damage in DAMAGES if matrix.right[damage, NONE]}
    assert linked == {*WITH_PLUS, *ADDRESSES, "`+966 (0) 50 …`", "`00` for `+`"}


@pytest.mark.parametrize("region", ["SA", "DE", "IT", "US", "MX"])
@pytest.mark.parametrize("kind", KINDS)
def test_numbers_are_drawn_from_the_whole_plan(region: str, kind: str) -> None:
    numbers = draw_numbers(region, kind, 30, random.Random(1))  # noqa: S311  (examples, no secrets)
    assert len({number.digits for number in numbers}) == 30
    assert len({number.digits[-4:] for number in numbers}) > 20
    assert len({number.national[:3] for number in numbers}) > 3
    for number in numbers:
        parsed = phonenumbers.parse(f"+{number.digits}")
        assert phonenumbers.is_valid_number_for_region(parsed, region)
        assert phonenumbers.number_type(parsed) in KINDS[kind]


def test_the_same_seed_draws_the_same() -> None:
    assert measure_region("IT", 3, seed=4) == measure_region("IT", 3, seed=4)
    assert measure_region("IT", 3, seed=4) != measure_region("IT", 3, seed=5)


HONEST = [
    ("2463883779", "GR", "302463883779", "national in that region"),
    ("2463883779", "GR", "2463883779", "the digits with a +"),
    ("2463883779", "GR", "306912345678", ""),
    ("+447911123456", "DE", "447911123456", "the digits after the +"),
    ("+2463883779", "GR", "302463883779", ""),
    ("00447911123456", None, "447911123456", "the digits after 00"),
    ("0501234567", None, "966501234567", ""),
    ("97123456", "BJ", "2290197123456", "an old number of its plan"),
]


@pytest.mark.parametrize(("digits", "region", "linked", "why"), HONEST)
def test_a_reading_is_honest_if_phonenumbers_agrees(
    digits: str, region: str | None, linked: str, why: str
) -> None:
    written = "+229 97 12 34 56" if "old" in why else f"+{linked}"
    number = parse_phone(written)
    assert number.digits == linked
    assert explain_stranger(Cell("", (digits,), ()), region, number) == why


@pytest.mark.parametrize(
    ("kind", "why", "usual", "defect"),
    [
        (WRONG, "the digits with a +", False, False),
        (WRONG, "", True, True),
        (NONE, "", False, True),
        (RIGHT, "the digits with a +", False, True),
        (RIGHT, "the digits with a +", True, False),
        (RIGHT, "", True, True),
    ],
)
def test_dishonest_strangers_are_defects(kind: str, why: str, *, usual: bool, defect: bool) -> None:
    stranger = Stranger("lost `+`", kind, "", "", "1", "2", why, usual)
    assert Matrix(strangers=[stranger]).defects == [stranger] * defect


def test_the_table_never_rounds_a_stranger_away() -> None:
    at = "lost `+`", RIGHT
    stranger = Stranger(*at, "", "", "1", "2", "", usual=False)
    matrix = Matrix(strangers=[stranger])
    matrix.right[at] = 100_000
    row = next(line for line in matrix.table().splitlines() if line.startswith("| lost `+` |"))
    assert row.split(" | ")[1] == "99.9 % · 0 % refused · 1"


# Cells that the matrix has found: each was once read as the number of another person.
FOUND = [
    ("+39 (0) 345 860 7398", None, "a mobile, or a landline whose zero is its own"),
    ("+247 (0) 41072", None, "no trunk zero is known there, but longer numbers are"),
    ("0112482514692", "SC", "01 is an international prefix there, and 011 may be meant"),
    ("0112782633", "ZA", "ungrouped: Johannesburg, or 011 dialled from abroad"),
    ("390669841", "VA", "a mobile of nine digits, or a landline without its +"),
    ("95234089", "MM", "the same"),
    ("53493391", "CU", "the same"),
    ("376312345", "IT", "a mobile of nine digits, or a landline without its zero"),
    ("166969410", "IT", "a premium number, or a landline without its zero"),
    ("69024933", "CG", "a mobile without its zero, or one of Tokelau"),
    ("533284987", "CI", "a mobile without its zero, or one of Cuba"),
    ("278184678", "ZA", "a landline without its zero, or a mobile without its +"),
]


@pytest.mark.parametrize(("cell", "region", "why"), FOUND, ids=[cell for cell, *_ in FOUND])
def test_numbers_in_a_cell_are_found(cell: str, region: str | None, why: str) -> None:
    with pytest.raises(PhoneError) as caught:
        parse_phone(cell, region)
    assert caught.value.reason is Reason.AMBIGUOUS, why


@pytest.mark.parametrize(
    ("cell", "region", "digits"),
    [
        ("+39 (0) 6 1234 5678", None, "390612345678"),
        ("+44 (0) 7911 123456", None, "447911123456"),
        ("011 278 2633", "ZA", "27112782633"),
        ("011 27 82 123 4567", "ZA", "27821234567"),
        ("345 123 4567", "IT", "393451234567"),
        ("3451234567", "IT", "393451234567"),
        ("62812345678", "ID", "62812345678"),
        ("62889", "AC", "24762889"),  # 062889 is a number for all offices of a firm
    ],
)
def test_certain_numbers_are_linked_next_to_clashes(
    cell: str, region: str | None, digits: str
) -> None:
    assert parse_phone(cell, region).digits == digits
