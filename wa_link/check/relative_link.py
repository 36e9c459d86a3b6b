"""Decide whether a link without `https://` is a path: in HTML, Markdown, JavaScript and TeX."""

from __future__ import annotations

import re

_LONGEST_BEFORE = 200  # characters that say what the link is
_TARGET_BEFORE = re.compile(
    r"""
    (?<![\w:-])(?:href|action|formaction)\s{0,8}=\s{0,8}\{?\s{0,8}(?:\\{1,4})?["'`]\Z
    |(?:\[href\]|:href)\s{0,8}=\s{0,8}"['`]\Z           # Angular and Vue
    |<[a-z][^<>]{0,100}\shref=\Z                        # HTML without quotes
    |\bcontent\s{0,8}=\s{0,8}["']\d{1,4};\s{0,8}url=\Z  # HTML that leads to another page
    |\]\(<?\Z                                           # Markdown
    |(?:\A|\n)[ >]{0,8}\[[^\]^\n][^\]\n]{0,60}\]:[ ]{1,4}<?\Z
    |\b(?:window\.open|location\.(?:assign|replace))\(\s{0,8}["'`]\Z
    |\blocation\s{0,8}=\s{0,8}["'`]\Z
    |\\href\s?\{\Z
    |\blink:\Z                                          # AsciiDoc
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_relative(text: str, start: int) -> bool:
    """Return whether a link that begins at `start` with its host is taken for a path."""
    return _TARGET_BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start]) is not None
