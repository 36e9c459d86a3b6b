"""Fixtures: a fake of Meta's server, and a function that runs `wa-link business` with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.business.fake_meta import FakeMeta
from wa_link._support import signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Run

    Tool = Callable[..., Run]


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
