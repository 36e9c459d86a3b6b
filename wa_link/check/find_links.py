"""Find links to WhatsApp in a text of any kind, and links that only look like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from wa_link.check.escapes import Wrapping, decode, find_wrapping
from wa_link.check.host_spellings import is_link, is_lookalike
from wa_link.check.link_end import find_end
from wa_link.check.quick_search import find_hosts
from wa_link.check.relative_link import is_relative
from wa_link.links.hosts import find_lookalike_letters, is_homograph
from wa_link.links.link_forms import LINK_HOSTS
from wa_link.links.loose_url import WRONG_SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
_OVERLAP = 64  # more characters than any word of a host has
_CONTEXT = 64
_HOST_BEFORE = re.compile(r"[A-Za-z0-9.-]{0,253}\Z")
_HOST_AFTER = re.compile(r"[A-Za-z0-9.-]{0,253}")
# The end of an escape is not a part of the host after it: `\nwa.me`, `\u003ewa.me`, `%2Fwa.me`.
_ESCAPE_END = re.compile(r"(?<=\\)(?:[nrt]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|(?<=%)[0-9a-fA-F]{2}")
_SCHEME_BEFORE = re.compile(
    r"(?:https?:/{0,2}){0,2}"  # `http://https://wa.me/…`: the scheme is written twice
    r"https?(?::|\\:|%3A|&#58;|&colon;|\\u003a)"
    r"(?:\\{0,4}/|%2F|&#47;|&#x2F;|&sol;|\\{1,4}u002f){2}\Z",
    re.IGNORECASE,
)
_WRONG_SCHEME_BEFORE = re.compile(rf"(?<![A-Za-z0-9.=-]){WRONG_SCHEME}\Z", re.IGNORECASE)
_SLASHES_BEFORE = re.compile(r"(?:\\{0,4}/|%2F){2}\Z", re.IGNORECASE)
_PATH_BEFORE = re.compile(r"[\w*]/\Z")
_USER_AND_HOST = re.compile(r"(?::[^\s/@\"'<>]{0,64})?@[A-Za-z0-9.-]{1,253}")
_SCHEME = re.compile(r"[a-z]+[^\w.-]", re.IGNORECASE)
_FIRST_OF_PATH = ("/", "?", "&", "\\", "%2", "%3", "@", ":")
_APP = re.compile(r"whatsapp:(?:\\{0,4}/){2}send(?![\w.-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """Link in a text.

    Attributes:
        start: index of its first character in the text.
        end: index after its last character.
        url: the link without the escapes of the text around it.
        raw: the link as the text contains it.
        is_cut: whether a templated part follows, so that only the beginning of the link is known.
        is_open: whether no quote or bracket closes the link.
        is_href: whether the link is the whole value of an HTML attribute `href`.
        is_relative: whether the text takes the link for a path, because it has no scheme.
        is_lookalike: whether its host is not one of WhatsApp's.
        wrapping: how the text around the link escapes it.
    """

    start: int
    end: int
    url: str
    raw: str
    is_cut: bool
    is_open: bool
    is_href: bool
    is_relative: bool
    is_lookalike: bool
    wrapping: Wrapping


def find_links(text: str) -> Iterator[FoundLink]:
    """Yield the links in a text, in order; no two of them overlap."""
    end = 0
    for anchor in _find_anchors(text):
        if anchor >= end and (link := _read_link(text, anchor, end)):
            yield link
            end = link.end


def read_link_at(text: str, start: int) -> FoundLink | None:
    """Return the link that begins at `start`, or None if no link begins there."""
    for anchor in _find_anchors(text[start : start + _OVERLAP * 2]):
        link = _read_link(text, start + anchor, start)
        return link if link and link.start == start else None
    return None


def _find_anchors(text: str) -> Iterator[int]:
    """Yield the places of words that are in each host of interest, such as `whatsapp`, in order."""
    for offset in range(0, len(text), _CHUNK):
        start = max(0, offset - _OVERLAP)
        piece = text[start : offset + _CHUNK + _OVERLAP]
        data = piece.encode("utf-8", "surrogatepass")
        places = sorted({*find_hosts(data)})
        if not piece.isascii():
            places = _count_characters(data, places)
        found = (start + place for place in places)
        yield from (place for place in found if offset <= place < offset + _CHUNK)


def _count_characters(data: bytes, places: list[int]) -> list[int]:
    """Return the places of characters in a text, for their places in its bytes."""
    counts, count = [], 0
    for start, end in pairwise([0, *places]):
        count += len(data[start:end].decode("utf-8", "surrogatepass"))
        counts.append(count)
    return counts


@cache
def _host_letters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of the part of a homograph host before a place, and after it."""
    letters = "".join(find_lookalike_letters().values())
    characters = f"[A-Za-z0-9.{letters}\u0300-\u036f-]"
    return re.compile(rf"{characters}{{0,253}}\Z"), re.compile(rf"{characters}{{0,253}}")


def _read_link(text: str, anchor: int, floor: int) -> FoundLink | None:
    """Return the link whose host contains the anchor; None if there is no link.

    Args:
        text: the text.
        anchor: the place of a word such as `wa.me`.
        floor: the end of the link before; the link begins there or later.
    """
    if app := _APP.match(text, anchor):
        if anchor > floor and (text[anchor - 1].isalnum() or text[anchor - 1] in "-._"):
            return None
        return _make_link(text, anchor, app.end(), is_lookalike=False)
    start, path = _find_host(text, anchor, floor)
    if start > floor and text[start - 1] in "@_":
        return None
    before = text[max(floor, start - _CONTEXT) : start]
    scheme = _SCHEME_BEFORE.search(before) or _WRONG_SCHEME_BEFORE.search(before)
    if scheme is None and before.endswith("/") and not _SLASHES_BEFORE.search(before):
        return None  # a folder of another host: `example.com/wa.me/…`
    link_start = start - (len(scheme[0]) if scheme else 0)
    if scheme and _PATH_BEFORE.search(text, max(0, link_start - 2), link_start):
        return None  # a copy in an archive: `archive.example/2026/https://wa.me/…`
    return _read_host(text, link_start, start, path)


def _find_host(text: str, anchor: int, floor: int) -> tuple[int, int]:
    """Return the beginning and the end of the host around an anchor."""
    window = max(floor, anchor - _CONTEXT)
    before, after = _HOST_BEFORE.search(text, window, anchor), _HOST_AFTER.match(text, anchor)
    start, end = before.start() if before else anchor, after.end() if after else anchor
    if not text[max(window, start - 1) : end + 1].isascii():
        before_pattern, after_pattern = _host_letters()
        before, after = before_pattern.search(text, window, end), after_pattern.match(text, end)
        around = before.start() if before else start, after.end() if after else end
        if is_homograph(text[around[0] : around[1]]):
            start, end = around
    if escape := _ESCAPE_END.match(text, start, anchor):
        start = escape.end()
    return start, end


def _read_host(text: str, start: int, host_start: int, path: int) -> FoundLink | None:
    """Return the link with a host, or None if the host or the path belongs to no such link."""
    host = text[host_start:path].lower()
    if not text.startswith(_FIRST_OF_PATH, path):
        return None
    if text[path] == "%" and text[host_start - 1 : host_start] == "/":
        return None  # a link in another URL is percent-encoded as a whole
    has_scheme = start < host_start
    rest = text[path : path + _CONTEXT]
    is_imitation = host not in LINK_HOSTS
    if is_imitation:
        is_glued = text[host_start - 1 : host_start].isalnum()
        is_found = not is_glued and is_lookalike(host, rest, has_scheme=has_scheme)
    elif has_scheme and (user := _USER_AND_HOST.match(text, path)):
        is_found, is_imitation, path = True, True, user.end()
    else:
        rest = decode(rest, Wrapping.PERCENT if rest[0] == "%" else Wrapping.NONE)
        is_found = is_link(host, rest) and (has_scheme or rest[0] == "/")
    return _make_link(text, start, path, is_lookalike=is_imitation) if is_found else None


def _make_link(text: str, start: int, path: int, *, is_lookalike: bool) -> FoundLink:
    """Return the link from `start`, whose path begins at `path`."""
    found = find_end(text, start, path)
    raw = text[start : found.end]
    wrapping = find_wrapping(raw, found.wrapping)
    return FoundLink(
        start,
        found.end,
        decode(raw, wrapping),
        raw,
        is_cut=found.is_cut,
        is_open=found.is_open,
        is_href=found.is_href,
        is_relative=not _SCHEME.match(raw) and is_relative(text, start),
        is_lookalike=is_lookalike,
        wrapping=wrapping,
    )
