"""Runs of `sync_links` that SIGKILL ends at random moments: no link is lost or made twice.

The server is a thread of this process, and outlives the killed runs. It also loses answers before
and after their effect, is slow, and answers with 429 and 5xx.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import random
import signal
import sys
import threading
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from tests.business.fake_faults import LATE, PASSING, slow
from tests.business.fake_meta import PHONE_ID, TOKEN, FakeMeta
from tests.conftest import posix
from tests.long import size
from wa_link._support.signals import install_handlers
from wa_link.business import Account, BusinessError
from wa_link.business.journal import Journal
from wa_link.business.links_sync.sync_sheet import sync_links
from wa_link.business.links_sync.sync_state import LinkState
from wa_link.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Event
    from pathlib import Path

KILLS = size("WA_TEST_SYNC_KILLS")
CASES = 4
MOST_FAILURES = 3  # of a case; the server rarely fails eight times for one request
FAULTS = (*PASSING, LATE, *[slow(0.02)] * 10)
TEXT = "Is {title} available?"
# Few titles for many keys, so that many links have the same text; two titles reject their rows.
TITLES = ("Sofa", "Lamp", "طاولة", "", "x" * 200)
FOREIGN = {f"FOREIGN{number:07}": TEXT.format(title=TITLES[number % 3]) for number in range(6)}


def interrupted_sync(ready: Event, *arguments: Any) -> None:
    """Run as the command line does, which handles Ctrl+C; exit with 130 then."""
    install_handlers()
    ready.set()
    try:
        run_sync(*arguments)
    except KeyboardInterrupt:
        sys.exit(130)


def run_sync(url: str, folder: Path, rows: list[tuple[str, str]], prune: bool) -> None:  # noqa: FBT001
    """Run in a process that can be killed; exit with 1 if the server fails for too long."""
    account = Account(TOKEN, PHONE_ID, base_url=url, wait=lambda _: None)
    sheet = Sheet.from_rows(("ref", "title"), rows)
    output, state = folder / "links.csv", folder / "links.jsonl"
    try:
        sync_links(
            account,
            sheet,
            output,
            key_column="ref",
            state=state,
            text=TEXT,
            prune=prune,
            prune_most=prune,
            on_progress=lambda count, _: (folder / "count").write_text(str(count)),
        )
    except BusinessError:
        sys.exit(1)


class Life:
    """The runs of one shop, whose sheet changes from time to time."""

    def __init__(self, seed: str, folder: Path, meta: FakeMeta) -> None:
        self.draw = random.Random(seed)  # noqa: S311  (moments, no secrets)
        self.folder, self.meta = folder, meta
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload([__name__])
        self.rows: list[tuple[str, str]] = []
        self.prune = False
        self.kills = self.failures = 0
        self.claimed = set[str]()
        self.longest = 0.3
        # With a new state file, links of others that have the text of a row are refused.
        run_sync(meta.url, folder, [("A-0", "Rug")], prune=False)
        meta.links.update(FOREIGN)

    def change_sheet(self) -> None:
        """Remove rows, change rows, and add rows."""
        keys = self.draw.sample([f"A-{number}" for number in range(16)], 12)
        self.rows = [(key, self.draw.choice(TITLES)) for key in keys]
        self.prune = self.draw.random() < 0.5

    def draw_moment(self) -> float:
        """Return after how many seconds a run is ended; some runs end before that."""
        return self.draw.uniform(0, 1.1) * self.longest

    def run(self, seconds: float | None = None) -> int | None:
        """Run once, and kill the run after so many seconds; return its exit code."""
        process = self.processes.Process(target=run_sync, args=self.arguments)
        started = time.monotonic()
        process.start()
        process.join(seconds)
        if process.is_alive():
            process.kill()
            process.join()
            self.wait_for_server()
        self.learn(started, has_ended=process.exitcode == 0)
        self.wait_for_server()
        self.kills += process.exitcode == -9
        self.failures += process.exitcode == 1
        assert process.exitcode in (0, 1, -9)
        assert self.failures <= MOST_FAILURES
        return process.exitcode

    def interrupt(self, seconds: float) -> int | None:
        """Run once, and press Ctrl+C after so many seconds; return the exit code."""
        (self.folder / "count").write_text("0")
        ready = self.processes.Event()
        process = self.processes.Process(target=interrupted_sync, args=(ready, *self.arguments))
        process.start()
        assert ready.wait(60)
        started = time.monotonic()
        process.join(seconds)
        if process.is_alive():
            os.kill(process.pid or 0, signal.SIGINT)
            process.join(60)
        self.learn(started, has_ended=process.exitcode == 0)
        return process.exitcode

    @property
    def arguments(self) -> tuple[Any, ...]:
        return self.meta.url, self.folder, self.rows, self.prune

    def learn(self, started: float, *, has_ended: bool) -> None:
        """Learn how long a run takes; on a busy machine, it takes longer."""
        seconds = time.monotonic() - started
        self.longest = (self.longest + seconds) / 2 if has_ended else self.longest * 1.05

    def wait_for_server(self) -> None:
        """Wait until the server has carried out all that the run has sent."""
        time.sleep(0.01)
        while any("process_request" in thread.name for thread in threading.enumerate()):
            time.sleep(0.002)

    def check(self) -> None:
        """Check the output, the server and the state after a run that was not disturbed."""
        expected = {
            key: TEXT.format(title=title) for key, title in self.rows if 0 < len(title) < 99
        }
        with (self.folder / "links.csv").open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file)]
        assert [(row["ref"], row["title"]) for row in rows] == self.rows
        for row in rows:  # each has its outcome
            is_accepted = row["ref"] in expected
            assert row["wa_status"] == ("accepted" if is_accepted else "rejected")
            assert bool(row["wa_short_link"]) is is_accepted
            if is_accepted:  # a key that comes back after its link was deleted has a note
                assert row["wa_reason"] in {"", "new_short_link"}
            else:
                assert row["wa_reason"]
        served = {row["ref"]: row["wa_short_link"][-14:] for row in rows if row["wa_short_link"]}
        assert {key: self.meta.links[code] for key, code in served.items()} == expected
        records = [*Journal.read(self.folder / "links.jsonl")]
        state = LinkState(records, "links.jsonl")
        claims = {key: claim.link for key, claim in state.claims.items()}
        assert {key: claims[key].code for key in served} == served
        assert {link.code: link.text for link in claims.values()} | FOREIGN == self.meta.links
        keys = dict(self.rows).keys()
        assert claims.keys() >= (self.claimed & keys if self.prune else self.claimed)
        assert not self.prune or claims.keys() <= keys
        self.claimed = set(claims)
        self.check_creations(records)

    def check_creations(self, records: list[dict[str, str]]) -> None:
        """Check that each link that the server made belongs to a key, and is its only one."""
        codes, deletions = defaultdict(set), Counter[str]()
        for record in records:
            if record["state"] == "link":
                codes[record["key"]].add(record["code"])
            deletions[record.get("key", "")] += record["state"] == "deleted"
        made = [effect[1] for effect in self.meta.effects if effect[0] == "made"]
        assert sorted(made) == sorted(code for own in codes.values() for code in own)
        for key, own in codes.items():
            assert len(own) <= 1 + deletions[key], key


@pytest.fixture
def meta() -> Iterator[FakeMeta]:
    with FakeMeta() as server:
        yield server


@posix("SIGKILL")
@pytest.mark.long(daily=1)
@pytest.mark.parametrize("case", range(CASES))
def test_no_kill_loses_or_doubles_a_link(case: int, tmp_path: Path, meta: FakeMeta) -> None:
    life = Life(f"sync {case}", tmp_path, meta)
    while life.kills < KILLS // CASES:
        life.change_sheet()
        meta.fail_at_random(life.kills, 0.4, faults=FAULTS)
        while life.run(life.draw_moment()) != 0:
            pass
        meta.fail_at_random(0, 0)
        assert life.run() == 0
        life.check()


@posix("SIGINT")
@pytest.mark.long(daily=1)
@pytest.mark.parametrize("case", range(CASES))
def test_an_interrupt_ends_a_run_between_requests(
    case: int, tmp_path: Path, meta: FakeMeta
) -> None:
    life = Life(f"interrupt {case}", tmp_path, meta)
    meta.fail_at_random(case, 1, faults=(slow(0.01),))
    interrupted = 0
    while interrupted < KILLS // CASES // 4 + 1:
        life.change_sheet()
        while True:
            before = len(meta.effects)
            code = life.interrupt(life.draw_moment())
            assert len(meta.effects) - before == int((tmp_path / "count").read_text())
            if code == 0:
                break
            assert code == 130
            interrupted += 1
            state = LinkState(Journal.read(tmp_path / "links.jsonl"), "links.jsonl")
            assert not state.pendings
            links = {claim.link.code: claim.link.text for claim in state.claims.values()}
            assert links | FOREIGN == meta.links
        life.check()
