"""Judge a link with templated parts, such as `"https://wa.me/" + phone + "?text=Hi there"`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link.check.escapes import decode, find_wrapping
from wa_link.check.link_end import find_close, find_quote
from wa_link.check.templated import (
    STATEMENT,
    find_template,
    find_template_end,
    is_concatenated,
)
from wa_link.links.judge_link import judge_link
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from wa_link.check.find_links import FoundLink

DIGITS = "447911123456"
"""A valid number, in place of one that is templated."""
_MOST_TEMPLATES = 16
_FIRST_MARK = 0xE000  # each template becomes one character of the private use area
_MARK = re.compile(r"[\ue000-\ue010]")
_NUMBER = re.compile(
    r"(?P<before>.*?(?:wa\.me/+(?:(?:c|call)/|p/[^/?#]*/)?|[?&]phone=))(?P<number>[^?&#/]*)",
    re.IGNORECASE | re.DOTALL,
)
_ORIGIN = re.compile(
    r"(?P<before>(?:[a-z]+:/*)?[^/?&#]*/)(?P<number>.*)", re.IGNORECASE | re.DOTALL
)
_FIELDS = re.compile(r"[?&#]")
_PREFIX = re.compile(r"\s*(\+|%2[bB]|00|0|)")
_SEPARATED = re.compile(r"\(?\d{1,4}[-.() \u00a0]+[\ue000-\ue010]")
# Rules that a link can break whose number is templated; those about the text come to them.
_RULES_OF_FORM = frozenset(
    {
        Rule.PLUS_SIGN,
        Rule.NATIONAL_NUMBER,
        Rule.INTERNATIONAL_PREFIX,
        Rule.HTTP,
        Rule.WRONG_SEPARATOR,
        Rule.WEB_ONLY,
        Rule.APP_ONLY,
        Rule.WRONG_SCHEME,
    }
)
_UNFIXABLE = frozenset({Rule.NATIONAL_NUMBER, Rule.WEB_ONLY, Rule.APP_ONLY})


@dataclass(frozen=True, slots=True)
class TemplatedLink:
    """Link with templated parts, whose end is known.

    Attributes:
        link: the whole link; its `raw` and `url` have a character in place of each template.
        templates: the templates as the text contains them, in order.
        is_open: whether it is not certain where the link ends; then `link` is only its beginning.
        is_number_templated: whether a template is in the number, or in the path after it.
        number: the number as it is written, without `+` or `00`, with its templates as characters.
        completed: the link with a valid number, and with words in place of the other templates.
        fillers: for each character of a template in the text, the word in its place.
    """

    link: FoundLink
    templates: tuple[str, ...]
    is_open: bool
    is_number_templated: bool
    number: str
    completed: str
    fillers: dict[str, str]

    def judge(self, region: str | None) -> tuple[tuple[Rule, ...], str | None]:
        """Return the rules that the link breaks, and the right link if it is certain.

        The right link has a character in place of each template.
        """
        report = judge_link(self.completed, region)
        rules = tuple(each.rule for each in report.problems)
        if self.is_number_templated:
            rules = tuple(
                each for each in rules if each in _RULES_OF_FORM or each.startswith("WA2")
            )
            if _SEPARATED.match(self.number) and not self.is_open:
                return (Rule.FORMATTED_NUMBER, *rules), None
            if len(rules) < len(report.problems):
                return rules, None
        if len(_MARK.findall(self.link.url)) != len(self.templates):
            return rules, None  # the text itself has such a character, as fonts with icons do
        better = report.better
        is_unknown = self.is_open and any(each.startswith("WA2") for each in rules)
        if better is None or not rules or is_unknown or not _UNFIXABLE.isdisjoint(rules):
            return rules, None
        if self.is_number_templated:
            better = _replace_once(better, DIGITS, self.number)
        for mark, filler in self.fillers.items():
            better = _replace_once(better, filler, mark)
        return rules, better if better and self._has_order_of(better) else None

    def _has_order_of(self, better: str) -> bool:
        """Return whether the fixed link has the same templates in the same order.

        If code appends a variable, the fixed link must end with it.
        """
        is_at_end = self.templates[-1] or _MARK.match(better[-1])
        return _MARK.findall(better) == _MARK.findall(self.link.url) and bool(is_at_end)

    def write(self, link: str) -> str:
        """Return a link with the templates in place of their characters."""
        return _MARK.sub(lambda mark: self.templates[ord(mark[0]) - _FIRST_MARK], link)


def _replace_once(text: str | None, old: str, new: str) -> str | None:
    """Return the text with `new` for `old`; None if `old` is not there exactly once."""
    return text.replace(old, new) if text is not None and text.count(old) == 1 else None


def read_templated(text: str, link: FoundLink) -> TemplatedLink:
    """Return a link with its templated parts, or its beginning if it is not certain where it ends.

    Args:
        text: the text that contains the link.
        link: the link; it ends before its first templated part.
    """
    whole = _read_whole(text, link) if link.is_cut else None
    raw, url = (part + chr(_FIRST_MARK) for part in (link.raw, link.url))
    return whole or _complete(replace(link, raw=raw, url=url), ("",), is_open=True)


def _read_whole(text: str, link: FoundLink) -> TemplatedLink | None:
    """Return a link with all of its templated parts; None if their ends are not certain."""
    raw, end, quote = link.raw, link.end, find_quote(text, link.start)
    templates: list[str] = []
    while len(templates) < _MOST_TEMPLATES:
        mark = chr(_FIRST_MARK + len(templates))
        after = find_template_end(text, end)
        if after is None:
            is_at_end = not quote or text.startswith(quote, end)
            if not (is_at_end and is_concatenated(text, end + 1 + (text[end : end + 1] == "\\"))):
                return None
            raw += mark  # for the variable after the end of the string
            templates.append("")
            break
        raw += mark
        templates.append(text[end:after])
        close = find_close(text, link.start, after)
        if close is None or STATEMENT.match(templates[-1]):
            return None
        following = find_template(text, link.start, after, close, quote)
        end = following.start() if following else close
        raw += text[after:end]
        if end == close and not is_concatenated(text, end + 1 + (text[end] == "\\")):
            break
    if raw.endswith("=") and not link.is_href:  # a text that is added later
        raw += chr(_FIRST_MARK + len(templates))
        templates.append("")
    wrapping = find_wrapping(raw, link.wrapping)
    url = decode(raw, wrapping)
    found = _NUMBER.match(url)
    is_known = found is not None and not _has_mark_in_path(url[found.end() :])
    if not is_known or len(_MARK.findall(url)) != len(templates):
        return None
    whole = replace(link, raw=raw, url=url, end=end, wrapping=wrapping)
    return _complete(whole, tuple(templates))


def _complete(
    link: FoundLink, templates: tuple[str, ...], *, is_open: bool = False
) -> TemplatedLink:
    """Put a valid number and words in place of the templates."""
    found = _NUMBER.match(link.url) or _ORIGIN.match(link.url)
    before, number, rest = link.url, "", ""
    if found:
        before, number, rest = found["before"], found["number"], link.url[found.end() :]
    kept, is_templated = number, _MARK.search(number) is not None
    if is_templated and (prefix := _PREFIX.match(number)):
        kept = number[prefix.end() :]
        digits = DIGITS.removeprefix("44") if prefix[1].startswith("0") else DIGITS
        number = prefix[1] + (DIGITS if prefix[1] == "00" else digits)
    fillers = {mark[0]: _find_filler(before + rest, mark) for mark in _MARK.finditer(before + rest)}
    completed = "".join(fillers.get(char, char) for char in f"{before}{number}{rest}")
    is_templated = is_templated or _has_mark_in_path(rest)
    return TemplatedLink(link, templates, is_open, is_templated, kept, completed, fillers)


def _has_mark_in_path(rest: str) -> bool:
    """Return whether a template is in the path after a number, and not in the fields."""
    return _MARK.search(_FIELDS.split(rest, maxsplit=1)[0]) is not None


def _find_filler(url: str, mark: re.Match[str]) -> str:
    """Return a word in place of a template in a text, or a harmless field in place of fields."""
    index = ord(mark[0]) - _FIRST_MARK
    if url[mark.start() - 1] not in "?&":
        return f"Zq{index}Z"
    return f"utm_q{index}z" if url[mark.end() :].startswith("=") else f"utm_q{index}z=1"
