"""No command prints the token, or leaves it in a file, whatever the server answers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from tests.business.test_prism_commands import CODE, COMMANDS
from tests.business.test_token import FAULTS, assert_hidden
from tests.cli.business.processes import wait_for_requests
from wa_link.business.api import client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.business.fake_faults import Fault
    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

TRIES = 20
"""More faults than a command makes requests."""


@pytest.mark.long(daily=40)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize(("command", "arguments", "_"), COMMANDS.values(), ids=COMMANDS)
def test_no_command_shows_the_token(
    meta: FakeMeta,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    wa_link: Callable[..., Run],
    command: tuple[str, ...],
    arguments: tuple[str, ...],
    _: str,
    fault: Fault,
) -> None:
    """`conftest.py` also searches the outputs, and the files in `tmp_path`."""
    caplog.set_level(logging.DEBUG, "httpx")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.05)
    monkeypatch.setattr("wa_link._support.signals.sleep", lambda _: None)
    for name, value in meta.environment.items():
        monkeypatch.setenv(name, value)
    meta.links[CODE] = "Hi"
    (tmp_path / "sheet.csv").write_text("ref,name,phone,news\nA-1,Rosa,+447911123456,yes\n")
    meta.fail_next(*[fault] * TRIES)
    run = wa_link("business", *command, *arguments, "--base-url", meta.url)
    assert run.code in {0, 1, 3}
    assert "Traceback" not in run.err
    wait_for_requests(meta)  # a busy computer may be slower than the client
    assert meta.requests[0].fault
    assert_hidden([run.out, run.err, caplog.text, *map(repr, meta.effects)])
