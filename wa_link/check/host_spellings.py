"""Hosts in a text: decide whether a link to a chat is there, or only a word that looks like it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from wa_link.links.hosts import LINK_HOSTS, judge_host
from wa_link.links.loose_url import LooseUrl
from wa_link.links.rules import Rule

# Letters of other scripts that look like a Latin letter in the hosts of WhatsApp (UTS 39).
_LOOKALIKE_LETTERS = {
    "a": "аɑαӑӓ",
    "e": "еєҽёѐҿ",
    "h": "һհ",
    "m": "м",
    "p": "рρ",
    "s": "ѕꜱ",
    "t": "тτ",
    "w": "ѡԝѿɯшω",
}
_ACCENTED_LETTERS = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_SURE_LOOKALIKE = re.compile(
    r"(?:www\.)?wa\.me\.|(?:[a-z0-9-]+\.){0,4}(?:wa-me|whatsapp-com)\.|(?:[a-z]+\.)?whatsapp\.com\."
)
_TOP_LEVEL_DOMAIN = re.compile(r"\.(?:[a-z]{2,}|xn--[a-z0-9-]+)\Z")
_CHAT_PATH = re.compile(r"/+(?:\+?\d{5,}|send\b)|/*\?phone=")
_SEND_PATH = re.compile(r"/*(?:send|message|settings)\b|/*[?&](?:phone|text)=")


@cache
def find_lookalike_letters() -> dict[str, str]:
    """Return for each letter in the hosts of WhatsApp the letters that look like it."""
    letters = dict(_LOOKALIKE_LETTERS)
    for char in map(chr, _ACCENTED_LETTERS):
        latin = unicodedata.normalize("NFKD", char)[0]
        if latin in letters:
            letters[latin] += char
    return letters


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
            return path.startswith("/channel/")
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
    problem = judge_host(LooseUrl("https", "", host, "", ""))
    if problem is None:
        return False
    if problem.rule is Rule.HOMOGRAPH_HOST:
        return len(rest) > 1 and rest[0] == "/" and not rest[1].isspace()
    if not _TOP_LEVEL_DOMAIN.search(host):
        return False
    is_sure = has_scheme and _SURE_LOOKALIKE.match(host) is not None
    return (is_sure and rest[0] == "/") or _CHAT_PATH.match(rest.lower()) is not None
