"""Find the end of a link: its closing quote or bracket, a templated part, or white space."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wa_link.check.escapes import ESCAPE_PATTERN, FOLD, Wrapping, decode_escape, ends_link
from wa_link.check.templated import (
    TEMPLATE_PATTERN,
    TEXT_FIELD,
    find_template,
    is_concatenated,
)

LONGEST_LINK = 32_768
"""Characters of the longest link that is found: a text of 2,700 emoji, percent-encoded."""

_MOST_BRACKETS = 16
_BRACKETS = {"(": re.compile(r"[()]"), "{": re.compile(r"[{}]")}
_MOST_ESCAPED_QUOTES = 64
_CONTEXT = 64  # characters before a link that say how it ends
_QUOTE_BEFORE = re.compile(r"""(?:\\{1,4})?["'`]\Z|(?:\\{1,4}u002[27]|&(?:quot|apos|#34|#39);)\Z""")
_ATTRIBUTE_BEFORE = re.compile(r"""[\w:-]\s{0,8}=\s{0,8}["']\Z""")
_HREF_BEFORE = re.compile(r"""\bhref\s{0,8}=\s{0,8}\\{0,4}["']\Z""", re.IGNORECASE)
_BRACKET_BEFORE = re.compile(r"(?:\]\(|\burl\(|\\(?:href|url|nolinkurl)\s?\{)\Z", re.IGNORECASE)
_ELEMENT_BEFORE = re.compile(r"<(?:string|url|link|loc|uri)\b[^<>]{0,60}>\s{0,8}\Z", re.IGNORECASE)
# A line of a settings file, such as `WA_LINK=https://…` or `shop_url: https://…`.
_SETTING_BEFORE = re.compile(
    r"(?:\A|\n)[ \t-]{0,16}"
    r"(?:(?:export\s{1,4})?[\w.-]{1,60}\s{0,4}=|[\w.-]{0,60}(?:url|Url|link|Link|href):)"
    r"[ \t]{0,4}\Z"
)
_SETTING = re.compile(r"[^\n\r\"'<>=]*(?:[?&][a-zA-Z_]{1,20}\\?=[^\n\r\"'<>=]*){1,4}(?=\r?\n|\Z)")
_COMMENT = re.compile(r"\s+(?:[#;].*)?\Z")
_SED_BEFORE = re.compile(r"\bs([#@|!~])(?:(?!\1).){0,60}\1?\Z")  # `s#old#https://…#g`
_CARD_BEFORE, _CARD_LENGTH = "BEGIN:V", 20_000
_OUTER_URL_BEFORE = re.compile(r"[?&;][\w.-]{1,40}=(?:https?:)?/{0,2}\Z", re.IGNORECASE)
_MARKDOWN_TITLE = re.compile(r"""\s{1,20}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\([^()]*\))\s*\Z""")
_WHITE_SPACE = re.compile(r"\s")
_NUMBER_WITH_SPACES = re.compile(r"[\s\d().+/\u2010-\u2015-]*(?:\Z|[?&]|\\{1,4}(?:u0026|&))")
_ANOTHER_LINK = re.compile(r"(?:wa\.me|whatsapp\.com)/", re.IGNORECASE)
_STEP = re.compile(
    rf"(?P<template>{TEMPLATE_PATTERN})|(?P<escape>{ESCAPE_PATTERN})"
    r"|(?P<open>\()|(?P<close>\))|(?P<sign>[£–—‘’](?=[^\s\"'<>]{0,200}%[0-9A-Fa-f]{2}))"
    r"|(?P<run>[A-Za-z0-9?:@!~_-]+|[/=+%.&#*$]|[^\W\x00-\x7f]+)"
    r"|(?P<emoji>[\u20a0-\u20bf\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]+)"
)
_OF_A_NUMBER = re.compile(r"[\w/?&=#+.:@%-]")
_PERCENT_RUN = re.compile(r"[A-Za-z0-9%._~+*!-]+")
_ESCAPED_LINE_BREAK = re.compile(r"(?<!\\)\\{1,2}n(?=\w)")
_ESCAPED_LINE_END = re.compile(r"(?<!\\)(?:\\[rnt]){1,8}\Z")
_ENDS_OF_SENTENCES = ".,;:!?'*_~&-"


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """End of a link in a text.

    Attributes:
        end: index after the last character of the link, or of the part before a template.
        is_cut: whether a templated part follows, so that the link is only known in part.
        is_open: whether no quote or bracket closes the link, so that it can go on after a space.
        is_href: whether the link is the whole value of an HTML attribute `href`.
        wrapping: how the text around the link escapes it.
    """

    end: int
    is_cut: bool = False
    is_open: bool = False
    is_href: bool = False
    wrapping: Wrapping = Wrapping.NONE


def find_end(text: str, start: int, path: int) -> LinkEnd:
    """Return the end of the link that begins at `start`; `path` is the index after its host."""
    if text.startswith(("%2F", "%2f", "%3F", "%3f"), path):
        run = _PERCENT_RUN.match(text, path, path + LONGEST_LINK)
        return LinkEnd(run.end() if run else path, wrapping=Wrapping.PERCENT)
    before = text[max(0, start - _CONTEXT) : start]
    if quote := _QUOTE_BEFORE.search(before):
        found = _end_at_quote(text, path, before, quote[0])
    elif bracket := _BRACKET_BEFORE.search(before):
        found = _end_at_bracket(text, path, bracket[0])
    elif (close := _find_frame(text, before, path)) is not None:
        found = _end_within(text, path, close)
    else:
        found = None
    if found:
        if "\n" in text[path : found.end] and _is_in_card(text, start):
            return replace(found, wrapping=Wrapping.FOLDED)
        return found
    found = end_in_prose(text, path, is_nested=bool(_OUTER_URL_BEFORE.search(before)))
    if sed := _SED_BEFORE.search(before):
        close = text.find(sed[1], path, found.end + 1)
        return found if close < 0 else LinkEnd(close)
    return _unfold(text, start, found)


def _find_frame(text: str, before: str, path: int) -> int | None:
    """Return the end of what a link fills without quotes: `<…>`, an element, or a setting."""
    if before.endswith("<![CDATA["):
        close = text.find("]]>", path, path + LONGEST_LINK)
        return close if close >= 0 else None
    if before.endswith("<"):
        end = _find_on_line(text, ">", path)
        bar = text.find("|", path, end or path)  # Slack's `<https://…|Chat>`
        return end if bar < 0 else bar
    if _ELEMENT_BEFORE.search(before):
        return _find_on_line(text, "<", path)
    if _SETTING_BEFORE.search(before) and (setting := _SETTING.match(text, path)):
        comment = _COMMENT.search(setting[0])
        return path + (comment.start() if comment else len(setting[0]))
    return None


def _unfold(text: str, start: int, found: LinkEnd) -> LinkEnd:
    """Return the end of a link in a vCard, after its folded lines."""
    while not found.is_cut and (fold := FOLD.match(text, found.end)) and _is_in_card(text, start):
        found = replace(end_in_prose(text, fold.end()), wrapping=Wrapping.FOLDED)
    return found


def _is_in_card(text: str, start: int) -> bool:
    """Return whether a link is in a vCard or an iCalendar file."""
    return text.rfind(_CARD_BEFORE, max(0, start - _CARD_LENGTH), start) >= 0


def find_quote(text: str, start: int) -> str:
    """Return the quote before a link, with its backslashes; an empty text if there is none."""
    quote = _QUOTE_BEFORE.search(text[max(0, start - _CONTEXT) : start])
    return quote[0] if quote else ""


def find_close(text: str, start: int, place: int) -> int | None:
    """Return the index after `place` that ends a link from `start`; None if nothing closes it."""
    before = text[max(0, start - _CONTEXT) : start]
    if quote := _QUOTE_BEFORE.search(before):
        is_attribute = _ATTRIBUTE_BEFORE.search(before) is not None
        return _find_quote(text, quote[0], place, is_attribute=is_attribute)
    if bracket := _BRACKET_BEFORE.search(before):
        return _find_bracket(text, place, bracket[0])
    if _ELEMENT_BEFORE.search(before):
        return _find_on_line(text, "<", place)
    return _find_on_line(text, ">", place) if before.endswith("<") else None


def _end_at_quote(text: str, path: int, before: str, quote: str) -> LinkEnd | None:
    """Return the end of a link that begins after a quote; None if the quote is not closed."""
    is_attribute = _ATTRIBUTE_BEFORE.search(before) is not None
    close = _find_quote(text, quote, path, is_attribute=is_attribute)
    if close is None:
        return None
    if not is_attribute and not before.endswith(quote * 2):
        close = _skip_doubled(text, quote, path, close)
    after = close + len(quote)
    is_href = _HREF_BEFORE.search(before) is not None
    found = _end_within(text, path, close, is_href=is_href, quote=quote)
    if found is None:
        return None
    is_cut = found.is_cut or (found.end == close and is_concatenated(text, after))
    wrapping = Wrapping.DOUBLED if text.find(quote * 2, path, close) >= 0 else Wrapping.NONE
    return LinkEnd(found.end, is_cut, is_href=is_href, wrapping=wrapping)


def _find_quote(text: str, quote: str, start: int, *, is_attribute: bool) -> int | None:
    """Return the index of the quote that closes a string; None if there is none in its line.

    The value of an attribute can have several lines, but no `<` or `>` unless templated.
    """
    limit = start + LONGEST_LINK
    close = text.find(quote, start, limit)
    for _ in range(_MOST_ESCAPED_QUOTES):
        if close < 0 or len(quote) > 1 or text[close - 1] != "\\" or is_attribute:
            break
        close = text.find(quote, close + 1, limit)
    else:
        return None
    if close < 0:
        return None
    line_break = text.find("\n", start, close)
    if line_break >= 0 and not (is_attribute and text.find("<", start, close) < 0):
        return None
    return close


def _skip_doubled(text: str, quote: str, path: int, close: int) -> int:
    """Return the index of the quote that closes a string with doubled quotes: `'It''s me'`."""
    end = close
    for _ in range(_MOST_ESCAPED_QUOTES):
        if not text.startswith(quote, end + 1) or not TEXT_FIELD.search(text, path, end):
            return end
        if not (text[end - 1].isalnum() or text[end + 2 : end + 3].isalnum()):
            return close
        following = _find_quote(text, quote, end + 2, is_attribute=False)
        if following is None:
            return close
        end = following
    return close


def _end_at_bracket(text: str, path: int, bracket: str) -> LinkEnd | None:
    r"""Return the end of a link in `[…](…)`, `url(…)` or `\href{…}`; None if nothing closes it."""
    close = _find_bracket(text, path, bracket)
    found_end = None if close is None else _end_within(text, path, close)
    if found_end is None or not bracket.endswith("{"):
        return found_end
    return LinkEnd(found_end.end, found_end.is_cut, wrapping=Wrapping.TEX)


def _find_bracket(text: str, start: int, before: str) -> int | None:
    r"""Return the end of the link in a bracket, without a title of Markdown; None if it is open.

    `before` is the opening bracket with the sign or word before it: `](`, `url(` or `\href{`.
    """
    opening, closing = ("{", "}") if before.endswith("{") else ("(", ")")
    limit = text.find("\n", start, start + LONGEST_LINK)
    limit = start + LONGEST_LINK if limit < 0 else limit
    if text.find(closing, start, limit) < 0:
        return None
    depth, place = 1, start
    for _ in range(_MOST_BRACKETS):
        bracket = _BRACKETS[opening].search(text, place, limit)
        if bracket is None:
            return None
        depth += 1 if bracket[0] == opening else -1
        if not depth:
            title = _MARKDOWN_TITLE.search(text[start : bracket.start()])
            return start + title.start() if title and before == "](" else bracket.start()
        place = bracket.end()
    return None


def _find_on_line(text: str, mark: str, start: int) -> int | None:
    """Return the index of the next `mark` in the same line and before the next `<`, or None."""
    close = text.find(mark, start, start + LONGEST_LINK)
    is_closed = close >= 0 and text.find("\n", start, close) < 0
    return close if is_closed and text.find("<", start, close) < 0 else None


def _end_within(
    text: str, path: int, close: int, *, is_href: bool = False, quote: str = ""
) -> LinkEnd | None:
    """Return the end of a link whose quote or bracket is closed at `close`.

    Return None if a sentence follows the link within the quotes, as in `"wa.me/44… is us"`; this is
    not possible in an attribute `href`.
    """
    space = _WHITE_SPACE.search(text, path, close)
    first_part = space.start() if space else close
    line_break = _ESCAPED_LINE_BREAK.search(text, path, close)
    if line_break and not TEXT_FIELD.search(text, path, line_break.start()):
        return None
    template = find_template(text, path, path, min(first_part + _CONTEXT, close + 1), quote)
    if space and (template is None or template.start() > first_part):
        has_text = is_href or TEXT_FIELD.search(text, path, first_part)
        if not has_text and not _NUMBER_WITH_SPACES.match(text, first_part, close):
            return None
        if not is_href and _ANOTHER_LINK.search(text, first_part, close):
            return None
        template = find_template(text, path, first_part, close + 1, quote)
    if template and template.start() < close:
        return LinkEnd(template.start(), is_cut=True)
    if line_end := _ESCAPED_LINE_END.search(text[max(path, close - _CONTEXT) : close]):
        close -= len(line_end[0])
    return LinkEnd(close)


def end_in_prose(text: str, path: int, *, is_nested: bool = False) -> LinkEnd:
    """Return the end of a link that has no quotes: white space, a bracket, or most punctuation.

    Args:
        text: the text that contains the link.
        path: index after the host of the link, or after its number.
        is_nested: whether the link is a value in another URL, so that `&` ends it.
    """
    limit, position, depth, escape_end = path + LONGEST_LINK, path, 0, path
    while position < limit and (step := _STEP.match(text, position, limit)):
        kind, token = step.lastgroup, step[0]
        if kind == "template":
            return LinkEnd(position, is_cut=True)
        chars = decode_escape(token) if kind == "escape" else ""
        is_sign = kind in ("emoji", "sign") or (chars and not _OF_A_NUMBER.match(chars))
        if ends_link(chars) or (is_sign and text.find("=", path, position) < 0):
            break
        if is_nested and token in ("&", "&amp;"):
            break
        depth += {"open": 1, "close": -1}.get(kind or "", 0)
        if depth < 0:
            break
        position = step.end()
        if kind == "escape":
            escape_end = position
    while position > escape_end and (
        text[position - 1] in _ENDS_OF_SENTENCES or (text[position - 1] == "(" and depth > 0)
    ):
        position -= 1
    return LinkEnd(position, is_open=True)
