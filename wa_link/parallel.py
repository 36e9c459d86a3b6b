"""Work that several processes share, and its results in order."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from wa_link.errors import WaLinkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

# What each process has before it, at most: enough to keep it busy, and memory flat.
_AHEAD = 3


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
) -> Iterator[Result]:
    """The work done on each item, in the order of the items.

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
        yield from _side_by_side(make_work, chain((item,), items), jobs)


def _side_by_side(
    make_work: Callable[[], Callable[[Item], Result]], items: Iterator[Item], jobs: int
) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (30 ms, for long runs)
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  (as above)
    from multiprocessing import get_context  # noqa: PLC0415  (as above)

    # A copy of this process is there in a millisecond; elsewhere than on Linux it is not safe.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(jobs, context, _prepare, (make_work,))
    ahead: deque[Future[Result]] = deque()
    failure: Exception | None = None
    try:
        while True:
            try:
                for item in islice(items, jobs * _AHEAD - len(ahead)):
                    ahead.append(pool.submit(_do, item))
            except WaLinkError as error:  # the items before it are none the worse
                failure, items = error, iter(())
            if not ahead:
                break
            yield ahead.popleft().result()
        if failure:
            raise failure
    except BrokenProcessPool:
        raise ChildProcessError(
            errno.ECHILD, "A process that shared the work was ended from outside: run it again"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


# What this process does, where another one has started it to work.
_work: Callable[[Any], Any]


def _prepare(make_work: Callable[[], Callable[[Item], Result]]) -> None:
    """Make a process ready to work. What a terminal interrupts is the one that started it."""
    global _work  # noqa: PLW0603  (a pool tells its processes so what they need)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(getattr(signal, "SIGHUP", signal.SIGINT), signal.SIG_IGN)  # Windows has none
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _work = make_work()


def _do(item: Any) -> Any:  # noqa: ANN401  (whatever the pool's owner gives and gets)
    return _work(item)
