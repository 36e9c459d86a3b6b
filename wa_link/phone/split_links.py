"""Split a cell that contains several WhatsApp links, or links and phone numbers."""

from __future__ import annotations

import re
from functools import cache

from wa_link._support.quoting import quote
from wa_link.errors import LinkError, PhoneError, Reason
from wa_link.phone.several import words_between
from wa_link.phone.unwrap import SLACK, find_url, unwrap

_LINK_START = r"(?:https?://)?(?:(?:[a-z]{1,20}\.)?(?:wa\.me|whatsapp\.com)/|whatsapp://)"
_NUMBER_START = r"\+?\(?\d(?:[\s().-]?\d){6}"
# The beginning of a link, perhaps in quotes, brackets or Markdown. Links of other sites can be a
# part of the prefilled text.
_LINK = re.compile(
    r"""!?(?:\[[^\[\]\n]{0,100}\]\()?[<("'`\[\u2018-\u201e\u00ab\u00bb\u2039\u203a]{0,3}"""
    + _LINK_START,
    re.IGNORECASE,
)
_NUMBER = re.compile(_NUMBER_START)
SECOND = re.compile(rf"[\s;,|](?:{_LINK_START}|{_NUMBER_START})", re.IGNORECASE)
"""Pattern of a link or a number after another text."""

# After these, digits are not a part of the number before: not in `wa.me/966 50 123 4567`.
_BEFORE_NUMBER = re.compile(r"[\n\t;|]|,\s|\s[/&]\s|\w")
_FEWEST_DIGITS_WITH_CODE = 8  # `wa.me/49 221 / 4512345` is one number
_BEFORE_LINK = re.compile(r"[\s']*")
# The beginning of a text or of other fields; a number can't contain a link.
_QUERY = re.compile(r"[?&#=](?<!phone=)(?!phone=[\d+])", re.IGNORECASE)
# After a query, only these certainly end the link: `?text=Ring wa.me/447911123456` may be one link.
_ENDS_QUERY = re.compile(r"[\n\t,;|]")
_WORD_AFTER_SPACE = re.compile(r"\s[^\W\d_]")
_FIRST_FIELD = re.compile("[?&]")
_PHONE_FIELD = re.compile(r"[?&]\s*phone\s*=[^&?#]*", re.IGNORECASE)
_LONGEST_NUMBER = 100  # characters
_MOST_PARTS = 250  # more than the numbers that are read from one cell
PAGE = re.compile(r"/(?:c|p|call)/", re.IGNORECASE)
"""Pattern of the link of a page, such as a catalogue."""
_SPACE = re.compile(r"\s")


def split_links(cell: str) -> list[str]:
    """Return the parts of a cell: a text for each link, and for the numbers before or after it.

    A cell without links is returned as one part, also if it contains several numbers. If it is not
    certain where the prefilled text of a link ends, the cell is not split there:
    `wa.me/14155552671?text=Hi there, wa.me/14155552672` and `wa.me/14155552671?text=Hi
    wa.me/14155552672` are one part.
    """
    if "/" not in cell or _LINK.search(cell) is None or SLACK.fullmatch(cell.strip()):
        return [cell]
    parts: list[str] = []
    part = _Part(cell, 0)
    for space in _separators().finditer(cell):
        if len(parts) < _MOST_PARTS and part.ends_at(space):
            parts.append(cell[part.start : space.start()])
            part = _Part(cell, space.end())
    parts.append(cell[part.start :])
    return [each for each in parts if each.strip()] or [cell]


def require_one_link(text: str) -> str:
    """Return the link in a text, without the quotes around it; or the whole text if it has no link.

    A link can be repeated, and its number can be before or after it.

    Raises:
        LinkError: the text contains several links, a link and another number, or a link and words;
            or it is not certain whether it does.
    """
    parts = split_links(text)
    if len(parts) > 1 and (link := _find_repeated(parts)):
        return link
    if len(parts) > 1:
        raise LinkError(
            Reason.AMBIGUOUS,
            f"{quote(text)} contains {len(parts)} links or numbers: give only one of them.",
        )
    if message := find_other_text(text):
        raise LinkError(Reason.LETTERS, message)
    url = find_url(text)
    if url and (message := find_second(url)):
        raise LinkError(Reason.AMBIGUOUS, message)
    return url or text


def _find_repeated(parts: list[str]) -> str:
    """Return the chat link of parts that all are this link or its number; "" for other parts.

    Of links with and without a text, the one with the text is returned.
    """
    urls = [find_url(part) for part in parts]
    longest = max(urls, key=len)
    try:
        numbers = {"".join(filter(str.isdecimal, unwrap(part.strip()))) for part in parts}
    except PhoneError:
        return ""
    is_repeated = all(_is_repeated(url, longest) for url in urls if url)
    return longest if is_repeated and len(numbers) == 1 and PAGE.search(longest) is None else ""


def _is_repeated(url: str, other: str) -> bool:
    """Return whether two links are the same, but perhaps the first has no text."""
    short, long = url.removeprefix("https://"), other.removeprefix("https://")
    return long == short or long.startswith((f"{short}?text=", f"{short}&text="))


def find_second(url: str) -> str:
    """Return the message for a link whose text may contain a second link or number; else ""."""
    query = _FIRST_FIELD.search(url)
    rest = _PHONE_FIELD.sub("&", url[query.start() :])[1:] if query else ""
    if SECOND.search(rest) is None:
        return ""
    return (
        f"{quote(url)} may contain a second link or number: keep only one, or write %20 for each "
        "space in the text of the link."
    )


def find_other_text(cell: str) -> str:
    """Return the message for a cell that contains a link after other text; "" for other cells."""
    if "/" not in cell or find_url(cell) or _LINK.search(cell) is None:
        return ""
    return f"{quote(cell)} contains other text before a link: keep only the link."


@cache
def _separators() -> re.Pattern[str]:
    """Return the pattern of signs, white space and words between links; compile it only once."""
    return re.compile(
        rf"(?<![\s;,|])(?:\s+(?:{words_between()}|[/&+])\.?\s+|[\s;,|]+)", re.IGNORECASE
    )


class _Part:
    """Part of a cell, whose end is not found yet.

    Attributes:
        start: index of its first character.
    """

    def __init__(self, cell: str, start: int) -> None:
        self.start = start
        self._cell = cell
        space = _BEFORE_LINK.match(cell, start)
        link = _LINK.match(cell, space.end() if space else start)
        self._is_link = link is not None
        query = _QUERY.search(cell, start)
        self._query = query.start() if query else len(cell)
        space = _SPACE.search(cell, self._query)
        self._space_in_query = space.start() if space else len(cell)
        word = _WORD_AFTER_SPACE.search(cell, link.end()) if link else None
        self._word = word.start() if word else len(cell)
        number = None if self._is_link else _NUMBER.search(cell, start)
        self._number_end = number.end() if number else len(cell) + 1

    def ends_at(self, separator: re.Match[str]) -> bool:
        """Return whether the part ends at a separator, because a link or a number follows."""
        start, end, signs = separator.start(), separator.end(), separator[0]
        if _LINK.match(self._cell, end):
            if not self._is_link:  # words before a link may say whose number it is
                return self._number_end <= start
            is_whole = self._space_in_query >= start and _ENDS_QUERY.search(signs)
            return "\n" in signs or "\t" in signs or self._query >= start or bool(is_whole)
        is_number_next = self._is_link and _NUMBER.match(self._cell, end) is not None
        if not is_number_next or min(self._query, self._word) < start:
            return False
        beginning = self._cell[self.start : min(start, self.start + _LONGEST_NUMBER)]
        if sum(map(str.isdecimal, beginning)) < _FEWEST_DIGITS_WITH_CODE:
            return False
        return self._cell[end] == "+" or _BEFORE_NUMBER.search(signs) is not None
