"""Journals: files of JSON Lines that keep what a run has done, also if the run is killed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


class Journal:
    """A file of JSON Lines to which records are appended; each is on the disk when it returns.

    Attributes:
        records: the records that the file had when it was opened.
    """

    records: list[dict[str, Any]]

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> AbstractContextManager[Journal]:
        """Open or create a journal, and lock it until the end of the block.

        Raises:
            OptionError: another run has the journal open.
            InputError: a line is damaged.
        """
        raise NotImplementedError

    @staticmethod
    def read(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
        """Yield the records of a journal without locking or changing it; none if there is no file."""
        raise NotImplementedError

    def append(self, **record: object) -> None:
        """Write a record, and wait until it is on the disk."""
        raise NotImplementedError
