"""Lines that can be looked at before they are taken, for readers of records of several lines."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Lines:
    """Lines that can be looked at before they are taken."""

    def __init__(self, blocks: Iterable[list[str]], name: str = "") -> None:
        """The lines of blocks, which are taken as they are needed; `name` is of their file."""
        self._blocks = iter(blocks)
        self._ahead: deque[str] = deque()
        self.taken = 0
        self.name = name

    def __iter__(self) -> Iterator[str]:
        """The lines, taken one by one."""
        while (line := self.take()) is not None:
            yield line

    def take(self) -> str | None:
        """The next line, or None behind the last one."""
        if not self.look(1):
            return None
        self.taken += 1
        return self._ahead.popleft()

    def look(self, count: int) -> Sequence[str]:
        """The next `count` lines at least, or as many as there are, still to be taken."""
        while len(self._ahead) < count and (block := next(self._blocks, None)) is not None:
            self._ahead.extend(block)
        return self._ahead

    def sample(self, count: int, characters: int) -> list[str]:
        """The first of the next lines: so many, or those that have so many characters together."""
        known, ahead = 0, self.look(1)
        while known < len(ahead) < count and sum(map(len, ahead)) < characters:
            known, ahead = len(ahead), self.look(len(ahead) + 1)
        return list(islice(ahead, count))

    def take_block(self) -> list[str]:
        """All lines that have been looked at."""
        block = list(self._ahead)
        self.taken += len(block)
        self._ahead.clear()
        return block
