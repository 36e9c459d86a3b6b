"""Find texts that are percent-encoded or HTML-escaped already: `Hi%20there`, `Bed &amp; Table`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

# Links in a text contain percent-escapes, and people see the links as they are.
_LINK = re.compile(r"(?:://|\w\.\w{2,20}/)\S*")
_PERCENT_ESCAPE = re.compile(
    r"%(?:0[AaDd]|2[0-9A-Fa-f]|3[A-Fa-f]|[CDEFcdef][0-9A-Fa-f]%[89ABab][0-9A-Fa-f])"
)
HTML_ESCAPE: Final = re.compile(
    r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
)
"""Pattern of an HTML escape such as `&sup2;`, or of a word that only looks like one."""


def find_escape(text: str) -> str:
    """Return an escape in a text, such as `%20` or `&amp;`; empty if there is none.

    Percent-escapes in a link, such as `https://shop.example/?q=a%20b`, are not found: they belong
    to the link. HTML escapes are found there, too, because `&amp;` in a link breaks it.
    """
    if "&" in text:
        for found in HTML_ESCAPE.finditer(text):
            if _is_html(found[0]):
                return found[0]
    if "%" not in text:
        return ""
    escape = _PERCENT_ESCAPE.search(_LINK.sub(" ", text) if "/" in text else text)
    return escape[0] if escape else ""


def _is_html(escape: str) -> bool:
    """Return whether HTML has such an escape: `&eacute;`, but not `&D;` as in `R&D;`."""
    if escape[1] == "#":
        return True
    from html.entities import html5  # noqa: PLC0415  (2,000 names, which few texts need)

    return escape[1:] in html5


def text_notes(text: str) -> tuple[Note, ...]:
    """Return notes on a prefilled text that people may see in a wrong form, such as `CafÃ©`."""
    return tuple(_find_notes(text))


def _find_notes(text: str) -> Iterator[Note]:
    if not text.isascii():
        from wa_link._support.mojibake import find_mojibake  # noqa: PLC0415  (never needed for ASCII)

        if note := find_mojibake(text):
            yield note
    if escape := find_escape(text):
        yield Note(
            NoteCode.TEXT_ENCODED,
            f"The text {quote(text)} looks encoded already: people will see {quote(escape)}. Write "
            "the text as people should read it.",
        )
