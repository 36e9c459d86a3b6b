"""Find out fast that a file has no links, before it is decoded: most files have none."""

from __future__ import annotations

import re
from functools import cache

from wa_link.check.host_spellings import find_lookalike_letters

_ASCII = bytes(range(0x80))


def _spell(word: str) -> str:
    """Return a pattern of a word in UTF-8, with any other character in place of a letter."""
    return "".join(rf"[{char}\x80-\xff]{{1,4}}" for char in word)


# A pattern that begins with one letter is searched several times as fast as any other. The second
# and the third byte rule out most words, such as `when`.
_WORDS = re.compile(
    r"w(?=[ah\x80-\xff][a.\x80-\xff-])"
    rf"(?:{_spell('a')}[.-]{_spell('me')}|{_spell('hatsapp')})".encode("ascii")
)


def may_have_links(data: bytes) -> bool:
    """Return False if a text file in UTF-8 has no links; True for most other encodings.

    A link has `wa.me`, `wa-me`, `whatsapp` or `xn--`, or such a word in letters that look similar.
    """
    lower = data.lower()
    if _WORDS.search(lower) or b"xn--" in lower or b"\0" in data:
        return True
    if data.isascii():
        return False
    try:
        others = data.translate(None, _ASCII).decode("utf-8")
    except UnicodeDecodeError:
        return True
    return not _letters_like_w().isdisjoint(others)


@cache
def _letters_like_w() -> frozenset[str]:
    """Return the letters that look like a `w`, in both cases."""
    letters = find_lookalike_letters()["w"]
    return frozenset(letters + letters.upper())
