"""Main loop of the child process that finds links in documents, PDFs and pictures.

For each file, the parent sends a kind (`office`, `pdf` or `picture`) and then the content. The
child answers with messages `links`, each with a list of entries, and at last with `end`.
"""

from __future__ import annotations

from wa_link._support.child_work import CannotReadError, limit_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from wa_link._support.child_work import Channel
    from wa_link.check.child_process.entries import Entry

    class _Document(Protocol):
        """A file whose links can be read, and the limit in seconds for each batch of them."""

        seconds: int

        def read_entries(self) -> Iterator[Entry | None]:
            """Yield entries of links, and None where a batch should end."""


# Limits of the entries, and of their characters, in one message to the parent.
_BATCH_ENTRIES, _BATCH_CHARACTERS = 2_000, 1 << 17
MAX_CHARACTERS = 1 << 28
"""Limit of the characters in all entries of a file: many cells can repeat one long text."""


def serve(channel: Channel) -> None:
    """Receive files from the parent, and send their links, until the parent closes the channel.

    Raises:
        CannotReadError: a file can't be read.
        EOFError: the parent has closed the channel.
    """
    while True:
        kind = channel.receive().decode()
        document = _open(kind, channel.receive_parts())
        batches = _make_batches(_limit_characters(document.read_entries()))
        while True:
            with limit_time(document.seconds):
                batch = next(batches, None)
            if batch is None:
                break
            channel.send("links", batch)
        channel.send("end")


def _open(kind: str, data: bytes) -> _Document:
    """Open the file of a kind whose content is `data`; import only the modules for that kind."""
    if kind == "office":
        from wa_link.check.child_process.office_documents import Office  # noqa: PLC0415  (see above)

        return Office(data)
    if kind == "pdf":
        from wa_link.check.child_process.pdf_documents import PdfDocument  # noqa: PLC0415  (as above)

        return PdfDocument(data)
    from wa_link.check.child_process.pictures import Picture  # noqa: PLC0415  (as above)

    return Picture(data)


def _make_batches(entries: Iterator[Entry | None]) -> Iterator[list[Entry]]:
    """Yield entries in lists that are small enough for one message; None ends a list early.

    If the file can't be read to its end, the entries before the fault are yielded first.

    Raises:
        CannotReadError: the file can't be read to its end.
    """
    batch: list[Entry] = []
    characters = 0
    try:
        for entry in entries:
            if entry is not None:
                batch.append(entry)
                characters += len(entry[1])
            if entry is None or len(batch) >= _BATCH_ENTRIES or characters >= _BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
    except CannotReadError:
        yield batch
        raise
    yield batch


def _limit_characters(entries: Iterator[Entry | None]) -> Iterator[Entry | None]:
    """Yield the entries unchanged, until they have more than MAX_CHARACTERS characters in total.

    Raises:
        CannotReadError: there are more characters.
    """
    total = 0
    for entry in entries:
        total += len(entry[1]) if entry else 0
        if total > MAX_CHARACTERS:
            raise CannotReadError(
                f"has more than {MAX_CHARACTERS:,} characters in texts with links, so it may be "
                "damaged. Save it in parts."
            )
        yield entry
