"""WhatsApp links that were given in place of a phone number: read the number, and keep the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from wa_link._support.arguments import option
from wa_link._support.quoting import quote
from wa_link.errors import LinkError, Note, NoteCode, PhoneError, Reason
from wa_link.links.chat_link_forms import Via
from wa_link.links.hosts import is_own_link
from wa_link.links.judge_link import find_inner_link, judge_link
from wa_link.links.link_kinds import Kind
from wa_link.links.loose_url import split_url
from wa_link.links.prefilled_text import normalise
from wa_link.links.rules import Repair, Rule, Severity
from wa_link.links.url_checks import make_note
from wa_link.links.usernames import is_username
from wa_link.phone.fast import may_be_link
from wa_link.phone.split_links import find_other_text, find_second
from wa_link.phone.steps import first_valid, parse_all, parse_fully, parse_parts
from wa_link.phone.unwrap import FEWEST_DIGITS, find_url, no_number_error, strip_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.links.judge_link import LinkReport
    from wa_link.phone import Assume, PhoneNumber

_REASONS_OF_USERNAMES = (Reason.NOT_A_NUMBER, Reason.LETTERS, Reason.NOT_A_PHONE_LINK)
_RULES_WITH_NOTE = (
    Rule.NATIONAL_NUMBER, Rule.TRUNK_ZERO, Rule.SUSPICIOUS_NUMBER, Rule.IGNORED_TEXT
)  # fmt: skip
# Without the correction, WhatsApp shows another text, or none.
_RULES_ABOUT_LOST_TEXT = (
    Rule.CUT_TEXT, Rule.WRONG_TEXT_FIELD, Rule.BAD_PERCENT, Rule.WRONG_SEPARATOR
)  # fmt: skip


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


def read_number(cell: str, region: str | None, assume: Assume | None) -> PhoneNumber:
    """Return the first valid number in a cell, which can be a WhatsApp link in any state.

    Like `parse_fully`, but for a link, the attribute `link` of the number is set, for `keep_link`.

    Args:
        cell: a cell, or what a person gave as a number.
        region: region of numbers without `+` (two capital letters); None if unknown.
        assume: how to read digits with neither `+` nor a leading 0; for a link, it has no effect.

    Raises:
        PhoneError: no number in the cell can be read with certainty.
    """
    if not may_be_link(cell):
        return parse_fully(cell, region, assume)
    return first_valid(cell, read_numbers(cell, region, assume))


def read_numbers(
    cell: str, region: str | None, assume: Assume | None
) -> list[PhoneNumber | PhoneError]:
    """Return all numbers in a cell, like `parse_all`, but also from links in any state.

    Raises:
        PhoneError: the cell can't be split into numbers, for example because it is empty.
    """

    def read(part: str) -> list[PhoneNumber | PhoneError]:
        phone = read_link(part, region)
        return [phone] if phone else parse_all(part, region, assume)

    try:
        outcomes = parse_parts(cell, read)
    except PhoneError as error:
        outcomes = [error]
    refusal = outcomes[0]
    if len(outcomes) > 1 or not isinstance(refusal, PhoneError):
        return outcomes
    message = find_other_text(cell)
    raise PhoneError(refusal.reason, message) if message else refusal


def read_link(cell: str, region: str | None) -> PhoneNumber | None:
    """Return the phone number of a WhatsApp link, in any state in which its number is certain.

    Return None if the cell is not a link to a host of WhatsApp.

    Raises:
        PhoneError: the link is a WhatsApp link, but it has no number, or it is not certain which
            number is meant; or its host only looks like a host of WhatsApp.
    """
    url = find_url(cell)
    if not url:
        return None
    report = _judge(url, region)
    if report.refusal and not _has_certain_number(report):
        is_ours = report.kind or report.problems or _is_own_page(url) or find_inner_link(url)
        if not is_ours:
            return None
        raise PhoneError(Reason(report.refusal.reason), report.refusal.message)
    if report.phone is None:
        assert report.kind is not None  # noqa: S101  (a link of no known kind is refused)
        error = no_number_error(url, report.kind, report.better)
        lost = (each.message for each in report.problems if each.rule is Rule.IGNORED_TEXT)
        raise PhoneError(error.reason, " ".join([error.message, *lost]))
    if message := find_second(url):
        raise PhoneError(Reason.AMBIGUOUS, message)
    notes = report.phone.notes + tuple(_find_notes(report))
    return replace(report.phone, notes=notes, link=url)


def keep_link(phone: PhoneNumber, text: str | None, via: Via = Via.WA_ME) -> KeptLink:
    """Return what a new link keeps of the link that contained the phone number (`phone.link`).

    Without another text, the text of a chat link is kept, and the link of a catalogue, a product or
    a call is kept as a whole, only with its defects corrected.

    Args:
        phone: the phone number.
        text: the text that was given for the new link. None if no text was given; if it is empty,
            the text of a chat link is removed.
        via: the form of the new link. The link of a catalogue, a product or a call has no such
            form, so a note says that it keeps its own.

    Raises:
        LinkError: no text was given, and it is not certain where the text of the link ends.
    """
    report = _judge(phone.link, None if phone.region == "001" else phone.region)
    if report.kind is Kind.CHAT:
        if report.refusal and text is None and _has_certain_number(report):
            raise LinkError(report.refusal.reason, report.refusal.message)
        return _keep_text(report, None if text is None else normalise(text))
    page = f"{quote(phone.link)} opens another page ({report.kind}), which can't have"
    if not text and not report.refusal and report.phone is not None:
        url = report.better or report.full_url
        if via is Via.WA_ME:
            return KeptLink("", url)
        message = f"{page} another form, so {option('via', str(via))} has no effect on it."
        return KeptLink("", url, (Note(NoteCode.LINK_FORM_KEPT, message),))
    message = f"{page} a text, so a chat link was made instead."
    return KeptLink(text or "", notes=(Note(NoteCode.LINK_REPLACED, message),))


def hint_at_username(error: PhoneError, text: str, name: str) -> PhoneError:
    """Return the error for a text that is not a number; if it may be a username, say what to do.

    Args:
        error: the error that refuses the number.
        text: the text that was given as a number.
        name: the option for usernames: `username` or `username_column`.
    """
    username = find_username(text)
    if not username or error.reason not in _REASONS_OF_USERNAMES:
        return error
    way_out = f"write {username} into a column of its own, and name that with {option(name)}"
    if name == "username":
        way_out = f"use {option(name, username)}"
        if "text=" in text:
            way_out += f", and give the text with {option('text')}"
    return PhoneError(error.reason, f"{error.message} To link to a username, {way_out}.")


def find_username(text: str) -> str:
    """Return the username in `@maria`, `wa.me/maria` or `maria.lopez`; "" for other texts.

    A word such as `maria` is not found, because it is seldom meant as a username in place of a
    number.
    """
    if url := find_url(text):
        name = _judge_without_region(url).username
        return name if is_username(name) else ""
    typed = strip_quotes(text)
    name = typed.removeprefix("@")
    has_mark = name != typed or any(not char.isalpha() for char in name)
    is_number = sum(map(str.isdecimal, name)) >= FEWEST_DIGITS
    return name.lower() if has_mark and not is_number and is_username(name) else ""


def _is_own_page(url: str) -> bool:
    loose = split_url(url)
    return loose is not None and is_own_link(loose)


def _judge(url: str, region: str | None) -> LinkReport:
    """Judge a link; use the region only if its number is not valid without a region."""
    report = _judge_without_region(url)
    return judge_link(url, region) if region and report.refusal and not report.phone else report


@lru_cache(maxsize=64)
def _judge_without_region(url: str) -> LinkReport:
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


def _find_notes(report: LinkReport) -> Iterator[Note]:
    """Yield the notes on the link that its number does not have."""
    for each in report.problems:
        if each.rule in _RULES_WITH_NOTE:
            yield make_note(each, report.phone)


def _keep_text(report: LinkReport, text: str | None) -> KeptLink:
    """Return the text of a chat link, or the given text with a note that it replaced the text."""
    own = report.text
    if text is None or own == text:
        is_corrected = any(each.rule in _RULES_ABOUT_LOST_TEXT for each in report.problems)
        message = f"The text of the given link was corrected: it is now {quote(own)}."
        if own and is_corrected:
            return KeptLink(own, notes=(Note(NoteCode.CHECK_LINK, message),))
        return KeptLink(own)
    if any(each.rule is Rule.SEVERAL_TEXTS for each in report.problems):
        lost = "The texts of the given link were"
    elif own:
        lost = f"The text of the given link, {quote(own)}, was"
    elif any(each.rule is Rule.WRONG_TEXT_FIELD for each in report.problems):
        lost = "The text of the given link was"
    else:
        return KeptLink(text)
    way = "replaced by the given text" if text else "removed, because the given text is empty"
    return KeptLink(text, notes=(Note(NoteCode.LINK_TEXT_REPLACED, f"{lost} {way}."),))
