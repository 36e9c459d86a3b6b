"""Hosts of WhatsApp, and hosts that only look like them: lookalikes and homographs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters of other scripts that look like a Latin letter in the hosts of WhatsApp (UTS 39).
_LOOKALIKES = {
    "a": "аɑαӑӓａ",
    "c": "сϲᴄ",
    "e": "еєҽёѐҿ",
    "h": "һհ",
    "i": "іıɩι",
    "m": "мṃ",
    "o": "оοօ",
    "p": "рρ",
    "s": "ѕꜱ",
    "t": "тτ",
    "w": "ѡԝѿɯшω",
}
_ACCENTED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_CHAT_HOSTS = frozenset({"wa.me", "www.wa.me", "api.whatsapp.com", "web.whatsapp.com"})
_CODE_HOSTS = frozenset({"chat.whatsapp.com", "call.whatsapp.com"})
_SITE_HOSTS = frozenset({"whatsapp.com", "www.whatsapp.com"})
_SURE_LOOKALIKE = re.compile(
    r"(?:www\.)?wa\.me\.|(?:[a-z0-9-]+\.){0,4}(?:wa-me|whatsapp-com)\.|(?:[a-z]+\.)?whatsapp\.com\."
)
_LIKELY_LOOKALIKE = re.compile(r"(?:api|web|chat|call|send)[.-]?whatsapp[.-]|whatsapp[.-](?:api|me)\.")
_DOMAIN_END = re.compile(r"\.(?:[a-z]{2,}|xn--[a-z0-9-]+)\Z")


@cache
def latin_letters() -> dict[int, str]:
    """Return a table for `str.translate` from letters to the Latin letters that they look like."""
    table = {ord(char): latin for latin, chars in _LOOKALIKES.items() for char in chars}
    for code in _ACCENTED:
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if base in _LOOKALIKES:
            table[code] = base
    return table


def to_latin(host: str) -> str:
    """Return a host with the Latin letters that its letters look like, in lower case.

    The labels of an internationalised host, such as `xn--w-7tb`, are decoded first.
    """
    return ".".join(map(_decode_label, host.split("."))).translate(latin_letters()).lower()


def _decode_label(label: str) -> str:
    """Return a label of a host; if it begins with `xn--`, return its letters (RFC 3492)."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def is_whatsapp_host(host: str) -> bool:
    """Return whether a host, in lower case, is one on which chats are opened."""
    return host in _CHAT_HOSTS or host in _CODE_HOSTS or host in _SITE_HOSTS


def has_link_path(host: str, rest: str) -> bool:
    """Return whether the text after a host of WhatsApp can belong to a link to a chat.

    Pages such as `whatsapp.com/legal` are not links to chats, so they are never judged.

    Args:
        host: the host in lower case.
        rest: the decoded text after the host, such as `/send?phone=1`.
    """
    path = rest.lower()
    if host in ("wa.me", "www.wa.me"):
        return path.startswith(("/", "?", "&"))
    if host in _CHAT_HOSTS:
        return bool(re.match(r"/*(?:send|message)\b|/*[?&](?:phone|text)=", path))
    if host in _CODE_HOSTS:
        return len(path) > 1 and path.startswith("/")
    return path.startswith("/channel/")


def is_lookalike(host: str, rest: str, *, has_scheme: bool) -> bool:
    """Return whether a host imitates a host of WhatsApp, and the link looks like one to a chat.

    A host such as `mywa.me.uk` or `whatsapp.example.org` is not an imitation.

    Args:
        host: the host in lower case, in Latin letters.
        rest: the text after the host.
        has_scheme: whether the link begins with `https://` or `http://`. Without it, words such as
            `wa.me.uk` are only taken as links if a number follows.
    """
    if not _DOMAIN_END.search(host) or host.endswith((".whatsapp.com", ".whatsapp.net")):
        return False
    opens_chat = bool(re.match(r"/+(?:\+?\d{5,}|send\b)|/*\?phone=", rest.lower()))
    if _SURE_LOOKALIKE.match(host):
        return opens_chat or (has_scheme and len(rest) > 1 and rest[0] == "/")
    return opens_chat and _LIKELY_LOOKALIKE.search(f"{host}.") is not None
