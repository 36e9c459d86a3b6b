"""The kinds of WhatsApp links."""

from __future__ import annotations

from enum import StrEnum


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
