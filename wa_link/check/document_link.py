"""The class DocumentLink: a link in a file that is not text, with its place in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """How a document contains a link."""

    TARGET = "target"
    """The target of a hyperlink: people click on it and see other words."""
    TEXT = "text"
    """A text that people read, such as a paragraph or a cell. It may contain several links."""
    CELL = "cell"
    """The whole text of a cell. A link at its beginning ends with it, also if it has spaces."""
    CODE = "code"
    """The content of a QR code."""


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """Link in a document, a PDF or a picture.

    Attributes:
        place: where the link is, in words, such as `slide 3` or `sheet Contacts, cell B4`.
        link: the link. If the source is a text or a cell, this is the whole text around the link:
            search it with `check_text`. The text of a formula has `{{…}}` in place of its cells.
        source: how the document contains the link.
    """

    place: str
    link: str
    source: Source
