"""List the places of the links in a text, to count those that are right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_link.check.find_links import find_links

if TYPE_CHECKING:
    from collections.abc import Iterator

# Every link has one of these words; most texts have none of them, and this search is fast.
_WORDS = re.compile(r"wa\.me|whatsapp", re.IGNORECASE)


def list_links(text: str) -> Iterator[int]:
    """Yield the index of the first character of each whole link to WhatsApp, right or wrong.

    Links with a templated part are left out, because nobody can say whether they are right.
    """
    if _WORDS.search(text):
        for link in find_links(text):
            if not link.is_cut and not link.is_lookalike:
                yield link.start
