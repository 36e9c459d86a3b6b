"""Find out fast that a file has no links, before it is decoded: most files have none."""

from __future__ import annotations

from functools import cache

from wa_link.check.host_spellings import ANCHORS, find_lookalike_letters

_ANCHORS = [word.encode() for word in ANCHORS]
_ASCII = bytes(range(0x80))


def may_have_links(data: bytes) -> bool:
    """Return False if a text file in UTF-8 has no links; True for most other encodings.

    A text without the words of `ANCHORS` can still have a homograph of a host of WhatsApp. For
    this, it must have a letter that looks like a Latin letter.
    """
    lower = data.lower()
    if any(word in lower for word in _ANCHORS) or b"\0" in data:
        return True
    if data.isascii():
        return False
    try:
        others = data.translate(None, _ASCII).decode("utf-8")
    except UnicodeDecodeError:
        return True
    return not _lookalike_letters().isdisjoint(others)


@cache
def _lookalike_letters() -> frozenset[str]:
    """Return the letters of homographs, in both cases."""
    letters = "".join(find_lookalike_letters().values())
    return frozenset(letters + letters.upper())
