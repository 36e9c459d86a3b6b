"""Check a WhatsApp URL from a user: its form, its number, and whether its QR code would be safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_link.errors import LinkError, Note, NoteCode, Reason
from wa_link.links.judge_link import LinkReport, judge_link
from wa_link.links.rules import Rule, Severity

if TYPE_CHECKING:
    from wa_link.links.problem import Problem

# Characters: a message can be a cell of a sheet, or a line in a terminal.
_LONGEST_IN_MESSAGE = 500
_NOTE_CODES = {
    Rule.ENCODED_TWICE: NoteCode.TEXT_ENCODED,
    Rule.DAMAGED_TEXT: NoteCode.TEXT_MOJIBAKE,
}
# `--via` has its own note on these forms.
_NOT_NOTED = (Rule.WEB_ONLY, Rule.APP_ONLY)


def require_link(url: str) -> LinkReport:
    """Return the judgement of a WhatsApp link whose meaning is certain, even if it has defects.

    Raises:
        LinkError: `url` is not a WhatsApp link, or can't be used; `reason` says why.
    """
    report = judge_link(url)
    if report.refusal:
        raise LinkError(report.refusal.reason, report.refusal.message)
    return report


def check_drawable(url: str) -> LinkReport:
    """Return the judgement of a WhatsApp link that can be drawn without a change (`full_url`).

    `link_notes` makes notes of its warnings, such as a number that may be a placeholder.

    Raises:
        LinkError: `url` is not a WhatsApp link, or has a defect that is an error. If the right link
            is certain, the message contains it.
    """
    report = require_link(url)
    errors = [each for each in report.problems if each.rule.severity is Severity.ERROR]
    if not errors:
        return report
    faults = " ".join(each.message for each in errors)
    way_out = f"Use {report.better} instead."
    if len(report.better or "") > _LONGEST_IN_MESSAGE:
        way_out = "The link is too long for this message: inspect it to see the right link."
    raise LinkError(Reason.NOT_A_PHONE_LINK, f"{faults} {way_out}")


def link_notes(report: LinkReport) -> tuple[Note, ...]:
    """Return notes on the warnings about a link that is drawn although it breaks a rule."""
    return tuple(_to_note(each) for each in report.problems if each.rule not in _NOT_NOTED)


def _to_note(problem: Problem) -> Note:
    return Note(_NOTE_CODES.get(problem.rule, NoteCode.CHECK_LINK), problem.message)
