"""Read the form of a WhatsApp link: the page that it opens, and where its number is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wa_link._support.quoting import quote
from wa_link.errors import LinkError
from wa_link.links.chat_link_forms import Via
from wa_link.links.judge_number import is_number_like
from wa_link.links.parse_url import CODE_PAGES, FORBIDDEN_IN_SEGMENT, Kind
from wa_link.links.placeholders import is_placeholder_text
from wa_link.links.problem import Problem
from wa_link.links.rules import Rule
from wa_link.links.usernames import is_username, parse_username

if TYPE_CHECKING:
    from wa_link.links.loose_url import LooseUrl

# The codes in public links; Meta's OpenAPI description of its Business API allows the last 14.
_USUAL_CODE = re.compile(r"[A-Z2-7]{13}[A-Z1-7]")
_ID = re.compile(r"[\w%.~!@=+-]{1,200}", re.ASCII)
_SEND_HOSTS = {"api.whatsapp.com": Via.API, "web.whatsapp.com": Via.WEB}
# Other hosts have pages for people, too, such as www.whatsapp.com/download.
_LINK_ONLY_HOSTS = ("api.whatsapp.com", "chat.whatsapp.com", "call.whatsapp.com")
# For each host, the kinds of its links by the segments of the path before the code.
_PAGES = {
    "chat.whatsapp.com": {"": Kind.GROUP, "invite": Kind.GROUP},
    "call.whatsapp.com": {"voice": Kind.CALL_LINK, "video": Kind.CALL_LINK},
    "whatsapp.com": {"channel": Kind.CHANNEL},
    "www.whatsapp.com": {"channel": Kind.CHANNEL},
}


@dataclass(frozen=True, slots=True)
class Form:
    """Form of a WhatsApp link.

    Attributes:
        kind: the page or action that the link opens; None if that is unknown.
        base: the better link up to the number, such as `https://wa.me/c/`; for links without a
            number, up to the query.
        number: the number in the path, with its escapes decoded; None if the path has none.
        has_phone_field: whether the number is written in the query, as `phone=`.
        username: the username; empty if there is none.
        via: the form of a chat link.
        problems: the defects of the form.
    """

    kind: Kind | None
    base: str = ""
    number: str | None = None
    has_phone_field: bool = False
    username: str = ""
    via: Via = Via.WA_ME
    problems: tuple[Problem, ...] = ()


def read_form(loose: LooseUrl) -> Form:
    """Return the form of a link whose host is one of WhatsApp's."""
    if loose.scheme == "whatsapp":
        return _read_app(loose)
    segments = _split_path(loose.path)
    if segments is None or loose.port:
        return _unknown(loose)
    if loose.host == "wa.me":
        return _read_wa_me(loose, segments)
    return _read_whatsapp_com(loose, segments)


def _split_path(path: str) -> list[str] | None:
    """Return the decoded segments of a path; None if a browser would request another path.

    That is so for `.` and `..` (RFC 3986, 5.2.4), and for escaped slashes.
    """
    segments = [unquote(segment) for segment in path.strip("/").split("/")]
    if any(each in (".", "..") for each in segments):
        return None
    return None if any(map(FORBIDDEN_IN_SEGMENT.search, segments[:-1])) else segments


def _read_wa_me(loose: LooseUrl, segments: list[str]) -> Form:  # noqa: PLR0911  (one return for each form)
    """Return the form of a link to wa.me."""
    match segments:
        case [""]:
            return Form(Kind.CHAT, "https://wa.me/")
        case ["settings", "linked_devices", *_]:
            return _pairing()
        case ["c" | "call" as page, number]:
            kind = Kind.CATALOGUE if page == "c" else Kind.CALL
            return Form(kind, f"https://wa.me/{page}/", number)
        case ["p", product, number] if _ID.fullmatch(product):
            return Form(Kind.PRODUCT, f"https://wa.me/p/{product}/", number)
        case ["message" | "qr" | "channel" as page, code] if _ID.fullmatch(code):
            return _with_code(CODE_PAGES[page], f"https://wa.me/{page}/{code}", code)
        case [name] if is_number_like(name) or is_placeholder_text(name):
            return Form(Kind.CHAT, "https://wa.me/", name)
        case [name] if name not in ("c", "p", "qr", "message", "call", "channel", "settings"):
            return _read_username(name)
    return _unknown(loose)


def _read_whatsapp_com(loose: LooseUrl, segments: list[str]) -> Form:
    """Return the form of a link to a host of whatsapp.com; other pages of the site have none."""
    host = loose.host
    match host, segments:
        case _, ["settings", "linked_devices", *_]:
            return _pairing()
        case (("api.whatsapp.com" | "web.whatsapp.com"), ["send"]):
            return _read_send(_SEND_HOSTS[host])
        case "api.whatsapp.com", ["message", code] if _ID.fullmatch(code):
            return _with_code(Kind.SHORT_LINK, f"https://{host}/message/{code}", code)
        case _, segments if all(map(_ID.fullmatch, segments)):
            if kind := _PAGES.get(host, {}).get("/".join(segments[:-1])):
                return Form(kind, f"https://{host}/{'/'.join(segments)}")
    is_page = segments == [""] or host not in _LINK_ONLY_HOSTS
    return Form(None) if is_page else _unknown(loose)


def _read_send(via: Via) -> Form:
    """Return the form of `api.whatsapp.com/send` or `web.whatsapp.com/send`."""
    if via is Via.API:
        return Form(Kind.CHAT, "https://api.whatsapp.com/send", has_phone_field=True, via=via)
    message = "The link opens only WhatsApp Web, which does not work on phones."
    problem = Problem(Rule.WEB_ONLY, message)
    return Form(Kind.CHAT, "https://wa.me/", has_phone_field=True, via=via, problems=(problem,))


def _read_app(loose: LooseUrl) -> Form:
    message = "The link opens only the installed app: it fails on computers and in many programs."
    problem = Problem(Rule.APP_ONLY, message)
    if loose.host == "send" and not loose.path.strip("/") and not loose.port:
        base = "whatsapp://send"
        return Form(Kind.CHAT, base, has_phone_field=True, via=Via.APP, problems=(problem,))
    return Form(None, problems=(problem,))


def _read_username(name: str) -> Form:
    """Return the form of `wa.me/<username>`, with a problem if WhatsApp allows no such username."""
    if is_username(name):
        username = name.lower()
        return Form(Kind.USERNAME, f"https://wa.me/{username}", username=username)
    message = (
        f"{quote(name)} can't be a WhatsApp username: write only the name, such as maria.lopez."
    )
    try:
        parse_username(name)  # allows an @ and white space around the name
    except LinkError as error:
        message = error.message
    return Form(Kind.USERNAME, problems=(Problem(Rule.INVALID_USERNAME, message),))


def _with_code(kind: Kind, base: str, code: str) -> Form:
    """Return the form of a link with a code, with a warning if a short link has an unusual code."""
    if kind is Kind.CHANNEL or _USUAL_CODE.fullmatch(code):
        return Form(kind, base)
    message = (
        f"{quote(code)} does not look like a code of WhatsApp, which has 14 capital letters and "
        "digits: open the link to check it."
    )
    return Form(kind, base, problems=(Problem(Rule.UNUSUAL_CODE, message),))


def _pairing() -> Form:
    message = (
        "This link pairs a device with the WhatsApp account of the person who opens it, so the "
        "device can read all their chats: never print or send it."
    )
    return Form(Kind.LINKED_DEVICES, problems=(Problem(Rule.DEVICE_LINK, message),))


def _unknown(loose: LooseUrl) -> Form:
    port = f":{loose.port}" if loose.port else ""
    place = f"{loose.host}{port}{loose.path}"
    message = f"{quote(place)} is not a known page of WhatsApp: check its spelling."
    return Form(None, problems=(Problem(Rule.UNKNOWN_PATH, message),))
