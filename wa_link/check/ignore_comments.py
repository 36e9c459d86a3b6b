"""Comments `wa-link: ignore`, which hide the findings of a line."""

from __future__ import annotations

import re

from wa_link.check.places import Lines

_MARK = re.compile(r"wa-link:[^\S\r\n]{0,8}ignore\b")
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
        marks = [found.start() for found in _MARK.finditer(text)]
        self._lines = Lines(text if marks else "")
        self._hidden = {self._lines.find(mark).line for mark in marks}
        self._hidden |= {
            line + 1 for line in self._hidden if _is_alone(text, *self._lines.span(line))
        }

    def hides(self, index: int) -> bool:
        """Return whether a comment hides the line of the character at `index`."""
        return bool(self._hidden) and self._lines.find(index).line in self._hidden


def _is_alone(text: str, start: int, end: int) -> bool:
    """Return whether a line contains the comment, and nothing else."""
    mark = _MARK.search(text, start, end)
    if mark is None or not _OPENER.match(text, start, mark.start()):
        return False
    closer = _CLOSER.search(text, mark.end(), end)
    return closer is None or not text[closer.end() : end].strip()
