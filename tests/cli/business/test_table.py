"""Tables for people: columns that align in a terminal, and lines that fit into it."""

from __future__ import annotations

import os

import pytest

from wa_link.cli.messages import table
from wa_link.cli.messages.table import format_table

ROWS = [
    ("LANGUAGE", "TEXT"),
    ("en", "Hello {{1}}"),
    ("中文", "你好，你好，你好"),
    ("é", "مرحبا، هل الطاولة متاحة؟"),
    ("e\u0301", "a\nb\x1b[0m"),
]


@pytest.mark.parametrize(
    ("columns", "right"),
    [
        pytest.param(
            None,
            ["Hello {{1}}", "你好，你好，你好", "مرحبا، هل الطاولة متاحة؟", "a\\nb\\x1b[0m"],
            id="pipe",
        ),
        pytest.param(18, ["Hello {…", "你好，…", "مرحبا، …", "a\\nb\\x1…"], id="terminal"),
        pytest.param(9, ["…", "…", "…", "…"], id="narrow terminal"),
    ],
)
def test_columns_align(
    monkeypatch: pytest.MonkeyPatch, columns: int | None, right: list[str]
) -> None:
    size = os.terminal_size((columns, 24)) if columns else None
    monkeypatch.setattr(table, "terminal_size", lambda _stream: size)
    lines = format_table(ROWS)[1:]
    assert lines == [
        f"en        {right[0]}",
        f"中文      {right[1]}",
        f"é         {right[2]}",
        f"e\u0301         {right[3]}",
    ]


def test_blank_cells_leave_no_spaces_at_the_end() -> None:
    assert format_table([("about", ""), ("a", "b")]) == ["about", "a      b"]


def test_the_fields_of_one_thing_are_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "terminal_size", lambda _stream: os.terminal_size((9, 24)))
    assert format_table([("about", "Spices since 1950")], is_list=False) == [
        "about  Spices since 1950"
    ]
