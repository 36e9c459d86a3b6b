"""How values stand in sentences for a person: quoted and escaped, listed, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def quote(text: str, limit: int = 60) -> str:
    r"""`text` in double quotes for a message: one line, at most `limit` characters of it.

    What could move a terminal's cursor, colour it or turn its direction is escaped
    (`\x1b`, `\u202e`), so that a hostile cell can be reported safely.
    """
    return f'"{printable(text[:limit])}{"…" * (len(text) > limit)}"'


def printable(text: str, but: str = "") -> str:
    """`text` with what could act on a terminal escaped, apart from the characters of `but`."""
    return "".join(
        char if char.isprintable() or char in but else char.encode("unicode_escape").decode()
        for char in text
    )


def join_or(words: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def plural(count: int, noun: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
