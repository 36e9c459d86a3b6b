"""`wa-link inspect`: what a number or a link is, explained."""

from __future__ import annotations

import click

from wa_link._support.quoting import escape
from wa_link.cli import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.messages import json_line
from wa_link.cli.options import region_options
from wa_link.cli.sections import SectionedCommand, option
from wa_link.cli.unquoted_numbers import NumberParts
from wa_link.errors import PhoneError
from wa_link.links.explanation import Explanation, explain


@click.command(
    cls=SectionedCommand,
    examples=(
        'wa-link inspect "https://api.whatsapp.com/send?phone=447911123456&text=Hi%20there"',
        "wa-link inspect 4915123456789 --region DE",
    ),
)
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
@region_options
@option("--json", "as_json", section="Output", is_flag=True, help="One JSON object a line.")
def inspect(
    *, targets: tuple[str, ...], region: str | None, assume: str | None, as_json: bool
) -> int:
    """Explain numbers and links: what each is, every repair, every problem, the better link.

    Nothing is asked of the network. Exit code 3 if any cannot be linked.
    """
    explanations = _without_pieces(targets, region, assume)
    for number, explanation in enumerate(explanations):
        if as_json:
            click.echo(json_line(_record(explanation)))
        else:
            click.echo("\n" * bool(number) + _described(explanation))
    refused = any(explanation.refusal for explanation in explanations)
    return SOME_REJECTED if refused else ALL_ACCEPTED


def _without_pieces(
    targets: tuple[str, ...], region: str | None, assume: str | None
) -> list[Explanation]:
    """Return what each target is; pieces of one number are one that is refused."""
    explanations = [explain(target, region, assume=assume) for target in targets]
    refused = [isinstance(each.refusal, PhoneError) for each in explanations]
    merged = NumberParts("inspect", region, assume).merge(targets, explanations, refused)
    return [
        Explanation(target, "not a number that is certain", refusal=each)
        if isinstance(each, PhoneError)
        else each
        for target, each in merged
    ]


def _described(it: Explanation) -> str:
    """Lines for a person: a heading, then a name and a value on each."""
    heading = f"{escape(it.target)}: {it.what}."
    lines: list[tuple[str, str]] = []
    if it.phone:
        lines += [
            ("number", it.phone.international),
            ("region", it.phone.region),
            ("line", it.phone.line_type.replace("_", " ")),
        ]
    if it.text:
        first, *rest = escape(it.text, but="\n").split("\n")
        lines += [("text", first), *(("", line) for line in rest)]
    lines += [("note", note.message) for note in it.notes]
    lines += [("problem", problem) for problem in it.problems]
    if it.refusal:
        lines.append(("refused", it.refusal.message))
    if it.link:
        lines.append(("link", it.link))
    return "\n".join([heading, *(f"  {name:<9}{value}" for name, value in lines)])


def _record(it: Explanation) -> dict[str, object]:
    return {
        "input": it.target,
        "what": it.what,
        "phone": it.phone.e164 if it.phone else None,
        "international": it.phone.international if it.phone else None,
        "region": it.phone.region if it.phone else None,
        "line_type": it.phone.line_type if it.phone else None,
        "text": it.text,
        "link": it.link,
        "notes": [{"code": note.code, "message": note.message} for note in it.notes],
        "problems": list(it.problems),
        "reason": it.refusal.reason if it.refusal else None,
        "message": it.refusal.message if it.refusal else None,
    }
