"""Remove emoji and invisible joiners from a text if no font has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Joiners and variation selectors.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufe0e\ufe0f"
# Unicode blocks of emoji, and the emoji outside of these blocks (Unicode's emoji-data.txt).
_EMOJI = (
    "\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# One emoji with its modifiers: variation selectors, the keycap, skin tones, tags of flags.
_MODIFIED_EMOJI = f"[{_EMOJI}][\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_SEQUENCE = re.compile(
    f"{_MODIFIED_EMOJI}(?:\u200d{_MODIFIED_EMOJI})*\u200d?|(?<=[0-9#*])\ufe0f?\u20e3"
)


def remove_emoji(text: str, has_glyph: Callable[[str], bool]) -> str:
    """Return the text without the emoji that can't be drawn completely.

    An emoji can be several characters, such as a hand and a skin tone. `has_glyph` says whether a
    character can be drawn. If one of its characters can't be drawn, the whole emoji
    is removed.
    """
    return _SEQUENCE.sub(lambda found: found[0] if all(map(has_glyph, found[0])) else "", text)


def remove_missing_emoji(text: str, missing: set[str]) -> str:
    """Return the text without each emoji that contains a character of the set `missing`.

    If nothing else was on a line, the line is removed too.
    """
    lines = text.split("\n")
    kept = [remove_emoji(line, lambda char: char not in missing) for line in lines]
    return "\n".join(
        re.sub("  +", " ", line).strip() if line != before else line
        for line, before in zip(kept, lines, strict=True)
        if line == before or line.strip()
    )


def find_missing_emoji(text: str, missing: set[str]) -> list[str]:
    """Return the emoji in a text that contain a character of the set `missing`, each only once."""
    found = (match[0] for match in _SEQUENCE.finditer(text) if not missing.isdisjoint(match[0]))
    return list(dict.fromkeys(found))


def remove_missing_joiners(text: str, missing: set[str]) -> str:
    """Return the text without the invisible characters that are in the set `missing`.

    Invisible characters are joiners, which connect emoji or letters, and variation selectors.
    """
    return text.translate(dict.fromkeys(map(ord, missing.intersection(_INVISIBLE))))
