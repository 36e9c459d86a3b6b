"""The links of an account that no key has, found by their texts and codes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wa_link.business.links_sync.sync_state import NO_CODES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from wa_link.business.records import ShortLink


class LinkPool:
    """The links of the account that no key has; each can be taken once."""

    def __init__(self, links: Iterable[ShortLink], claimed: Collection[str]) -> None:
        """Take the links whose codes are not in `claimed`."""
        self._by_code = {link.code: link for link in links if link.code not in claimed}
        self._by_text: defaultdict[str, list[ShortLink]] = defaultdict(list)
        for link in self._by_code.values():
            self._by_text[join_words(link.text)].append(link)

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> ShortLink | None:
        """Return the link with a code; None if there is none."""
        return self._by_code.get(code)

    def with_text(self, text: str) -> list[ShortLink]:
        """Return the links with a text; spaces and line breaks need not be the same."""
        return self._by_text.get(join_words(text), [])

    def remove(self, link: ShortLink) -> None:
        """Remove a link, because a key has it now."""
        del self._by_code[link.code]
        self._by_text[join_words(link.text)].remove(link)

    def take(self, text: str, but: frozenset[str] = NO_CODES) -> ShortLink | None:
        """Remove and return a link with a text; None if there is none.

        Args:
            text: the text; spaces and line breaks need not be the same.
            but: codes of links that may not be taken.
        """
        found = next((link for link in self.with_text(text) if link.code not in but), None)
        if found:
            self.remove(found)
        return found


def is_same_text(text: str, other: str) -> bool:
    """Return whether two texts of links differ at most in spaces and line breaks."""
    return join_words(text) == join_words(other)


def join_words(text: str) -> str:
    """Return a text with one space between its words; the server may store it in another form."""
    return " ".join(text.split())
