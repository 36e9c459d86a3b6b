"""Find the defects of the WhatsApp links in a text, and fix those of which the fix is certain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import require
from wa_link.check.edits import apply_edits, collect_edits
from wa_link.check.find_links import find_links, read_link_at
from wa_link.check.finding import Finding
from wa_link.check.ignore_comments import IgnoreComments
from wa_link.check.judge_found import JudgedLink, judge_found
from wa_link.phone.cell import check_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.check.check_options import CheckOptions

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


def check_selected(text: str, options: CheckOptions) -> tuple[list[Finding], int]:
    """Return the findings of the selected rules in a text, and its number of right links.

    A link with a templated part is neither right nor wrong, unless it has a finding.
    """
    found: list[Finding] = []
    right = 0
    for judged in _judge_links(text, options.region):
        selected = [each for each in _make_findings(judged) if each.rule in options.selection]
        found += selected
        right += judged.can_be_right and not selected
    return found, right


def _find(text: str, region: str | None) -> Iterator[Finding]:
    """Yield the findings of all links."""
    for judged in _judge_links(text, region):
        yield from _make_findings(judged)


def _make_findings(judged: JudgedLink) -> Iterator[Finding]:
    """Yield the findings of one link. Those that the fix removes have the fix."""
    link = judged.link
    for rule, message in judged.problems:
        fix = None if rule in judged.remaining else judged.fix
        yield Finding(rule, link.start, link.end, link.raw, message, fix)


def _judge_links(text: str, region: str | None) -> Iterator[JudgedLink]:
    """Yield the links, right or wrong, in order; wrong ones that a comment hides are left out."""
    comments, end = IgnoreComments(text), 0
    for link in find_links(text):
        if link.start < end:
            continue  # a part of the text of the link before, whose number has spaces
        judged = judge_found(text, link, region)
        end = judged.link.end
        if not (judged.problems and comments.hides(link.start)):
            yield _keep_safe_fix(text, judged, region)


def _keep_safe_fix(text: str, judged: JudgedLink, region: str | None) -> JudgedLink:
    """Return the link with the rules that the fixed link breaks.

    The fix is left out if the fixed text would be read in another way: the fixed link must end at
    the same place, and need no further fix.
    """
    if judged.fix is None:
        return judged
    start, end = judged.link.start, judged.link.end
    before = text[max(0, start - _CONTEXT) : start]
    fixed = f"{before}{judged.fix}{text[end : end + _CONTEXT]}"
    link = read_link_at(fixed, len(before))
    if link is not None:
        again = judge_found(fixed, link, region)
        if again.fix is None and again.link.end == len(before) + len(judged.fix):
            return replace(judged, remaining=frozenset(rule for rule, _ in again.problems))
    return replace(judged, fix=None)
