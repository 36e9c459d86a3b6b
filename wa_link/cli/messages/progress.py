"""Progress bars for long work, on a terminal."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self, TypeVar

import click

from wa_link._support.quoting import pluralize
from wa_link.cli.messages.report import Counts
from wa_link.sheets.input_file import file_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

Counting = TypeVar("Counting", bound=Counts)

# No progress is shown for work that takes less time.
_SECONDS_WITHOUT_BAR = 1.0


class Progress:
    """A progress bar on standard error, or a count of rows if the length is not known.

    Nothing is shown in the first second, or if standard error is not a terminal. Use it in a
    `with` statement, which ends the bar.
    """

    def __init__(self, length: int = 0, label: str = "") -> None:
        """Start the clock; nothing is shown before `show` is called.

        Args:
            length: length of the work, such as the bytes of a file; 0 if the length is not known.
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
        """Show how much of the work is done, in the bar or as a count of rows.

        Args:
            done: how much of the length is done, such as the bytes that were read.
            rows: how many rows are done; shown if the length is not known.
        """
        if self._is_shown and time.monotonic() - self._started >= _SECONDS_WITHOUT_BAR:
            self._update = self._update or (self._bar() if self.length else self._count())
            self._update(done if self.length else rows)

    def _bar(self) -> Callable[[int], None]:
        """Show a progress bar, and return the function that moves it to a position."""
        bar = self._ends.enter_context(
            click.progressbar(length=self.length, label=self._label, file=sys.stderr)
        )
        return lambda done: bar.update(done - bar.pos)

    def _count(self) -> Callable[[int], None]:
        """Return the function that shows how many rows are done."""
        self._ends.callback(lambda: click.echo(file=sys.stderr))
        return lambda rows: click.echo(f"\r{pluralize(rows, 'row')}", file=sys.stderr, nl=False)


def with_progress(parts: Iterable[Counting], file: BinaryIO) -> Iterator[Counting]:
    """Yield the items of `parts`; after each one, show how much of the file was read.

    Args:
        parts: objects whose attribute `rows` is the number of rows in one part of the sheet.
        file: the file of the sheet.
    """
    rows = 0
    with Progress(file_size(file)) as progress:
        for part in parts:
            yield part
            rows += part.rows
            progress.show(file.tell() if progress.length else 0, rows)


def with_steps(steps: Iterable[int], length: int, label: str) -> Iterator[int]:
    """Yield the items of `steps`; after each one, show how much of the work is done.

    Args:
        steps: iterator that does the work step by step, and yields the size of each step.
        length: the sum of the sizes of all steps.
        label: text before the progress bar, such as `Reading back`.
    """
    done = 0
    with Progress(length, label) as progress:
        for step in steps:
            yield step
            done += step
            progress.show(done)
