"""Comments `wa-link: ignore`, which hide the findings of a line."""

from __future__ import annotations

import re
from typing import Final

MARK: Final = re.compile(r"wa-link:\s{0,8}ignore\b")
# The beginning of a line that has nothing before the comment: `<!--`, `//`, `#`, `{/*`, `--`, `%`,
# `;`, `..` and other signs, and openers with words.
_OPENER = re.compile(
    r"\s*(?:[^\w\s)\]},][^\w\s]{0,7}"
    r"|<\?(?:php)?\s*(?://|#|/\*)?"
    r"|\{%-?\s*(?:comment\s*-?%\}|#)"
    r"|(?:rem|dnl)\b"
    r"|\[(?://|comment)\]:\s*(?:#|<>)\s*[\"'(]?"
    r"|\"(?://|#|_?comment)\"\s*:\s*\")?\s*\Z",
    re.IGNORECASE,
)
_CLOSER = re.compile(
    r"(?:(?:-->|--%>|--\}\}|\*/\}?|\*@|#\}|\?>|%>|-\}|\*\)|\}\}|\{%-?\s*endcomment\s*-?%\}|%\})"
    r"\s{0,8})+"
)


class IgnoreComments:
    """The lines of a text that such a comment hides.

    A comment that is alone on its line also hides the next line. A comment after code hides only
    its own line.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1  # of the line that was asked for last
        self._is_hidden = False

    def hides(self, place: int) -> bool:
        """Return whether a comment hides the line at `place`.

        Each `place` must be larger than the one before, so that each line is searched once.
        """
        if place > self._end:
            text = self._text
            start = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            self._end = len(text) if end < 0 else end
            before = text.rfind("\n", 0, max(0, start - 1)) + 1
            self._is_hidden = MARK.search(text, start, self._end) is not None or _is_alone(
                text, before, start
            )
        return self._is_hidden


def _is_alone(text: str, start: int, end: int) -> bool:
    """Return whether a line contains the comment, and nothing else."""
    mark = MARK.search(text, start, end)
    if mark is None or not _OPENER.match(text, start, mark.start()):
        return False
    closer = _CLOSER.search(text, mark.end(), end)
    return closer is None or not text[closer.end() : end].strip()
