"""Find the defects of the WhatsApp links in a text, and fix those of which the fix is certain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import require
from wa_link.check.edits import apply_edits, collect_edits
from wa_link.check.find_links import find_links, read_link_at
from wa_link.check.finding import Finding
from wa_link.check.ignore_comments import IgnoreComments
from wa_link.check.judge_found import Judgement, judge_found
from wa_link.phone.cell import check_options

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTEXT = 256  # characters around a link that decide where it begins and ends


def check_text(text: str, region: str | None = None) -> Iterator[Finding]:
    """Yield the defects of the WhatsApp links in a text of any kind, such as HTML or JSON.

    Links are found in the text as it is written, with the escapes of its format, such as `&amp;`.
    Templated parts, such as `${phone}`, are skipped; the part before them is checked. A comment
    `wa-link: ignore` hides the defects on its line; if it is alone on its line, those on the next.

    Args:
        text: the text.
        region: the country of numbers without a calling code: `GB`, `United Kingdom` or `+44`.
            Without it, such numbers are found, but they have no fix.

    Raises:
        OptionError: the region is unknown.
        TypeError: an argument has the wrong type.
    """
    require("text", text, str)
    code, _ = check_options(region, None)
    return _find(text, code)


def fix_text(text: str, region: str | None = None) -> str:
    """Return a text in which all WhatsApp links are fixed of which the right link is certain.

    Everything outside the fixed links stays as it is. To fix the result again changes nothing.

    Args:
        text: a text of any kind, such as HTML, Markdown or JSON.
        region: the country of numbers without a calling code, as in `check_text`.

    Raises:
        OptionError: the region is unknown.
        TypeError: an argument has the wrong type.
    """
    return apply_edits(text, collect_edits(check_text(text, region)))


def _find(text: str, region: str | None) -> Iterator[Finding]:
    """Yield the findings of all links."""
    for judgement in judge_links(text, region):
        yield from make_findings(judgement)


def make_findings(judgement: Judgement) -> Iterator[Finding]:
    """Yield the findings of one link. Those that the fix removes have the fix."""
    link = judgement.link
    for rule, message in judgement.problems:
        fix = None if rule in judgement.remaining else judgement.fix
        yield Finding(rule, link.start, link.end, link.raw, message, fix)


def judge_links(text: str, region: str | None) -> Iterator[Judgement]:
    """Yield the links, right or wrong, in order; wrong ones that a comment hides are left out."""
    comments, end = IgnoreComments(text), 0
    for link in find_links(text):
        if link.start < end:
            continue  # a part of the text of the link before, whose number has spaces
        judgement = judge_found(text, link, region)
        end = judgement.link.end
        if not (judgement.problems and comments.hides(link.start)):
            yield _keep_safe_fix(text, judgement, region)


def _keep_safe_fix(text: str, judgement: Judgement, region: str | None) -> Judgement:
    """Return the judgement with the rules that the fixed link breaks.

    The fix is left out if the fixed text would be read in another way: the fixed link must end at
    the same place, and need no further fix.
    """
    if judgement.fix is None:
        return judgement
    start, end = judgement.link.start, judgement.link.end
    before = text[max(0, start - _CONTEXT) : start]
    fixed = f"{before}{judgement.fix}{text[end : end + _CONTEXT]}"
    link = read_link_at(fixed, len(before))
    if link is not None:
        again = judge_found(fixed, link, region)
        if again.fix is None and again.link.end == len(before) + len(judgement.fix):
            return replace(judgement, remaining=frozenset(rule for rule, _ in again.problems))
    return replace(judgement, fix=None)
