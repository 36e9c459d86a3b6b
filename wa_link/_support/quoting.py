"""Quote, escape, list and count values in messages.

Some characters are escaped, because a terminal or a program that reads lines would act on them:
control characters, which begin escape sequences; characters that change the direction of text
(UAX #9); and U+0085, U+2028 and U+2029, at which some programs end a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Compiled when a text is escaped: that takes as long as loading a module, and links need none.
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"


def quote(text: str, limit: int = 60) -> str:
    r"""Return text in double quotes for a message, on one line.

    Only the first `limit` characters are shown, and then `…`. Characters that can't be printed are
    escaped, such as `\x1b`, because a hostile cell could send commands to the terminal.
    """
    return f'"{escape(text[:limit])}{"…" * (len(text) > limit)}"'


def escape(text: str, but: str = "") -> str:
    r"""Escape characters that can't be printed, also line feeds (`\n`) and tabs (`\t`).

    The characters in `but` are not escaped.
    """
    return "".join(
        char if char.isprintable() or char in but else char.encode("unicode_escape").decode()
        for char in text
    )


def escape_controls(text: str) -> str:
    r"""Escape characters that a terminal acts on, such as `\x1b`; keep line feeds and tabs."""
    return re.sub(_CONTROLS, lambda found: found[0].encode("unicode_escape").decode(), text)


def escape_json(text: str) -> str:
    r"""Escape control characters in JSON in the form `\u001b`; the JSON keeps its meaning.

    Without this, some programs would end a line at a character such as U+2028.
    """
    return re.sub(_CONTROLS, lambda found: f"\\u{ord(found[0]):04x}", text)


def join_or(words: Iterable[str]) -> str:
    """Return the words as a choice: `a`, `a or b`, `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def pluralize(count: int, noun: str) -> str:
    """Return a number with its noun: `1 row` or `2,000 rows`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
