"""Requests that fail, and pauses between the tries: exit codes, messages and ways out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import pytest

from tests.business.fake_faults import LOST_AFTER, broken, meta_error, redirect, too_many
from wa_link.cli.business import account_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.business.fake_faults import Fault
    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]

ID = "wamid.000000447911123456"
FAILED = [
    pytest.param([meta_error(190, status=401)], "190", id="token"),
    pytest.param([broken(500)] * 9, "500", id="fault of the server"),
    pytest.param([redirect("https://example.com/")], "redirects", id="redirect"),
]


@pytest.mark.parametrize(("faults", "message"), FAILED)
@pytest.mark.parametrize("command", ["status", "send +447911123456 -t Hi", "links create Hi"])
def test_a_failure_has_the_exit_code_1(
    business: Tool, meta: FakeMeta, faults: list[Fault], message: str, command: str
) -> None:
    meta.fail_next(*faults)
    run = business(*command.split())
    assert (run.code, run.out) == (1, "")
    assert message in run.err


@pytest.mark.parametrize(
    ("line", "kind", "way_out"),
    [
        ("send +447911123456 -t Hi", "sent", "the person may get it twice.\n"),
        ("links create Hi", "made", "was made, run wa-link business links list\n"),
    ],
)
def test_a_lost_request_is_not_repeated(
    business: Tool, meta: FakeMeta, line: str, kind: str, way_out: str
) -> None:
    meta.fail_next(LOST_AFTER)
    run = business(*line.split())
    assert (run.code, run.out, meta.count(kind)) == (1, "", 1)
    assert "may have been carried out. " in run.err
    assert run.err.endswith(way_out)


def test_long_pauses_are_announced(business: Tool, meta: FakeMeta, pauses: list[float]) -> None:
    meta.fail_next(too_many("7"), too_many("2"))
    run = business("send", "+447911123456", "-t", "Hi")
    assert (run.code, run.out) == (0, f"{ID}\n")
    said = f"The request to {meta.url.removeprefix('http://')} failed: the next try is in "
    assert run.err.count(said) == sum(each >= 2 for each in pauses) == 2
    meta.fail_next(too_many("7"))
    assert business("send", "+447911123456", "-t", "Hi", "-q").err == ""


def test_a_pause_is_printed_in_place_of_the_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pauses: list[float]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with click.Context(click.Command("sync")):
        account_options._wait(5, "https://a.example/b")  # noqa: SLF001  (no server waits here)
    assert pauses == [5]
    assert capsys.readouterr().err == (
        "\rThe request to a.example failed: the next try is in 5 seconds.\n"
    )
