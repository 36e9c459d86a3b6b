"""The command `wa-link inspect`: explain phone numbers and WhatsApp links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

import click

from wa_link._support.quoting import escape
from wa_link.cli.exit_codes import ALL_ACCEPTED, SOME_REJECTED
from wa_link.cli.messages.json_line import json_line
from wa_link.cli.mistakes.unquoted_numbers import NumberParts
from wa_link.cli.options.sections import SectionedCommand, option
from wa_link.cli.options.shared_options import exit_zero_option, region_options, reject_notes_option
from wa_link.cli.own_defaults.default_region import say_used_region
from wa_link.cli.stdin_lines import read_lines, reads_stdin
from wa_link.cli.wrapped_numbers import WrappedNumbers
from wa_link.errors import PhoneError
from wa_link.links.explanation import NOT_CERTAIN, Explanation, explain
from wa_link.phone.regions import name_region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_link.cli.options.shared_options import NumberReading


@click.command(
    cls=SectionedCommand,
    examples=(
        'wa-link inspect "https://api.whatsapp.com/send?phone=447911123456&text=Hi%20there"',
        "wa-link inspect 4915123456789 --region DE",
    ),
)
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
@region_options
@reject_notes_option
@option(
    "--json",
    "as_json",
    section="Output",
    is_flag=True,
    help="For each number or link, print a JSON object on one line. Its problems have the codes of "
    "wa-link check, such as WA101.",
)
@exit_zero_option
@click.pass_context
def inspect(
    ctx: click.Context,
    /,
    *,
    targets: tuple[str, ...],
    as_json: bool,
    **reading: Unpack[NumberReading],
) -> int:
    """Explain phone numbers and WhatsApp links: show their problems, and a better link.

    With - in place of numbers, they are read from standard input, one a line. Nothing is opened or
    sent. The exit code is 3 if a number or a link was refused.
    """
    explanations = (
        _explain_lines(**reading)
        if reads_stdin(targets, "numbers or links")
        else ((None, each) for each in _explain_all(targets, **reading))
    )
    is_refused = is_region_said = False
    for index, (line, explanation) in enumerate(explanations):
        is_region_said = is_region_said or _say_region(ctx, explanation, reading["assume"])
        if as_json:
            click.echo(json_line(_to_record(explanation, line)))
        else:
            click.echo("\n" * bool(index) + _format_text(explanation))
        is_refused |= explanation.refusal is not None
    return SOME_REJECTED if is_refused else ALL_ACCEPTED


def _say_region(ctx: click.Context, explanation: Explanation, assume: str | None) -> bool:
    """Print the region if it is a default and the link depends on it; return whether it does."""

    def read_without() -> str | None:
        return explain(explanation.target, assume=assume).link

    has_link = explanation.link is not None
    return has_link and say_used_region(ctx, explanation.link, read_without)


def _explain(target: str, **reading: Unpack[NumberReading]) -> Explanation:
    """Return the explanation of a number or a link; for the name of a file, say what to do."""
    explanation = explain(target, **reading)
    if explanation.refusal is None:
        return explanation
    from wa_link.cli.mistakes.misplaced_files import name_file  # noqa: PLC0415  (only for an error)

    return replace(explanation, refusal=name_file(explanation.refusal, target, "inspect"))


def _explain_lines(**reading: Unpack[NumberReading]) -> Iterator[tuple[int, Explanation]]:
    """Yield the number and an explanation of each line of standard input.

    The end of a wrapped number is refused.
    """
    wrapped = WrappedNumbers(NumberParts("inspect", reading["region"], reading["assume"]))
    for line in read_lines("numbers or links"):
        explanation = _explain(line.text, **reading)
        is_refused = isinstance(explanation.refusal, PhoneError)
        error = wrapped.refuse(line, explanation.phone, is_refused=is_refused)
        if error:
            explanation = Explanation(line.text, NOT_CERTAIN, refusal=error)
        yield line.number, explanation


def _explain_all(targets: tuple[str, ...], **reading: Unpack[NumberReading]) -> list[Explanation]:
    """Return an explanation of each number or link; refuse a number typed without quotes.

    The shell splits such a number: `+44 7911 123456` gives three arguments. They are joined, and
    get one explanation.
    """
    explanations = [_explain(target, **reading) for target in targets]
    refused = [isinstance(each.refusal, PhoneError) for each in explanations]
    parts = NumberParts("inspect", reading["region"], reading["assume"])
    merged = parts.merge(targets, explanations, refused)
    return [
        Explanation(target, NOT_CERTAIN, refusal=each) if isinstance(each, PhoneError) else each
        for target, each in merged
    ]


def _format_text(explanation: Explanation) -> str:
    """Return an explanation as text: a heading, and lines such as `number   +44 7911 123456`."""
    heading = f"{escape(explanation.target)}: {explanation.description}."
    lines: list[tuple[str, str]] = []
    if explanation.phone:
        lines += [
            ("number", explanation.phone.international),
            ("region", name_region(explanation.phone.region)),
            ("line", explanation.phone.line_type.replace("_", " ")),
        ]
    if explanation.text:
        first, *rest = escape(explanation.text, but="\n").split("\n")
        lines += [("text", first), *(("", line) for line in rest)]
    lines += [("note", note.message) for note in explanation.notes]
    reason = explanation.refusal.message if explanation.refusal else ""
    # Many refusals repeat the sentence of a problem.
    problems = (each.message for each in explanation.problems)
    lines += [("problem", message) for message in problems if message not in reason]
    if explanation.refusal:
        lines.append(("refused", explanation.refusal.message))
    if explanation.link:
        lines.append(("link", explanation.link))
    return "\n".join([heading, *(f"  {name:<9}{value}" for name, value in lines)])


def _to_record(explanation: Explanation, line: int | None) -> dict[str, object]:
    """Return the object that `--json` prints; a value that is not known is None.

    The codes and names of the problems are those of `wa-link check`; see `Rule`.

    Args:
        explanation: the explanation.
        line: number of the line of standard input; None if the number is an argument.
    """
    return {
        "input": explanation.target,
        "line": line,
        "description": explanation.description,
        "phone": explanation.phone.e164 if explanation.phone else None,
        "international": explanation.phone.international if explanation.phone else None,
        "region": explanation.phone.region if explanation.phone else None,
        "line_type": explanation.phone.line_type if explanation.phone else None,
        "text": explanation.text,
        "link": explanation.link,
        "notes": [{"code": note.code, "message": note.message} for note in explanation.notes],
        "problems": [
            {
                "code": each.rule.value,
                "name": each.rule.label,
                "severity": each.rule.severity.value,
                "message": each.message,
            }
            for each in explanation.problems
        ],
        "reason": explanation.refusal.reason if explanation.refusal else None,
        "message": explanation.refusal.message if explanation.refusal else None,
    }
