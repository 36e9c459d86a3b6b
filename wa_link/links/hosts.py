"""Hosts of WhatsApp, and hosts that look like them but belong to somebody else."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.links.problem import Problem
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from wa_link.links.loose_url import LooseUrl

_OWN_DOMAINS = ("wa.me", "whatsapp.com", "whatsapp.net")
# Letters of other scripts, digits and groups of letters that look like Latin letters. Letters with
# accents and full-width letters are not here, because NFKD changes them to Latin letters.
_LOOKALIKE_LETTERS = str.maketrans(
    "аеорсухһіјѕԁԛԝмтвкнαορτνικωϲ\u0261\u0131\u1d0d",
    "aeopcyxhijsdqwmtbkhaoptvikwcgim",
)
_LOOKALIKE_ENDS = re.compile(
    r"(?:\A|[.-])wa[.-]me[.-]"  # wa.me.example, wa-me.com
    r"|\Awame\."
    r"|\A(?:wa-me|vva\.me|wa\.rne|wa\.mee|waa\.me|w-a\.me)\Z"
    r"|(?:\A|[.-])whatsapp[.-]com[.-]"  # api.whatsapp.com.example
    r"|\A(?:api|web|chat|call|www)[.-]?whatsapp\."  # api-whatsapp.com
    r"|\Awhatsapp[.-](?:api|web|chat|call|me|link|co|cm|om|con|net)(?:\.|\Z)"
    r"|(?:\A|[.-])(?:whatsap|watsapp|whatsaap|whatapp|whatsappp|whatsapps|whattsapp|whastapp"
    r"|wahtsapp|whatssapp|whatsaqq|vvhatsapp|wh4tsapp|whats-app)\."
)


def is_own_host(host: str) -> bool:
    """Return whether a host in small letters belongs to WhatsApp, such as `faq.whatsapp.com`."""
    return host in _OWN_DOMAINS or host.endswith(tuple(f".{each}" for each in _OWN_DOMAINS))


def judge_host(loose: LooseUrl) -> Problem | None:
    """Return the danger that is in the host of a link, such as a lookalike; None if there is none.

    Other sites, such as `example.com`, give None, too.
    """
    host = loose.host
    is_ours = is_own_host(host) or loose.scheme == "whatsapp"
    if loose.user:
        if is_ours or _is_lookalike(host) or _names_whatsapp(loose.user.lower()):
            return Problem(
                Rule.USER_BEFORE_HOST,
                f"{quote(loose.user)} is only a name before the host: the link leads to "
                f"{quote(host)}. Do not open it.",
            )
        return None
    if is_ours:
        return None
    if not host.isascii() or "xn--" in host:
        plain = _to_latin(host)
        if is_own_host(plain) or _is_lookalike(plain):
            return Problem(
                Rule.HOMOGRAPH_HOST,
                f"The host {quote(host)} contains letters that look like Latin letters, but it is "
                f"not {quote(plain)}: type the link again.",
            )
    if _is_lookalike(host):
        return Problem(
            Rule.LOOKALIKE_HOST,
            f"The host {quote(host)} does not belong to WhatsApp: write wa.me, unless you trust "
            "that site.",
        )
    return None


def _is_lookalike(host: str) -> bool:
    return len(host) < 255 and not is_own_host(host) and bool(_LOOKALIKE_ENDS.search(host))


def _names_whatsapp(user: str) -> bool:
    return "wa.me" in user or "whatsapp" in user


def _to_latin(host: str) -> str:
    """Return a host with Latin letters in place of the letters that look like them."""
    labels = []
    for label in host[:255].split("."):
        if label.startswith("xn--"):
            try:
                label = label[4:].encode("ascii").decode("punycode")  # noqa: PLW2901  (RFC 3492)
            except (UnicodeError, OverflowError):
                continue
        labels.append(label)
    text = unicodedata.normalize("NFKD", ".".join(labels).replace("\u3002", ".")).lower()
    latin = text.translate(_LOOKALIKE_LETTERS)
    return "".join(char for char in latin if not unicodedata.combining(char))
