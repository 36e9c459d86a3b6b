"""Judge a link that was found in a text, also if a part of it is templated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link.check.escapes import decode, encode
from wa_link.check.link_end import end_in_prose, extend_number
from wa_link.check.templated import is_printf
from wa_link.links.judge_link import judge_link
from wa_link.links.rules import Rule

if TYPE_CHECKING:
    from wa_link.check.find_links import FoundLink

_DIGITS = "447911123456"  # a valid number, in place of one that is only known in part
_HEAD = re.compile(
    r"(?P<before>.*?(?:wa\.me/+(?:(?:c|call)/|p/[^/?#]*/)?|[?&]phone=))(?P<number>[^?&#/]*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_ORIGIN = re.compile(r"(?:[a-z]+:/*)?[^/?&#]*", re.IGNORECASE)
_COMPLETE = re.compile(r"wa\.me/+[^/?&#]*\d{5}|[?&]phone=[^&#]*\d{5}|[?&]text=", re.IGNORECASE)
_BARE = re.compile(
    r"(?:[a-z]+:/*)?[^/?&#]*/*"
    r"(?:(?:message|qr|c|p|call|channel|voice|video|invite|send)/*)?"
    r"(?:\?|[?&][a-z_]{1,20}=)?\Z",
    re.IGNORECASE,
)
_FEW_DIGITS = re.compile(r".*(?:wa\.me/+|[?&]phone=)[+(\d]{1,4}\Z", re.IGNORECASE | re.DOTALL)
_NUMBER_END = re.compile(r".*(?:wa\.me/+|[?&]phone=)[+\d().-]+\Z", re.IGNORECASE | re.DOTALL)
# Variables that are not in brackets (`@Model.Name`, `%FNAME%`, `#name#`, `[name]`), and escapes of
# signs that have a meaning in a URL (`&percnt;`, `\\u0025`).
_MAY_BE_CODE = re.compile(
    r"@[a-z_]|%[a-z_]{3,}%|#\w+#|\[\w+\]|\\u00(?:25|3a|2f|3f|23)"
    r"|&(?:percnt|colon|num|quest|equals|sol|commat|plus|semi)\b",
    re.IGNORECASE,
)
_ESCAPED_QUOTE = re.compile(r"\\\"|\\'(?![0-9a-f]{2})")  # RTF writes letters as \'e1
_DOUBLED_QUOTE = re.compile(r"\"\"\w")
_REST_OF_LINE = re.compile(r"[^\"'\n]{0,1000}")
_TEMPLATED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[?%].*?[?%]>|\$?\{.*?\}")
# What the beginning of a link can show while its number is unknown.
_RULES_OF_HEADS = frozenset(
    {
        Rule.PLUS_SIGN,
        Rule.NATIONAL_NUMBER,
        Rule.INTERNATIONAL_PREFIX,
        Rule.HTTP,
        Rule.WEB_ONLY,
        Rule.APP_ONLY,
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Problems of a link in a text, and the text that replaces it.

    Attributes:
        link: the link; its end is after the last group of digits, if its number has spaces.
        problems: for each problem, the rule and a sentence for the user.
        fix: the text that replaces the link, with the escapes of the text around it; None if the
            right link is not certain.
        remaining: the rules that the link still breaks after the fix.
    """

    link: FoundLink
    problems: tuple[tuple[Rule, str], ...] = ()
    fix: str | None = None
    remaining: frozenset[Rule] = frozenset()


def judge_found(text: str, link: FoundLink, region: str | None) -> Judgement:
    """Judge a link in a text.

    Args:
        text: the text that contains the link.
        link: the link.
        region: the region of national numbers, such as `GB`, or None.
    """
    if link.is_lookalike:
        return _judge_lookalike(link, region)
    if _BARE.match(link.url) and not (link.is_cut or (link.is_href and "=" in link.url)):
        return Judgement(link)
    is_certain = True
    if link.is_open and not link.is_cut and _NUMBER_END.match(link.url):
        link, is_certain = _extend(text, link, region)
    if _goes_on(link):
        return _judge_head(text, link, region)
    report = judge_link(link.url, region)
    problems = tuple((each.rule, each.message) for each in report.problems)
    is_certain = is_certain and not _is_quote_inside(text, link)
    fix = _write_fix(report.better, link) if problems and is_certain else None
    return Judgement(link, problems, fix)


def _is_quote_inside(text: str, link: FoundLink) -> bool:
    r"""Return whether the quote that seems to end a link may be a part of its text.

    This is true for `"…?text=the ""Deluxe"" box"` and for `"…?text=Say \"hi\" now"`.
    """
    is_doubled = _DOUBLED_QUOTE.match(text, link.end) is not None
    return is_doubled or len(_ESCAPED_QUOTE.findall(link.raw)) % 2 == 1


def _has_more(text: str, link: FoundLink) -> bool:
    """Return whether unescaped text follows the templated part of a link: `{{ a }} & {{ b }}`."""
    rest = _REST_OF_LINE.match(text, link.end)
    return rest is not None and re.search(r"[\s&#]", _TEMPLATED.sub("", rest[0])) is not None


def _goes_on(link: FoundLink) -> bool:
    """Return whether a program or a person adds the rest of a link, as after `"https://wa.me/44"`.

    A link that ends with a field, such as `&text=`, also goes on, unless it is all of an `href`.
    """
    if link.is_cut:
        return True
    if link.is_href:
        return False
    return link.url.endswith("=") or (not link.is_open and bool(_FEW_DIGITS.match(link.url)))


def _judge_lookalike(link: FoundLink, region: str | None) -> Judgement:
    """Return only the dangers of a link whose host is not one of WhatsApp's."""
    problems = judge_link(link.url, region).problems
    dangers = tuple((each.rule, each.message) for each in problems if each.rule >= "WA4")
    return Judgement(link, dangers)


def _extend(text: str, link: FoundLink, region: str | None) -> tuple[FoundLink, bool]:
    """Return the link with all groups of digits of its number, and whether its end is certain."""

    def is_valid(end: int) -> bool:
        url = decode(text[link.start : end], link.wrapping)
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
    is_printf_string = is_cut and is_printf(text, end)
    longer = replace(link, end=end, raw=raw, url=url, is_cut=is_cut, is_printf=is_printf_string)
    return longer, is_certain


def _judge_head(text: str, link: FoundLink, region: str | None) -> Judgement:
    """Judge the beginning of a link, before a templated part.

    The number or the text is completed, and only the problems that are before the templated part
    are returned. The messages are general, because they can't name the number.
    """
    url = link.url.rstrip("(")
    if _COMPLETE.search(url) and re.search(r"[?&#]", url):
        return _judge_known_number(text, link, region)
    head = _HEAD.match(url)
    before, number = (head["before"], head["number"].strip()) if head else (url, "")
    if head is None and (origin := _ORIGIN.match(url)):
        before = origin[0] + "/"
    prefix, digits = _split_prefix(number)
    completed = f"{before}{prefix}{digits if prefix == '0' else _DIGITS}"
    report = judge_link(completed, region)
    problems = tuple(
        (each.rule, each.rule.meaning) for each in report.problems if each.rule in _RULES_OF_HEADS
    )
    return Judgement(link, problems, _fix_head(link, before, problems))


def _split_prefix(number: str) -> tuple[str, str]:
    """Return the prefix of a number, `+`, `00`, `0` or nothing, and digits that complete it."""
    if number.startswith(("+", "%2B", "%2b")):
        return "+", _DIGITS
    for prefix in ("00", "0"):
        if number.startswith(prefix):
            return prefix, _DIGITS.removeprefix("44")
    return "", _DIGITS


def _fix_head(link: FoundLink, before: str, problems: tuple[tuple[Rule, str], ...]) -> str | None:
    """Return the beginning of a link with `https:`, and without the `+` or `00` of its number."""
    rules = {rule for rule, _ in problems}
    if not rules or not rules <= {Rule.PLUS_SIGN, Rule.INTERNATIONAL_PREFIX, Rule.HTTP}:
        return None
    rest = link.url[len(before) :] if link.url.startswith(before) else None
    if rest is None:
        return None
    if Rule.HTTP in rules:
        before = re.sub(r"\Ahttp:", "https:", before, flags=re.IGNORECASE)
    if Rule.PLUS_SIGN in rules or Rule.INTERNATIONAL_PREFIX in rules:
        rest = re.sub(r"\A\s*(?:\+|%2[bB]|00)", "", rest)
    return encode(before + rest, link.raw, link.wrapping)


def _judge_known_number(text: str, link: FoundLink, region: str | None) -> Judgement:
    """Judge a link whose number is complete, and whose text has a templated part."""
    url = link.url.rstrip("?&")
    tail = link.url[len(url) :]
    filler = "" if tail else "x"
    report = judge_link(url + filler, region)
    problems = tuple((each.rule, each.rule.meaning) for each in report.problems)
    better = report.better
    is_certain = not _has_more(text, link) and not _is_quote_inside(text, link)
    if better is None or not problems or not is_certain or not better.endswith(filler):
        return Judgement(link, problems)
    if tail and ("?" in better) != (tail[0] == "&"):
        return Judgement(link, problems)
    fix = _write_fix(better.removesuffix(filler) + tail, link)
    if fix is not None and link.is_printf and "%" in fix:
        fix = None  # printf would read the % of an escape
    return Judgement(link, problems, fix)


def _write_fix(better: str | None, link: FoundLink) -> str | None:
    """Return the better link with the escapes of the text; `https://` stays missing."""
    if better is None or ("#" in link.url and "#" not in better and "%23" not in better):
        return None  # nothing after a # may be lost
    _, has_fields, fields = link.raw.partition("?")
    if has_fields and _MAY_BE_CODE.search(fields):
        return None
    if re.match(r"[a-z]+:", link.url, re.IGNORECASE) is None:
        better = better.removeprefix("https://")
    fix = encode(better, link.raw, link.wrapping)
    return fix if fix != link.raw else None
