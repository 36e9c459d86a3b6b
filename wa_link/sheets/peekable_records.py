"""Iterate over the records of a sheet, and look at the first records in advance."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from wa_link.errors import InputError
from wa_link.sheets.rows import Record, split_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wa_link.sheets.rows import Block

_MOST_CHARACTERS = 1 << 18


class PeekableRecords:
    """Records of a sheet, in order. `peek` returns the next ones, which are read again later."""

    def __init__(self, records: Iterable[Record | Block | None]) -> None:
        """Store the records. A Block contains many records, and None is a blank line."""
        self._records = iter(records)
        self._ahead: deque[Record | Block | None] = deque()
        self._error: InputError | None = None

    def __iter__(self) -> Iterator[Record | Block | None]:
        while self._ahead:
            yield self._ahead.popleft()
        if self._error:
            raise self._error
        for each in self._records:  # noqa: UP028  (`yield from` closes them at an early stop)
            yield each

    def peek(self, count: int, would_wait: Callable[[], bool]) -> list[Record | Block]:
        """Return the first records: about `count`, or fewer if they are long or do not come yet.

        Call this once, before the first record is read. Only the first record is waited for. If
        the file can't be read, the error is raised later, after the records before it.

        Args:
            count: the usual number of records.
            would_wait: function that returns whether the next record is not there yet.
        """
        found: list[Record | Block] = []
        room = _MOST_CHARACTERS
        while count > 0 and room > 0 and not (found and would_wait()) and not self._error:
            try:
                item = next(self._records)
            except StopIteration:
                break
            except InputError as error:
                self._error = error
                break
            self._ahead.append(item)
            if (part := next(iter(split_item(item, count, room)), None)) is not None:
                found.append(part)
                count -= 1 if isinstance(part, Record) else len(part)
                room -= part.characters
        return found

    def close(self) -> None:
        """Close the reader of the records, such as the child process of a workbook."""
        if close := getattr(self._records, "close", None):
            close()
