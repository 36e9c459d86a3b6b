"""Runs that end early: interrupted, with a closed pipe or output, or without httpx."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_faults import slow
from tests.cli.business.processes import run_without_reader, start, wait_for_requests
from tests.conftest import linux, posix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from tests.conftest import Run

    Tool = Callable[..., Run]

SYNC = "links sync a.csv --key ref --state s.jsonl -t {ref} -o out.csv"

SEND_SHEET = (
    "send-sheet a.csv --template spring_offer --language en_US --opt-in-column news --ledger l"
)


@posix("signals")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"]
)
@pytest.mark.parametrize(
    ("line", "way_out"),
    [
        ("send +447911123456 -t Hi", "If you send it again, the person may get it twice."),
        ("links create Hi", "To see whether the link was made, run wa-link business links list"),
        ("profile --about Hi", "Run the same command again: doing it twice does no harm."),
    ],
)
def test_an_interrupted_request_may_have_been_carried_out(
    meta: FakeMeta, tmp_path: Path, line: str, way_out: str, number: int, code: int
) -> None:
    meta.fail_next(slow(3))
    with start(meta, tmp_path, line) as process:
        wait_for_requests(meta)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (code, "")
    said = "Interrupted: if the request was on its way, it may have been carried out."
    assert err == f"{said} {way_out}\n"


@posix("signals")
def test_sync_ends_between_requests_and_goes_on_later(meta: FakeMeta, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ref\n1\n2\n3\n")
    meta.fail_next(None, slow(0.5))
    with start(meta, tmp_path, SYNC) as process:
        wait_for_requests(meta, 2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, meta.count("made")) == (130, "", 1)
    assert err.splitlines()[-1] == (
        "Interrupted after 1 link: s.jsonl has all that was done. To go on, run the same command "
        "again."
    )
    assert not (tmp_path / "out.csv").exists()
    with start(meta, tmp_path, SYNC) as process:
        process.communicate(timeout=30)
    assert (process.returncode, meta.count("made")) == (0, 3)


ENDING = [
    "send +447911123456 -t Hi",
    "links list",
    "templates",
    "profile --about Hi",
    SYNC,
    f"{SEND_SHEET} --max 9 --yes",
]


@posix("signals")
@pytest.mark.parametrize("line", ENDING)
def test_an_interrupt_waits_for_one_answer_at_most(
    meta: FakeMeta, tmp_path: Path, line: str
) -> None:
    (tmp_path / "a.csv").write_text(
        "ref,phone,news\n" + "".join(f"{n},+44791112345{n},yes\n" for n in range(9))
    )
    meta.links = {f"ABCDEF2345{n}G1": "Hi" for n in range(6000, 6099, 2)}  # two pages
    meta.fail_at_random(0, share=1, faults=(slow(1),))
    ended: list[float] = []

    def end(_: object) -> None:
        if not ended:
            ended.append(time.monotonic())
            process.send_signal(signal.SIGINT)

    with start(meta, tmp_path, line) as process:
        meta.on_request = end
        process.communicate(timeout=30)
    assert process.returncode == 130
    assert len(meta.requests) == 1
    assert time.monotonic() - ended[0] < 4


@posix("pipes")
@pytest.mark.parametrize(
    "line", ["links list", "links list --json", "templates", "status", "profile --json", SYNC[:-11]]
)
def test_a_closed_pipe_ends_quietly(meta: FakeMeta, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.csv").write_text("ref\n1\n")
    code, err = run_without_reader(meta, tmp_path, line)
    assert code == 141
    assert "Error" not in err
    assert ("Stopped after 1 link: s.jsonl has all that was done." in err) == ("sync" in line)


@linux("/dev/full")
@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("status", ""),
        ("send +447911123456 -t Hi", "wamid."),
        ("links create Hi --json", '{"code": "'),
        ("links update ABCDEF234567G1 Hi", "https://wa.me/message/ABCDEF234567G1"),
    ],
)
def test_a_full_disk_is_an_error(meta: FakeMeta, tmp_path: Path, line: str, result: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123  (a device)
        run = subprocess.run(
            [sys.executable, "-m", "wa_link", "business", *line.split(), "--base-url", meta.url],
            cwd=tmp_path, env={**os.environ, **meta.environment}, stdout=full,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert run.returncode == 1
    said, _, error = run.stderr.rpartition("Error: ")
    assert error.startswith("Standard output: No space left")
    assert said.startswith(f"The request was carried out: {result}" if result else "")
    assert bool(said) == bool(result)


@pytest.mark.parametrize("line", ["status", "send +447911123456 -t Hi", SYNC])
def test_without_httpx_its_extra_is_named(
    business: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / "a.csv").write_text("ref\n1\n")
    monkeypatch.setitem(sys.modules, "httpx", None)
    run = business(*line.split())
    assert (run.code, run.out) == (2, "")
    assert 'pip install "wa-link[business]"' in run.err
