"""List the places of the links in a text, to count those that are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wa_link.check.find_links import find_links

if TYPE_CHECKING:
    from collections.abc import Iterator


class LinkPlace(NamedTuple):
    """Place of a link in a text.

    Attributes:
        start: index of its first character.
        is_whole: False for a link with a templated part, and for one to a host that only looks
            like one of WhatsApp's: nobody can say that they are right.
    """

    start: int
    is_whole: bool


def list_links(text: str) -> Iterator[LinkPlace]:
    """Yield the place of each link that `check_text` judges, right or wrong."""
    for link in find_links(text):
        yield LinkPlace(link.start, not link.is_cut and not link.is_lookalike)
