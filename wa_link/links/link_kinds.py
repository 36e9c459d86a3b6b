"""The kinds of WhatsApp links, and a quick look at whether a text begins like a link."""

from __future__ import annotations

import re
from enum import StrEnum

from wa_link.links.loose_url import WRONG_SCHEME


class Kind(StrEnum):
    """Kind of a WhatsApp link: the page or the action that it opens."""

    CHAT = "chat"
    CATALOGUE = "catalogue"
    PRODUCT = "product"
    CALL = "call"
    CALL_LINK = "call link"
    SHORT_LINK = "short link"
    CONTACT_CODE = "contact code"
    USERNAME = "username"
    GROUP = "group invitation"
    CHANNEL = "channel"
    LINKED_DEVICES = "linked devices"


_URL_LIKE = re.compile(
    rf"[a-z][a-z0-9+.-]*://|(?:{WRONG_SCHEME})?(?:[a-z0-9-]+\.)+[a-z]{{2,}}[/?#]", re.IGNORECASE
)


def is_url_like(text: str) -> bool:
    """Return whether `text` begins like a URL (`https://…`, `wa.me/…`), not like a phone number."""
    return _URL_LIKE.match(text.strip()) is not None
