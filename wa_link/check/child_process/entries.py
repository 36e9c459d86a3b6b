"""Entries of links: choose the texts that may contain a link, and drop links that appear twice."""

from __future__ import annotations

import re

from wa_link._support.child_work import CannotReadError
from wa_link._support.quoting import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Entry = tuple[str, str, str]

TARGET, TEXT, CELL, CODE = "target", "text", "cell", "code"
"""The sources of links; see `wa_link.check.document_link.Source`."""
MAX_CHARACTERS = 1_000_000
"""Limit of the characters in one text, such as a paragraph or a page of a PDF."""
# A scheme is at least two letters: a path such as `c:/report.docx` begins with one.
_OTHER_SCHEME = re.compile(r"(?!https?:|whatsapp:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_WITHOUT_SLASH = re.compile(r"whatsapp(?:\.com\b|:)", re.IGNORECASE)
_LONGEST_NAME = 60


def may_contain_link(text: str) -> bool:
    """Return False if a text certainly contains no link of WhatsApp or of a lookalike."""
    return "/" in text or _WITHOUT_SLASH.search(text) is not None


def is_web_target(target: str) -> bool:
    """Return whether a target can be a link of WhatsApp; `mailto:…` and `#Sheet1` can't."""
    return may_contain_link(target) and not _OTHER_SCHEME.match(target.strip())


def make_entries(place: str, targets: Iterable[str], text: str, source: str = TEXT) -> list[Entry]:
    """Return the entries of one place: its hyperlinks, and its text if it may contain a link.

    A link in the text that repeats one of the hyperlinks is left out.

    Args:
        place: description of the place, such as `slide 3`.
        targets: its hyperlinks.
        text: its text.
        source: TEXT, or CELL for the whole text of a cell.
    """
    chosen = [target.strip() for target in dict.fromkeys(targets) if is_web_target(target)]
    entries = [(place, target, TARGET) for target in chosen]
    if may_contain_link(text):
        for target in chosen:
            text = re.sub(rf"(?<!\S){re.escape(target)}(?!\S)", " ", text)
        if may_contain_link(text):
            entries.append((place, text.strip(), source))
    return entries


def too_long_error(place: str) -> CannotReadError:
    """Return the error for a text with more than MAX_CHARACTERS characters."""
    return CannotReadError(
        f"has a text of more than {MAX_CHARACTERS:,} characters ({place}), so it may be damaged. "
        "Divide the text, or delete it."
    )


def shorten_name(name: str) -> str:
    """Return the name of a worksheet for the description of a place: short, and printable."""
    return escape(name[:_LONGEST_NAME]) + "…" * (len(name) > _LONGEST_NAME)
