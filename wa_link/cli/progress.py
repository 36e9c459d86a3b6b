"""Progress of long work, on a terminal."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self, TypeVar

import click

from wa_link.cli.report import Counts
from wa_link.sheets.input_file import file_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

Counting = TypeVar("Counting", bound=Counts)

# Shorter work shows no progress.
_PATIENCE_SECONDS = 1.0


class Progress:
    """A progress bar on standard error, or a count of rows where the length is not known.

    Nothing is shown in the first second, nor where standard error is not a terminal. It is a
    context manager.
    """

    def __init__(self, length: int = 0, label: str = "") -> None:
        """Begin to measure time.

        Args:
            length: length of the work; 0 if it is not known.
            label: text before the bar.
        """
        self.length = length
        self._label = label
        self._started = time.monotonic()
        self._is_shown = sys.stderr.isatty()
        self._ends = ExitStack()
        self._update: Callable[[int], None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def show(self, done: int, rows: int = 0) -> None:
        """Show how much of the length is done, or the number of rows if the length is unknown."""
        if self._is_shown and time.monotonic() - self._started >= _PATIENCE_SECONDS:
            self._update = self._update or (self._bar() if self.length else self._count())
            self._update(done if self.length else rows)

    def _bar(self) -> Callable[[int], None]:
        bar = self._ends.enter_context(
            click.progressbar(length=self.length, label=self._label, file=sys.stderr)
        )
        return lambda done: bar.update(done - bar.pos)

    def _count(self) -> Callable[[int], None]:
        self._ends.callback(lambda: click.echo(file=sys.stderr))
        return lambda rows: click.echo(f"\r{rows:,} rows", file=sys.stderr, nl=False)


def with_progress(parts: Iterable[Counting], file: BinaryIO) -> Iterator[Counting]:
    """Yield parts of a sheet, while standard error shows how much of its file has been read."""
    rows = 0
    with Progress(file_size(file)) as progress:
        for part in parts:
            yield part
            rows += part.rows
            progress.show(file.tell() if progress.length else 0, rows)


def with_steps(steps: Iterable[int], length: int, label: str) -> Iterator[int]:
    """Yield steps, each with its share of the length, while standard error shows their sum."""
    done = 0
    with Progress(length, label) as progress:
        for step in steps:
            yield step
            done += step
            progress.show(done)
