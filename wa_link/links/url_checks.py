"""Check a WhatsApp URL from a user: its form, its number, and whether its QR code would be safe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_link.errors import LinkError, Note, NoteCode, Reason
from wa_link.links.chat_link_forms import UNSCANNABLE, Via
from wa_link.links.judge_link import LinkReport, judge_link
from wa_link.links.link_kinds import Kind
from wa_link.links.rules import Rule, Severity
from wa_link.phone.split_links import require_one_link

if TYPE_CHECKING:
    from wa_link.links.problem import Problem
    from wa_link.phone import PhoneNumber

# Characters: a message can be a cell of a sheet, or a line in a terminal.
_LONGEST_IN_MESSAGE = 500
_NOTE_CODES = {
    Rule.ENCODED_TWICE: NoteCode.TEXT_ENCODED,
    Rule.DAMAGED_TEXT: NoteCode.TEXT_MOJIBAKE,
    Rule.NATIONAL_NUMBER: NoteCode.NATIONAL_ASSUMED,
    Rule.TRUNK_ZERO: NoteCode.TRUNK_0_DROPPED,
}
_CORRECTED = {
    Rule.NATIONAL_NUMBER: "no calling code",
    Rule.TRUNK_ZERO: "a 0 after its calling code",
}
_UNSCANNABLE = {Rule.WEB_ONLY: UNSCANNABLE[Via.WEB], Rule.APP_ONLY: UNSCANNABLE[Via.APP]}
_NO_NUMBER_NOTE = Note(
    NoteCode.CHECK_LINK,
    "The link contains no number, so it does not open your chat: the person who opens it picks a "
    "contact. To open your chat, add your number.",
)


def require_link(url: str, region: str | None = None) -> LinkReport:
    """Return the report on a WhatsApp link whose meaning is certain, even if it has defects.

    Args:
        url: the link, perhaps in quotes, angle brackets or Markdown.
        region: region of a number without its calling code.

    Raises:
        LinkError: `url` is not a WhatsApp link, contains several links, or can't be used; `reason`
            says why.
    """
    report = judge_link(require_one_link(url), region)
    if report.refusal:
        raise LinkError(report.refusal.reason, report.refusal.message)
    return report


def check_drawable(url: str, region: str | None = None) -> LinkReport:
    """Return the report on a WhatsApp link that can be drawn without a change (`full_url`).

    `make_notes` makes notes of its warnings, such as a number that may be a placeholder.

    Args:
        url: the URL, perhaps in quotes, angle brackets or Markdown.
        region: region of a number without its calling code. Only such a number is changed: the
            URL gets the calling code, and `make_notes` says so.

    Raises:
        LinkError: `url` is not a WhatsApp link, or has a defect that is an error. If the right link
            is certain, the message contains it.
    """
    report = require_link(url, region)
    errors = [each for each in report.problems if each.rule.severity is Severity.ERROR]
    if region and report.better and {each.rule for each in errors} == {Rule.NATIONAL_NUMBER}:
        return replace(report, url=report.better)
    if not errors:
        return report
    faults = " ".join(each.message for each in errors)
    way_out = f"Use {report.better} instead."
    if len(report.better or "") > _LONGEST_IN_MESSAGE:
        way_out = "The link is too long for this message: inspect it to see the right link."
    raise LinkError(Reason.NOT_A_PHONE_LINK, f"{faults} {way_out}")


def make_notes(report: LinkReport) -> tuple[Note, ...]:
    """Return notes on a link that is drawn although it breaks a rule or contains no number."""
    notes = tuple(
        Note(NoteCode.CHECK_LINK, _UNSCANNABLE[each.rule])
        if each.rule in _UNSCANNABLE
        else make_note(each, report.phone)
        for each in report.problems
    )
    is_share = report.kind is Kind.CHAT and report.phone is None
    return (*notes, _NO_NUMBER_NOTE) if is_share else notes


def make_note(problem: Problem, phone: PhoneNumber | None) -> Note:
    """Return the note on a link that is used although it breaks a rule; `phone` is its number."""
    message = problem.message
    if phone and (fault := _CORRECTED.get(problem.rule)):
        message = f"The number in the link has {fault}: it was read as {phone.international}."
    return Note(_NOTE_CODES.get(problem.rule, NoteCode.CHECK_LINK), message)
