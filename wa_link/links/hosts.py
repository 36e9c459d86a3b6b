"""Hosts of WhatsApp, and hosts that look like them but belong to somebody else."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from wa_link._support.quoting import quote
from wa_link.links.problem import Problem
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from wa_link.links.loose_url import LooseUrl

_OWN_DOMAINS = ("wa.me", "whatsapp.com", "whatsapp.net")
# For each Latin letter, the letters of other scripts that look like it (UTS 39). Letters with
# accents and full-width letters are not here, because NFKD changes them to Latin letters.
_LOOKALIKES = {
    "a": "аαɑ", "b": "в", "c": "сϲ", "d": "ԁ", "e": "еєҽҿ", "g": "ɡ", "h": "һнհ", "i": "іιı",
    "j": "ј", "k": "кκ", "l": "ӏ", "m": "мᴍ", "n": "п", "o": "оο", "p": "рρ", "q": "ԛ",
    "s": "ѕꜱ", "t": "тτ", "v": "ν", "w": "ԝѡѿɯшω", "x": "х", "y": "у",
}  # fmt: skip
_TO_LATIN = str.maketrans(
    {char: latin for latin, chars in _LOOKALIKES.items() for char in chars} | {"\u3002": "."}
)
_LOOKALIKE_HOST = re.compile(
    r"(?:\A|[.-])wa[.-]me[.-]"  # wa.me.example, wa-me.com
    r"|\Awame\."
    r"|(?:\A|[.-])whatsapp[.-]com[.-]"  # api.whatsapp.com.example
    r"|\A(?:api|web|chat|call|www)[.-]?whatsapp\."  # api-whatsapp.com
    r"|\Awhatsapp[.-](?:api|web|chat|call|me|link|co|cm|om|con|net)(?:\.|\Z)"
)
MISSPELT_NAMES: Final = (
    "whatsap", "watsapp", "whatsaap", "whatapp", "whatsappp", "whatsapps", "whattsapp", "whastapp",
    "wahtsapp", "whatssapp", "whatsaqq", "vvhatsapp", "wh4tsapp", "whats-app", "watsap", "whatspp",
)  # fmt: skip
"""Misspelt names in hosts such as `api.whatsap.com`."""
MISSPELT_HOSTS: Final = (
    "wa-me", "vva.me", "wa.rne", "wa.mee", "waa.me", "w-a.me", "wame", "wa.m", "wa.em", "w.me",
    "aw.me",
)  # fmt: skip
"""Misspelt `wa.me`. Some of them can be a host of somebody else: a number must follow."""
_MISSPELT_NAME = re.compile(rf"(?:\A|[.-])(?:{'|'.join(MISSPELT_NAMES)})\.")
_NUMBER_PATH = re.compile(r"/+\+?[\d ().-]{7,24}\Z")
# Latin, Greek, Cyrillic and Armenian letters, then phonetic, superscript, circled, full-width and
# mathematical ones, and dots of other scripts.
_LOOKALIKE_RANGES = (
    range(0xAA, 0x590), range(0x1D00, 0x2000), range(0x2070, 0x20A0), range(0x2100, 0x2150),
    range(0x24B6, 0x24EA), range(0x3002, 0x3003), range(0xA730, 0xA800), range(0xFF0E, 0xFF62),
    range(0x1D400, 0x1D800),
)  # fmt: skip


def is_own_host(host: str) -> bool:
    """Return whether a host in small letters belongs to WhatsApp, such as `faq.whatsapp.com`."""
    return host in _OWN_DOMAINS or host.endswith(tuple(f".{each}" for each in _OWN_DOMAINS))


def is_own_link(loose: LooseUrl) -> bool:
    """Return whether a link leads to a host of WhatsApp, or to its app."""
    is_web = loose.scheme in ("", "http", "https") and is_own_host(loose.host)
    return is_web or loose.scheme == "whatsapp"


def judge_host(loose: LooseUrl) -> Problem | None:
    """Return the danger that is in the host of a link, such as a lookalike; None if there is none.

    Other sites, such as `example.com`, give None, too.
    """
    host = loose.host
    is_own = is_own_link(loose)
    if loose.user:
        if is_own or _is_lookalike(host) or _names_whatsapp(loose.user.lower()):
            return Problem(
                Rule.USER_BEFORE_HOST,
                f"{quote(loose.user)} is only a name before the host: the link leads to "
                f"{quote(host)}. Do not open it.",
            )
        return None
    if is_own:
        return None
    if is_homograph(host):
        return Problem(
            Rule.HOMOGRAPH_HOST,
            f"The host {quote(host)} contains letters that look like Latin letters, but it is not "
            f"{quote(to_latin(host))}: type the link again.",
        )
    is_misspelt = host.removeprefix("www.") in MISSPELT_HOSTS and _NUMBER_PATH.match(loose.path)
    if is_misspelt or _is_lookalike(host):
        return Problem(
            Rule.LOOKALIKE_HOST,
            f"The host {quote(host)} does not belong to WhatsApp: write wa.me, unless you trust "
            "that site.",
        )
    return None


def is_homograph(host: str) -> bool:
    """Return whether a host looks like one of WhatsApp, but has letters of other scripts."""
    if host.isascii() and "xn--" not in host:
        return False
    plain = to_latin(host)
    return is_own_host(plain) or _is_lookalike(plain)


def _is_lookalike(host: str) -> bool:
    if len(host) >= 255 or is_own_host(host):
        return False
    return bool(_LOOKALIKE_HOST.search(host) or _MISSPELT_NAME.search(host))


def _names_whatsapp(user: str) -> bool:
    return "wa.me" in user or "whatsapp" in user


def to_latin(host: str) -> str:
    """Return a host in small letters, with Latin letters in place of those that look like them."""
    labels = []
    for label in host[:255].split("."):
        if label.startswith("xn--"):
            try:
                label = label[4:].encode("ascii").decode("punycode")  # noqa: PLW2901  (RFC 3492)
            except (UnicodeError, OverflowError):
                continue
        labels.append(label)
    latin = unicodedata.normalize("NFKD", ".".join(labels)).lower().translate(_TO_LATIN)
    return "".join(char for char in latin if not unicodedata.combining(char))


@cache
def find_lookalike_letters() -> dict[str, str]:
    """Return for each Latin letter, and for the dot, the characters that `to_latin` changes."""
    letters: dict[str, str] = {}
    for code in chain(*_LOOKALIKE_RANGES):
        latin = to_latin(chr(code))
        if len(latin) == 1 and (latin == "." or ("a" <= latin <= "z")):
            letters[latin] = letters.get(latin, "") + chr(code)
    return letters
