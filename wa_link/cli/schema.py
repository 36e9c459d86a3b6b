"""The command `wa-link schema`: print the JSON Schema of an output, for scripts that check it."""

from __future__ import annotations

from pathlib import Path

import click

from wa_link.cli.exit_codes import ALL_ACCEPTED
from wa_link.cli.mistakes.usage_errors import Choice
from wa_link.cli.options.sections import SectionedCommand

_FOLDER = Path(__file__).parents[1] / "schemas"
SCHEMAS = {
    "link": "A line of wa-link link --json.",
    "inspect": "A line of wa-link inspect --json.",
    "check": "The object of wa-link check --output-format json.",
    "batch": "A line of wa-link batch --to jsonl.",
    "rejects": "A line of --rejects FILE, if FILE ends in .jsonl.",
    "summary": "The object of --summary json and --summary-file.",
}
"""Names of the schemas, with the outputs that they describe."""


@click.command(
    cls=SectionedCommand,
    examples=("wa-link schema", "wa-link schema summary > summary.schema.json"),
)
@click.argument("name", metavar="[NAME]", required=False, type=Choice(tuple(SCHEMAS)))
def schema(*, name: str | None) -> int:
    """Print the JSON Schema of an output (draft 2020-12).

    Without a NAME, the names of all schemas are listed. A later version of wa-link can add codes.
    """
    if name is None:
        width = max(map(len, SCHEMAS))
        for each, output in SCHEMAS.items():
            click.echo(f"{each:<{width}}  {output}")
    else:
        click.echo((_FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"), nl=False)
    return ALL_ACCEPTED
