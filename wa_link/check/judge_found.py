"""Judge a link that was found in a text, also if a part of it is templated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link.check.escapes import Wrapping, decode, encode
from wa_link.check.judge_templated import read_templated
from wa_link.check.link_end import end_in_prose
from wa_link.check.number_groups import extend_number
from wa_link.check.safe_fix import is_in_markup, is_safe_fix
from wa_link.links.judge_link import judge_link
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from wa_link.check.find_links import FoundLink
    from wa_link.check.judge_templated import TemplatedLink

_BARE = re.compile(
    r"(?:[a-z]+:/*)?[^/?&#]*/*"
    r"(?:(?:message|qr|c|p|call|channel|voice|video|invite|send)/*)?"
    r"(?:\?|[?&][a-z_]{1,20}=)?\Z",
    re.IGNORECASE,
)
_FEW_DIGITS = re.compile(r".*(?:wa\.me/+|[?&]phone=)[+(\d]{1,4}\Z", re.IGNORECASE | re.DOTALL)
_NUMBER_END = re.compile(r".*(?:wa\.me/+|[?&]phone=)[+\d().-]+\Z", re.IGNORECASE | re.DOTALL)
# Code that searches for links or changes them, as in `s.replace("wa.me/+", "wa.me/")`.
_PREFIX = re.compile(r".*(?:wa\.me/+|[?&]phone=)(?:\+|%2B|00)\d{0,4}\Z", re.IGNORECASE | re.DOTALL)
_JOINED_BEFORE = re.compile(r"\b(?:concat\w*|paste0?|str)\s{0,8}\(\s{0,8}[\"']\Z", re.IGNORECASE)
_JOINED_AFTER = re.compile(r"[\"'`]\s{0,8}(?:,[^\]\n]{0,80}\]\s{0,8}\.join\b|\.concat\b)")
_PATTERN_BEFORE = re.compile(r"\bI?LIKE\s{1,8}N?['\"]%?\Z", re.IGNORECASE)
_PATTERN_AFTER = re.compile(
    r"\(?(?:\\{1,4}[dDwWsS](?![A-Za-z])|\[\^?(?:\\{1,4}d|[01]-9))|\((?:\?|\.[*+]|\[)"
)
_FEWEST_DIGITS = 7  # of a number with its calling code
_RELATIVE = (
    "The link has no https://, so it leads to a page of the site itself: write https:// first."
)
_PRINTF = re.compile(r"%(?:\d\$|ll?|\(\w+\))?[a-z@]|%{1,2}\w+%{1,2}")
_ENCODER_BEFORE = re.compile(r"\bencodeURI\(\s{0,8}[\"'`]\Z")
_ENCODER_AFTER = re.compile(r"[\"'`]\s{0,8}\.addingPercentEncoding\(")
_ESCAPED_QUOTE = re.compile(r"\\\"|\\'(?![0-9a-f]{2})")  # RTF writes letters as \'e1
_DOUBLED_QUOTE = re.compile(r"""(["'])\1\w|'(?:\\'|"'")'""")


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """A link in a text, with its problems and the text that replaces it.

    Attributes:
        link: the link; its end is after the last group of digits, if its number has spaces.
        problems: for each problem, the rule and a sentence for the user.
        fix: the text that replaces the link, with the escapes of the text around it; None if the
            right link is not certain.
        remaining: the rules that the link still breaks after the fix.
        can_be_right: whether the link is right if it has no findings. This is False for a link with
            templated parts, for a bare address such as `https://wa.me/`, and for a lookalike.
    """

    link: FoundLink
    problems: tuple[tuple[Rule, str], ...] = ()
    fix: str | None = None
    remaining: frozenset[Rule] = frozenset()
    can_be_right: bool = False


def judge_found(text: str, link: FoundLink, region: str | None) -> JudgedLink:
    """Judge a link in a text.

    Args:
        text: the text that contains the link.
        link: the link.
        region: the region of national numbers, such as `GB`, or None.
    """
    if link.is_lookalike:
        return _judge_lookalike(link, region)
    judged = _judge(text, link, region)
    if Rule.UNESCAPED_TEXT in dict(judged.problems) and _is_encoded_later(text, judged.link):
        others = (each for each in judged.problems if each[0] is not Rule.UNESCAPED_TEXT)
        return replace(judged, problems=tuple(others), fix=None)
    return judged


def _is_encoded_later(text: str, link: FoundLink) -> bool:
    """Return whether a function encodes the spaces of a link: `encodeURI("https://…")`."""
    before, after = text[max(0, link.start - 64) : link.start], text[link.end : link.end + 64]
    return bool(_ENCODER_BEFORE.search(before) or _ENCODER_AFTER.match(after))


def _judge(text: str, link: FoundLink, region: str | None) -> JudgedLink:
    """Judge a link to a host of WhatsApp."""
    if _BARE.match(link.url) and not (link.is_cut or (link.is_href and "=" in link.url)):
        return JudgedLink(link)
    if _is_pattern(text, link):
        return JudgedLink(link)
    is_certain = True
    if link.is_open and not link.is_cut and _NUMBER_END.match(link.url):
        link, is_certain = _extend(text, link, region)
    if _goes_on(link):
        return _judge_templated(text, read_templated(text, link), region)
    report = judge_link(link.url, region)
    problems = tuple((each.rule, each.message) for each in report.problems)
    better = report.better
    if link.is_relative:
        problems = (*problems, (Rule.RELATIVE_LINK, _RELATIVE))
        better = better or (None if report.refusal else f"https://{link.url}")
    is_certain = is_certain and not _is_quote_inside(text, link)
    fix = _write_fix(text, better, link) if problems and is_certain else None
    return JudgedLink(link, problems, fix, can_be_right=report.refusal is None)


def _is_pattern(text: str, link: FoundLink) -> bool:
    """Return whether code compares links with a text, which is not a link that people open.

    This is true for the beginning of a link without anything joined to it, for a regular expression
    and for a pattern of SQL.
    """
    before, after = text[max(0, link.start - 64) : link.start], text[link.end : link.end + 128]
    if _PATTERN_BEFORE.search(before) and "%" in before[-1:] + link.raw + after[:1]:
        return True
    if link.is_cut:
        return _PATTERN_AFTER.match(after) is not None
    is_whole = not (link.is_open or link.is_href)
    is_joined = _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after)
    return is_whole and not is_joined and _PREFIX.match(link.url) is not None


def _is_quote_inside(text: str, link: FoundLink) -> bool:
    r"""Return whether the quote that seems to end a link may be a part of its text.

    This is true for `"…?text=the ""Deluxe"" box"` and for `\"…?text=Say \\"hi\\" now\"`.
    """
    if _DOUBLED_QUOTE.match(text, link.end):
        return True
    is_closed = text[link.end : link.end + 1] in ("<", text[link.start - 1 : link.start])
    return not is_closed and len(_ESCAPED_QUOTE.findall(link.raw)) % 2 == 1


def _goes_on(link: FoundLink) -> bool:
    """Return whether a program or a person adds the rest of a link, as after `"https://wa.me/44"`.

    A link that ends with a field, such as `&text=`, also goes on, unless it is all of an `href`.
    """
    if link.is_cut:
        return True
    if link.is_href:
        return False
    return link.url.endswith("=") or (not link.is_open and bool(_FEW_DIGITS.match(link.url)))


def _judge_lookalike(link: FoundLink, region: str | None) -> JudgedLink:
    """Return only the dangers of a link whose host is not one of WhatsApp's."""
    url = link.url if "//" in link.url else f"https://{link.url}"
    problems = judge_link(url, region).problems
    dangers = tuple((each.rule, each.message) for each in problems if each.rule >= "WA4")
    return JudgedLink(link, dangers)


def _extend(text: str, link: FoundLink, region: str | None) -> tuple[FoundLink, bool]:
    """Return the link with all groups of digits of its number, and whether its end is certain."""

    def is_valid(end: int) -> bool:
        url = decode(text[link.start : end], link.wrapping)
        if sum(map(str.isdigit, url)) < _FEWEST_DIGITS:
            return False
        return judge_link(url, region).phone is not None

    end, is_certain = extend_number(text, link.end, is_valid)
    if end == link.end:
        return link, True
    is_longer = text.startswith(("?", "&", "#", "\\u0026"), end)
    rest = end_in_prose(text, end) if is_longer else None
    if rest is not None:
        end = rest.end
    raw = text[link.start : end]
    url = decode(raw, link.wrapping)
    is_cut = rest is not None and rest.is_cut
    longer = replace(link, end=end, raw=raw, url=url, is_cut=is_cut)
    return longer, is_certain


def _judge_templated(text: str, templated: TemplatedLink, region: str | None) -> JudgedLink:
    """Judge a link with templated parts whose ends are known; the messages are general."""
    link = templated.link
    rules, better = templated.judge(region)
    if link.is_relative:
        better = better or (None if rules else f"https://{link.url}")
        rules = (*rules, Rule.RELATIVE_LINK)
    fix = None if _is_quote_inside(text, link) else _write_fix(text, better, link)
    is_printf = any(map(_PRINTF.fullmatch, templated.templates))
    if fix is not None and is_printf and "%" in fix and link.wrapping is not Wrapping.PRINTF:
        fix = None  # the program that reads the template would read the % of an escape, too
    problems = tuple((rule, rule.meaning) for rule in rules)
    whole = replace(link, raw=text[link.start : link.end])
    return JudgedLink(whole, problems, None if fix is None else templated.write(fix))


def _write_fix(text: str, better: str | None, link: FoundLink) -> str | None:
    """Return the better link with the escapes of the text; None if that is not safe.

    If `https://` is missing, it stays missing.
    """
    if better is None or (link.url.endswith("#") and not better.endswith(("#", "%23"))):
        return None  # the # may be a part of the text
    if not link.is_relative and re.match(r"[a-z]+[:;/]", link.url, re.IGNORECASE) is None:
        better = better.removeprefix("https://")
    fix = encode(better, link.raw, link.wrapping)
    if "&" in fix and "&" not in link.raw and is_in_markup(text, link.start):
        fix = fix.replace("&", "&amp;")
    return fix if fix != link.raw and is_safe_fix(text, link, fix) else None
