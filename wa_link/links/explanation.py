"""Explanations of phone numbers and links for `wa-link inspect`: meaning, problems, better link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_link._support.arguments import require_number
from wa_link._support.reject_notes import find_refusal, parse_note_codes
from wa_link.errors import LinkError, PhoneError
from wa_link.links.chat_link import ChatLink
from wa_link.links.chat_link_forms import Via
from wa_link.links.given_link import find_username
from wa_link.links.hosts import is_own_link, judge_host
from wa_link.links.judge_link import judge_link
from wa_link.links.link_forms import is_url_like
from wa_link.links.link_kinds import Kind
from wa_link.links.loose_url import split_url
from wa_link.links.rules import Severity
from wa_link.links.url_checks import make_note
from wa_link.links.usernames import USERNAME_NOTE
from wa_link.phone import parse_phone
from wa_link.phone.cell import check_options
from wa_link.phone.split_links import require_one_link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from wa_link.errors import Note, NoteCode, RecordError
    from wa_link.links.judge_link import LinkReport
    from wa_link.links.problem import Problem
    from wa_link.phone import Assume, PhoneNumber

_CHAT_DESCRIPTIONS = {
    Via.WA_ME: "a chat link, in WhatsApp's official form",
    Via.API: "a chat link, in the form that wa.me redirects to",
    Via.WEB: "a chat link to WhatsApp Web, in a form that WhatsApp does not document",
    Via.APP: "a chat link, in the form of the app",
}
_KIND_DESCRIPTIONS = {
    Kind.CATALOGUE: "a link to a business's catalogue",
    Kind.PRODUCT: "a link to one product of a business; WhatsApp does not document it",
    Kind.CALL: "a link that calls the number; it does not work on computers",
    Kind.CALL_LINK: "a link to a call: anyone who has it can join",
    Kind.SHORT_LINK: "a short link that WhatsApp made: only WhatsApp knows its number and text",
    Kind.CONTACT_CODE: "the link of a contact's QR code in the app: only WhatsApp knows its number",
    Kind.USERNAME: "a link to a username: a new form, which older apps can't open",
    Kind.GROUP: "an invitation to a group: anyone who has it can join",
    Kind.CHANNEL: "a link to a channel",
    Kind.LINKED_DEVICES: "a link that pairs a device with a WhatsApp account",
}

NOT_CERTAIN = "not a phone number that can be read with certainty"
"""Description of every number that is refused; the error says why it is refused."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that wa-link can say about a phone number or a link without asking a server.

    Attributes:
        target: the phone number or the link, as the user gave it.
        description: the kind of number or link in words, such as `a phone number`.
        phone: the phone number that was read. None if the link contains no number, or if the number
            is refused.
        text: the prefilled text of the link, as WhatsApp shows it; empty if there is none.
        link: the link that people should use; None if `target` is refused. For a number or a chat
            link, it is a wa.me link. For any other link, it is the same link; if it contains a
            number, this number is corrected.
        problems: the defects of the link, such as `http` instead of `https`. Each has a rule and a
            message.
        notes: notes on changes that were made to read the phone number.
        refusal: the error that says why `target` is refused; None if it is not refused.
    """

    target: str
    description: str
    phone: PhoneNumber | None = None
    text: str = ""
    link: str | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    refusal: RecordError | None = None


def explain(
    target: str,
    region: str | None = None,
    *,
    assume: Assume | str | None = None,
    reject_notes: Collection[NoteCode | str] = (),
) -> Explanation:
    """Explain a phone number or a WhatsApp link.

    Args:
        target: the number or the link as a person writes it, such as `wa.me/447911123456`.
        region: the country of a number without `+`: `SA`, `Saudi Arabia` or `+966`.
        assume: how to read digits with neither `+` nor a leading 0: `national` or `international`.
        reject_notes: codes of notes, such as `check_link`; `repairs` (all notes that change the
            number), or `all`. A number or link that would get one of these notes is refused.

    Raises:
        OptionError: `region` or `assume` is unknown, or `reject_notes` has an unknown code.
    """
    require_number("target", target)
    check_options(region, assume)
    rejected = parse_note_codes(reject_notes)
    explanation = _explain(target, region, assume)
    if explanation.refusal is None:
        problems = (make_note(each, explanation.phone) for each in explanation.problems)
        # The repairs of a number in a link are among the problems, but with the code `check_link`.
        repairs = explanation.phone.notes if explanation.phone else ()
        error = find_refusal((*repairs, *explanation.notes, *problems), rejected)
        if error:
            return replace(explanation, phone=None, link=None, notes=(), refusal=error)
    return explanation


def _explain(target: str, region: str | None, assume: Assume | str | None) -> Explanation:
    """Return the explanation of a phone number or a link, with all its notes."""
    try:
        url = require_one_link(target)
        if is_url_like(url) or _has_homograph(url):
            return _explain_link(target, judge_link(url, region))
        phone = parse_phone(target, region, assume=assume)
    except LinkError as error:
        return Explanation(target, "not only a link", refusal=error)
    except PhoneError as error:
        return Explanation(target, NOT_CERTAIN, refusal=_hint(error, target))
    link = ChatLink(phone)
    return Explanation(target, "a phone number", phone, link=link.url, notes=link.notes)


def _has_homograph(target: str) -> bool:
    """Return whether a text begins with a host such as `wа.me`, in which `а` is not Latin."""
    loose = None if target.isascii() else split_url(target.strip())
    return loose is not None and judge_host(loose) is not None


def _hint(error: PhoneError, target: str) -> PhoneError:
    """Return the error for a text that is not a number, with a hint if it may be a username."""
    if username := find_username(target):
        message = f"{error.message} To explain a username, write its link: wa.me/{username}"
        return PhoneError(error.reason, message)
    return error


def _explain_link(target: str, report: LinkReport) -> Explanation:
    """Explain a link in any state, with its problems and, if it is certain, the better link."""
    refusal = report.refusal
    return Explanation(
        target,
        _describe(report),
        report.phone,
        report.text,
        None if refusal else _find_link(report),
        report.problems,
        tuple(_find_notes(report)),
        refusal,
    )


def _describe(report: LinkReport) -> str:
    """Return the kind of a link in words, such as `a link to a channel`."""
    if report.kind is None:
        loose = split_url(report.url.strip())
        if loose is not None and is_own_link(loose):
            return "a WhatsApp link of an unknown kind"
        return "a link, but not a WhatsApp link"
    if report.kind is Kind.LINKED_DEVICES:
        return _KIND_DESCRIPTIONS[report.kind]
    if report.refusal:
        is_chat = report.kind is Kind.CHAT
        return "a broken chat link" if is_chat else f"a broken link ({report.kind})"
    has_mistakes = any(each.rule.severity is Severity.ERROR for each in report.problems)
    if report.kind is not Kind.CHAT:
        description = _KIND_DESCRIPTIONS[report.kind]
    elif has_mistakes and report.via is Via.WA_ME:
        description = "a chat link"
    else:
        description = _CHAT_DESCRIPTIONS[report.via]
    if report.kind is Kind.CHAT and report.phone is None:
        description += ", without a number: the person who opens it picks a contact"
    return f"{description}, but with mistakes" if has_mistakes else description


def _find_link(report: LinkReport) -> str:
    """Return the link that people should use: a wa.me link for each chat."""
    if report.kind is Kind.CHAT or report.via is not Via.WA_ME:
        return ChatLink(report.phone, report.text, username=report.username).url
    return report.better or report.full_url


def _find_notes(report: LinkReport) -> Iterator[Note]:
    """Yield advice on the number or the username, without repairs, which are problems here."""
    if report.refusal:
        return
    if report.phone:
        yield from (note for note in report.phone.notes if not note.code.is_repair)
    if report.username:
        yield USERNAME_NOTE
