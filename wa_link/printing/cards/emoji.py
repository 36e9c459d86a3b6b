"""Emoji and joiners, which fonts of text may not have: how to leave them out of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Joiners, and selectors of a variant.
_UNSEEN = "\u200b\u200c\u200d\u2060\ufe0e\ufe0f"
# The blocks of pictures, and the emoji outside of them (Unicode's emoji-data.txt).
_PICTURES = (
    "\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# Pictures with what changes how they look, joined into one; or the frame of a key.
_PICTURE = f"[{_PICTURES}][\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_SEQUENCE = re.compile(f"{_PICTURE}(?:\u200d{_PICTURE})*\u200d?|(?<=[0-9#*])\ufe0f?\u20e3")


def remove_emoji(text: str, has: Callable[[str], bool]) -> str:
    """Return the text without the emoji that the fonts, asked by `has`, do not have."""
    return _SEQUENCE.sub(lambda found: found[0] if all(map(has, found[0])) else "", text)


def remove_missing_emoji(text: str, lost: set[str]) -> str:
    """Return the text without emoji that have these characters, and lines that had nothing else."""
    lines = text.split("\n")
    kept = [remove_emoji(line, lambda char: char not in lost) for line in lines]
    return "\n".join(
        re.sub("  +", " ", line).strip() if line != before else line
        for line, before in zip(kept, lines, strict=True)
        if line == before or line.strip()
    )


def find_missing_emoji(text: str, lost: set[str]) -> list[str]:
    """Return the emoji in a text that have these characters, each once, in order."""
    found = (match[0] for match in _SEQUENCE.finditer(text) if not lost.isdisjoint(match[0]))
    return list(dict.fromkeys(found))


def remove_missing_joiners(text: str, lost: set[str]) -> str:
    """Return the text without those of these characters that only change how others look."""
    return text.translate(dict.fromkeys(map(ord, lost.intersection(_UNSEEN))))
