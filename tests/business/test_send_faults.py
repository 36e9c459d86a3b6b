"""Runs of `send_sheet` in which requests fail: nothing is sent twice, nothing is forgotten."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_faults import (
    CUT_AFTER,
    LOST_AFTER,
    LOST_BEFORE,
    RUBBISH,
    Fault,
    broken,
    meta_error,
    redirect,
    slow,
    too_many,
)
from tests.business.fake_meta import PHONE_ID, TOKEN
from tests.business.sending import (
    number,
    people,
    rows_of,
    send,
    sent,
    states,
)
from tests.conftest import posix
from wa_link._support import signals
from wa_link.business import Account
from wa_link.business.journal import Journal
from wa_link.errors import BusinessError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.business.fake_meta import FakeMeta
    from wa_link.business import SentMessage


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Handle signals as the command line does."""
    before = {each: signal.getsignal(each) for each in signals.ENDING_SIGNALS}
    monkeypatch.setattr(signals, "_state", signals._State())  # noqa: SLF001  (of the process)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    signals.install_handlers()
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.parametrize(
    ("fault", "has_effect"),
    [
        (LOST_BEFORE, False),
        (LOST_AFTER, True),
        (CUT_AFTER, True),
        (RUBBISH, True),
        (broken(500), False),
        (broken(503, is_carried_out=True), True),
        (meta_error(131000, status=500), False),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_after_a_lost_answer_nothing_is_repeated(
    meta: FakeMeta, tmp_path: Path, fault: Fault, *, has_effect: bool
) -> None:
    meta.fail_next(fault)
    first = send(meta, people(2), tmp_path)
    assert (first.sent, dict(first.rows.reasons)) == (1, {"delivery_unknown": 1})
    assert states(tmp_path) == ["sending", "sending", "sent"]
    second = send(meta, people(2), tmp_path)
    assert (second.sent, dict(second.rows.reasons)) == (0, {"delivery_unknown": 1})
    assert len(sent(meta)) == 1 + has_effect
    third = send(meta, people(2), tmp_path, resend_unknown=True)
    assert (third.sent, third.rows.rejected) == (1, 0)
    assert Counter(sent(meta))[number(0)[1:]] == 1 + has_effect


@pytest.mark.parametrize(
    ("faults", "pauses"),
    [
        ([too_many()], [1]),
        ([too_many("7"), too_many()], [7, 2]),
        ([meta_error(131056), meta_error(130429), meta_error(80007)], [1, 2, 4]),
    ],
    ids=["429", "Retry-After", "codes"],
)
def test_what_was_refused_for_now_is_sent_later(
    meta: FakeMeta, tmp_path: Path, faults: list[Fault], pauses: list[float]
) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> None:
        assert states(tmp_path)[-1] == "waiting"
        waited.append(seconds)

    meta.fail_next(*faults)
    assert send(meta, people(1), tmp_path, wait=wait).sent == 1
    assert waited == pauses
    assert states(tmp_path) == [*["sending", "waiting"] * len(faults), "sending", "sent"]


@pytest.mark.parametrize(("code", "sent_later"), [(131026, 1), (131050, 0)])
def test_what_is_refused_for_good_is_not_repeated(
    meta: FakeMeta, tmp_path: Path, code: int, sent_later: int
) -> None:
    meta.fail_next(meta_error(code))
    summary = send(meta, people(2), tmp_path)
    assert (summary.sent, dict(summary.rows.reasons)) == (1, {"not_delivered": 1})
    assert len(meta.requests) == 2
    assert f"Meta's error {code}" in summary.rows.examples["not_delivered"][0]
    assert states(tmp_path) == ["sending", "failed", "sending", "sent"]
    again = send(meta, people(2), tmp_path)
    assert again.sent == sent_later  # a next run may try again, but not if the person has stopped
    assert dict(again.rows.reasons) == ({} if sent_later else {"no_opt_in": 1})


def test_five_forms_that_do_not_fit_end_the_run(meta: FakeMeta, tmp_path: Path) -> None:
    meta.fail_next(*[meta_error(132012)] * 9)
    with pytest.raises(BusinessError, match="132012"):
        send(meta, people(9), tmp_path)
    assert len(meta.requests) == 5


@pytest.mark.parametrize(
    "fault", [redirect("https://example.com/"), broken(404), broken(499, is_carried_out=True)]
)
def test_an_answer_that_is_not_from_meta_ends_the_run(
    meta: FakeMeta, tmp_path: Path, fault: Fault
) -> None:
    """A proxy may have passed the message on, so it is not sent again."""
    meta.fail_next(None, fault)
    with pytest.raises(BusinessError, match="The request may have been carried out"):
        send(meta, people(4), tmp_path)
    assert states(tmp_path) == ["sending", "sent", "sending"]
    again = send(meta, people(4), tmp_path)
    assert (again.sent, dict(again.rows.reasons)) == (2, {"delivery_unknown": 1})
    assert max(Counter(sent(meta)).values()) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (meta_error(190, status=401), "bad_token"),
        (meta_error(132001, status=404), "template_missing"),
        (meta_error(132000), "template_parameters"),
        (meta_error(131048), "spam_limit"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_an_error_of_the_account_ends_the_run(
    meta: FakeMeta, tmp_path: Path, fault: Fault, reason: str
) -> None:
    output = tmp_path / "sent.csv"
    meta.fail_next(None, fault)
    with pytest.raises(BusinessError) as caught:
        send(meta, people(4), tmp_path, target=output)
    assert caught.value.reason == reason
    assert not output.exists()
    assert states(tmp_path) == ["sending", "sent", "sending", "failed"]
    posts = [each for each in meta.requests if each.method == "POST"]
    assert len(posts) == 2
    assert send(meta, people(4), tmp_path, target=output).sent == 3  # the same command goes on
    assert [each["wa_status"] for each in rows_of(output)] == ["accepted"] * 4
    assert [*Counter(sent(meta)).values()] == [1] * 4


@pytest.mark.parametrize(
    ("fault", "requests", "state"),
    [(LOST_BEFORE, 5, "sending"), (meta_error(131056), 5 * 8, "waiting")],
    ids=["lost answers", "too many messages to a person"],
)
def test_five_passing_errors_in_a_row_end_the_run(
    meta: FakeMeta, tmp_path: Path, fault: Fault, requests: int, state: str
) -> None:
    meta.fail_next(*[fault] * 100)
    with pytest.raises(BusinessError):
        send(meta, people(9), tmp_path)
    assert len(meta.requests) == requests
    assert states(tmp_path)[-1] == state
    assert {each["number"] for each in Journal.read(tmp_path / "ledger.jsonl")} == {
        number(each) for each in range(5)
    }


def test_four_passing_errors_in_a_row_do_not_end_it(meta: FakeMeta, tmp_path: Path) -> None:
    meta.fail_next(*[LOST_AFTER] * 4, None, *[LOST_BEFORE] * 4, meta_error(131026), LOST_AFTER)
    summary = send(meta, people(12), tmp_path)
    assert dict(summary.rows.reasons) == {"delivery_unknown": 9, "not_delivered": 1}


def test_without_a_connection_nothing_is_unknown(
    meta: FakeMeta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as closed:  # nobody listens at its port, and nobody else gets it
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        account = Account(TOKEN, PHONE_ID, base_url=url, wait=lambda _: None)
        monkeypatch.setattr(meta, "account", lambda _wait: account)
        with pytest.raises(BusinessError) as caught:
            send(meta, people(3), tmp_path)
    assert caught.value.reason == "no_connection"
    assert states(tmp_path) == [*(["sending", "waiting"] * 3), "sending", "failed"]


def test_a_line_is_on_the_disk_before_its_request(
    meta: FakeMeta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = meta.account()
    seen: list[list[str]] = []
    send_once, sync = account.send_once, os.fsync
    synced: list[int] = []

    def sync_and_note(file: int) -> None:
        sync(file)
        synced.append(os.fstat(file).st_size)

    def spy(*arguments: Any, **options: Any) -> SentMessage:
        seen.append(states(tmp_path))
        assert synced[-1] == (tmp_path / "ledger.jsonl").stat().st_size
        return send_once(*arguments, **options)

    monkeypatch.setattr(account, "send_once", spy)
    monkeypatch.setattr(os, "fsync", sync_and_note)
    monkeypatch.setattr(meta, "account", lambda _wait: account)
    send(meta, people(2), tmp_path)
    assert seen == [["sending"], ["sending", "sent", "sending"]]


@pytest.mark.parametrize(
    ("line", "requests", "second"),
    [(1, 0, {}), (2, 1, {"delivery_unknown": 1})],
    ids=["before the request", "after the request"],
)
def test_a_full_disk_ends_the_run(
    meta: FakeMeta,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: int,
    requests: int,
    second: dict[str, int],
) -> None:
    append, lines = Journal.append, count(1)

    def fill_disk(journal: Journal, **record: object) -> None:
        if next(lines) == line:
            raise OSError(errno.ENOSPC, "No space left on device")
        append(journal, **record)

    monkeypatch.setattr(Journal, "append", fill_disk)
    with pytest.raises(OSError, match="No space left"):
        send(meta, people(2), tmp_path)
    assert len(meta.requests) == requests
    assert dict(send(meta, people(2), tmp_path).rows.reasons) == second
    assert [*Counter(sent(meta)).values()] == [1, 1]


@posix("open files that can be replaced")
def test_nothing_is_sent_without_its_ledger(meta: FakeMeta, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    with pytest.raises(InputError, match="deleted, replaced or changed by another program"):
        send(meta, people(3), tmp_path, on_progress=lambda _: ledger.unlink())
    assert len(meta.requests) == 1
    tmp_path.joinpath("ledger.jsonl.saved1").rename(ledger)
    assert send(meta, people(3), tmp_path).sent == 2
    assert [*Counter(sent(meta)).values()] == [1] * 3


def test_a_slow_answer_is_an_answer(meta: FakeMeta, tmp_path: Path) -> None:
    meta.fail_next(slow(0.2))
    assert send(meta, people(1), tmp_path).sent == 1


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("moment", ["in a request", "in a pause"])
def test_an_interruption_waits_for_the_answer(
    meta: FakeMeta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    account = meta.account(lambda _: signal.raise_signal(signal.SIGINT))
    send_once = account.send_once

    def interrupted(*arguments: Any, **options: Any) -> SentMessage:
        if moment == "in a request" and len(meta.requests) == 1:
            signal.raise_signal(signal.SIGINT)
        return send_once(*arguments, **options)

    monkeypatch.setattr(account, "send_once", interrupted)
    monkeypatch.setattr(meta, "account", lambda _wait: account)
    if moment == "in a pause":
        meta.fail_next(None, too_many())
    counts: list[int] = []
    options: dict[str, Any] = {"on_progress": lambda so_far: counts.append(so_far.sent)}
    with pytest.raises(KeyboardInterrupt):
        send(meta, people(3), tmp_path, target=tmp_path / "sent.csv", **options)
    assert counts == ([1, 2] if moment == "in a request" else [1])
    last = "sent" if moment == "in a request" else "waiting"
    assert states(tmp_path) == ["sending", "sent", "sending", last]
    assert not (tmp_path / "sent.csv").exists()
    monkeypatch.undo()
    assert send(meta, people(3), tmp_path).rows.rejected == 0
    assert [*Counter(sent(meta)).values()] == [1] * 3
