"""Rows that have more cells than the header, because blank cells follow (trailing delimiters)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from wa_link.sheets.own_columns import OUTPUT_COLUMNS, REJECTS_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

# Rows after a header with two columns, and the cells of these rows in the output.
ROWS = [
    pytest.param("A,+491701234567,", ["A", "+491701234567"], id="one"),
    pytest.param("A,+491701234567,,,,", ["A", "+491701234567"], id="several"),
    pytest.param("A,+491701234567, ,\t", ["A", "+491701234567"], id="spaces"),
    pytest.param('A,+491701234567,"",""', ["A", "+491701234567"], id="quoted"),
    pytest.param('"A, B",+491701234567,', ["A, B", "+491701234567"], id="after-a-quoted-cell"),
    pytest.param('"A\nB",+491701234567,', ["A\nB", "+491701234567"], id="after-two-lines"),
]
LINK = "https://wa.me/491701234567"


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("phone\n+491701234567,A\n", "The row has 2 cells, but the sheet has 1 column: put"),
        ("phone,n\n+491701234567,A,B\n", "The row has 3 cells, but the sheet has 2 columns: put"),
    ],
    ids=["one-column", "two-columns"],
)
def test_surplus_cells_are_counted(wa_link: Callable[..., Run], sheet: str, said: str) -> None:
    run = wa_link("batch", "-", "--delimiter", ",", stdin=sheet.encode())
    assert run.code == 3
    assert said in run.out


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semi", "tab", "pipe"])
@pytest.mark.parametrize("given", [True, False], ids=["given", "found"])
@pytest.mark.parametrize(("row", "cells"), ROWS)
def test_blank_surplus_cells_are_dropped(
    wa_link: Callable[..., Run],
    row: str,
    cells: list[str],
    delimiter: str,
    given: bool,  # noqa: FBT001
) -> None:
    if delimiter == "\t":
        row = row.replace("\t", " ")
    text = f"name,phone\nX,+491701234568\n{row}\nY,+491701234569\n".replace(",", delimiter)
    options = ["--delimiter", delimiter] if given else []
    run = wa_link("batch", "-", *options, stdin=text.encode())
    header, *rows = csv.reader(io.StringIO(run.out, newline=""), delimiter=delimiter)
    assert run.code == 0, run.err
    assert header == ["name", "phone", *OUTPUT_COLUMNS]
    assert {len(each) for each in rows} == {len(header)}
    expected = [cell.replace(",", delimiter) for cell in cells]
    assert rows[1][:4] == [*expected, LINK, "+49 170 1234567"]
    assert [each[4] for each in rows] == ["accepted"] * 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_row_of_a_long_sheet_may_have_them(wa_link: Callable[..., Run], jobs: str) -> None:
    lines = [f"N{i},+4917012{i:05},," for i in range(5_000)]
    text = "\n".join(["name,phone", *lines])
    run = wa_link("batch", "-", "--jobs", jobs, stdin=text.encode())
    rows = list(csv.reader(io.StringIO(run.out)))
    assert [row[:3] for row in rows[1:]] == [
        [f"N{i}", f"+4917012{i:05}", f"https://wa.me/4917012{i:05}"] for i in range(5_000)
    ]


def test_rejects_have_the_columns_of_the_header(
    wa_link: Callable[..., Run], tmp_path: Path
) -> None:
    rejects = tmp_path / "r.csv"
    text = "name;phone\nA;12;\nB;+491701234567;;\nC;+491701234568;;x\n"
    run = wa_link("batch", "-", "--rejects", str(rejects), stdin=text.encode())
    assert run.code == 3
    header, *rows = csv.reader(io.StringIO(rejects.read_text()), delimiter=";")
    assert header == ["name", "phone", *REJECTS_COLUMNS]
    assert [(*row[:4],) for row in rows] == [
        ("A", "12", "2", "no_region"),
        ("C;+491701234568;;x", "", "4", "malformed_row"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("phone\n+491701234567,\n", id="one-column"),
        pytest.param("phone,\n+491701234567,\n", id="header-too"),
        pytest.param("phone\n+491701234567;\n", id="one-column-semicolon"),
        pytest.param("phone,wa_reason\n+491701234567,,\n", id="own-columns"),
    ],
)
def test_relatives_are_linked(wa_link: Callable[..., Run], text: str) -> None:
    run = wa_link("batch", "-", stdin=text.encode())
    assert (run.code, LINK in run.out) == (0, True)


def test_without_a_header_the_first_row_counts(wa_link: Callable[..., Run]) -> None:
    text = "A,+491701234567\nB,+491701234568,\n"
    run = wa_link("batch", "-", "--no-header", "--phone-column", "2", stdin=text.encode())
    rows = list(csv.reader(io.StringIO(run.out)))
    assert [len(row) for row in rows] == [7, 7]
    assert run.code == 0
