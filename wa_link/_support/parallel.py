"""Work that several processes share, and its results in order."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections import deque
from contextlib import contextmanager, suppress
from itertools import chain, cycle, islice
from typing import TYPE_CHECKING, Any, TypeVar

from wa_link._support.signals import ENDING_SIGNALS, block_signals
from wa_link.errors import WaLinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext

Item = TypeVar("Item")
Result = TypeVar("Result")

# What each process has before it, at most: while it works on one item, the next is there.
_AHEAD = 2
# Until a process that has nothing more to do is ended from here.
_PATIENCE_SECONDS = 10


def usable_cores() -> int:
    """How many processes can run side by side."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    make_work: Callable[[], Callable[[Item], Result]],
    items: Iterable[Item],
    *,
    jobs: int,
    alone: int,
) -> Generator[Result]:
    """The work done on each item, in the order of the items; other processes end when it is closed.

    Args:
        make_work: makes the function that works on an item, once in each process; it can be
            pickled, as items and results can.
        items: taken a few ahead of the results.
        jobs: how many processes work; with 1, this one alone does.
        alone: how many items this process does by itself before it starts others, which takes
            time: a short run is over by then.

    Raises:
        ChildProcessError: a process was ended from outside.
    """
    items = iter(items)
    work = make_work()
    yield from map(work, islice(items, alone) if jobs > 1 else items)
    for item in items:  # more than this process should do alone
        with _workers(make_work, jobs) as workers:
            yield from _by_turns(workers, chain((item,), items))


def _by_turns(workers: list[_Worker], items: Iterator[Any]) -> Iterator[Any]:
    """Results in order: each worker gets an item in its turn, and gives the result in its turn."""
    failures: list[WaLinkError] = []
    owing: deque[_Worker] = deque()
    for worker, item in zip(cycle(workers), until_failure(items, failures), strict=False):
        if len(owing) == _AHEAD * len(workers):
            yield owing.popleft().take()
        worker.give(item)
        owing.append(worker)
    for worker in workers:
        worker.give()
    for worker in owing:
        yield worker.take()
    if failures:
        raise failures[0]


def until_failure(items: Iterable[Item], failures: list[WaLinkError]) -> Iterator[Item]:
    """The items, and where there are no more because one fails, why: those before it count."""
    try:
        yield from items
    except WaLinkError as error:
        failures.append(error)


@contextmanager
def _workers(make_work: Callable[[], Callable[[Any], Any]], count: int) -> Iterator[list[_Worker]]:
    """Other processes, ready to work; ended with the context."""
    from multiprocessing import get_context  # noqa: PLC0415  (10 ms, for long runs)

    # A copy of this process is there in a millisecond; elsewhere than on Linux it is not safe.
    context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
    workers: list[_Worker] = []
    try:
        with block_signals():
            for _ in range(count):
                workers.append(_Worker(context, make_work, workers))
        yield workers
    finally:
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.process.join(_PATIENCE_SECONDS)
            if worker.process.is_alive():  # stopped by somebody, or in an endless loop
                worker.process.kill()
                worker.process.join()


class _Worker:
    """A process that works on what it is given, and the way to it.

    It takes its next item before it gives a result, so that neither side ever waits for the other
    to read. When this process ends, however it does, the other sees the end of what it is given.
    """

    def __init__(
        self,
        context: ForkContext | SpawnContext,
        make_work: Callable[[], Callable[[Any], Any]],
        others: Iterable[_Worker],
    ) -> None:
        self.connection, theirs = context.Pipe()
        # A copy of this process has copies of its ends, too: they would keep the ways open.
        is_copy = context.get_start_method() == "fork"
        copies = [each.connection for each in (*others, self)] if is_copy else []
        self.process = context.Process(target=_serve, args=(theirs, copies, make_work), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, *items: object) -> None:
        """Give an item, or with none say that no more come."""
        with _losses_told():
            self.connection.send(items)

    def take(self) -> object:
        """The next result.

        Raises:
            Exception: what the work raised.
        """
        with _losses_told():
            failure, result = self.connection.recv()
        if failure is not None:
            raise failure
        return result

    def dismiss(self) -> None:
        """Give nothing more, and take nothing: it ends when it sees so."""
        self.connection.close()


@contextmanager
def _losses_told() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError):
        raise ChildProcessError(
            errno.ECHILD, "A process that shared the work was ended from outside: run it again"
        ) from None


def _serve(
    connection: Connection,
    copies: Iterable[Connection],
    make_work: Callable[[], Callable[[Any], Any]],
) -> None:
    """Work, until no more comes. What ends a run is for the process that started it."""
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING_SIGNALS)
    for copy in copies:
        copy.close()
    work = make_work()
    with suppress(EOFError, OSError):  # nobody gives any more, nor takes
        items = connection.recv()
        while items:
            result = _done(work, *items)
            items = connection.recv()
            connection.send(result)


def _done(work: Callable[[Any], Any], item: object) -> tuple[Exception | None, object]:
    try:
        return None, work(item)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is raised where results are taken)
        return error, None
