"""How runs of `wa-link business send-sheet` end early, and what they say then."""

from __future__ import annotations

import errno
import signal
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.business.fake_faults import meta_error, slow
from tests.cli.business.conftest import LINE, SHEET
from tests.cli.business.processes import run_without_reader, start, wait_for_requests
from tests.conftest import posix
from wa_link.business.journal import Journal
from wa_link.business.sending.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from tests.cli.business.conftest import Tool
    from wa_link.business.sending.ledger import Addressee


def test_a_failure_says_how_far_it_came(send: Tool, meta: FakeMeta) -> None:
    meta.fail_next(None, meta_error(190, status=401))
    run = send("--yes", "-q")
    assert (run.code, run.out, meta.count("sent")) == (1, "", 1)
    first, last = run.err.splitlines()
    assert first.startswith("Stopped after 1 message: l.jsonl has all that was sent.")
    assert last.startswith("Error: Meta's error 190: ")
    assert (send("--yes", "-q").code, meta.count("sent")) == (3, 2)


@posix("signals")
def test_a_silent_request_is_waited_for_and_reported(meta: FakeMeta, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(SHEET)
    meta.fail_next(slow(2))
    with start(meta, tmp_path, f"{LINE} --yes -q") as process:
        wait_for_requests(meta)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        assert process.stderr.readline() == "Stopping after this request…\n"
        assert '"state": "sent"' not in (tmp_path / "l.jsonl").read_text()
        process.send_signal(signal.SIGINT)  # does nothing
        process.communicate(timeout=30)
    assert (process.returncode, meta.count("sent")) == (130, 1)
    assert '"state": "sent"' in (tmp_path / "l.jsonl").read_text()


@posix("signals")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["INT", "TERM"]
)
def test_a_signal_ends_the_run_between_messages(
    meta: FakeMeta, tmp_path: Path, number: int, code: int
) -> None:
    (tmp_path / "contacts.csv").write_text(SHEET)
    meta.fail_next(slow(0.5))
    with start(meta, tmp_path, f"{LINE} --yes") as process:
        wait_for_requests(meta)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, meta.count("sent")) == (code, "", 1)
    assert "Stopping after this request…" in err.splitlines()
    assert err.splitlines()[-1].startswith("Interrupted after 1 message: ")
    assert err.endswith("l.jsonl has all that was sent. To go on, run the same command again.\n")
    with start(meta, tmp_path, f"{LINE} --yes") as process:
        process.communicate(timeout=30)
    assert (process.returncode, meta.count("sent")) == (3, 2)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(1, "", id="before the first request"),
        pytest.param(
            2,
            "Stopped after 0 messages: 1 more may have been sent. l.jsonl has all that was sent. "
            "To go on, run the same command again.\n",
            id="after the first request",
        ),
        pytest.param(
            3,
            "Stopped after 1 message: l.jsonl has all that was sent. To go on, run the same "
            "command again.\n",
            id="before the second request",
        ),
    ],
)
def test_a_full_disk_says_how_far_it_came(
    send: Tool, monkeypatch: pytest.MonkeyPatch, line: int, said: str
) -> None:
    append, lines = Journal.append, count(1)

    def fill_disk(journal: Journal, **record: object) -> None:
        if next(lines) == line:
            raise OSError(errno.ENOSPC, "No space left on device", "l.jsonl")
        append(journal, **record)

    monkeypatch.setattr(Journal, "append", fill_disk)
    run = send("--yes", "-q")
    assert (run.code, run.out) == (1, "")
    assert run.err == f"{said}Error: l.jsonl: No space left on device.\n"


@posix("open files that can be replaced")
def test_a_replaced_ledger_ends_the_run(
    send: Tool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_sent = Ledger.write_sent

    def replace(ledger: Ledger, addressee: Addressee, message_id: str) -> None:
        write_sent(ledger, addressee, message_id)
        (tmp_path / "l.jsonl").unlink()

    monkeypatch.setattr(Ledger, "write_sent", replace)
    first, last = send("--yes", "-q").err.splitlines()
    assert first == "Stopped after 1 message."
    assert last.startswith('Error: "l.jsonl" was deleted, replaced or changed by another program')


def test_refused_messages_are_not_counted_as_sent(send: Tool, meta: FakeMeta) -> None:
    meta.fail_next(meta_error(131026), meta_error(190, status=401))
    (error,) = send("--yes", "-q").err.splitlines()
    assert error.startswith("Error: Meta's error 190: ")


@posix("pipes")
@pytest.mark.parametrize("more", ["--dry-run", "--yes -o -"])
def test_a_closed_pipe_ends_quietly(meta: FakeMeta, tmp_path: Path, more: str) -> None:
    (tmp_path / "contacts.csv").write_text(SHEET)
    code, err = run_without_reader(meta, tmp_path, f"{LINE} {more}")
    assert code == 141
    assert "Error" not in err
    said = "Stopped after 2 messages: l.jsonl has all that was sent."
    assert (said in err) == (meta.count("sent") == 2) == ("--yes" in more)
