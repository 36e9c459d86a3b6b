"""Lines as the script of each shell sends them, and the answers that it reads."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.test_completion import CSV
from tests.conftest import program
from wa_link.cli.shell_completion import answer
from wa_link.cli.shell_completion.line import split_words
from wa_link.cli.shell_completion.shells import _quote_for_bash

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]


@pytest.fixture(autouse=True)
def _sheet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make a sheet in the current folder, and never end the process of the tests."""
    monkeypatch.setattr(answer, "_LIMIT_SECONDS", 600)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.csv").write_text(CSV, encoding="utf-8")


# A line of bash up to the cursor, the part of it that bash replaces, and the answer.
BASH = [
    pytest.param("wa-link link -r sau", "sau", r"Saudi\ Arabia", id="space"),
    pytest.param("wa-link link --region=sau", "sau", r"Saudi\ Arabia", id="after ="),
    pytest.param('wa-link link -r "Saudi A', "Saudi A", "Saudi Arabia", id="open quote"),
    pytest.param(r"wa-link link -r Saudi\ A", r"Saudi\ A", r"Saudi\ Arabia", id="backslash"),
    pytest.param('X=1 wa-link link -r="sau', "sau", "", id="= after a short option"),
    pytest.param("X=1 wa-link link -r sau", "sau", r"Saudi\ Arabia", id="assignment"),
    pytest.param("wa-link batch c.csv --text-column '#x:", "#x:", "#x:y", id="open '"),
    pytest.param(r"wa-link batch c.csv --text-column \#x:", "", "y", id="after :"),
    pytest.param(r"wa-link batch c.csv --text-column \#X:", "", "", id="other case before :"),
    pytest.param("wa-link batch c.csv --text-column a", "a", r"a\"b\'c\!", id="quotes"),
    pytest.param('wa-link batch c.csv --text-column "a', "a", 'a\\"b\'c"\\!""', id="! in quotes"),
    pytest.param("wa-link batch c.csv --text-column 'a", "a", "a\"b'\\''c!", id="' in '"),
    pytest.param("wa-link batch c.csv --text-column Pré", "Pré", "Prénom", id="not ASCII"),
    pytest.param('wa-link batch c.csv -t "Hi {N', "Hi {N", "Hi {Name}", id="template"),
]


@pytest.mark.parametrize(("line", "replaced", "right"), BASH)
def test_bash(
    wa_link: Tool,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    replaced: str,
    right: str,
) -> None:
    monkeypatch.setenv("_WA_LINK_COMPLETE", "bash")
    run = wa_link(line, " --dry-run", replaced)
    assert (run.out, run.err) == (f"plain\n{right}\n" if right else "plain\n", "")


@pytest.mark.parametrize("line", ["wa-link batch c.csv > l", "wa-link batch c.csv 2>>l"])
def test_bash_completes_files_after_a_redirection(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("_WA_LINK_COMPLETE", "bash")
    assert wa_link(line, "", "l").out == "file\n"


@pytest.mark.parametrize(("kind", "shows"), [("9", True), ("63", True), ("37", False)])
def test_bash_shows_descriptions_only_in_lists(
    wa_link: Tool, monkeypatch: pytest.MonkeyPatch, kind: str, *, shows: bool
) -> None:
    for name, value in {"_WA_LINK_COMPLETE": "bash", "COMP_TYPE": kind, "COLUMNS": "60"}.items():
        monkeypatch.setenv(name, value)
    shown = [
        "link    Print the WhatsApp link of a phone number.",
        "labels  Print labels or posters with QR codes from a sheet…",
    ]
    assert wa_link("wa-link l", "", "l").out.splitlines() == [
        "plain",
        *(shown if shows else ["link", "labels"]),
    ]


LETTERS = st.characters(exclude_categories=("Cc", "Cs"))


def type_in_bash(value: str, quote: str) -> str:
    """Return a value as bash completes it after an open quote, and then closes the quote."""
    typed = quote + _quote_for_bash(value, quote)
    return typed if len(typed) > 1 and typed.endswith(quote) else typed + quote


@given(st.text(LETTERS), st.sampled_from(["", "'", '"']))
def test_values_for_bash_are_read_unchanged(value: str, quote: str) -> None:
    typed = type_in_bash(value, quote)
    assert [word.value for word in split_words(typed)] == [value]


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX: bash")
@given(st.lists(st.text(LETTERS), max_size=5), st.sampled_from(["", "'", '"']))
def test_bash_reads_the_values_unchanged(texts: list[str], quote: str) -> None:
    typed = [type_in_bash(each, quote) for each in texts]
    script = f"printf '%s\\0' {' '.join(typed)}"
    run = subprocess.run(
        [program("bash", "bash"), "-c", script], capture_output=True, check=True, cwd="/"
    )
    written = [each for each in typed if each]
    assert run.stdout.decode() == "".join(
        f"{text}\0" for text, each in zip(texts, typed, strict=True) if each
    ) + "\0" * (not written)


POWERSHELL = [
    pytest.param("3\nbatch\nc.csv\n--text-column\nPh", "'Phone Number'\tPhone Number", id="space"),
    pytest.param("3\nbatch\nc.csv\n--text-column\na", "'a\"b''c!'\ta\"b'c!", id="quote"),
    pytest.param("2\nlink\n--region\nSau", "'Saudi Arabia'\tSaudi Arabia\tSA", id="description"),
    pytest.param("2\nlink\n--via\napi", "api\tapi\tapi", id="simple"),
    pytest.param("1\nbatch\n", "", id="files"),
]


@pytest.mark.parametrize(("words", "right"), POWERSHELL)
def test_powershell(wa_link: Tool, monkeypatch: pytest.MonkeyPatch, words: str, right: str) -> None:
    monkeypatch.setenv("_WA_LINK_COMPLETE", "powershell")
    monkeypatch.setenv("_WA_LINK_WORDS", words)
    out = wa_link().out
    assert out.startswith(right)
    assert out.count("\n") == bool(right)
