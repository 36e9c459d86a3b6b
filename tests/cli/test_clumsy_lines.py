"""Clumsy command lines, with all that they print, and what the user types next.

The table is `clumsy_lines.txt`. A case begins with `$` and the command line. `|` is before each
line of standard output, `!` before each line of standard error, and `=` before the exit code. `>`
is before a command line to which the message leads: a command of the message, or the first command
line with the edit that the message asks for. Each of them must succeed.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import posix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Run

    Tool = Callable[..., Run]

MOST_LINES, WIDTH = 4, 80
FILES = {
    "a.csv": "title\nOak table\n",
    "contacts.csv": "name,phone,country,links\n"
    "Ann,+447911123456,GB,https://wa.me/447911123456\n"
    "Bob,+966501234567,SA,https://wa.me/966501234567\n",
    "my contacts.csv": "phone\n+447911123456\n",
    "numbers.txt": "+447911123456\n+966501234567\n",
    "shop.toml": 'region = "SA"\n',
    "page.html": '<a href="https://wa.me/447911123456">Chat</a>\n',
}
# A message ends with a command that can be copied. Those of `business` need a server: for them, the
# table has `--help` at the end.
COMMAND = re.compile(r"wa-link (?:link|qr|batch|labels|inspect|check|explain|-).*$", re.MULTILINE)
QUESTION = re.compile(r"Did you mean ([^?]+)\?")


class Case(NamedTuple):
    """A clumsy command line, its output, and the command lines to which it leads."""

    line: str
    out: str
    err: str
    code: int
    then: list[str]


def read_cases() -> Iterator[Case]:
    table = Path(__file__).with_name("clumsy_lines.txt").read_text(encoding="utf-8")
    for block in re.split(r"^\$ ", table, flags=re.MULTILINE)[1:]:
        line, *rest = block.splitlines()
        marked = {mark: [each[2:] for each in rest if each.startswith(mark)] for mark in "|!=>"}
        out, err = ("".join(f"{each}\n" for each in marked[mark]) for mark in "|!")
        yield Case(line, out, err, int(marked["="][0]), marked[">"])


CASES = list(read_cases())
each_case = pytest.mark.parametrize(
    "case",
    [
        # Windows gets `type FILE | wa-link link -`, because PowerShell has no `<`.
        pytest.param(case, id=case.line, marks=[posix("<")] if " < " in case.err else [])
        for case in CASES
    ],
)


@pytest.fixture
def run(wa_link: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Run]:
    """Return a function that runs a command line in a folder with the files of `FILES`."""
    monkeypatch.chdir(tmp_path)

    def run_line(line: str) -> Run:
        for name, content in FILES.items():
            Path(name).write_text(content, encoding="utf-8")
        line, _, path = line.partition(" < ")
        name, *arguments = shlex.split(line)
        assert name == "wa-link"
        return wa_link(*arguments, stdin=Path(path).read_bytes() if path else b"")

    return run_line


def test_each_clumsy_line_is_there_once() -> None:
    assert len({case.line for case in CASES}) == len(CASES)


@each_case
def test_the_output_is_that_of_the_table(run: Callable[[str], Run], case: Case) -> None:
    done = run(case.line)
    assert (done.code, done.out, done.err) == (case.code, case.out, case.err)


@each_case
def test_a_message_fits_into_four_lines(case: Case) -> None:
    """A message that is longer than a line of a narrow terminal counts as several lines."""
    lines = case.err.splitlines()
    assert lines
    assert lines[0].startswith(("Error: ", "Note: "))
    assert sum(-(-len(line) // WIDTH) for line in lines) <= MOST_LINES
    assert "Usage:" not in case.err


@each_case
def test_a_message_leads_to_a_command_that_succeeds(run: Callable[[str], Run], case: Case) -> None:
    assert case.then
    for line in case.then:
        assert run(line).code == 0, line


@each_case
def test_what_a_message_proposes_is_typed_next(case: Case) -> None:
    assert {*COMMAND.findall(case.err)} <= {*case.then}
    if question := QUESTION.search(case.err):
        proposed = re.split(r", | or | \(", question[1])[0].strip('"')
        assert any(proposed in line for line in case.then)
