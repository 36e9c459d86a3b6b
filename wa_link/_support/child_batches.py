"""Send the items that a child process reads from a file to the parent, in batches."""

from __future__ import annotations

from wa_link._support.child_work import CannotReadError, limit_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    from wa_link._support.child_work import Channel

    T = TypeVar("T")

# Limits of the items, and of their characters, in one message to the parent.
_MAX_ITEMS, _MAX_CHARACTERS = 2_000, 1 << 17
END_OF_BATCH = _MAX_CHARACTERS
"""Give an item this size to end its batch."""


def send_in_batches(
    channel: Channel, kind: str, sized_items: Iterator[tuple[T, int]], seconds: int
) -> None:
    """Send items in messages of a kind, such as `rows`, and at last a message `end`.

    If an item can't be read, the items before it are sent first.

    Args:
        channel: the channel to the parent.
        kind: the kind of the messages.
        sized_items: pairs of an item and its size in characters.
        seconds: limit of the time to read one batch, in seconds.

    Raises:
        CannotReadError: an item can't be read.
    """
    batches = make_batches(sized_items)
    while True:
        with limit_time(seconds):
            batch = next(batches, None)
        if batch is None:
            break
        channel.send(kind, batch)
    channel.send("end")


def make_batches(sized_items: Iterator[tuple[T, int]]) -> Iterator[list[T]]:
    """Yield items in lists that are small enough for one message.

    Raises:
        CannotReadError: an item can't be read; the items before it are yielded first.
    """
    batch: list[T] = []
    characters = 0
    try:
        for item, size in sized_items:
            batch.append(item)
            characters += size
            if len(batch) >= _MAX_ITEMS or characters >= _MAX_CHARACTERS:
                yield batch
                batch, characters = [], 0
    except CannotReadError:
        yield batch
        raise
    yield batch
