"""WhatsApp links that were given in place of a phone number: read the number, and keep the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from wa_link._support.quoting import quote
from wa_link.errors import LinkError, Note, NoteCode, PhoneError, Reason
from wa_link.links.judge_link import judge_link
from wa_link.links.link_kinds import Kind
from wa_link.links.prefilled_text import normalise
from wa_link.links.rules import Repair, Rule, Severity
from wa_link.phone.unwrap import find_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.links.judge_link import LinkReport
    from wa_link.phone import PhoneNumber

# A second link or number in a cell. In an escaped text, no separator is found; links of other sites
# may be a part of the text.
_SECOND = re.compile(
    r"[\s;,|](?:https?://)?(?:wa\.me/|(?:[a-z]+\.)?whatsapp\.com/|whatsapp://|"
    r"\+?\(?\d(?:[\s().-]?\d){6})",
    re.IGNORECASE,
)
_FIELDS = re.compile("[?&]")
_PHONE_FIELD = re.compile(r"[?&]\s*phone\s*=[^&?#]*", re.IGNORECASE)
_NOTED = {
    Rule.NATIONAL_NUMBER: NoteCode.NATIONAL_ASSUMED,
    Rule.SUSPICIOUS_NUMBER: NoteCode.CHECK_LINK,
    Rule.IGNORED_TEXT: NoteCode.CHECK_LINK,
}


@dataclass(frozen=True, slots=True)
class KeptLink:
    """Parts of a given link that the new link keeps, and notes on the parts that it loses.

    Attributes:
        text: the prefilled text of the new link.
        page_url: the given link, if it opens a catalogue, a product or a call, and is kept; empty
            if a chat link is to be made.
        notes: notes on what was replaced.
    """

    text: str
    page_url: str = ""
    notes: tuple[Note, ...] = ()


def read_link(cell: str, region: str | None) -> PhoneNumber | None:
    """Return the phone number of a WhatsApp link, in any state in which its number is certain.

    The attribute `link` of the phone number is set, for `keep_link`. Return None if the cell is not
    a WhatsApp link with a number; `parse_phone` then says why it is refused.

    Args:
        cell: a cell, or what a person gave as a number.
        region: region of a number that begins with 0 (two capital letters); None if unknown.

    Raises:
        PhoneError: the link is a WhatsApp link, but it is not certain which number is meant; or its
            host only looks like a host of WhatsApp.
    """
    url = find_url(cell)
    if not url:
        return None
    report = _judge(url, region)
    if report.refusal and report.problems and not _has_certain_number(report):
        raise PhoneError(report.refusal.reason, report.refusal.message)
    fields = _FIELDS.search(url)
    rest = _PHONE_FIELD.sub("&", url[fields.start() :])[1:] if fields else ""
    if report.phone is not None and _SECOND.search(rest):
        raise PhoneError(
            Reason.AMBIGUOUS,
            f"{quote(url)} may contain a second link or number: keep only one, or write %20 for "
            "each space in the text of the link.",
        )
    if report.phone is None:
        return None
    notes = report.phone.notes + tuple(_link_notes(report))
    return replace(report.phone, notes=notes, link=url)


def keep_link(phone: PhoneNumber, text: str) -> KeptLink:
    """Return what a new link keeps of the link that contained the phone number (`phone.link`).

    Without another text, the text of a chat link is kept, and the link of a catalogue, a product or
    a call is kept as a whole, only with its defects corrected.

    Args:
        phone: the phone number.
        text: the text that was given for the new link; empty if none was given.

    Raises:
        LinkError: no text was given, and it is not certain where the text of the link ends.
    """
    report = _judge(phone.link, None if phone.region == "001" else phone.region)
    if report.kind is Kind.CHAT:
        if report.refusal and not text and _has_certain_number(report):
            raise LinkError(report.refusal.reason, report.refusal.message)
        return _keep_text(report.text, normalise(text))
    if not text and not report.refusal and report.phone is not None:
        return KeptLink("", report.better or report.full_url)
    message = (
        f"{quote(phone.link)} opens another page ({report.kind}), which can't have a text, so a "
        "chat link was made instead."
    )
    return KeptLink(text, notes=(Note(NoteCode.LINK_REPLACED, message),))


def _judge(url: str, region: str | None) -> LinkReport:
    """Judge a link; use the region only if its number is not valid without a region."""
    report = _judge_abroad(url)
    return judge_link(url, region) if region and report.refusal and not report.phone else report


@lru_cache(maxsize=64)
def _judge_abroad(url: str) -> LinkReport:
    """Judge a link without a region; remember the last links, which are judged twice in a row."""
    return judge_link(url)


def _has_certain_number(report: LinkReport) -> bool:
    """Return whether a link is refused only because of its text, so its number can be used."""
    return report.phone is not None and all(
        each.rule.startswith("WA2")
        or (each.rule.repair is not Repair.NEVER and each.rule is not Rule.GLUED_LINKS)
        for each in report.problems
        if each.rule.severity is Severity.ERROR
    )


def _link_notes(report: LinkReport) -> Iterator[Note]:
    """Yield the notes on the link that its number does not have."""
    for each in report.problems:
        if code := _NOTED.get(each.rule):
            yield Note(code, each.message)


def _keep_text(own: str, text: str) -> KeptLink:
    """Return the text of a chat link (`own`), or the given text with a note that it replaced it."""
    if not own or not text or own == text:
        return KeptLink(text or own)
    message = f"The text of the given link, {quote(own)}, was replaced by the given text."
    return KeptLink(text, notes=(Note(NoteCode.LINK_TEXT_REPLACED, message),))
