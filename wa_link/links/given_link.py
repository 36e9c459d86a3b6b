"""Keep what a WhatsApp link contains, if it was given in place of a phone number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import Note, NoteCode
from wa_link.links.parse_url import Kind, parse_url
from wa_link.links.prefilled_text import normalise

if TYPE_CHECKING:
    from wa_link.links.parse_url import Address
    from wa_link.phone import PhoneNumber

# The number in the link of a page is the last segment of its path: `wa.me/c/447911123456`.
_LAST_SEGMENT = re.compile(r"[^/?#]+(?=/*(?:[?#]|\Z))")


@dataclass(frozen=True, slots=True)
class KeptLink:
    """Parts of a given link that the new link keeps, and notes on the parts that it loses.

    Attributes:
        text: the prefilled text of the new link.
        page_url: the given link, if it opens a catalogue, a product or a call, and is kept; empty
            if a chat link is to be made.
        notes: notes on what was replaced.
    """

    text: str
    page_url: str = ""
    notes: tuple[Note, ...] = ()


def keep_link(phone: PhoneNumber, text: str) -> KeptLink:
    """Return what a new link keeps of the link that contained the phone number (`phone.link`).

    Without another text, the text of a chat link is kept, and the link of a catalogue, a product or
    a call is kept as a whole. Only the form of its number and `http` are corrected.

    Args:
        phone: the phone number.
        text: the text that was given for the new link; empty if none was given.
    """
    address = _parse(phone.link)
    if address is None:
        return KeptLink(text)
    if address.kind is Kind.CHAT:
        return _keep_text(normalise(address.text), normalise(text))
    if not text:
        return KeptLink("", _correct_page(address, phone.digits))
    message = (
        f"{quote(phone.link)} opens another page ({address.kind}), which can't have a text, so a "
        "chat link was made instead."
    )
    return KeptLink(text, notes=(Note(NoteCode.LINK_REPLACED, message),))


def _keep_text(own: str, text: str) -> KeptLink:
    """Return the text of a chat link (`own`), or the given text with a note that it replaced it."""
    if not own or not text or own == text:
        return KeptLink(text or own)
    message = f"The text of the given link, {quote(own)}, was replaced by the given text."
    return KeptLink(text, notes=(Note(NoteCode.LINK_TEXT_REPLACED, message),))


def _correct_page(address: Address, digits: str) -> str:
    """Return the link of a page with `https`, and with its number as WhatsApp writes it."""
    url = address.url
    if address.phone != digits:
        url = _LAST_SEGMENT.sub(digits, url, count=1)
    return f"https{url[4:]}" if url[:5].lower() == "http:" else url


@lru_cache(maxsize=64)
def _parse(link: str) -> Address | None:
    """Parse a link; remember the last links, because all rows can have the same link."""
    return parse_url(link)
