"""Parse WhatsApp URLs by their form: chats, groups, channels, catalogues, short links and more.

The phone number in a URL is returned as it is written; `url_checks.read_phone` reads it. WhatsApp
documents some of the forms (help centre, FAQ 5913398998672934); others are only widely used. This
module never connects to a server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from wa_link.links.chat_link_forms import Via
from wa_link.links.usernames import is_username

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import SplitResult

    from wa_link.errors import Note


class Kind(StrEnum):
    """Kind of a WhatsApp URL: the page or the action that it opens."""

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


CODE_PAGES = {
    "message": Kind.SHORT_LINK,
    "qr": Kind.CONTACT_CODE,
    "channel": Kind.CHANNEL,
}
"""Kinds of the URLs `wa.me/<page>/<code>`, by their page."""


@dataclass(frozen=True, slots=True)
class Address:
    """WhatsApp URL that was parsed into its parts.

    Attributes:
        kind: the page or action that the URL opens, such as a chat or a channel.
        url: the URL as it was written, but with `https://` if it had no scheme, and with non-ASCII
            characters percent-encoded, as browsers do.
        phone: the phone number as the URL contains it; None if the URL contains no number. It is
            read as an international number, even without `+`.
        text: the decoded prefilled text; empty if there is none.
        via: the form of a chat link, such as `wa.me` or `api`; ignore it for other kinds of URL.
        username: the username as the URL contains it; empty if there is none.
        notes: notes on what to check, if the URL was checked by `check_drawable`.
    """

    kind: Kind
    url: str
    phone: str | None = None
    text: str = ""
    via: Via = Via.WA_ME
    username: str = ""
    notes: tuple[Note, ...] = field(default=(), compare=False)


_SCHEME = r"[a-z][a-z0-9+.-]*://"
_URL_LIKE = re.compile(rf"{_SCHEME}|(?:[a-z0-9-]+\.)+[a-z]{{2,}}[/?#]", re.IGNORECASE)
# White space, control characters, backslashes and lone surrogates.
_FORBIDDEN_IN_URL = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\ud800-\udfff]")
# Slashes, backslashes, control characters and lone surrogates.
FORBIDDEN_IN_SEGMENT = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Characters that RFC 3986 allows in a URI, and the % that begins an escape.
URI_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
_PHONE = re.compile(r"[+\d][\d\s().+-]*")


def is_url_like(text: str) -> bool:
    """Return whether `text` begins like a URL (`https://…`, `wa.me/…`), not like a phone number."""
    return _URL_LIKE.match(text.strip()) is not None


def parse_url(text: str) -> Address | None:
    """Parse a WhatsApp URL; return None for any other text, and for a URL that is not clear.

    A URL is not clear if programs read it in different ways: if it contains white space, control
    characters, backslashes, a port (`wa.me:80`) or a user name (`someone@wa.me`). A URL with two
    phone numbers or two texts is not clear either, because WhatsApp could use either of them.
    """
    text = text.strip()
    if not is_url_like(text) or _FORBIDDEN_IN_URL.search(text):
        return None
    if not re.match(_SCHEME, text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:  # for example, brackets that contain no IPv6 address
        return None
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    fields = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if fields.count("text") > 1 or fields.count("phone") > (host != "wa.me"):
        return None
    if scheme == "whatsapp":
        return _parse_app(parts) if host == "send" else None
    parse = _PARSERS.get(host)
    return parse(parts) if parse and scheme in ("http", "https") else None


def _escape_url(parts: SplitResult) -> str:
    """Return the URL, and percent-encode the characters that RFC 3986 does not allow."""
    return quote(parts.geturl(), safe=URI_CHARACTERS)


def _split_path(parts: SplitResult) -> list[str]:
    """Split the path of a URL at `/`, and decode the segments.

    Return an empty list if a segment is `.` or `..`, or contains an escaped slash or control
    character. In these cases, a browser would request another path (RFC 3986, 5.2.4).
    """
    segments = [unquote(segment) for segment in parts.path.strip("/").split("/")]
    is_changed = any(
        segment in (".", "..") or FORBIDDEN_IN_SEGMENT.search(segment) for segment in segments
    )
    return [] if is_changed else segments


def _parse_wa_me(parts: SplitResult) -> Address | None:  # noqa: PLR0911  (one return for each kind of URL)
    """Parse a URL of wa.me; return None if its path has no known form."""
    url = _escape_url(parts)
    match _split_path(parts):
        case [""] if text := _parse_query(parts).get("text"):
            return Address(Kind.CHAT, url, text=text)
        case ["c" | "call" as page, phone]:
            return Address(Kind.CATALOGUE if page == "c" else Kind.CALL, url, phone)
        case ["p", product, phone] if product:
            return Address(Kind.PRODUCT, url, phone)
        case ["message" | "qr" | "channel" as page, code] if code:
            return Address(CODE_PAGES[page], url)
        case ["settings", "linked_devices", *_]:
            return Address(Kind.LINKED_DEVICES, url)
        case [phone] if _PHONE.fullmatch(phone):
            return Address(Kind.CHAT, url, phone, _parse_query(parts).get("text", ""))
        case [name] if is_username(name):
            text = _parse_query(parts).get("text", "")
            return Address(Kind.USERNAME, url, text=text, username=name)
    return None


def _parse_send(parts: SplitResult, via: Via) -> Address | None:
    """Parse a chat link with `?phone=` and `text=`; return None if both are missing or empty."""
    query = _parse_query(parts)
    # A + in a query is decoded to a space, so `phone=+44…` becomes " 44…": remove the space.
    phone, text = query.get("phone", "").strip(), query.get("text", "")
    return (
        Address(Kind.CHAT, _escape_url(parts), phone or None, text, via) if phone or text else None
    )


def _parse_app(parts: SplitResult) -> Address | None:
    """Parse a link of the form `whatsapp://send?phone=…`; return None if it has another path."""
    return _parse_send(parts, Via.APP) if parts.path in ("", "/") else None


def _parse_api(parts: SplitResult) -> Address | None:
    """Parse a chat link or a short link of api.whatsapp.com; return None for any other path."""
    match _split_path(parts):
        case ["send"]:
            return _parse_send(parts, Via.API)
        case ["message", code] if code:  # wa.me/message/<code> redirects to this URL
            return Address(Kind.SHORT_LINK, _escape_url(parts))
    return None


def _parse_web(parts: SplitResult) -> Address | None:
    """Parse a chat link of web.whatsapp.com; return None for any other path."""
    return _parse_send(parts, Via.WEB) if _split_path(parts) == ["send"] else None


def _parse_group(parts: SplitResult) -> Address | None:
    """Parse a group invitation of chat.whatsapp.com; return None for any other path."""
    match _split_path(parts):
        case [code] | ["invite", code] if code:
            return Address(Kind.GROUP, _escape_url(parts))
    return None


def _parse_call(parts: SplitResult) -> Address | None:
    """Parse a link to a call, `call.whatsapp.com/voice/…`; return None for any other path."""
    match _split_path(parts):
        case ["voice" | "video", code] if code:
            return Address(Kind.CALL_LINK, _escape_url(parts))
    return None


def _parse_site(parts: SplitResult) -> Address | None:
    """Parse a channel link of whatsapp.com; return None for any other path."""
    match _split_path(parts):
        case ["channel", code] if code:
            return Address(Kind.CHANNEL, _escape_url(parts))
    return None


def _parse_query(parts: SplitResult) -> dict[str, str]:
    """Return the decoded values of the query by name, such as `{"text": "Hi there!"}`."""
    return dict(parse_qsl(parts.query, keep_blank_values=True))


_PARSERS: dict[str, Callable[[SplitResult], Address | None]] = {
    "wa.me": _parse_wa_me,
    "api.whatsapp.com": _parse_api,
    "web.whatsapp.com": _parse_web,
    "chat.whatsapp.com": _parse_group,
    "call.whatsapp.com": _parse_call,
    "whatsapp.com": _parse_site,
    "www.whatsapp.com": _parse_site,
}
