"""Main loop of the child process that finds links in documents, PDFs and pictures.

For each file, the parent sends a kind (`office`, `pdf` or `picture`) and then the content. The
child answers with messages `links`, each with a list of entries, and at last with `end`. An entry
that is null only ends its list.
"""

from __future__ import annotations

from wa_link._support.child_batches import END_OF_BATCH, send_in_batches
from wa_link._support.child_work import CannotReadError

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


MAX_TOTAL_CHARACTERS = 1 << 28
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
        send_in_batches(channel, "links", _measure(document.read_entries()), document.seconds)


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


def _measure(entries: Iterator[Entry | None]) -> Iterator[tuple[Entry | None, int]]:
    """Yield the entries with their sizes in characters; None ends a batch.

    Raises:
        CannotReadError: the entries have more than MAX_TOTAL_CHARACTERS characters in total.
    """
    total = 0
    for entry in entries:
        size = len(entry[1]) if entry else END_OF_BATCH
        total += size if entry else 0
        if total > MAX_TOTAL_CHARACTERS:
            raise CannotReadError(
                f"has more than {MAX_TOTAL_CHARACTERS:,} characters in texts with links, so it "
                "may be damaged. Save it in parts."
            )
        yield entry, size
