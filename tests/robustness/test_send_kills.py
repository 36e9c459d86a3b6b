"""Runs of `send_sheet` that signals end at random moments, with a server that fails at random.

By what the server saw, nobody gets a message twice, and the ledger and the server agree.
"""

from __future__ import annotations

import csv
import os
import random
import signal
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_faults import PASSING, meta_error, slow
from tests.business.fake_meta import FakeMeta, Seen
from tests.conftest import posix
from tests.long import size
from tests.robustness.forked_runs import ForkedRuns
from wa_link.business.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNS = size("WA_TEST_SEND_KILLS")
PEOPLE = 14
KILLED_RUNS = 9  # of each sheet; then comes a run that may end
LONGEST = 0.25  # seconds until a run is killed; a whole one takes about as long
GENTLE = (signal.SIGINT, signal.SIGTERM)
SIGNALS = (*[signal.SIGKILL] * 4, *GENTLE)
INTERRUPTED = {128 + signal.SIGINT, 128 + signal.SIGTERM}
LOST = {"lost before", "lost after", "cut after", "rubbish", "500 before", "503 after"}
FAULTS = (*PASSING, meta_error(131026), meta_error(131049), meta_error(190))
MOST_WHOLE_RUNS = 50
"""Runs that may end early because of lost answers, before one must come to its end."""


class Mailing:
    """A sheet with its ledger, and what must be true of both after each run."""

    def __init__(self, meta: FakeMeta, folder: Path, number: int) -> None:
        self.meta, self.number = meta, number
        self.draw = random.Random(number)  # noqa: S311  (moments, no secrets)
        self.sheet, self.ledger = folder / "contacts.csv", folder / "ledger.jsonl"
        self.output = folder / "sent.csv"
        rows = [(self.phone(each), self.draw.choice(("yes", "Ja", "1"))) for each in range(PEOPLE)]
        rows[2] = (rows[2][0], "no")
        rows[5] = (rows[5][0], "")
        rows[7] = ("12", "yes")
        rows[9] = (f"0044 {rows[8][0][3:]}", "yes")  # the same number
        rows[11] = (f"{rows[11][0]} / {self.phone(PEOPLE)}", "yes")
        self.refused = {rows[2][0], rows[5][0]}
        self.sheet.write_text("phone,news\n" + "".join(f"{a},{b}\n" for a, b in rows))

    def phone(self, index: int) -> str:
        return f"+447911{100_000 + self.number % 1000 * 100 + index}"

    def run(self, runs: ForkedRuns, *, is_killed: bool, resend: bool = False) -> int:
        """Run `send_sheet` in a process, maybe kill it, and check what the server saw."""
        before, requests = len([*Journal.read(self.ledger)]), len(self.meta.requests)
        most = self.draw.choice((1, 4, PEOPLE + 1)) if is_killed else PEOPLE + 1
        process = self.start(runs, most=most, resend_unknown=resend)
        if is_killed:
            time.sleep(self.draw.uniform(0, LONGEST))
            os.kill(process, self.draw.choice(SIGNALS))
        code = runs.end()
        killed_by = {-each for each in SIGNALS}
        assert code in ({0, 1, *INTERRUPTED, *killed_by} if is_killed else {0, 1})
        written = [*Journal.read(self.ledger)][before:]
        assert len({each["number"] for each in written}) <= most
        if code not in killed_by:
            self.check_answers(written, self.meta.requests[requests:])
        return code

    def interrupt(self, runs: ForkedRuns) -> None:
        """Run `send_sheet` for the first time; end it by a signal that comes during a request."""
        last = self.draw.randint(1, 4)

        def end(_: Seen) -> None:
            if len(self.meta.requests) == last:
                os.kill(process, self.draw.choice(GENTLE))

        self.meta.on_request = end
        process = self.start(runs, most=PEOPLE + 1)
        assert runs.end() in INTERRUPTED
        self.meta.on_request = lambda _: None
        assert len(self.meta.requests) == last
        self.check_answers([*Journal.read(self.ledger)], self.meta.requests)

    def start(self, runs: ForkedRuns, **options: Any) -> int:
        """Start `send_sheet` in a process, and return the process id."""
        return runs.start(
            url=self.meta.url,
            token=self.meta.token,
            sheet=str(self.sheet),
            ledger=str(self.ledger),
            target=str(self.output),
            multiple="split",
            **options,
        )

    def check_answers(self, written: list[dict[str, Any]], seen: list[Seen]) -> None:
        """Check that a run that was not killed has all answers that did not get lost."""
        states = {each["number"]: each["state"] for each in written}
        faults = {each.body["to"]: each.fault for each in seen}
        for number, state in states.items():
            assert (state == "sending") == (faults[number] in LOST)

    def sent(self) -> dict[str, list[str]]:
        """Return the ids of the messages that each number has got, by what the server did."""
        found = defaultdict[str, list[str]](list)
        for kind, digits, _, message_id in self.meta.effects:
            assert kind == "sent"
            found[f"+{digits}"].append(message_id)
        return found

    def check(self) -> None:
        """Check that nobody got two messages, and that ledger and server agree."""
        # The ledger is read first: the server may still work on the request of a killed run.
        states = self.states()
        sent = self.sent()
        assert {number: ids for number, ids in sent.items() if len(ids) > 1} == {}
        asked = {each.body["to"] for each in self.meta.requests}
        assert asked.isdisjoint(self.refused)
        assert asked <= states.keys()
        for number, ids in sent.items():
            assert states.get(number) in (("sent", ids[0]), ("sending", None))
        for number, (state, message_id) in states.items():
            assert state != "sent" or sent[number] == [message_id]

    def states(self) -> dict[str, tuple[str, str | None]]:
        """Return the last state of each number in the ledger, and the id of its message."""
        return {
            each["number"]: (each["state"], each.get("id")) for each in Journal.read(self.ledger)
        }

    def check_output(self) -> None:
        """Check that each row has an outcome, and that the server agrees with it."""
        rows = [*csv.DictReader(self.output.read_text("utf-8").splitlines())]
        assert len(rows) == PEOPLE + 1  # one row is split
        sent, states = self.sent(), self.states()
        for row in rows:
            number = row["wa_phone"].replace(" ", "")
            reason = row["wa_reason"]
            if row["wa_status"] == "rejected":
                assert reason in REASONS
            else:
                assert states[number] == ("sent", row["wa_message_id"])
                assert sent[number] == [row["wa_message_id"]]
        counts = Counter(row["wa_reason"] for row in rows)
        assert (counts["no_opt_in"], counts["no_region"], counts["duplicate"]) == (2, 1, 1)
        unknown = sum(state == "sending" for state, _ in states.values())
        assert counts["delivery_unknown"] == unknown
        accepted = sum(row["wa_status"] != "rejected" for row in rows)
        assert accepted == sum(state == "sent" for state, _ in states.values())


REASONS = {"no_opt_in", "no_region", "duplicate", "delivery_unknown", "not_delivered"}


@pytest.fixture(scope="module")
def runs() -> Iterator[ForkedRuns]:
    with ForkedRuns("tests.robustness.send_run") as started:
        yield started


@posix("fork and SIGKILL")
@pytest.mark.long(daily=2)
@pytest.mark.parametrize("number", range(RUNS // (KILLED_RUNS + 1)))
def test_killed_runs_send_nothing_twice(number: int, tmp_path: Path, runs: ForkedRuns) -> None:
    with FakeMeta() as meta:
        mailing = Mailing(meta, tmp_path, number)
        meta.fail_at_random(number, share=1, faults=(slow(0.1),))
        mailing.interrupt(runs)
        mailing.check()
        for kill in range(KILLED_RUNS):
            meta.fail_at_random((number, kill), share=0.3, faults=FAULTS)
            mailing.run(runs, is_killed=True)
            mailing.check()
        for _ in range(MOST_WHOLE_RUNS):
            if mailing.run(runs, is_killed=False) == 0:  # not five lost answers or a wrong token
                break
            mailing.check()
        else:
            pytest.fail("no run came to its end")
        mailing.check()
        mailing.check_output()
        meta.fail_at_random(0, share=0)
        assert mailing.run(runs, is_killed=False, resend=True) == 0
        states = mailing.states()
        assert {state for state, _ in states.values()} == {"sent"}
        assert len(states) == PEOPLE - 3  # one is split


@posix("fork and SIGKILL")
def test_of_two_runs_at_once_only_one_sends(tmp_path: Path, runs: ForkedRuns) -> None:
    with FakeMeta() as meta, ForkedRuns("tests.robustness.send_run") as others:
        mailing = Mailing(meta, tmp_path, 999)
        meta.fail_at_random(0, share=1, faults=(slow(0.02),))
        mailing.start(runs, most=9)
        mailing.start(others, most=9)
        assert {runs.end(), others.end()} == {0, 2}
        mailing.check()
        assert len(mailing.sent()) == 9
