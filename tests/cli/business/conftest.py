"""Fixtures: a fake of Meta's server, and a function that runs `wa-link business` with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_meta import FakeMeta
from wa_link._support import signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]

SHEET = """name,phone,news
Ann,+447911123456,yes
Bob,+966501234567,y
Cem,+447911123457,no
Dan,07911 123458,yes
Eve,+447911123456,yes
"""
LINE = (
    "send-sheet contacts.csv --template spring_offer --language en_US --opt-in-column news "
    "--ledger l.jsonl --max 9"
)


def replace_options(line: str, arguments: tuple[str, ...]) -> list[str]:
    """Return the words of a line and the arguments, which replace the same options of the line."""
    words = line.split()
    for name in (each for each in arguments if each.startswith("--")):
        if name in words:
            del words[words.index(name) : words.index(name) + 2]
    return [*words, *arguments]


@pytest.fixture
def meta() -> Iterator[FakeMeta]:
    """Return a fake of Meta's server that runs during one test."""
    with FakeMeta() as server:
        server.links = {"ABCDEF234567G1": "Hello!", "AAAAAAAAAAAAA2": "مرحبا"}
        server.sessions = {"447911123456"}
        yield server


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds of the pauses, which take no time."""
    found: list[float] = []
    monkeypatch.setattr(signals, "sleep", found.append)
    return found


@pytest.fixture
def business(
    wa_link: Tool,
    meta: FakeMeta,
    pauses: list[float],  # noqa: ARG001  (no test waits)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Tool:
    """Return a function that runs a command in an empty folder: `business("status")`."""
    monkeypatch.chdir(tmp_path)
    for name, value in meta.environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        return wa_link("business", *arguments, "--base-url", meta.url, stdin=stdin)

    return run


@pytest.fixture
def send(business: Tool, tmp_path: Path) -> Tool:
    """Return a function that runs send-sheet with the sheet `contacts.csv`."""
    (tmp_path / "contacts.csv").write_text(SHEET)

    def run(*arguments: str) -> Run:
        done = business(*replace_options(LINE, arguments))
        out, err = (re.sub(r"in \d+\.\d s", "in 0.0 s", each) for each in (done.out, done.err))
        err = re.sub(r"^(Row .*\): ).*$", r"\1…", err, flags=re.MULTILINE)
        return type(done)(done.code, out, err, done.raw)

    return run
