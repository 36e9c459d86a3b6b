"""Hosts in a text: decide whether a link to a chat is there, or only a word that looks like it."""

from __future__ import annotations

import re

from wa_link.links.hosts import judge_host
from wa_link.links.link_table import LINK_HOSTS, PAGES
from wa_link.links.loose_url import LooseUrl
from wa_link.links.rules import Rule

_SURE_LOOKALIKE = re.compile(
    r"(?:www\.)?wa\.me\.|(?:[a-z0-9-]+\.){0,4}(?:wa-me|whatsapp-com)\.|(?:[a-z]+\.)?whatsapp\.com\."
)
_TOP_LEVEL_DOMAIN = re.compile(r"(?:\A|\.)(?:[a-z]+|wa-me|xn--[a-z0-9-]+)\Z")
_PATH = re.compile(r"/+\+?\d+")
_LONG_NUMBER = re.compile(r"/\d{10,15}(?![\w/.-])")
_CHAT_PATH = re.compile(r"/+(?:\+?\d{5,}|send\b)|/*\?phone=")
# The first folders of the pages that have links: `/channel/`, `/catalog/`, `/product/`.
_SITE_PATHS = tuple(f"/{path.partition('/')[0]}/" for path in PAGES["whatsapp.com"])
_SEND_PATH = re.compile(r"/*(?:send|message|settings)\b|/+\+?\d{5,}|/*[?&](?:phone|text)=")


def is_link(host: str, rest: str) -> bool:
    """Return whether a host is one of WhatsApp's, and the text after it can belong to a chat link.

    Pages such as `whatsapp.com/legal` are not links to chats, so they are never judged.

    Args:
        host: the host in lower case.
        rest: the decoded text after the host, such as `/send?phone=1`.
    """
    if host not in LINK_HOSTS:
        return False
    path = rest.lower()
    match host.removeprefix("www."):
        case "wa.me":
            return path.startswith(("/", "?", "&"))
        case "api.whatsapp.com" | "web.whatsapp.com":
            return _SEND_PATH.match(path) is not None
        case "whatsapp.com":
            return path.startswith(_SITE_PATHS) or _CHAT_PATH.match(path) is not None
    return len(path) > 1 and path.startswith("/")


def is_lookalike(host: str, rest: str, *, has_scheme: bool) -> bool:
    """Return whether a host imitates a host of WhatsApp, and the link looks like one to a chat.

    A host such as `mywa.me.uk` or `whatsapp.example.org` is not an imitation.

    Args:
        host: the host in lower case.
        rest: the text after the host.
        has_scheme: whether the link begins with `https://` or `http://`. Without it, words such as
            `wa.me.uk` are only taken as links if a number follows.
    """
    path = _PATH.match(rest)
    problem = judge_host(LooseUrl("https", "", host, "", path[0] if path else ""))
    if problem is None:
        return False
    if problem.rule is Rule.HOMOGRAPH_HOST:
        return len(rest) > 1 and rest[0] == "/" and not rest[1].isspace()
    if not _TOP_LEVEL_DOMAIN.search(host):
        return False
    if "." not in host and not has_scheme:
        return _LONG_NUMBER.match(rest) is not None
    is_sure = has_scheme and _SURE_LOOKALIKE.match(host) is not None
    return (is_sure and rest[0] == "/") or _CHAT_PATH.match(rest.lower()) is not None
