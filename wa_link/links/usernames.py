"""Usernames of WhatsApp: their rules, and the note on links to them.

WhatsApp describes the rules in its help centre (FAQ 2535820043482794), and links to usernames in
FAQ 1561101675623754 (July 2026).
"""

from __future__ import annotations

import re
from typing import Final

from wa_link._support.quoting import quote
from wa_link.errors import LinkError, Note, NoteCode, Reason

FEWEST_CHARACTERS: Final = 3
MOST_CHARACTERS: Final = 35
USERNAME_NOTE: Final = Note(
    NoteCode.USERNAME_LINK,
    "As of November 2026, links to usernames do not open on every phone, and WhatsApp may ask for "
    "a username key: test the link on another phone.",
)
"""The note on every link to a username."""
# Marks that are not visible, such as those that set the direction of writing.
_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_OTHER_CHARACTER = re.compile(r"[^a-z0-9._]")
_LETTER = re.compile(r"[a-z]")
# WhatsApp names .com and .net, but publishes no list. A name such as `j.li` is not refused, because
# it is not certain that it ends like a domain.
_DOMAIN_END = re.compile(r"\.(?:com|net|org|info|biz|edu|gov|mil|int|com?\.[a-z]{2})\Z")
# At these paths of wa.me, WhatsApp has other pages: `wa.me/channel/…`.
_OTHER_PAGES = frozenset({"call", "channel", "message", "settings"})
_LINK = re.compile(r"[/:?]")


def parse_username(text: str) -> str:
    """Return a username as links contain it: `maria.lopez` for `@Maria.Lopez`.

    Small and capital letters make no difference in WhatsApp, so the name is returned in small
    letters. An `@` before the name and white space around it are removed.

    Raises:
        LinkError: `empty` if the text is blank; `invalid_username` if WhatsApp allows no such name.
    """
    typed = text.strip(_INVISIBLE).strip().strip(_INVISIBLE)
    name = typed.removeprefix("@")
    if not name:
        raise LinkError(Reason.EMPTY, "There is no username.")
    if (
        name.isascii()
    ):  # `lower` also turns some other characters, such as the Kelvin sign, to ASCII
        name = name.lower()
    if fault := _find_fault(name):
        raise LinkError(
            Reason.INVALID_USERNAME, f"{quote(typed)} can't be a WhatsApp username: {fault}"
        )
    return name


def is_username(text: str) -> bool:
    """Return whether a segment of a URL can be a username, in small or capital letters."""
    return text.isascii() and not _find_fault(text.lower())


def _find_fault(name: str) -> str:
    """Return the rule that a name breaks, as the end of a sentence; "" if it is a username."""
    if _LINK.search(name):
        return "give only the name, such as maria.lopez, not a link."
    if found := _OTHER_CHARACTER.search(name):
        return (
            f"it contains {quote(found[0])}, but usernames have only the letters a to z, digits, "
            "dots and underscores."
        )
    if not FEWEST_CHARACTERS <= len(name) <= MOST_CHARACTERS:
        return (
            f"it has {len(name)} characters, but usernames have {FEWEST_CHARACTERS} to "
            f"{MOST_CHARACTERS}."
        )
    if not _LETTER.search(name):
        return "usernames have at least one letter."
    if name.startswith(".") or name.endswith(".") or ".." in name:
        return "usernames do not begin or end with a dot, and have no two dots in a row."
    if name.startswith("www"):
        return "usernames do not begin with www."
    if found := _DOMAIN_END.search(name):
        return f"usernames do not end like a domain ({found[0]})."
    if name in _OTHER_PAGES:
        return f"wa.me/{name} is another page of WhatsApp."
    return ""
