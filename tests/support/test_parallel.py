"""Tests of worker processes: results are in order, few items are taken ahead, all workers end."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import posix
from wa_link._support import parallel
from wa_link._support.parallel import count_cores, map_in_order
from wa_link._support.signals import ENDING_SIGNALS
from wa_link.errors import (
    InputError,
    LinkError,
    OptionError,
    PhoneError,
    Reason,
    RecordError,
    SymbolError,
    TextError,
    WaLinkError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# The most items that a worker has before its results are read.
AHEAD = 4
ENDED = "A worker process was killed: run the command again"
PATIENCE_SECONDS = 60


class Source:
    """An iterator over the numbers from 0 that counts how many of them were taken."""

    def __init__(self, size: int, then: Exception | None = None) -> None:
        self.size, self.then, self.taken = size, then, 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.size):
            self.taken += 1
            yield number
        if self.then:
            raise self.then


def squares() -> Callable[[int], int]:
    return square


def square(number: int) -> int:
    time.sleep(0.002 * (number % 5 == 0))  # the first of five ends last
    return number * number


made = 0


def tellers() -> Callable[[int], tuple[int, int]]:
    """Return work that reports its process, and how often `tellers` was called in it."""
    global made  # noqa: PLW0603  (each process has its own)
    made += 1
    return lambda _: (os.getpid(), made)


def raisers() -> Callable[[Exception | int], int]:
    return give_or_raise


def give_or_raise(item: Exception | int) -> int:
    if isinstance(item, Exception):
        raise item
    return item


def killers() -> Callable[[int], int]:
    return kill_at_three


def kill_at_three(number: int) -> int:
    if number == 3:
        os._exit(9)  # as if it was killed
    return number


@dataclass(frozen=True)
class Meeting:
    """Makes work that waits until several workers work at the same time."""

    folder: Path
    processes: int

    def __call__(self) -> Callable[[int], int]:
        return self.meet

    def meet(self, number: int) -> int:
        (self.folder / str(os.getpid())).touch()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(list(self.folder.iterdir())) < self.processes:
            assert time.monotonic() < deadline, "the others never came"
            time.sleep(0.001)
        return number


@pytest.mark.long(daily=2)
@pytest.mark.parametrize(
    ("jobs", "alone", "sizes"),
    [
        pytest.param(1, 0, range(0, 51, 5), id="one process"),
        pytest.param(1, 7, range(0, 51, 5), id="one, with more items than before_workers"),
        pytest.param(2, 50, range(0, 51, 5), id="two, and too few items"),
        pytest.param(2, 0, range(51), id="two"),
        pytest.param(2, 7, (0, 1, 6, 7, 8, 9, 13, 14, 50), id="two, after some items"),
        pytest.param(4, 0, (0, 1, 2, 3, 4, 5, 11, 12, 13, 24, 50), id="four"),
        pytest.param(4, 1, (0, 1, 2, 12, 13, 14, 50), id="four, after one item"),
    ],
)
def test_results_come_in_the_order_of_the_items(
    jobs: int, alone: int, sizes: Sequence[int]
) -> None:
    for size in sizes:
        found = list(map_in_order(squares, iter(range(size)), jobs=jobs, before_workers=alone))
        assert found == [number * number for number in range(size)], size
        assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("alone", [0, 5])
@pytest.mark.parametrize("every", [1, 2, 7])
def test_no_result_is_held_back_while_the_next_item_is_awaited(
    jobs: int, alone: int, every: int
) -> None:
    source = Source(40)
    results = 0

    def would_wait() -> bool:
        return source.taken % every == 0

    for result in map_in_order(
        squares, source, jobs=jobs, before_workers=alone, would_wait=would_wait
    ):
        assert result == results**2
        # Before an item that is not there yet is taken, all earlier results have come.
        waited_for = (source.taken - 1) // every * every
        assert results + 1 >= waited_for
        results += 1
    assert results == 40
    assert multiprocessing.active_children() == []


def test_an_input_that_always_waits_starts_no_worker() -> None:
    found = map_in_order(tellers, range(60), jobs=2, before_workers=10, would_wait=lambda: True)
    assert {process for process, _ in found} == {os.getpid()}


@pytest.mark.parametrize("alone", [0, 5])
def test_items_may_be_any_iterable(alone: int) -> None:
    assert list(map_in_order(squares, [3, 2, 1] * 3, jobs=2, before_workers=alone)) == [9, 4, 1] * 3


@pytest.mark.parametrize(
    ("jobs", "alone"),
    [
        pytest.param(1, 0, id="one process"),
        pytest.param(2, 0, id="two"),
        pytest.param(4, 0, id="four"),
        pytest.param(2, 20, id="two, after some items"),
    ],
)
def test_items_are_taken_a_bounded_way_ahead(jobs: int, alone: int) -> None:
    source = Source(200)
    found = map_in_order(squares, source, jobs=jobs, before_workers=alone)
    ahead: list[int] = []
    for given, result in enumerate(found, start=1):
        assert result == (given - 1) ** 2
        ahead.append(source.taken - given + 1)
    assert len(ahead) == 200
    # Each worker has its next item, and few more items are taken.
    shared = ahead if jobs == 1 else ahead[alone:]
    assert set(ahead[:alone]) <= {1}
    assert max(shared) == 1 if jobs == 1 else 2 * jobs <= max(shared) <= AHEAD * jobs


def test_no_item_is_taken_before_a_result_is_requested() -> None:
    source = Source(5)
    found = map_in_order(squares, source, jobs=2, before_workers=0)
    assert source.taken == 0
    found.close()
    assert source.taken == 0


def test_as_many_processes_work_as_were_requested(tmp_path: Path) -> None:
    found = map_in_order(Meeting(tmp_path, 3), range(9), jobs=3, before_workers=0)
    assert list(found) == list(range(9))
    at_work = {int(path.name) for path in tmp_path.iterdir()}
    assert len(at_work) == 3
    assert os.getpid() not in at_work


def test_the_work_is_made_once_in_each_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "made", 0)
    found = list(map_in_order(tellers, range(60), jobs=2, before_workers=10))
    here, elsewhere = found[:10], found[10:]
    assert here == [(os.getpid(), 1)] * 10
    assert os.getpid() not in dict(elsewhere)
    assert len(set(elsewhere)) == len(dict(elsewhere)) <= 2


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    "error",
    [
        pytest.param(PhoneError(Reason.TOO_SHORT, '"12" is too short.'), id="phone"),
        pytest.param(LinkError(Reason.NOT_A_PHONE_LINK, "no chat"), id="link"),
        pytest.param(TextError(Reason.MISSING_FIELD, "blank"), id="text"),
        pytest.param(SymbolError(Reason.QR_TOO_LONG, "too long"), id="symbol"),
        pytest.param(OptionError('"codes" is no folder.'), id="option"),
        pytest.param(InputError("f.csv, line 3: it is not UTF-8."), id="input"),
        pytest.param(OSError(errno.ENOSPC, "No space left on device", "codes/1.png"), id="disk"),
        pytest.param(PermissionError(errno.EACCES, "Permission denied", "a.csv"), id="permission"),
        pytest.param(ValueError("a defect"), id="anything"),
    ],
)
def test_an_error_of_the_work_reaches_the_caller(error: Exception, jobs: int) -> None:
    items: list[Exception | int] = [0, 1, 2, 3, error, 5, 6, 7, 8, 9, 10, 11]
    with pytest.raises(type(error)) as raised:
        list(map_in_order(raisers, items, jobs=jobs, before_workers=2))
    assert type(raised.value) is type(error)
    assert str(raised.value) == str(error)
    if isinstance(error, RecordError):
        assert isinstance(raised.value, RecordError)
        assert (raised.value.reason, raised.value.message) == (error.reason, error.message)
    if isinstance(error, OSError):
        assert isinstance(raised.value, OSError)
        assert (raised.value.errno, raised.value.filename) == (error.errno, error.filename)
    assert multiprocessing.active_children() == []


def test_results_come_before_an_error_of_the_work() -> None:
    items: list[Exception | int] = [*range(9), ValueError("the tenth"), 10]
    found = map_in_order(raisers, items, jobs=2, before_workers=0)
    assert [next(found) for _ in range(9)] == list(range(9))
    with pytest.raises(ValueError, match="the tenth"):
        next(found)


@pytest.mark.parametrize("given", [0, 1, 2, 6, 7, 20])
@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("alone", [0, 3])
def test_an_error_of_the_items_comes_after_all_results(jobs: int, alone: int, given: int) -> None:
    error = InputError("f.csv, line 30: it is not UTF-8.")
    found = map_in_order(squares, Source(given, then=error), jobs=jobs, before_workers=alone)
    assert [next(found) for _ in range(given)] == [number * number for number in range(given)]
    with pytest.raises(WaLinkError) as raised:
        next(found)
    assert raised.value is error
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_other_errors_of_the_items_reach_the_caller(jobs: int) -> None:
    error = OSError(errno.EIO, "Input/output error", "f.csv")
    with pytest.raises(OSError, match="Input/output error") as raised:
        list(map_in_order(squares, Source(8, then=error), jobs=jobs, before_workers=0))
    assert raised.value is error
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("results", [1, 2, 7])
@pytest.mark.parametrize("end", ["closed", "thrown into"])
def test_a_caller_that_stops_early_leaves_no_process(results: int, end: str) -> None:
    source = Source(1_000)
    found = map_in_order(squares, source, jobs=2, before_workers=1)
    assert [next(found) for _ in range(results)] == [n * n for n in range(results)]
    if end == "closed":
        found.close()
    else:
        with pytest.raises(KeyboardInterrupt):
            found.throw(KeyboardInterrupt)
    assert multiprocessing.active_children() == []
    assert source.taken <= results + 2 * AHEAD


def test_a_worker_killed_at_work_is_an_error() -> None:
    with pytest.raises(ChildProcessError) as raised:
        list(map_in_order(killers, range(30), jobs=2, before_workers=2))
    assert (raised.value.errno, raised.value.strerror) == (errno.ECHILD, ENDED)
    assert raised.value.__suppress_context__
    assert multiprocessing.active_children() == []


def test_a_worker_killed_while_it_waits_is_an_error() -> None:
    found = map_in_order(squares, range(30), jobs=2, before_workers=0)
    assert next(found) == 0
    victim = multiprocessing.active_children()[0]
    victim.kill()
    with pytest.raises(ChildProcessError, match=ENDED):
        list(found)
    assert multiprocessing.active_children() == []


@pytest.fixture
def no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make imports of all modules that can start processes fail."""
    for module in ("concurrent.futures", "concurrent.futures.process", "multiprocessing"):
        monkeypatch.setitem(sys.modules, module, None)


@pytest.mark.usefixtures("no_pool")
@pytest.mark.parametrize(
    ("size", "jobs", "alone"),
    [
        pytest.param(0, 4, 0, id="nothing to do"),
        pytest.param(4, 4, 4, id="as many items as before_workers"),
        pytest.param(3, 4, 4, id="fewer"),
        pytest.param(60, 1, 4, id="one job"),
        pytest.param(60, 1, 0, id="one job, no items before workers"),
    ],
)
def test_a_short_run_starts_no_process(size: int, jobs: int, alone: int) -> None:
    found = list(map_in_order(tellers, range(size), jobs=jobs, before_workers=alone))
    assert [pid for pid, _ in found] == [os.getpid()] * size


@pytest.mark.usefixtures("no_pool")
def test_one_item_more_starts_workers() -> None:
    found = map_in_order(squares, range(5), jobs=4, before_workers=4)
    assert [next(found) for _ in range(4)] == [0, 1, 4, 9]
    with pytest.raises(ImportError):
        next(found)


@posix("signals")
@pytest.mark.parametrize("number", ENDING_SIGNALS, ids=lambda number: number.name)
def test_workers_ignore_signals_that_end_a_run(number: signal.Signals) -> None:
    """A terminal sends signals to all processes of a run, but workers finish their items."""
    before = [signal.getsignal(each) for each in ENDING_SIGNALS]
    found = map_in_order(Signaller(number), range(12), jobs=2, before_workers=0)
    assert list(found) == list(range(12))
    assert [signal.getsignal(each) for each in ENDING_SIGNALS] == before
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


@dataclass(frozen=True)
class Signaller:
    """Makes work that sends its own process a signal."""

    number: signal.Signals

    def __call__(self) -> Callable[[int], int]:
        return self.work

    def work(self, item: int) -> int:
        os.kill(os.getpid(), self.number)
        return item


INTERRUPTED_START = """
import os, signal
from tests.support.test_parallel import squares
from wa_link._support.parallel import map_in_order

def interrupted_fork(fork=os.fork):
    pid = fork()
    if pid:
        os.kill(os.getpid(), signal.SIGINT)
    return pid

os.fork = interrupted_fork
try:
    list(map_in_order(squares, range(90), jobs=3, before_workers=0))
except KeyboardInterrupt:
    print("interrupted")
"""
LOST_IN_THE_MIDST = """
from tests.support.test_parallel import losers
from wa_link._support.parallel import map_in_order

try:
    list(map_in_order(losers, range(9), jobs=2, before_workers=0))
except ChildProcessError as error:
    print(error.strerror)
"""


def losers() -> Callable[[int], bytes]:
    return large_and_lost


def large_and_lost(_: int) -> bytes:
    """Return a large result; the worker is killed while it sends it."""
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    return bytes(100_000_000)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, no process is a copy of another")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(INTERRUPTED_START, "interrupted", id="interrupted while they are started"),
        pytest.param(LOST_IN_THE_MIDST, ENDED, id="one killed while it sends its result"),
    ],
)
def test_a_run_never_hangs(code: str, said: str) -> None:
    """Run in another process, because a hang would stop all tests."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"{said}\n", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, no process is a copy of another")
def test_workers_end_when_no_more_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork, forks = os.fork, iter(range(2))

    def limited_fork() -> int:
        if next(forks, None) is None:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", limited_fork)
    try:
        with pytest.raises(BlockingIOError):
            list(map_in_order(squares, range(90), jobs=4, before_workers=0))
        assert multiprocessing.active_children() == []
    finally:
        for process in multiprocessing.active_children():
            process.kill()  # pytest would wait at its end for this process


def test_spawned_workers_share_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On macOS and Windows, workers know only the values that were pickled for them."""
    get_context = multiprocessing.get_context
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: get_context("spawn"))
    monkeypatch.setattr(sys.modules[__name__], "made", 40)
    found = list(map_in_order(tellers, range(12), jobs=2, before_workers=1))
    assert found[0] == (os.getpid(), 41)
    assert {times for _, times in found[1:]} == {1}
    assert multiprocessing.active_children() == []


MAIN = sys.modules["__main__"]


def mains() -> Callable[[int], bool]:
    """Return work that reports whether the main module is the one that started the process."""
    return lambda _: sys.modules["__main__"] is MAIN


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux")
def test_forked_workers_keep_the_main_module() -> None:
    assert all(map_in_order(mains, range(12), jobs=2, before_workers=0))


class TestUsableCores:
    def test_cores_that_this_process_may_use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
        assert count_cores() == 3

    @pytest.mark.parametrize(("count", "cores"), [(8, 8), (None, 1)])
    def test_all_cores_where_the_system_does_not_say(
        self, monkeypatch: pytest.MonkeyPatch, count: int | None, cores: int
    ) -> None:
        monkeypatch.delattr(os, "sched_getaffinity", raising=False)
        monkeypatch.setattr(os, "cpu_count", lambda: count)
        assert count_cores() == cores


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows has no SIGSTOP")
def test_a_stopped_worker_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parallel, "_JOIN_TIMEOUT_SECONDS", 0.1)
    results = map_in_order(squares, range(1_000), jobs=2, before_workers=0)
    assert next(results) == 0
    stopped = multiprocessing.active_children()
    os.kill(stopped[0].pid or 0, signal.SIGSTOP)
    results.close()
    assert [process.is_alive() for process in stopped] == [False, False]
