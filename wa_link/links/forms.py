"""The forms a WhatsApp link takes: what an address is, before its number is read.

The forms and their standing are those of WhatsApp's help centre (FAQ 5913398998672934) and of
wide use; nothing here asks the network, and nothing here reads a phone number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from wa_link.links.via import Via

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import SplitResult


class Kind(StrEnum):
    """What a WhatsApp address opens."""

    CHAT = "chat"
    CATALOGUE = "catalogue"
    PRODUCT = "product"
    CALL = "call"
    SHORT_LINK = "short link"
    CONTACT_CODE = "contact code"
    USERNAME = "username"
    GROUP = "group invitation"
    CHANNEL = "channel"
    LINKED_DEVICES = "linked devices"


@dataclass(frozen=True, slots=True)
class Address:
    """A recognised WhatsApp address.

    `url` is the address as it stands, with `https://` where it was missing and what is not ASCII
    percent-encoded (as every browser does). `phone` is the number as the address writes it, to be
    read as international; None where the address holds none. `text` is the prefilled text, decoded.
    """

    kind: Kind
    url: str
    phone: str | None = None
    text: str = ""
    via: Via = Via.WA_ME


_SCHEME = r"[a-z][a-z0-9+.-]*://"
_LOOKS_LIKE_A_LINK = re.compile(rf"{_SCHEME}|(?:[a-z0-9-]+\.)+[a-z]{{2,}}[/?#]", re.IGNORECASE)
# White space, control characters, backslashes, and halves of surrogate pairs.
_IN_NO_LINK = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\ud800-\udfff]")
# What parts a path, and what no link has.
_IN_NO_SEGMENT = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# What RFC 3986 allows in a URI, with the % of escapes; the rest is escaped.
_URI_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
_PHONE = re.compile(r"[+\d][\d\s().+-]*")
# `wa.me/message` and the like are other forms cut off, and no user's.
_USERNAME = re.compile(r"(?!(?:call|message|settings)$)(?=.*[A-Za-z])[A-Za-z0-9._]{3,35}")


def looks_like_a_link(text: str) -> bool:
    """Whether a person who typed `text` meant a link rather than a number."""
    return _LOOKS_LIKE_A_LINK.match(text.strip()) is not None


def parse_url(text: str) -> Address | None:
    """The WhatsApp address that `text` is, or None where it is something else.

    The whole of `text` must be the address: white space, control characters, backslashes, a port
    or a user name before the host make it something else, for readers disagree on where such a
    link leads. So do two numbers or two texts, for which of them counts is unknown.
    """
    text = text.strip()
    if not looks_like_a_link(text) or _IN_NO_LINK.search(text):
        return None
    if not re.match(_SCHEME, text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that hold no IPv6 address, and the like
        return None
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    fields = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if fields.count("text") > 1 or fields.count("phone") > (host != "wa.me"):
        return None
    if scheme == "whatsapp":
        return _app(parts) if host == "send" else None
    form = _HOSTS.get(host)
    return form(parts) if form and scheme in ("http", "https") else None


def _whole(parts: SplitResult) -> str:
    return quote(parts.geturl(), safe=_URI_CHARACTERS)


def _segments(parts: SplitResult) -> list[str]:
    """The parts of a path; none where it leads elsewhere than it says (RFC 3986, 5.2.4)."""
    segments = [unquote(segment) for segment in parts.path.strip("/").split("/")]
    leads_elsewhere = any(
        segment in (".", "..") or _IN_NO_SEGMENT.search(segment) for segment in segments
    )
    return [] if leads_elsewhere else segments


def _wa_me(parts: SplitResult) -> Address | None:  # noqa: PLR0911  (a return for each form)
    url = _whole(parts)
    match _segments(parts):
        case [""] if text := _query(parts).get("text"):
            return Address(Kind.CHAT, url, text=text)
        case ["c", phone]:
            return Address(Kind.CATALOGUE, url, phone)
        case ["p", product, phone] if product:
            return Address(Kind.PRODUCT, url, phone)
        case ["call", phone]:
            return Address(Kind.CALL, url, phone)
        case ["message", code] if code:
            return Address(Kind.SHORT_LINK, url)
        case ["qr", code] if code:
            return Address(Kind.CONTACT_CODE, url)
        case ["settings", "linked_devices", *_]:
            return Address(Kind.LINKED_DEVICES, url)
        case [phone] if _PHONE.fullmatch(phone):
            return Address(Kind.CHAT, url, phone, _query(parts).get("text", ""))
        case [name] if _USERNAME.fullmatch(name):
            return Address(Kind.USERNAME, url)
    return None


def _send(parts: SplitResult, via: Via) -> Address | None:
    query = _query(parts)
    # In a query a bare + decodes to a space: `phone=+44…` is meant as +44.
    phone, text = query.get("phone", "").strip(), query.get("text", "")
    return Address(Kind.CHAT, _whole(parts), phone or None, text, via) if phone or text else None


def _app(parts: SplitResult) -> Address | None:
    return _send(parts, Via.APP) if parts.path in ("", "/") else None


def _api(parts: SplitResult) -> Address | None:
    match _segments(parts):
        case ["send"]:
            return _send(parts, Via.API)
        case ["message", code] if code:  # where wa.me/message/<code> leads
            return Address(Kind.SHORT_LINK, _whole(parts))
    return None


def _web(parts: SplitResult) -> Address | None:
    return _send(parts, Via.WEB) if _segments(parts) == ["send"] else None


def _group(parts: SplitResult) -> Address | None:
    match _segments(parts):
        case [code] | ["invite", code] if code:
            return Address(Kind.GROUP, _whole(parts))
    return None


def _site(parts: SplitResult) -> Address | None:
    match _segments(parts):
        case ["channel", code] if code:
            return Address(Kind.CHANNEL, _whole(parts))
    return None


def _query(parts: SplitResult) -> dict[str, str]:
    return dict(parse_qsl(parts.query, keep_blank_values=True))


_HOSTS: dict[str, Callable[[SplitResult], Address | None]] = {
    "wa.me": _wa_me,
    "api.whatsapp.com": _api,
    "web.whatsapp.com": _web,
    "chat.whatsapp.com": _group,
    "whatsapp.com": _site,
    "www.whatsapp.com": _site,
}
