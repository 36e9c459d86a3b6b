"""Find the hosts of links fast, in the bytes of a file, before it is decoded: most have none."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wa_link.links.hosts import MISSPELT_HOSTS, MISSPELT_NAMES, to_latin

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words in small letters: each host that consists of ASCII letters has one of them.
_WORDS = (
    "wa.me",
    "wa-me",
    "whatsapp",
    "wame.",
    *MISSPELT_NAMES,
    *(f"{each}/" for each in MISSPELT_HOSTS),
)
# A dot or a dash after the last two letters of such a word. Lookalike letters begin and end with
# the bytes above 0x7f.
# A pattern that begins with a letter, not with a set of letters, is searched many times as fast.
_DOTS = tuple(
    re.compile(
        rb"%b(?<=[ampqw\x80-\xff][aepqs\x80-\xbf]%b)(?=[a-z\xc2-\xd6\xe1\xe2\xea\xef\xf0])"
        % (re.escape(dot.encode()), re.escape(dot.encode()))
    )
    for dot in (".", "-", "。", "．", "｡")
)
_LONGEST_WORD = 64  # bytes of a word in other letters, with accents
# A homograph has another letter among these bytes before and after the dot: in `whatsapp`, or in
# `me` or `com`.
_BEFORE, _AFTER = 12, 6
_LATIN_WORD = re.compile(rf"(?:wa|wa-?me|whatsapp|{'|'.join(MISSPELT_NAMES)})\Z")


def may_have_links(data: bytes) -> bool:
    """Return False only if a file in UTF-8 certainly has no links."""
    return b"\0" in data or next(find_hosts(data), None) is not None or not _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    """Return whether bytes are ASCII or UTF-8."""
    try:
        return data.isascii() or bool(data.decode())
    except UnicodeDecodeError:
        return False


def find_hosts(data: bytes) -> Iterator[int]:
    """Yield a place in each host of interest in a text in UTF-8, not in order.

    For homographs of such hosts, this is the place of a dot or a dash.
    """
    lower = data.lower()
    for pattern in _word_patterns():
        for found in pattern.finditer(lower):
            yield found.start()
    if not data.isascii():
        yield from _find_homographs(lower)


def _find_homographs(lower: bytes) -> Iterator[int]:
    """Yield the dots and dashes after a word that looks like `wa` or `whatsapp`."""
    for pattern in _DOTS:
        for dot in pattern.finditer(lower):
            end = dot.start()
            near = end - _BEFORE if end > _BEFORE else 0
            near = lower.rfind(b" ", near, end) + 1 or near
            if lower[near : end + _AFTER].isascii():
                continue
            start = end - _LONGEST_WORD if end > _LONGEST_WORD else 0
            start = lower.rfind(b" ", start, end) + 1 or start
            if _LATIN_WORD.search(to_latin(lower[start:end].decode("utf-8", "ignore"))):
                yield end


@cache
def _word_patterns() -> tuple[re.Pattern[bytes], ...]:
    """Return patterns of words in ASCII letters."""
    with_w = {word[word.index("w") + 1 :] for word in _WORDS if "w" in word}
    second, third = ("".join({word[at] for word in with_w}).encode() for at in (0, 1))
    # The second and the third letter rule out most words, such as `when`, before the others do.
    first = b"w(?=[%b][%b])" % (re.escape(second), re.escape(third))
    words = b"|".join(re.escape(word.encode()) for word in sorted(with_w))
    patterns = first + b"(?:%b)" % words, rb"vv(?:a\.me/|hatsapp)", rb"xn--"
    return tuple(map(re.compile, patterns))
