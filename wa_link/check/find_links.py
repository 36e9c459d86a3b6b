"""Find links to WhatsApp in a text of any kind, and links that only look like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from wa_link.check.escapes import Wrapping, decode
from wa_link.check.host_spellings import find_lookalike_letters, is_link, is_lookalike
from wa_link.check.link_end import find_end
from wa_link.check.templated import is_printf
from wa_link.links.hosts import LINK_HOSTS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each link in ASCII letters has one of these words. A pattern that begins with one letter is
# searched several times as fast as any other.
_ASCII_WORDS = re.compile(r"w(?:a[.-]me|hatsapp)")
_PUNYCODE = re.compile("xn--")
_CHUNK = 1 << 20
_OVERLAP = 16  # more characters than any anchor has
_CONTEXT = 64
_HOST_BEFORE = re.compile(r"[A-Za-z0-9.-]*\Z")
_HOST_AFTER = re.compile(r"[A-Za-z0-9.-]{0,253}")
# The end of an escape is not a part of the host after it: `\nwa.me`, `\u003ewa.me`, `%2Fwa.me`.
_ESCAPE_END = re.compile(r"(?<=\\)(?:[nrt]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|(?<=%)[0-9a-fA-F]{2}")
_SCHEME_BEFORE = re.compile(
    r"https?(?::|%3A|&#58;|&colon;|\\u003a)(?:\\{0,4}/|%2F|&#47;|&#x2F;|&sol;|\\{1,4}u002f){2}\Z",
    re.IGNORECASE,
)
_SLASHES_BEFORE = re.compile(r"(?:\\{0,4}/|%2F){2}\Z", re.IGNORECASE)
_PATH_BEFORE = re.compile(r"[\w*]/\Z")
_USER_AND_HOST = re.compile(r"(?::[^\s/@\"'<>]{0,64})?@[A-Za-z0-9.-]{1,253}")
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
        is_printf: whether the templated part is one of printf, such as `%s`.
        is_open: whether no quote or bracket closes the link.
        is_href: whether the link is the whole value of an HTML attribute `href`.
        is_lookalike: whether its host is not one of WhatsApp's.
        wrapping: how the text around the link escapes it.
    """

    start: int
    end: int
    url: str
    raw: str
    is_cut: bool
    is_printf: bool
    is_open: bool
    is_href: bool
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
    for anchor in _find_anchors(text[start : start + _OVERLAP * 4]):
        link = _read_link(text, start + anchor, start)
        return link if link and link.start == start else None
    return None


def _find_anchors(text: str) -> Iterator[int]:
    """Yield the places of words that are in each host of interest, such as `whatsapp`, in order."""
    for offset in range(0, len(text), _CHUNK):
        piece = text[offset : offset + _CHUNK + _OVERLAP]
        is_ascii = piece.isascii()
        # İ becomes two characters in lower case, and would move the places after it.
        lower = piece.lower() if is_ascii else piece.replace("\u0130", "i").lower()
        found = [*_words(lower).finditer(lower), *_PUNYCODE.finditer(lower)]
        places = sorted(match.start() for match in found)
        yield from (offset + place for place in places if place < _CHUNK)


def _words(text: str) -> re.Pattern[str]:
    """Return a pattern of the words in links, also in letters that look like theirs."""
    if text.isascii():
        return _ASCII_WORDS
    letters = find_lookalike_letters()["w"]
    return _homographs(letters if any(each in text for each in letters) else "")


@cache
def _homographs(letters_like_w: str) -> re.Pattern[str]:
    """Return a pattern of the words in letters that look like theirs."""
    letters = {**find_lookalike_letters(), "w": letters_like_w}

    def spell(word: str) -> str:
        return "".join(
            f"[{char}{letters[char]}]" if letters.get(char) else re.escape(char) for char in word
        )

    return re.compile(rf"{spell('w')}(?:a-me|{spell('a.me')}|{spell('hatsapp')})")


@cache
def _host_letters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of the part of a homograph host before a place, and after it."""
    letters = "".join(find_lookalike_letters().values())
    characters = f"[A-Za-z0-9.{letters}-]"
    return re.compile(rf"{characters}*\Z"), re.compile(rf"{characters}{{0,253}}")


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
    scheme = _SCHEME_BEFORE.search(before)
    if scheme is None and before.endswith("/") and not _SLASHES_BEFORE.search(before):
        return None  # a folder of another host: `example.com/wa.me/…`
    link_start = start - (len(scheme[0]) if scheme else 0)
    if scheme and _PATH_BEFORE.search(text, max(0, link_start - 2), link_start):
        return None  # a copy in an archive: `archive.example/2026/https://wa.me/…`
    return _judge_host(text, link_start, start, path)


def _find_host(text: str, anchor: int, floor: int) -> tuple[int, int]:
    """Return the beginning and the end of the host around an anchor."""
    before_pattern, after_pattern = _HOST_BEFORE, _HOST_AFTER
    if not text[anchor : anchor + 8].isascii() and not text.startswith("wa.me", anchor):
        before_pattern, after_pattern = _host_letters()
    window = max(floor, anchor - _CONTEXT)
    before = before_pattern.search(text[window:anchor])
    start = window + before.start() if before else anchor
    if escape := _ESCAPE_END.match(text, start, anchor):
        start = escape.end()
    after = after_pattern.match(text, anchor)
    return start, after.end() if after else anchor


def _judge_host(text: str, start: int, host_start: int, path: int) -> FoundLink | None:
    """Return the link with a host, or None if the host or the path belongs to no such link."""
    host = text[host_start:path].lower()
    if "." not in host or not text.startswith(_FIRST_OF_PATH, path):
        return None
    if text[path] == "%" and text[host_start - 1 : host_start] == "/":
        return None  # a link in another URL is percent-encoded as a whole
    has_scheme = start < host_start
    rest = text[path : path + _CONTEXT]
    is_imitation = host not in LINK_HOSTS
    if is_imitation:
        is_found = is_lookalike(host, rest, has_scheme=has_scheme)
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
    return FoundLink(
        start,
        found.end,
        decode(raw, found.wrapping),
        raw,
        is_cut=found.is_cut,
        is_printf=found.is_cut and is_printf(text, found.end),
        is_open=found.is_open,
        is_href=found.is_href,
        is_lookalike=is_lookalike,
        wrapping=found.wrapping,
    )
