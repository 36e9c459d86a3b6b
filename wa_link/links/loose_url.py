"""Split links that people wrote in any state: with spaces, brackets, or `&text=` without a `?`.

Unlike `urllib.parse.urlsplit`, nothing is removed, decoded or refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from wa_link.links.link_table import HOST_PATTERN

SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
"""Pattern of the scheme of a URL, with `://`."""
URL_SIGNS: Final = "!#$%&'()*+,/:;=?@[]~"
"""Signs that RFC 3986 allows in a URL besides `-._`, and the `%` that begins an escape."""
WRONG_SCHEME = r"(?:(?:h{0,2}t{1,3}p{1,3}s{0,2}|hpt{1,2}s?|htts)[:;]?//|https?:/?)"
"""Pattern of a misspelt `https://` before a host of WhatsApp, such as `https//`; or a right one."""
_WRONG_SCHEME = re.compile(
    rf"(?!https?://(?!/)){WRONG_SCHEME}(?={HOST_PATTERN}[/?&])", re.IGNORECASE
)
_AUTHORITY = re.compile(r"[^/?#\\\s]*")
# The first field of the query: after `?`, or after `&`, `;` or an escape if the `?` is missing.
_END_OF_PATH = re.compile(
    r"[?#]|(?:&(?:amp;|#0{0,6}38;|#[xX]0{0,6}26;)?|\\u0026|\\x26|;(?!ext=)|%26|%3[Ff])"
    r"(?=[A-Za-z_]{1,20}(?:=|%3[Dd]))"
)
# `https://https://wa.me/…`: the scheme is written twice.
_DOUBLED_SCHEME = re.compile(r"(?:https?:/{0,2})+(?=https?://)", re.IGNORECASE)
_NEXT_LINK = re.compile(rf"https?://|{HOST_PATTERN}/", re.IGNORECASE)
_NEXT_SCHEME = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LooseUrl:
    """Parts of a link, each as it is written.

    Attributes:
        scheme: the scheme in small letters, such as `https`; empty if it is missing.
        user: the part before the `@` of the host; empty if there is none.
        host: the host in small letters, such as `wa.me`.
        port: the part after the `:` of the host, or only the `:`; empty if there is none.
        path: the part from the `/` after the host to the query.
        query: the part after the `?`; it can contain a `#`.
        fragment: the part after a `#` that comes before any `?`.
        has_question_mark: False if the query begins after another sign than `?`, such as `&`.
        has_wrong_scheme: whether `https://` is misspelt; then `scheme` is `https`.
    """

    scheme: str
    user: str
    host: str
    port: str
    path: str
    query: str = ""
    fragment: str = ""
    has_question_mark: bool = True
    has_wrong_scheme: bool = False


def split_url(text: str) -> LooseUrl | None:
    """Return the parts of a link; None if the text has no host with a dot, and no scheme.

    White space can't follow the host of a link without a scheme, so such a text gives None, too.
    """
    if wrong := _WRONG_SCHEME.match(text):
        loose = split_url(f"https://{text[wrong.end() :]}")
        return replace(loose, has_wrong_scheme=True) if loose else None
    scheme = SCHEME.match(text)
    authority = _AUTHORITY.match(text, scheme.end() if scheme else 0)
    if authority is None or not authority[0] or not (scheme or "." in authority[0]):
        return None
    user, at, host = authority[0].rpartition("@")
    host, colon, port = host.partition(":")
    rest = text[authority.end() :]
    if not scheme and rest[:1].isspace():  # `wa.me 447911123456`
        return None
    before = (scheme[1].lower() if scheme else "", user + at, host.lower(), port or colon)
    end = _END_OF_PATH.search(rest)
    if end is None:
        return LooseUrl(*before, rest)
    path, after = rest[: end.start()], rest[end.end() :]
    if end[0] == "#":
        return LooseUrl(*before, path, fragment=after)
    return LooseUrl(*before, path, after, has_question_mark=end[0] == "?")


def split_glued(text: str) -> tuple[str, str] | None:
    """Return two links that are written without a space between them; None for other texts.

    A link in a prefilled text, such as `?text=https://shop.example/`, is not glued on.
    """
    if doubled := _DOUBLED_SCHEME.match(text):
        return "", text[doubled.end() :]
    if _NEXT_LINK.match(text) is None:
        return None
    half = len(text) // 2
    if len(text) % 2 == 0 and text.startswith(text[:half], half):
        return text[:half], text[half:]
    scheme = _NEXT_SCHEME.match(text)
    host = _AUTHORITY.match(text, scheme.end() if scheme else 0)
    start = host.end() if host else 0
    end = _END_OF_PATH.search(text, start)
    glued = _NEXT_LINK.search(text, start, end.start() if end else len(text))
    return (text[: glued.start()], text[glued.start() :]) if glued else None
