"""Text that stays text wherever it is shown: what terminals and readers of lines act on is escaped.

Those are control characters (escape sequences begin with them), what turns the direction of text
(UAX #9), and what ends a line for some: U+0085, U+2028, U+2029.
"""

from __future__ import annotations

import re

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def on_screen(text: str) -> str:
    r"""The text as it may go to a terminal: `\x1b`, `\u202e`; line feeds and tabs stay."""
    return _ACTING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def escape_json(text: str) -> str:
    """JSON that says the same, and is one line for every reader of lines."""
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
