"""Columns that contain phone numbers are found by their first cells, and listings are not."""

from __future__ import annotations

import pytest

from wa_link import parse_phone
from wa_link.batch.unread_numbers import find_unread_phone_columns
from wa_link.sheets.sheet import Sheet

SAUDI = "+966 50 123 4567"
GERMAN = "+49 1512 3456789"
NORWEGIAN = "+47 901 23 456"
INDONESIAN = "+62 812 3456 7890"


@pytest.mark.parametrize(
    ("header", "cells", "shop"),
    [
        pytest.param("Contact", ["+44 7911 123456"], SAUDI, id="plus"),
        pytest.param("x", ["+44 7911 123456", "ask Ann"], SAUDI, id="half of the cells"),
        pytest.param("x", ["", "+447911123456", " "], SAUDI, id="blank cells"),
        pytest.param("x", ["00447911123456"], SAUDI, id="international prefix"),
        pytest.param("x", ["050 123 4567"], SAUDI, id="trunk prefix"),
        pytest.param("x", ["٠٥٠١٢٣٤٥٦٧"], SAUDI, id="Arabic digits"),
        pytest.param("x", ["966501234567"], SAUDI, id="calling code"),
        pytest.param("Contact", ["501234567"], SAUDI, id="lost zero"),
        pytest.param("Number", ["447911123456"], SAUDI, id="other calling code"),
        pytest.param("Kontakt", ["0151 23456789"], GERMAN, id="German"),
    ],
)
def test_numbers_are_found(header: str, cells: list[str], shop: str) -> None:
    assert find(header, cells, shop) == [1]


@pytest.mark.parametrize(
    ("header", "cells", "shop"),
    [
        pytest.param("price", ["1500", "12.50"], SAUDI, id="price"),
        pytest.param("price", ["99 000 000", "45000000"], NORWEGIAN, id="Norwegian price"),
        pytest.param("price", ["8500000000"], INDONESIAN, id="Indonesian price"),
        pytest.param("Number", ["8500000000"], INDONESIAN, id="round number"),
        pytest.param("x", ["512345678", "512345679"], SAUDI, id="identifier"),
        pytest.param("Number", ["4006381333931"], GERMAN, id="EAN"),
        pytest.param("Number", ["40170725"], GERMAN, id="EAN-8"),
        pytest.param("isbn", ["978-3-16-148410-0"], GERMAN, id="ISBN"),
        pytest.param("day", ["2026-11-27", "27.11.2026"], GERMAN, id="date"),
        pytest.param("Number", ["10115", "1000-205"], GERMAN, id="postcode"),
        pytest.param("place", ["24.713552, 46.675297"], SAUDI, id="coordinates"),
        pytest.param("text", ["Call 050 123 4567", "Call +447911123456"], SAUDI, id="sentence"),
        pytest.param("x", ["+447911123456", "a", "b"], SAUDI, id="third of the cells"),
        pytest.param("x", ["", " "], SAUDI, id="blank"),
        pytest.param("Fax", ["12345"], SAUDI, id="short"),
    ],
)
def test_listings_are_left_alone(header: str, cells: list[str], shop: str) -> None:
    assert find(header, cells, shop) == []


def test_the_region_reads_the_cells() -> None:
    sheet = Sheet.from_rows(["name", "x"], [["Ann", "07911 123456"]])
    assert find_unread_phone_columns(sheet, parse_phone(SAUDI), "United Kingdom") == [1]


def test_numbers_without_a_header_are_found() -> None:
    sheet = Sheet(["1", "2"], Sheet.from_rows(["", ""], [["Ann", "501234567"]])._records)  # noqa: SLF001
    sheet.has_header = False
    assert find_unread_phone_columns(sheet, parse_phone(SAUDI)) == [1]


def test_the_first_rows_are_read_again() -> None:
    rows = [["Ann", f"+447911123{number}"] for number in range(100, 200)]
    sheet = Sheet.from_rows(["name", "x"], rows)
    assert find_unread_phone_columns(sheet, parse_phone(SAUDI)) == [1]
    assert [[*row.cells] for row in sheet] == rows


def find(header: str, cells: list[str], shop: str) -> list[int]:
    sheet = Sheet.from_rows(["name", header], [["Ann", cell] for cell in cells])
    return find_unread_phone_columns(sheet, parse_phone(shop))
