"""Iterate over the lines of a file, and look at the next lines in advance.

The readers of files need this for records that cover several lines.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from wa_link.sheets.input_file import never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class PeekableLines:
    """Iterator over the lines of a file. It can also show the next lines in advance.

    `take` returns a line and goes on to the next line. `peek` and `sample` return the next lines,
    but `take` will return these lines again.

    Attributes:
        taken_count: number of lines that were taken, and so the number of the last taken line.
        name: name of the file, for messages.
    """

    def __init__(
        self,
        blocks: Iterable[list[str]],
        name: str = "",
        would_wait: Callable[[], bool] = never,
    ) -> None:
        """Store the blocks, which are lists of lines. A block is read only when it is needed.

        Args:
            blocks: lists of lines.
            name: name of the file, for messages.
            would_wait: function that returns whether the next block is not there yet.
        """
        self._blocks = iter(blocks)
        self._would_wait = would_wait
        self._ahead: deque[str] = deque()
        self.taken_count = 0
        self.name = name

    def __iter__(self) -> Iterator[str]:
        """Take all lines, one after another, and yield each."""
        while (line := self.take()) is not None:
            yield line

    def take(self) -> str | None:
        """Take and return the next line; return None if there are no more lines."""
        if not self.peek(1):
            return None
        self.taken_count += 1
        return self._ahead.popleft()

    def peek(self, count: int) -> Sequence[str]:
        """Return at least `count` of the next lines, or all if fewer exist; do not take them."""
        while len(self._ahead) < count and (block := next(self._blocks, None)) is not None:
            self._ahead.extend(block)
        return self._ahead

    def is_waiting(self) -> bool:
        """Return whether the next line is not there yet, so that `take` would wait."""
        return not self._ahead and self._would_wait()

    def sample(
        self, count: int, characters: int, is_enough: Callable[[list[str]], bool]
    ) -> list[str]:
        """Return at most `count` of the next lines, fewer if they are long; do not take them.

        Args:
            count: the most lines.
            characters: reading ahead stops at so many characters in all lines together.
            is_enough: function that returns whether fewer lines are enough. It is called if the
                next lines of a pipe have not come yet.
        """
        known, ahead = 0, self.peek(1)
        while known < len(ahead) < count and sum(map(len, ahead)) < characters:
            if self._would_wait() and is_enough([*ahead]):
                break
            known, ahead = len(ahead), self.peek(len(ahead) + 1)
        return list(islice(ahead, count))

    def take_block(self) -> list[str]:
        """Take and return all lines that `peek` or `sample` has read ahead."""
        block = list(self._ahead)
        self.taken_count += len(block)
        self._ahead.clear()
        return block
