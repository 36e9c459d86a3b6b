"""Find links in files that are not text: office documents, PDFs and pictures.

A child process reads these files, as it reads workbooks, because they may be hostile or damaged.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING

from wa_link._support.child import Child, Loss
from wa_link._support.child_files import convert_child_errors, send_file, start_child
from wa_link.check.child_process.picture_start import PICTURE_START
from wa_link.check.document_link import DocumentLink, Source
from wa_link.errors import InputError
from wa_link.sheets.input_file import open_file, peekable

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import BinaryIO, Self

    from wa_link.check.child_process.entries import Entry

START_BYTES = 1024
"""Number of bytes at the beginning of a file that show its kind. A PDF can begin with other bytes,
but its header is among the first 1,024 (ISO 32000-1, annex H.3.4.1)."""


class DocumentKind(Enum):
    """Kind of a file that is not text."""

    OFFICE = auto()
    PDF = auto()
    PICTURE = auto()


_PDF = re.compile(rb"(?:\A|[\r\n])%PDF-\d")
# Zip archives, and OLE files, which contain encrypted documents ([MS-OFFCRYPTO] 2.3).
_ARCHIVE = re.compile(rb"PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OFFICE_NAME = re.compile(
    r"\.(?:do[ct][xm]|xl[st][xm]|pp[ts][xm]|potx|potm|o[dt][tsp])\Z", re.IGNORECASE
)
_NEEDED = {
    DocumentKind.OFFICE: (),
    DocumentKind.PDF: ("pikepdf", "pypdfium2", "PIL", "zxingcpp"),
    DocumentKind.PICTURE: ("PIL", "zxingcpp"),
}
_LOSS_MESSAGES = {
    Loss.MEMORY: "needs more memory than a file of its size should, so it may be damaged. "
    "Save it again in a smaller size.",
    Loss.TIME: "takes too long to read, so it may be damaged. Save it again in a smaller size.",
    Loss.KILLED: "was not read completely: the system or another program killed the process that "
    "read it. Run the command again.",
    Loss.NOT_STARTED: "can't be read: the process that reads such files ended at once. Run the "
    "command again.",
    Loss.LIBRARY: "can't be read: the process that reads such files can't import a library that "
    'it needs. Install the libraries again: pip install --force-reinstall "wa-link[print]"',
    Loss.BROKEN: "can't be read: it is damaged. Save it again in the program that made it.",
}


def find_document_kind(name: str | os.PathLike[str], start: bytes) -> DocumentKind | None:
    """Return the kind of a file in which this module finds links; None for any other file.

    Args:
        name: name of the file. Its ending matters only for zip archives and OLE files, because
            many of them are not documents.
        start: the first START_BYTES bytes of the file; all its bytes if it is shorter.
    """
    if PICTURE_START.match(start):
        return DocumentKind.PICTURE
    if _ARCHIVE.match(start):
        is_office = _OFFICE_NAME.search(PurePath(name).name)
        return DocumentKind.OFFICE if is_office else None
    has_mark = b"%PDF-" in start  # the pattern alone takes 100 times as long
    return DocumentKind.PDF if has_mark and _PDF.search(start) else None


def has_libraries(kind: DocumentKind) -> bool:
    """Return whether the libraries that read files of this kind are installed."""
    return all(map(find_spec, _NEEDED[kind]))


class DocumentReader:
    """Reader of the links in documents, PDFs and pictures, for many files.

    Each document or PDF gets a new child process, whose limit of memory depends on the file. One
    process reads many pictures, until an error. Use the reader in a `with` block, which ends the
    process.
    """

    def __init__(self) -> None:
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child process, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def find_links(self, path: str | os.PathLike[str]) -> Iterator[DocumentLink]:
        """Yield the links in an office document, a PDF or a picture, in the order of the file.

        Links to other sites are yielded too, because lookalikes of WhatsApp's hosts are among them.

        Args:
            path: path of the file. The libraries for its kind must be installed.

        Raises:
            InputError: the file can't be read, or not to its end. The links before the fault are
                yielded first.
        """
        with open_file(path) as (opened, name):
            file = peekable(opened, START_BYTES)
            kind = find_document_kind(name, file.peek(START_BYTES)[:START_BYTES])
            if kind is None:
                raise InputError(
                    f"{name} is not a document, PDF or picture in which wa-link can find links."
                )
            is_complete = False
            try:
                self._send(kind, file, name)
                for place, link, source in self._receive(name):
                    yield DocumentLink(place, link, Source(source))
                is_complete = True
            finally:
                # The rest of an answer must not reach the next file.
                if not is_complete or kind is not DocumentKind.PICTURE:
                    self.close()

    def _send(self, kind: DocumentKind, file: BinaryIO, name: str) -> None:
        """Send a file to the child process, and start the process if there is none.

        Raises:
            InputError: the file is too large, or the process can't be started.
        """
        if kind is not DocumentKind.PICTURE:
            self.close()
        if self._child is None:
            needs = [module for modules in _NEEDED.values() for module in modules]
            module = "wa_link.check.child_process.serve"
            self._child = start_child(module, needs, name, "such files", "")
        self._child.send(kind.name.lower().encode())
        send_file(self._child, file, name, "Save it in parts, or in a smaller size.")

    def _receive(self, name: str) -> Iterator[Entry]:
        """Yield the entries that the child process sends about one file.

        Raises:
            InputError: the child can't read the file, or ended before it answered.
        """
        if self._child is None:
            return
        with convert_child_errors(name, _LOSS_MESSAGES):
            while True:
                word, content = self._child.receive()
                if word == "end":
                    return
                yield from filter(None, content[0])
