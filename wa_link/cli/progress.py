"""A progress bar for work that is long, on a terminal that is watched."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO, TypeAlias

    from wa_link.cli.convert import Converted

    Show: TypeAlias = Callable[[int], object]

T = TypeVar("T")

# Shorter work needs no bar.
_PATIENCE_SECONDS = 1.0


def with_progress(pieces: Iterable[Converted], file: BinaryIO) -> Iterator[Converted]:
    """The pieces as they come, while standard error shows how much of `file` has been read.

    Where its size is not known, the rows are counted.
    """

    def begin() -> AbstractContextManager[Show]:
        size = os.fstat(file.fileno()).st_size
        return _bar(size, "", lambda _: file.tell()) if size else _count()

    return _shown(pieces, lambda piece: piece.report.rows, begin)


def with_steps(steps: Iterable[int], length: int, what: str) -> Iterator[int]:
    """The steps as they come, each as many as it says, while standard error shows how far it is."""
    return _shown(steps, lambda step: step, lambda: _bar(length, what, lambda done: done))


def _shown(
    items: Iterable[T], weigh: Callable[[T], int], begin: Callable[[], AbstractContextManager[Show]]
) -> Iterator[T]:
    """The items as they come, and on standard error what they weigh together.

    Nothing is shown in the first second, nor where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    started, done = time.monotonic(), 0
    show: Show | None = None
    with ExitStack() as stack:
        for item in items:
            yield item
            done += weigh(item)
            if time.monotonic() - started >= _PATIENCE_SECONDS:
                show = show or stack.enter_context(begin())
                show(done)


@contextmanager
def _bar(length: int, what: str, place_of: Callable[[int], int]) -> Iterator[Show]:
    with click.progressbar(length=length, label=what, file=sys.stderr) as bar:
        yield lambda done: bar.update(place_of(done) - bar.pos)


@contextmanager
def _count() -> Iterator[Show]:
    yield lambda rows: click.echo(f"\r{rows:,} rows", file=sys.stderr, nl=False)
    click.echo(file=sys.stderr)
