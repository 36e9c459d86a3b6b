"""The command `wa-link explain`: say what the codes of rules, reasons and notes mean."""

from __future__ import annotations

import click

from wa_link._support.quoting import quote
from wa_link._support.similar_names import did_you_mean
from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.sections import SectionedCommand
from wa_link.errors import NoteCode, Reason
from wa_link.links.rules import Repair, Rule

_ONLY_TEXTS = ", by wa-link check --fix, in text files"


@click.command(
    cls=SectionedCommand,
    examples=("wa-link explain WA104", "wa-link explain too_short", "wa-link explain"),
)
@click.argument("codes", metavar="[CODE...]", nargs=-1)
def explain(*, codes: tuple[str, ...]) -> int:
    """Explain codes: the rules of check, and the reasons and notes of the other commands.

    CODE is a code such as WA104 or too_short, the beginning of codes such as WA1, or the name of a
    rule such as plus-sign. Without a CODE, all codes are listed.
    """
    if not codes:
        click.echo(_list_all())
        return ALL_ACCEPTED
    found = [each for code in codes for each in _find(code)]
    click.echo("\n\n".join(_explain(each) for each in dict.fromkeys(found)))
    return ALL_ACCEPTED


def _find(code: str) -> list[Rule | Reason | NoteCode]:
    """Return the rules, the reason or the note with this code.

    Raises:
        UsageError: there is no such code; the message proposes a similar one.
    """
    from wa_link.check.selection import find_rules  # noqa: PLC0415  (only for a code)

    rules = sorted(find_rules(code))
    others: list[Reason | NoteCode] = [
        each for each in (*Reason, *NoteCode) if each.value == code.strip().casefold()
    ]
    if not rules and not others:
        known = [*Rule, *(rule.label for rule in Rule), *Reason, *NoteCode]
        way_out = did_you_mean(code, known) or "wa-link explain lists all codes."
        raise click.UsageError(f"{quote(code)} is not a code. {way_out}")
    return [*rules, *others]


def _explain(code: Rule | Reason | NoteCode) -> str:
    """Return the explanation of a code: a heading, and lines such as `meaning   …`."""
    if isinstance(code, Rule):
        heading = f"{code} {code.label} ({code.severity})"
        lines = {
            "meaning": code.meaning,
            "why": code.why,
            "wrong": code.wrong,
            "right": code.right,
            "fixed": f"{code.repair}{_ONLY_TEXTS * (code.repair is not Repair.NEVER)}",
        }
    else:
        kind = "reason" if isinstance(code, Reason) else "note"
        heading = f"{code} ({kind})"
        lines = {"meaning": code.meaning, "to do": code.way_out}
    return "\n".join([heading, *(f"  {name:<9}{text}" for name, text in lines.items() if text)])


def _list_all() -> str:
    """Return all codes with their meanings, in three groups."""
    rules = [(f"{rule} {rule.label}", rule.meaning) for rule in Rule]
    reasons = [(each.value, each.meaning) for each in Reason]
    notes = [(each.value, each.meaning) for each in NoteCode]
    width = max(len(name) for name, _ in (*rules, *reasons, *notes))
    groups = {"Rules of check": rules, "Reasons": reasons, "Notes": notes}
    return "\n\n".join(
        "\n".join([f"{title}:", *(f"  {name:<{width}}  {meaning}" for name, meaning in group)])
        for title, group in groups.items()
    )
