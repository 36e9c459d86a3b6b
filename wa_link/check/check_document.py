"""Check the links in files that are not text: office documents, PDFs and pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import escape, quote
from wa_link.check.document_links import DocumentReader, find_document_kind
from wa_link.check.found_link import Source
from wa_link.check.results import FileResult, PlacedFinding
from wa_link.check.walk_folders import Skip
from wa_link.errors import InputError, OptionError

if TYPE_CHECKING:
    from typing import Self

    from wa_link.check.check_options import CheckOptions
    from wa_link.check.found_link import FoundLink

_OBSTACLE = (
    "documents, PDFs and pictures are only reported. Correct the links in the program that made it."
)


class DocumentChecker:
    """Checker of documents. One child process reads many files; the `with` block ends it."""

    def __init__(self) -> None:
        self._reader = DocumentReader()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def check(self, path: str, start: bytes, options: CheckOptions) -> FileResult | None:
        """Check a document; return None if the file is not a document, a PDF or a picture.

        A document that can't be read gives a result with an error, and with the findings before
        the fault. Documents are reported only, so no finding has a fix. Without the libraries for
        pictures and PDFs, they are skipped.

        Args:
            path: path of the file.
            start: the bytes at its beginning.
            options: the options of the run.
        """
        if find_document_kind(path, start) is None:
            return None
        findings: dict[PlacedFinding, None] = {}
        right, error, obstacle = 0, "", ""
        try:
            for link in self._reader.find_links(path):
                found, count = options.check(_searched(link))
                findings |= dict.fromkeys(
                    PlacedFinding(replace(each, fix=None), part=link.place) for each in found
                )
                right += count
                if any(each.fix for each in found):
                    obstacle = _OBSTACLE
        except OptionError:  # a library of the extra `print` is not installed
            return FileResult(path, skip=Skip.NEEDS_PRINT)
        except InputError as fault:
            error = _without_name(str(fault), path)
        return FileResult(path, tuple(findings), right, error=error, obstacle=obstacle)


def _without_name(message: str, path: str) -> str:
    """Return a message without the name of the file at its beginning."""
    return message.removeprefix(quote(path, 200)).removeprefix(escape(path)).lstrip()


def _searched(link: FoundLink) -> str:
    """Return the text to search: a target in quotes, which show where it ends."""
    return link.link if link.source is Source.TEXT else f'"{link.link}"'
