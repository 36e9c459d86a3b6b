"""A progress bar for work that is long, on a terminal that is watched."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import click

from wa_link import interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from wa_link.cli.convert import Piece
    from wa_link.cli.report import Report

# Shorter work needs no bar.
_PATIENCE_SECONDS = 1.0


def watched(pieces: Iterable[Piece], file: BinaryIO) -> Iterator[Piece]:
    """The pieces as they come, while standard error shows how much of `file` has been read.

    Nothing is shown in the first second, nor where standard error is no terminal. Where the size
    of the input is not known, the rows are counted.
    """
    if not sys.stderr.isatty():
        yield from pieces
        return
    started = time.monotonic()
    show: Callable[[int], object] | None = None
    with ExitStack() as stack:
        rows = 0
        for piece in pieces:
            yield piece
            rows += piece.report.rows
            if time.monotonic() - started < _PATIENCE_SECONDS:
                continue
            if show is None:
                size = os.fstat(file.fileno()).st_size
                show = stack.enter_context(_bar(file, size) if size else _count())
            show(rows)


def counted(steps: Iterable[int], length: int, what: str) -> Iterator[int]:
    """The steps as they come, each as many as it says, while standard error shows how far it is.

    Nothing is shown in the first second, nor where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield from steps
        return
    started, waiting = time.monotonic(), 0
    with ExitStack() as stack:
        update: Callable[[int], object] | None = None
        for step in steps:
            yield step
            waiting += step
            if time.monotonic() - started < _PATIENCE_SECONDS:
                continue
            if update is None:
                bar = click.progressbar(length=length, label=what, file=sys.stderr)
                update = stack.enter_context(bar).update
            update(waiting)
            waiting = 0


@contextmanager
def telling(report: Report, what_stays: str) -> Iterator[None]:
    """Where the block is interrupted, a line that says how far it came.

    Args:
        report: of the rows until then.
        what_stays: of what was written, to end the line.
    """
    try:
        yield
    except BaseException as error:
        interruption = interrupts.cause_of(error)
        if interruption is None:
            raise
        with suppress(OSError):  # its terminal is gone
            click.echo(f"Interrupted after {report.rows:,} rows: {what_stays}", err=True)
        if isinstance(interruption, KeyboardInterrupt):
            raise click.Abort from None  # else click would make a line more
        raise interruption from None


@contextmanager
def _bar(file: BinaryIO, size: int) -> Iterator[Callable[[int], object]]:
    with click.progressbar(length=size, file=sys.stderr) as bar:
        yield lambda _: bar.update(file.tell() - bar.pos)


@contextmanager
def _count() -> Iterator[Callable[[int], object]]:
    yield lambda rows: click.echo(f"\r{rows:,} rows", file=sys.stderr, nl=False)
    click.echo(file=sys.stderr)
