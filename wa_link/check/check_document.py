"""Check the links in files that are not text: office documents, PDFs and pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.quoting import escape, quote
from wa_link.check.check_text import check_selected
from wa_link.check.document_link import Source
from wa_link.check.document_links import DocumentReader, find_document_kind, has_libraries
from wa_link.check.results import FileResult, PlacedFinding
from wa_link.check.walk_folders import Skip
from wa_link.errors import InputError

if TYPE_CHECKING:
    from typing import Self

    from wa_link.check.check_options import CheckOptions
    from wa_link.check.document_link import DocumentLink
    from wa_link.check.finding import Finding

_OBSTACLE = (
    "wa-link can't change documents, PDFs or pictures. Correct the link in the program that made "
    "the file."
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
        kind = find_document_kind(path, start)
        if kind is None:
            return None
        if not has_libraries(kind):
            return FileResult(path, skip=Skip.NEEDS_PRINT)
        findings: dict[PlacedFinding, None] = {}
        right, error, obstacle = 0, "", ""
        try:
            for link in self._reader.find_links(path):
                found, count = check_selected(_to_text(link), options)
                findings |= dict.fromkeys(
                    PlacedFinding(_to_finding(each, link), part=link.place) for each in found
                )
                right += count
                if any(each.fix for each in found):
                    obstacle = _OBSTACLE
        except InputError as fault:
            error = _without_name(str(fault), path)
        return FileResult(path, tuple(findings), right, error=error, obstacle=obstacle)


def _without_name(message: str, path: str) -> str:
    """Return a message without the name of the file at its beginning."""
    return message.removeprefix(quote(path, 200)).removeprefix(escape(path)).lstrip()


def _to_text(link: DocumentLink) -> str:
    """Return the text to search.

    A target is in quotes, which show where it ends. It has no escapes, so its `&` is escaped: in
    a target, `&amp;` is damage.
    """
    text = link.link
    if link.source is Source.TEXT or (link.source is Source.CELL and ('"' in text or "<" in text)):
        return text  # it may contain HTML
    return f'"{text.replace("&", "&amp;")}"'


def _to_finding(finding: Finding, link: DocumentLink) -> Finding:
    """Return a finding with the link as the document contains it, and without a fix."""
    raw = finding.link if finding.link in link.link else finding.link.replace("&amp;", "&")
    return replace(finding, link=raw, fix=None)
