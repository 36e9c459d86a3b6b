"""Lines that can be peeked at before they are taken, for records that cover several lines."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class PeekableLines:
    """Lines that can be peeked at before they are taken.

    Attributes:
        taken_count: how many lines have been taken, so the number of the last one taken.
        name: name of the file, for messages.
    """

    def __init__(self, blocks: Iterable[list[str]], name: str = "") -> None:
        """Wrap blocks of lines, which are read only when they are needed."""
        self._blocks = iter(blocks)
        self._ahead: deque[str] = deque()
        self.taken_count = 0
        self.name = name

    def __iter__(self) -> Iterator[str]:
        """Take the lines one by one."""
        while (line := self.take()) is not None:
            yield line

    def take(self) -> str | None:
        """Take the next line; return None after the last one."""
        if not self.peek(1):
            return None
        self.taken_count += 1
        return self._ahead.popleft()

    def peek(self, count: int) -> Sequence[str]:
        """Return at least the next `count` lines, fewer at the end, and take none of them."""
        while len(self._ahead) < count and (block := next(self._blocks, None)) is not None:
            self._ahead.extend(block)
        return self._ahead

    def sample(self, count: int, characters: int) -> list[str]:
        """Return the next lines: at most `count`, and no more once they have `characters`."""
        known, ahead = 0, self.peek(1)
        while known < len(ahead) < count and sum(map(len, ahead)) < characters:
            known, ahead = len(ahead), self.peek(len(ahead) + 1)
        return list(islice(ahead, count))

    def take_block(self) -> list[str]:
        """Take all lines that have been peeked at."""
        block = list(self._ahead)
        self.taken_count += len(block)
        self._ahead.clear()
        return block
