"""Values in messages and on the screen: quoted, escaped, listed and counted.

These characters are escaped, because a terminal or a program that reads lines acts on them: control
characters (escape sequences begin with them), those that turn the direction of text (UAX #9), and
those that some programs take for the end of a line (U+0085, U+2028, U+2029).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def quote(text: str, limit: int = 60) -> str:
    r"""Return text in double quotes for a message: one line, at most `limit` characters of it.

    All that can't be printed is escaped (`\x1b`, `\u202e`), so that a hostile cell can't act on the
    terminal.
    """
    return f'"{escape(text[:limit])}{"…" * (len(text) > limit)}"'


def escape(text: str, but: str = "") -> str:
    """Escape what can't be printed, line feeds and tabs too, except the characters in `but`."""
    return "".join(
        char if char.isprintable() or char in but else char.encode("unicode_escape").decode()
        for char in text
    )


def escape_controls(text: str) -> str:
    r"""Escape what a terminal acts on (`\x1b`, `\u202e`); line feeds and tabs stay."""
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def escape_json(text: str) -> str:
    """Escape JSON so that it has the same meaning, and is one line for every program."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def join_or(words: Iterable[str]) -> str:
    """Join words: `a`, `a or b`, `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def pluralize(count: int, noun: str) -> str:
    """Return `1 row`, or `2,000 rows`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
