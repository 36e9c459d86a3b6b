from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import program
from wa_link.check.edits import Edit, apply_edits
from wa_link.check.unified_diff import write_diff

if TYPE_CHECKING:
    from pathlib import Path

LINES = "".join(f"line {number}\n" for number in range(1, 31))


def edit(text: str, *pairs: tuple[str, str]) -> list[Edit]:
    return [Edit(text.index(old), text.index(old) + len(old), new) for old, new in pairs]


@pytest.mark.parametrize(
    ("text", "pairs", "expected"),
    [
        pytest.param(
            "a\nb\n", [("b", "c")], "--- x\n+++ x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n", id="short"
        ),
        pytest.param(
            "a",
            [("a", "b")],
            "--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n"
            "+b\n\\ No newline at end of file\n",
            id="no line end",
        ),
        pytest.param(
            "a b\r\n",
            [("a", "1"), ("b", "2")],
            "--- x\n+++ x\n@@ -1 +1 @@\n-a b\r\n+1 2\r\n",
            id="two on a line",
        ),
        pytest.param(
            LINES,
            [("line 10", "l"), ("line 17", "l"), ("line 25", "l")],
            "--- x\n+++ x\n@@ -7,14 +7,14 @@\n line 7\n line 8\n line 9\n-line 10\n+l\n line 11\n"
            " line 12\n line 13\n line 14\n line 15\n line 16\n-line 17\n+l\n line 18\n line 19\n"
            " line 20\n@@ -22,7 +22,7 @@\n line 22\n line 23\n line 24\n-line 25\n+l\n line 26\n"
            " line 27\n line 28\n",
            id="two hunks",
        ),
    ],
)
def test_diffs(text: str, pairs: list[tuple[str, str]], expected: str) -> None:
    assert write_diff("x", text, edit(text, *pairs)) == expected


def test_names_with_spaces_end_with_a_tab() -> None:
    diff = write_diff("a b\x1b.html", "a", [Edit(0, 1, "b")])
    assert diff.startswith("--- a b\\x1b.html\t\n+++ a b\\x1b.html\t\n")


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(st.sampled_from("ab\n\n\r"), min_size=1, max_size=80))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(start, end, draw(st.text(st.sampled_from("cd\n"), min_size=1, max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, edits or [Edit(0, 1, "c")]


@settings(max_examples=60)
@given(edited_texts())
def test_the_program_patch_makes_the_fixed_text(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, list[Edit]]
) -> None:
    text, edits = case
    fixed = apply_edits(text, edits)
    if fixed == text:
        return
    folder: Path = tmp_path_factory.mktemp("patch")
    (folder / "x").write_bytes(text.encode())
    diff = write_diff("x", text, edits).encode()
    command = [program("patch", "patch"), "--binary", "-p0", "--posix", "-s", "--fuzz=0"]
    done = subprocess.run(command, cwd=folder, input=diff, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout, diff)
    after = (folder / "x").read_bytes() if (folder / "x").exists() else b""
    assert after == fixed.encode(), diff
