"""Read the form of a WhatsApp link in any state: the page that it opens, and its number or name.

This module never connects to a server, and does not read the phone number: `judge_number` does. It
imports nothing heavy, because `phone.unwrap` imports it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wa_link.links.chat_link_forms import Via
from wa_link.links.field_names import PHONE, PHONE_NAMES, USERNAME, has_number
from wa_link.links.link_kinds import Kind
from wa_link.links.link_table import CHATS, CODE, LINK_HOSTS, NUMBER, PAGE_NAMES, PAGES, remove_www
from wa_link.links.loose_url import WRONG_SCHEME, split_url
from wa_link.links.placeholders import is_placeholder_text
from wa_link.links.query_fields import split_query
from wa_link.links.usernames import is_mistyped_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_link.links.loose_url import LooseUrl
    from wa_link.links.query_fields import Query

_LINKED_DEVICES = ["settings", "linked_devices"]
_BASES = {
    Via.WA_ME: "https://wa.me/",
    Via.WEB: "https://wa.me/",  # links to WhatsApp Web do not open on phones
    Via.API: "https://api.whatsapp.com/send",
    Via.APP: "whatsapp://send",
}
# A field in the path: `wa.me/phone=447911123456`.
_PHONE_PREFIX = re.compile(rf"\A\s*(?:{'|'.join(sorted(PHONE_NAMES))})\s*=", re.IGNORECASE)
_URL_LIKE = re.compile(
    rf"[a-z][a-z0-9+.-]*://|(?:{WRONG_SCHEME})?(?:[a-z0-9-]+\.)+[a-z]{{2,}}[/?#]", re.IGNORECASE
)
_CODE_LIKE = re.compile(r"[\w.~!@=+-]{1,200}", re.ASCII)
_NAME_LIKE = re.compile(r"[A-Za-z0-9._]+")
# Slashes, backslashes, control characters and lone surrogates.
_FORBIDDEN_IN_SEGMENT = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# White space, control characters, backslashes and lone surrogates.
_FORBIDDEN_IN_URL = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Form:
    """Form of a WhatsApp link.

    Attributes:
        kind: the page or action that the link is meant to open; None if that is unknown.
        base: the right link up to the number, such as `https://wa.me/c/`; for links without a
            number, up to the query.
        number: the number as it is written, with its escapes decoded; None if there is none, or if
            there are several.
        has_several_numbers: whether the link contains several numbers.
        is_misplaced: whether the number or the username is where WhatsApp does not look for it.
        name: the part of the path, or the field, that can be a username; empty if there is none.
        code: the code of a short link or of a group, for example; empty if there is none.
        via: the form of a chat link.
        unneeded_fields: names of the fields that the right link does not have, because its path
            contains the username.
    """

    kind: Kind | None
    base: str = ""
    number: str | None = None
    has_several_numbers: bool = False
    is_misplaced: bool = False
    name: str = ""
    code: str = ""
    via: Via = Via.WA_ME
    unneeded_fields: frozenset[str] = frozenset()

    @property
    def has_phone_field(self) -> bool:
        """Return whether the right link contains the number in the query, as `phone=`."""
        return self.via in (Via.API, Via.APP)


def is_url_like(text: str) -> bool:
    """Return whether `text` begins like a URL (`https://…`, `wa.me/…`), not like a phone number."""
    return _URL_LIKE.match(text.strip()) is not None


def find_form(text: str) -> Form | None:
    """Return the form of a WhatsApp link; None for other texts, and for a link that is not clear.

    A link is not clear if programs read it in different ways: if it contains white space, control
    characters, backslashes, a port (`wa.me:80`), a user name (`someone@wa.me`) or several numbers.
    """
    text = text.strip()
    if not is_url_like(text) or _FORBIDDEN_IN_URL.search(text):
        return None
    loose = split_url(text)
    if loose is None or loose.user or not has_link_host(loose):
        return None
    form = read_form(loose, split_query(loose.query))
    return None if form.kind is None or form.has_several_numbers else form


def has_link_host(loose: LooseUrl) -> bool:
    """Return whether the host of a link is one of WhatsApp's hosts of links."""
    if loose.scheme == "whatsapp":
        return True
    return loose.scheme in ("", "http", "https") and loose.host in LINK_HOSTS


def read_form(loose: LooseUrl, query: Query) -> Form:
    """Return the form of a link whose host is one of WhatsApp's.

    A number in a field with a wrong name becomes a field of the kind PHONE in `query`.
    """
    is_app = loose.scheme == "whatsapp"
    host = f"whatsapp://{loose.host}" if is_app else remove_www(loose.host)
    segments = _split_path(loose.path)
    if segments is None or loose.port:
        return Form(None)
    if segments[:2] == _LINKED_DEVICES:
        return Form(Kind.LINKED_DEVICES)
    if chat := _read_chat(host, segments, query):
        return chat
    for path, kind in PAGES.get(host, {}).items():
        if _matches(path.split("/"), segments):
            return _read_page(host, path, kind, segments, query)
    if host == "wa.me" and len(segments) == 1 and segments[0] not in PAGE_NAMES:
        name, is_several = segments[0], bool(query.values(PHONE))
        base = f"https://wa.me/{name.lower()}"
        return Form(Kind.USERNAME, base, None, is_several, name=name)
    return Form(None)


def _split_path(path: str) -> list[str] | None:
    """Return the decoded segments of a path; None if a browser would request another path.

    That is so for `.` and `..` (RFC 3986, 5.2.4), and for escaped slashes.
    """
    segments = [unquote(segment) for segment in path.strip("/").split("/")]
    if any(each in (".", "..") for each in segments):
        return None
    return None if any(map(_FORBIDDEN_IN_SEGMENT.search, segments[:-1])) else segments


def _read_chat(host: str, segments: Sequence[str], query: Query) -> Form | None:
    """Return the form of a link that is meant to open a chat with a number; None for other links.

    The number can be misplaced, as in `wa.me/?phone=…` or `api.whatsapp.com/send/…`.
    """
    if host not in CHATS and host not in LINK_HOSTS:
        return None
    via, path = CHATS.get(host, (Via.WA_ME, None))
    rest = segments[1:] or [""] if segments[0].strip() == "send" else segments
    in_path = _PHONE_PREFIX.sub("", rest[0])
    if len(rest) > 1 or (in_path and not _is_number(in_path)):
        return None
    is_right_path = segments == [in_path if path == NUMBER else path]
    if not is_right_path and in_path and not has_number(in_path):
        return None
    fields = query.values(PHONE) or ([] if in_path else query.claim_numbers())
    numbers = ([in_path] if in_path else []) + [_decode_field(each) for each in fields]
    is_chat = is_right_path or rest != segments
    if is_chat and not in_path and (named := query.username_fields()):
        is_right = is_right_path and via is not Via.WA_ME and named[0][0] == USERNAME
        targets = [*(name for _, name in named), *filter(None, numbers)]
        return _read_username(via, targets, is_right=is_right)
    if not numbers and not is_right_path:
        return None
    is_right_field = not fields or (path != NUMBER and query.is_phone_named_right)
    is_misplaced = bool(numbers) and not (is_right_path and is_right_field)
    number = numbers[0] if len(numbers) == 1 else None
    return Form(Kind.CHAT, _BASES[via], number, len(numbers) > 1, is_misplaced, via=via)


def _read_username(via: Via, targets: Sequence[str], *, is_right: bool) -> Form:
    """Return the form of a link with the field `username`, to which wa.me redirects.

    Args:
        via: the form of a chat link with the same host.
        targets: the usernames and the numbers in the link; a right link has only one of them.
        is_right: whether WhatsApp reads the field.
    """
    name, is_several = targets[0], len(targets) > 1
    if is_right and via in (Via.API, Via.APP):
        return Form(Kind.USERNAME, _BASES[via], None, is_several, name=name, via=via)
    base, unneeded = f"{_BASES[Via.WA_ME]}{name.lower()}", frozenset({USERNAME, "type"})
    return Form(Kind.USERNAME, base, None, is_several, not is_right, name, "", via, unneeded)


def _read_page(host: str, path: str, kind: Kind, segments: Sequence[str], query: Query) -> Form:
    """Return the form of a link to another page than a chat."""
    fixed, _, last = path.rpartition("/")
    is_several = bool(query.values(PHONE))
    if last == CODE:
        base = f"https://{host}/{'/'.join(segments)}"
        return Form(kind, base, None, is_several, code=segments[-1])
    base = f"https://{host}/{'/'.join(segments[:-1])}/"
    number = None if is_several else segments[-1]
    return Form(kind, base, number, is_several, code=segments[1] if CODE in fixed else "")


def _matches(parts: Sequence[str], segments: Sequence[str]) -> bool:
    """Return whether the segments of a path match the parts of a path in `PAGES`."""
    return len(parts) == len(segments) and all(
        _is_number(segment)
        if part == NUMBER
        else _CODE_LIKE.fullmatch(segment) is not None
        if part == CODE
        else segment == part
        for part, segment in zip(parts, segments, strict=True)
    )


def _is_number(text: str) -> bool:
    """Return whether a segment of a path is a number in any form, or a placeholder; not a username.

    Letters can be part of a username, but not in a text with spaces and six or more digits.
    """
    if text.isdecimal():  # fast, and enough for right links
        return True
    digits = sum(map(str.isdecimal, text))
    has_letters = any(map(str.isalpha, text))
    if digits and (not has_letters or (digits >= 6 and not _NAME_LIKE.fullmatch(text))):
        return True
    return is_placeholder_text(text) or is_mistyped_number(text)


def _decode_field(raw: str) -> str:
    """Return the value of the field `phone`, in which each `+` but the first means a space."""
    first, rest = raw[:1], raw[1:]
    return unquote(first + rest.replace("+", " "))
